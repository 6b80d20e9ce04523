"""By plain SQL as the application's role: the outsider and the colleague read nothing, write nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.app.people_world import World, world
from tirek.people.actions.corrections import correct_person
from tirek.people.actions.details import add_contact_point, record_address, record_identity_document
from tirek.people.actions.families import NewMember, form_family, relate_persons
from tirek.people.models import Person, PersonName
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
__all__ = ["world"]

TABLES = (
    "person",
    "personname",
    "contactpoint",
    "address",
    "identitydocument",
    "family",
    "familymember",
    "relation",
    "personcorrection",
)


@contextmanager
def _sql() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def rows(table: str, user_id: int | None) -> int:
    with acting_as(user_id), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM people_{table}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def full(world: World) -> World:
    """Everything the floor can hold, about two people."""
    mother, child = world.person("Сапарова", "Әлия"), world.person("", "Аружан")
    add_contact_point(actor=world.worker, person=mother.uuid, value="+7 700 123 45 67")
    record_address(actor=world.worker, person=mother.uuid, settlement="Талғар")
    record_identity_document(actor=world.worker, person=mother.uuid, kind="identity_card", number="1")
    correct_person(actor=world.worker, person=mother.uuid, changes={"sex": "female"}, reason="Said so")
    relate_persons(actor=world.worker, person=mother.uuid, other=child.uuid, kind="parent")
    form_family(
        actor=world.worker,
        unit=world.unit.uuid,
        members=[NewMember(mother.uuid, "mother"), NewMember(child.uuid, "child", starts_on=date(2025, 1, 1))],
    )
    return world


@pytest.mark.parametrize("table", TABLES)
def test_only_who_takes_in_and_the_supervisor_read_a_table(full: World, table: str) -> None:
    assert rows(table, full.worker.pk) > 0
    assert rows(table, full.supervisor.pk) == rows(table, full.worker.pk)
    for who in (full.outsider, full.colleague, full.psychologist, full.manager):
        assert rows(table, who.pk) == 0, who
    assert rows(table, None) == 0


@pytest.mark.parametrize("table", TABLES)
def test_an_outsider_changes_nothing(full: World, table: str) -> None:
    with acting_as(full.outsider.pk), connection.cursor() as cursor:
        cursor.execute(f"UPDATE people_{table} SET recorded_at = recorded_at")
        assert cursor.rowcount == 0


@pytest.mark.parametrize("table", [*TABLES, "nametoken", "persontokens"])
def test_nothing_is_ever_deleted_by_the_application(full: World, table: str) -> None:
    with acting_as(full.worker.pk), pytest.raises(DatabaseError, match="permission denied"), _sql() as cursor:
        cursor.execute(f"DELETE FROM people_{table}")


@pytest.mark.parametrize("table", ["nametoken", "persontokens"])
def test_the_words_of_all_names_are_for_the_search_alone(full: World, table: str) -> None:
    with acting_as(full.supervisor.pk), pytest.raises(DatabaseError, match="permission denied"), _sql() as cursor:
        cursor.execute(f"SELECT count(*) FROM people_{table}")


def test_a_colleague_can_not_hang_a_row_on_a_hidden_person(full: World) -> None:
    with acting_as(full.worker.pk):
        hidden = Person.objects.order_by("pk")[0]
    with acting_as(full.colleague.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        PersonName.objects.create(
            unit=full.unit, recorded_by=full.colleague, person=hidden, script="kk", given_name="Б"
        )


def test_nobody_moves_a_person_to_a_unit_that_is_not_theirs(full: World) -> None:
    with acting_as(full.worker.pk):
        known = Person.objects.order_by("pk")[0]
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.filter(pk=known.pk).update(unit=full.other_unit)
