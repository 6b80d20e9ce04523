"""Two units of two organisations with supervisors, and pairs of records between and within them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.builders import House, make_house, make_user
from tirek.access.models import Membership, User
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import DuplicatePair, Person
from tirek.people.selectors.likeness import as_json, weighed
from tirek.toolkit.postgresql.user import acting_as


@dataclass
class Pairs:
    """One woman twice in the first unit, and once in the second; whoever wrote them, their supervisors."""

    house: House
    second: User
    both: User
    one: Person
    again: Person
    elsewhere: Person
    within: DuplicatePair
    across: DuplicatePair

    def somebody(self, actor: User, surname: str, given: str, patronymic: str = "", **more: Any) -> Person:
        unit = Membership.objects.filter(user=actor).order_by("pk")[0].unit
        name = NewName(surname, given, patronymic, script=more.pop("script", "kk"))
        return register_person(actor=actor, unit=unit.uuid, names=[name], **more)

    def pair(self, one: Person, other: Person, **more: Any) -> DuplicatePair:
        """A pair as the background comparison leaves it."""
        one, other = sorted((one, other), key=lambda person: person.pk)
        with acting_as(self.both.pk):
            found = weighed(one, other)
            values = {"probability": found.probability, "weight": found.weight, "evidence": as_json(found), **more}
            return DuplicatePair.objects.create(
                one=one, other=other, one_unit_id=one.unit_id, other_unit_id=other.unit_id, **values
            )


@pytest.fixture
def pairs(db: None) -> Pairs:
    house = make_house()
    second = make_user("second", house.other_unit, "supervisor")
    both = make_user("both", house.unit, "supervisor")
    Membership.objects.create(user=both, unit=house.other_unit, role_id="supervisor", starts_on=date(2020, 1, 1))
    made = Pairs(house, second, both, *[None] * 5)  # type: ignore[arg-type]
    born = {"birth_date": date(2003, 5, 17), "sex": "female"}
    made.one = made.somebody(house.worker, "Жұмабаева", "Айгүл", "Серікқызы", **born)
    made.again = made.somebody(house.worker, "Джумабаева", "Айгуль", "Сериковна", script="ru", **born)
    made.elsewhere = made.somebody(house.outsider, "Zhumabayeva", "Aigul", "Serikqyzy", script="lat", **born)
    made.within = made.pair(made.one, made.again)
    made.across = made.pair(made.one, made.elsewhere)
    return made
