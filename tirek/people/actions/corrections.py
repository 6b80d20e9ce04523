"""What was recorded wrongly is put right; the old value stays readable with who, when and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import keep, lock, lock_person
from tirek.people.actions.intake import take_number
from tirek.people.models import Person, PersonCorrection, PersonName
from tirek.people.vault import seal

PERSON_FIELDS = (
    "sex", "birth_date", "birth_precision", "died_on", "died_precision", "language", "needs_interpreter", "iin",
)  # fmt: skip
NAME_FIELDS = ("surname", "given_name", "patronymic", "script", "kind")


@act("person.correct")
def correct_person(
    *,
    actor: User,
    person: UUID,
    changes: Mapping[str, Any],
    reason: str,
    iin_reason: str = "",
    client_ref: UUID | None = None,
) -> Person:
    """Put right what is recorded of a person: any of ``PERSON_FIELDS``. A missing value may be filled so as well.

    Permission: person.correct. A value that stands already is not written again. Once for a client_ref.
    """
    subject = lock_person(person)
    require(actor, "person.correct", subject.unit_id)
    _allowed(changes, PERSON_FIELDS, reason)
    before = {field: _plain(getattr(subject, field)) for field in changes}
    for field, value in changes.items():
        if field != "iin":
            setattr(subject, field, value)
    if {"iin", "birth_date", "birth_precision", "sex"} & set(changes):
        # What is odd about the number depends on birth date and sex too.
        take_number(subject, changes.get("iin", subject.iin), iin_reason or subject.iin_reason)
    keep(subject)
    _remember(actor, subject, None, before, reason)
    return subject


@act("person.correct")
def correct_name(
    *, actor: User, name: UUID, changes: Mapping[str, str], reason: str, client_ref: UUID | None = None
) -> PersonName:
    """Put right a misspelt name. A name that was given up is ended with ``add_name`` instead.

    Permission: person.correct. Once for a client_ref.
    """
    written = lock(PersonName, name)
    require(actor, "person.correct", written.unit_id)
    _allowed(changes, NAME_FIELDS, reason)
    before = {field: _plain(getattr(written, field)) for field in changes}
    for field, value in changes.items():
        setattr(written, field, " ".join(value.split()))
    keep(written)
    _remember(actor, written.person, written, before, reason)
    return written


def _allowed(changes: Mapping[str, Any], fields: tuple[str, ...], reason: str) -> None:
    if not set(changes) <= set(fields):
        raise Problem(N_("This can't be corrected here."))
    if not reason.strip():
        raise Problem(N_("Say why the value is corrected."), field="reason")


def _remember(actor: User, person: Person, name: PersonName | None, before: dict[str, str], reason: str) -> None:
    record = name or person
    changed = {field: old for field, old in before.items() if old != _plain(getattr(record, field))}
    for field, old in changed.items():
        new, sealed = _plain(getattr(record, field)), field == "iin"
        keep(
            PersonCorrection(
                unit_id=record.unit_id,
                recorded_by=actor,
                person=person,
                name=name,
                field=field,
                old=seal(old) if sealed and old else old,
                new=seal(new) if sealed and new else new,
                sealed=sealed,
                reason=reason.strip(),
            )
        )
    note(fields=sorted(changed))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
