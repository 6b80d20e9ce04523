"""What each field of the access floor tells about somebody, and how long it is kept (classes: ``people.privacy``)."""

from typing import Final

Field = tuple[str, str]


def _all(rule: str, privacy: str, *names: str) -> dict[str, Field]:
    return dict.fromkeys(names, (privacy, rule))


_NAMES = _all("permanent", "reference", "id", "uuid", "code", "name_kk", "name_ru", "name_en")

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "Organisation": {
        **_NAMES,
        **_all("permanent", "reference", "shown_as_kk", "shown_as_ru", "shown_as_en", "phone"),
    },
    "Unit": {**_NAMES, **_all("permanent", "reference", "organisation")},
    "User": {
        **_all("with_staff", "operational", "id", "uuid", "last_login", "is_superuser", "is_staff", "is_active"),
        **_all("with_staff", "operational", "date_joined", "language", "theme", "groups", "user_permissions"),
        **_all("with_staff", "operational", "reminders_by_mail", "reminded_on"),
        **_all("with_staff", "direct", "username", "first_name", "last_name", "patronymic", "email"),
        "password": ("sensitive", "with_staff"),
    },
    "AccessRole": _all("permanent", "reference", "code", "reach", "compartments", "invites", "permissions"),
    "Membership": _all("with_staff", "operational", "id", "user", "unit", "role", "starts_on", "ends_on", "invited_by"),
    "PerformedAct": _all(
        "one_year", "operational", "client_ref", "act", "actor", "subject_type", "subject_id", "at"
    ),
    "AuditEntry": _all(
        "permanent", "operational", "id", "chain", "number", "at", "actor_id", "act", "subject_type", "subject_uuid",
        "case_id", "unit_id", "compartment", "facts", "previous_hash", "hash",
    ),
    "Draft": {
        **_all("thirty_days", "operational", "id", "user", "key", "saved_at"),
        "content": ("sensitive", "thirty_days"),
    },
}  # fmt: skip
