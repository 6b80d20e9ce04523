"""Before somebody is written down: who of those the actor sees may be this person, and how probable it is."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.app.people_world import World, world
from tirek.kernel.problems import Refused
from tirek.people.actions.details import add_contact_point
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.names import SpelledName
from tirek.people.selectors.at_intake import Typed, possible_duplicates_at_intake
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
__all__ = ["world"]

BORN = PartialDate(date(2003, 5, 17), Precision.DAY)
NUMBER = "030517650123"


def asked(world: World, *name: str, actor: Any = None, **more: Any) -> list[int]:
    typed = Typed((SpelledName(*name),) if name else (), **more)
    return [one.person.pk for one in possible_duplicates_at_intake(actor or world.worker, typed)]


def test_the_likely_same_are_shown_in_any_spelling_and_nobody_else(world: World) -> None:
    meant = world.person("Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17), sex="female")
    world.person("Жұмабаева", "Айжан", birth_date=date(1990, 1, 1), sex="female")
    for name in (("Джумабаева", "Айгуль"), ("Zhumabayeva", "Aigul"), ("Айгүл", "Жұмабаева"), ("Омарова", "Айгүл")):
        assert asked(world, *name, born=BORN, sex="female") == [meant.pk]
    assert asked(world, "Джумабаева", "Айгуль", born=PartialDate(date(1983, 5, 17), Precision.DAY)) == []


def test_nobody_is_offered_whom_the_actor_does_not_see(world: World) -> None:
    world.person("Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17), iin=NUMBER)
    found = {"born": BORN, "iin": NUMBER}
    assert asked(world, "Жұмабаева", "Айгүл", actor=world.outsider, **found) == []
    assert asked(world, "Жұмабаева", "Айгүл", actor=world.colleague, **found) == []
    assert len(asked(world, "Жұмабаева", "Айгүл", actor=world.supervisor, **found)) == 1
    with pytest.raises(Refused):
        asked(world, "Жұмабаева", "Айгүл", actor=world.manager)


def test_day_and_month_may_have_changed_places_and_the_day_may_be_missing(world: World) -> None:
    meant = world.person("Сапарова", "Әлия", "Маратқызы", birth_date=date(2004, 3, 7), sex="female")
    swapped = PartialDate(date(2004, 7, 3), Precision.DAY)
    assert asked(world, "Сапарова", "Алия", "Маратовна", born=swapped, sex="female") == [meant.pk]
    about = PartialDate(date(2004, 1, 1), Precision.YEAR)
    assert asked(world, "Сапарова", "Алия", "Маратовна", born=about, sex="female") == [meant.pk]


def test_a_number_or_a_phone_alone_finds_the_person(world: World) -> None:
    meant = world.person("Сапарова", "Әлия", birth_date=date(2003, 5, 17), iin=NUMBER)
    add_contact_point(actor=world.worker, person=meant.uuid, value="+7 701 555 44 33")
    assert asked(world, "Кенжебаева", "Алия", iin=NUMBER) == [meant.pk]
    assert asked(world, "Сапарова", "Алия", phone="8 701 555 44 33", born=BORN) == [meant.pk]


def test_a_twin_weighs_much_less_and_is_called_one(world: World) -> None:
    world.person("Жұмабаева", "Айгүл", "Серікқызы", birth_date=date(2003, 5, 17), sex="female")
    weights = {}
    for given in ("Айгүл", "Айжан"):
        typed = Typed((SpelledName("Жұмабаева", given, "Серікқызы"),), BORN, "female")
        [found] = possible_duplicates_at_intake(world.worker, typed)
        weights[found.found.evidence[0].level] = found.found.weight
    assert weights["same"] - weights["twin"] > 8


def test_whom_the_actor_does_not_see_changes_not_even_the_number_of_questions(world: World) -> None:
    def questions() -> int:
        with acting_as(world.worker.pk), transaction.atomic(), CaptureQueriesContext(connection) as made:
            assert asked(world, "Жұмабаева", "Айгүл", born=BORN, iin=NUMBER, phone="87015554433") == []
        return len(made)

    questions()
    before = questions()
    hidden = world.person(
        "Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17), iin=NUMBER, actor=world.outsider, unit=world.other_unit
    )
    add_contact_point(actor=world.outsider, person=hidden.uuid, value="87015554433")
    assert questions() == before
