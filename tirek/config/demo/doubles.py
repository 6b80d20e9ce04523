"""People known twice: in two organisations, twice in one unit; joined, hidden, asked about."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle

from django.db import transaction

from tirek.access.models import Unit, User
from tirek.config.demo import texts
from tirek.config.demo.household import Known
from tirek.config.demo.names import Invented, mistyped, respelled
from tirek.config.demo.staff import Desk
from tirek.kernel.clock import clock_at, today
from tirek.people.actions.details import add_contact_point
from tirek.people.actions.duplicates import suggest_duplicate
from tirek.people.actions.intake import register_person
from tirek.people.actions.merging import merge_persons
from tirek.people.actions.requests import grant_access, request_access
from tirek.people.actions.sealing import seal_person
from tirek.people.engine.names import NewName
from tirek.people.models import Person, PersonName, Relation
from tirek.people.selectors.previews import person_previews
from tirek.toolkit.postgresql.user import acting_as

YOUNG = 6 * 365  # days: a grandmother's child is not the baby of a case
ELSEWHERE, TWICE = 6, 5  # so many are known in two organisations, and so many twice in one unit


@dataclass(frozen=True)
class Written:
    """A mother on record, with what makes somebody write her down once more."""

    person: Person
    known: Known


def mothers(supervisor: User, unit: Unit) -> list[Written]:
    """Mothers whom a unit has on record in Kazakh spelling; the same ones for the same seed."""
    with acting_as(supervisor.pk), transaction.atomic():
        names = PersonName.objects.filter(
            unit=unit, script="kk", person__sex="female", person__birth_precision="day", person__died_on=None
        ).exclude(patronymic="")
        found = [
            written
            for name in names.select_related("person").order_by("person__birth_date", "surname", "given_name")
            if (written := _written(name))
        ]
    random.Random(7).shuffle(found)
    return found


def _written(name: PersonName) -> Written | None:
    born = name.person.birth_date
    relation = Relation.objects.filter(person=name.person, kind="parent").order_by("-other__birth_date").first()
    phone = name.person.contact_points.first()
    if relation is None or phone is None or born is None:
        return None
    child = relation.other
    baby = child.names.filter(script="kk").first()
    if baby is None or not child.birth_date or child.birth_precision != "day":
        return None
    if child.birth_date < today() - timedelta(days=YOUNG):
        return None
    return Written(
        name.person,
        Known(_invented(name, "female"), born, _invented(baby, child.sex), child.birth_date, phone.value),
    )


def _invented(name: PersonName, sex: str) -> Invented:
    father = name.patronymic.removesuffix("қызы").removesuffix("ұлы")
    main = NewName(script="kk", surname=name.surname, given_name=name.given_name, patronymic=name.patronymic)
    return Invented((main,), sex, name.given_name, father)


def elsewhere(known: Sequence[Written], desks: Sequence[Desk]) -> list[tuple[Desk, Known]]:
    """They also came to another organisation, which writes as it speaks."""
    turns = zip(known, cycle(desks), cycle(("ru", "lat", "ru")), strict=False)
    return [(desk, _as_written(one.known, script)) for one, desk, script in turns]


def _as_written(known: Known, script: str) -> Known:
    return replace(known, mother=respelled(known.mother, script), child=respelled(known.child, script))


def twice_in_a_unit(written: Sequence[Written], desk: Desk, last: date, chance: random.Random) -> list[Person]:
    """A colleague does not find who is on record already (another spelling, a slip) and writes her down once more."""
    made = []
    for number, one in enumerate(written):
        mother, born = one.known.mother, one.known.mother_born_on
        somebody, on, precision, phone = (
            (respelled(mother, "ru"), born, "day", one.known.phone),
            (mistyped(mother, chance), born, "day", ""),
            (respelled(mother, "lat"), born, "year", ""),
            (mistyped(mother, chance), born.replace(day=born.day % 28 + 1), "day", ""),
            (respelled(mother, "ru"), born.replace(year=born.year + 1), "year", one.known.phone),
        )[number % 5]
        with clock_at(last - timedelta(days=3 + 4 * number)):
            person = register_person(
                actor=desk.worker,
                unit=desk.unit.uuid,
                names=list(somebody.names),
                sex="female",
                birth_date=on,
                birth_precision=precision,
            )
            if phone:
                add_contact_point(actor=desk.worker, person=person.uuid, kind="phone", value=phone)
        made.append(person)
    return made


def join(one: Person, again: Person, supervisor: User, last: date) -> None:
    """The supervisor finds that two records are one person."""
    with clock_at(last - timedelta(days=1)):
        suggest_duplicate(actor=supervisor, one=one.uuid, other=again.uuid, reason=texts.NEW_CALL)
        merge_persons(actor=supervisor, survivor=one.uuid, merged=again.uuid, reason=texts.SAME_PERSON)


def hide(one: Person, supervisor: User, last: date) -> None:
    """Nobody outside the file is told that she is known."""
    with clock_at(last - timedelta(days=20)):
        seal_person(actor=supervisor, person=one.uuid, reason=texts.SEALED)


def ask(asked: Sequence[Written], worker: User, supervisor: User, last: date) -> None:
    """Another organisation asks who somebody is: the first request is granted, the second waits."""
    for number, (one, purpose, words) in enumerate(
        zip(asked, ("asks_for_help", "relative"), (texts.ASKS, texts.ASKS_AGAIN), strict=False)
    ):
        name = one.known.mother.names[0]
        question = f"{name.surname} {name.given_name} {one.known.mother_born_on.year}"
        with clock_at(last - timedelta(days=2 - number)):
            shown = person_previews(worker, question).shown
            if not shown:
                continue
            request = request_access(actor=worker, reference=shown[0].reference, purpose=purpose, request_note=words)
            if number == 0:
                grant_access(
                    actor=supervisor,
                    request=request.uuid,
                    ground="consent",
                    lasts_until=last + timedelta(days=60),
                    answer=texts.GRANTED,
                )
