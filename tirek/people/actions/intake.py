"""Somebody new is written down, or passes from the intake into a case."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import keep, unit_named
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.iin import check_iin, digits_of
from tirek.people.engine.names import NewName
from tirek.people.enums import Sex
from tirek.people.models import Family, Person, PersonName
from tirek.people.vault import find_key, seal


@act("person.register")
def register_person(
    *,
    actor: User,
    unit: UUID,
    names: Sequence[NewName],
    sex: str = Sex.UNKNOWN,
    birth_date: date | None = None,
    birth_precision: str = Precision.DAY,
    iin: str = "",
    iin_reason: str = "",
    language: str = "",
    needs_interpreter: bool = False,
    client_ref: UUID | None = None,
) -> Person:
    """Write down somebody new, known perhaps by a first name only; the actor has them in intake.

    A number that does not check is kept: what is odd about it stands in ``iin_findings`` of the answer and
    ``iin_reason`` says why it was kept. Permission: person.register in the unit. Once for a client_ref.
    """
    place = unit_named(unit)
    require(actor, "person.register", place.pk)
    if not names:
        raise Problem(N_("Write at least one part of the name."), field="names")
    born = _born(birth_date, birth_precision)
    person = Person(
        unit=place,
        recorded_by=actor,
        intake_by=actor,
        sex=sex,
        birth_date=born.value if born else None,
        birth_precision=birth_precision,
        language=language,
        needs_interpreter=needs_interpreter,
    )
    take_number(person, iin, iin_reason)
    keep(person)
    for name in names:
        keep(new_name(actor, person, name, place.pk))
    note(names=len(names), iin=bool(person.iin_hash), findings=person.iin_findings)
    return person


def settle_person(person: Person, unit_id: int) -> None:
    """A case of the unit now holds the person: the intake ends. Called inside the act that does it.

    Another unit's intake goes on: the person is not yet in a case there.
    """
    if person.intake_by_id is not None and person.unit_id == unit_id:
        person.intake_by = None
        person.save(update_fields=["intake_by"])


def settle_family(family: Family) -> None:
    """A case now holds the family and everybody in it: their intake ends. Called after the case is on record."""
    if family.intake_by_id is not None:
        family.intake_by = None
        family.save(update_fields=["intake_by"])
    inside = Person.objects.filter(memberships__family=family, unit_id=family.unit_id, intake_by__isnull=False)
    inside.update(intake_by=None)


def take_number(person: Person, iin: str, reason: str) -> None:
    """Put a number on the person with what is odd about it; an empty text takes it away."""
    number = digits_of(iin)
    if len(number) > 40:
        raise Problem(N_("This is too long for a number."), field="iin")
    known_day = person.birth_date if person.birth_precision == Precision.DAY else None
    person.iin_sealed = seal(number) if number else ""
    person.iin_hash = find_key(number) if number else ""
    person.iin_findings = [str(finding) for finding in check_iin(number, known_day, person.sex)] if number else []
    person.iin_reason = reason.strip()


def new_name(actor: User, person: Person, name: NewName, unit_id: int) -> PersonName:
    """A spelling of the person's name as a unit knows it, not yet written."""
    return PersonName(
        unit_id=unit_id,
        recorded_by=actor,
        person=person,
        script=name.script,
        kind=name.kind,
        surname=" ".join(name.surname.split()),
        given_name=" ".join(name.given_name.split()),
        patronymic=" ".join(name.patronymic.split()),
    )


def _born(birth_date: date | None, precision: str) -> PartialDate | None:
    if birth_date is None:
        return None
    if precision not in list(Precision):
        raise Problem(N_("Choose how exactly the date is known."), field="birth_precision")
    if birth_date > today():
        raise Problem(N_("The birth date lies ahead."), field="birth_date")
    return PartialDate(birth_date, Precision(precision)).trimmed()
