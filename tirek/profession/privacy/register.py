from typing import Final

from tirek.profession.privacy.classes import Field
from tirek.profession.privacy.classes import all_of as _all

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "Practitioner": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "number",
            "state",
            "entered_on",
            "left_on",
            "left_reason",
            "public_since",
        ),
        **_all("indirect", "with_staff", "user", "born_year", "sex", "region", "languages", "specialisations"),
        **_all("direct", "with_staff", "surname", "given_name", "patronymic", "email", "phone"),
    },
    "Education": {
        **_all(
            "operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "degree", "social_work", "seen"
        ),
        **_all("indirect", "with_staff", "practitioner", "programme", "institution", "year"),
    },
    "Post": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "sector",
            "cadre",
            "share",
            "starts_on",
            "ends_on",
        ),
        **_all("indirect", "with_staff", "practitioner", "employer", "organisation", "region"),
    },
    "Vacancy": {
        **_all(
            "reference",
            "permanent",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "employer",
            "sector",
            "cadre",
            "region",
            "posts",
            "source",
            "opened_on",
            "filled_on",
        ),
    },
    "Certification": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "category",
            "decision",
            "decided_on",
            "valid_from",
            "valid_until",
            "suspended_from",
            "suspended_until",
            "withdrawn_on",
            "reason",
            "warned_on",
        ),
        **_all("indirect", "with_staff", "practitioner"),
    },
    "EntryRequirement": {
        **_all(
            "reference",
            "permanent",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "permission",
            "starts_on",
            "warns_days",
            "ended_on",
        ),
    },
}
