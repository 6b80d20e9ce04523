"""Two records become one person and two again; each organisation goes on seeing its own cases alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from tests.app.one_connection import as_superuser, one_connection
from tests.builders import PROGRAMME, House, Kin, make_case, make_family, make_house, make_user, unit_of
from tirek.access.models import User
from tirek.casework.actions.cases import join_case, open_case
from tirek.casework.actions.encounters import give_consent, record_contact
from tirek.casework.actions.episodes import begin_episode, end_episode
from tirek.casework.models import Case, CaseMember, Contact, Episode
from tirek.casework.selectors.family_file import family_file
from tirek.casework.selectors.people_of_cases import people_of_cases
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.corrections import correct_name, correct_person
from tirek.people.actions.details import add_contact_point, add_name, record_address, record_identity_document
from tirek.people.actions.families import NewMember, form_family, join_family, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.merging import Unanswered, merge_persons, unmerge_persons
from tirek.people.engine.names import NewName
from tirek.people.models import Address, ContactPoint, DuplicatePair, Person, PersonMerge, PersonName, Relation
from tirek.people.selectors import persons
from tirek.people.selectors.merging import added_since, merge_preview, merges_of, newest_merge
from tirek.people.selectors.search import search_persons
from tirek.toolkit.postgresql.user import acting_as

__all__ = ["one_connection"]
IIN = "010501800019"
DAY = today() - timedelta(days=20)


@pytest.fixture
def house(one_connection: None) -> Iterator[House]:
    with translation.override("en"):
        yield make_house()


@pytest.fixture
def far_supervisor(house: House) -> User:
    return make_user("far_supervisor", house.other_unit, "supervisor")


def again(worker: User, given_name: str = "Асем", **more: Any) -> Person:
    """The mother once more, in Russian spelling."""
    names = [NewName(script="ru", surname="Сынакова", given_name=given_name)]
    return register_person(actor=worker, unit=unit_of(worker).uuid, names=names, sex="female", **more)


def one(user: User, uuid: Any) -> Person:
    with acting_as(user.pk):
        return persons.person(uuid)


def agree(house: House, one: Person, other: Person, by: User, decision: str = "same") -> DuplicatePair:
    """The unit of ``by`` has said of the two what they are."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    with as_superuser() as cursor:
        cursor.execute(
            "INSERT INTO people_duplicatepair (uuid, one_id, other_id, one_unit_id, other_unit_id, secret, probability,"
            " weight, evidence, state, found_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, false, 0.9, 1, '[]', 'open',"
            " now()) ON CONFLICT (one_id, other_id) DO UPDATE SET state = 'open' RETURNING id",
            [first.pk, second.pk, first.unit_id, second.unit_id],
        )
        pair = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO people_duplicatedecision (uuid, pair_id, unit_id, decision, reason, recorded_by_id, recorded_at)"
            " VALUES (gen_random_uuid(), %s, %s, %s, 'Told', %s, clock_timestamp())",
            [pair, unit_of(by).pk, decision, by.pk],
        )
        cursor.execute("SELECT uuid FROM people_duplicatepair WHERE id = %s", [pair])
        return cursor.fetchone()[0]


def merge(house: House, survivor: Person, merged: Person, **more: Any) -> PersonMerge:
    by = more.pop("actor", house.supervisor)
    return merge_persons(actor=by, survivor=survivor.uuid, merged=merged.uuid, reason="One paper", **more)


def test_everything_points_to_the_survivor_and_comes_back(house: House) -> None:
    case = make_case(house.worker)
    mother = people_of(case, house.worker)["mother"]
    second = again(house.worker, iin=IIN)
    add_contact_point(actor=house.worker, person=second.uuid, value="+7 700 123 45 67")
    record_address(actor=house.worker, person=second.uuid, settlement="Талғар")
    record_identity_document(actor=house.worker, person=second.uuid, kind="passport", number="N1")
    correct_person(actor=house.worker, person=second.uuid, changes={"language": "ru"}, reason="Said so")

    made = merge(house, mother, second, take=["iin", "language"])

    with acting_as(house.worker.pk):
        assert {str(name) for name in PersonName.objects.filter(person=mother)} == {"Сынақова Әсем", "Сынакова Асем"}
        assert ContactPoint.objects.get(person=mother).value == "+7 700 123 45 67"
        assert Address.objects.get(person=mother).settlement == "Талғар"
        stands = persons.person(second.uuid)
    assert stands == mother and stands.iin == IIN and stands.language == "ru"
    found = [match.person for match in search_persons(house.worker, "Сынакова Асем")]
    assert found == [mother]

    unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Two sisters")

    with acting_as(house.worker.pk):
        assert [str(name) for name in PersonName.objects.filter(person=mother)] == ["Сынақова Әсем"]
        assert ContactPoint.objects.get().person == second
        assert persons.person(second.uuid).iin == IIN
        assert persons.person(mother.uuid).iin == "" and persons.person(mother.uuid).language == ""
    assert {match.person for match in search_persons(house.worker, "Сынакова Асем")} == {mother, second}


def people_of(case: Case, user: User) -> dict[str, Person]:
    with acting_as(user.pk):
        return {one.part: one.person for one in people_of_cases([case.pk])[case.pk]}
