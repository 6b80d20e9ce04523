"""The family on one page: who belongs to it, in words and pictures; what becomes known; a case in one step."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from tests.builders import make_case
from tests.web.pages import MATRIX, questions
from tirek.casework.models import Case, CaseMember
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.people.actions.families import NewMember, join_family, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.ties import end_tie, record_tie
from tirek.people.engine.names import NewName
from tirek.people.models import FamilyMember, FamilyTie, Person, PersonName, Relation
from tirek.toolkit.postgresql.user import acting_as

PAGES = ["family", "genogram", "eco_map", "family_print"]
FORMS = ["family_join", "relate", "record_tie"]


@pytest.fixture
def kin(case, house):
    """The family of the case with a grandmother and a girl, all related, and two ties."""
    family, worker = case.family, house.worker

    def take(given: str, role: str, sex: str, born: date) -> Person:
        person = register_person(
            actor=worker, unit=house.unit.uuid, names=[NewName(script="kk", given_name=given)], sex=sex, birth_date=born
        )
        join_family(actor=worker, family=family.uuid, member=NewMember(person.uuid, role, True, date(2024, 1, 1)))
        return person

    with acting_as(worker.pk), transaction.atomic():
        members = {one.role: one.person for one in FamilyMember.objects.filter(family=family).select_related("person")}
    mother, boy = members["mother"], members["child"]
    granny = take("Рысалды", "grandmother", "female", date(1970, 2, 2))
    girl = take("Іңкәр", "child", "female", date(2020, 3, 3))
    relate_persons(actor=worker, person=granny.uuid, other=mother.uuid, kind="parent", bond="close")
    relate_persons(actor=worker, person=mother.uuid, other=boy.uuid, kind="parent", starts_on=boy.birth_date)
    tie = record_tie(
        actor=worker, family=family.uuid, kind="school", name="№ 12 мектеп", strength="strong", flow="both"
    )
    end_tie(actor=worker, tie=tie.uuid, on=today())
    record_tie(actor=worker, family=family.uuid, kind="health", name="Емхана", strength="weak", person=girl.uuid)
    return {"family": family, "mother": mother, "boy": boy, "granny": granny, "girl": girl}


def url(name: str, kin: dict, *more: object) -> str:
    return reverse(name, args=[kin["family"].uuid, *more])


@pytest.mark.parametrize(("role", "status"), MATRIX)
def test_who_may_see_a_family(role, status, kin, house, login):
    client = login(getattr(house, role) if role else None)
    assert [client.get(url(name, kin)).status_code for name in PAGES] == [status] * len(PAGES)
    answers = [client.post(url(name, kin), {}).status_code for name in FORMS]
    assert answers == [{200: 422}.get(status, status)] * len(FORMS)


def test_the_family_says_who_belongs_to_it_and_how_they_are_related(kin, house, login):
    page = login(house.worker).get(url("family", kin)).content.decode()
    for word in ("Рысалды", "Іңкәр", "Рысалды is the mother, Әсем the daughter", "close bond", "№ 12 мектеп", "Емхана"):
        assert word in page
    assert " style=" not in page


def test_the_genogram_is_drawn_with_a_link_for_each_and_a_table(kin, house, login):
    page = login(house.worker).get(url("genogram", kin)).content.decode()
    for one in ("mother", "boy", "granny", "girl"):
        assert page.count(reverse("person", args=[kin[one].uuid])) == 2  # symbol and table
    assert "the other is not recorded" in page  # nobody knows the father
    assert page.count(">?</text>") == 1
    small = login(house.worker).get(url("genogram", kin), {"size": "whole"}).content.decode()
    assert 'width="100%"' in small


def test_the_eco_map_shows_what_holds_and_what_has_ended(kin, house, login):
    page = login(house.worker).get(url("eco_map", kin)).content.decode()
    assert page.count("№ 12 мектеп") >= 3  # wide, tall, table
    assert 'opacity="0.45"' in page
    assert url("end_tie", kin, _tie(house, "Емхана").uuid) in page
    assert url("end_tie", kin, _tie(house, "№ 12 мектеп").uuid) not in page


def _tie(house, name: str) -> FamilyTie:
    with acting_as(house.worker.pk), transaction.atomic():
        return FamilyTie.objects.get(name=name)


def test_a_tie_to_a_clinic_lies_behind_the_door_of_health(kin, house):
    assert _tie(house, "Емхана").compartment == "health"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_both_pictures_come_on_paper(language, kin, house, login):
    answer = login(house.worker).get(url("family_print", kin), {"language": language})
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")


def test_adoption_shows_to_those_who_open_its_door_and_to_nobody_else(kin, house, login):
    relate_persons(actor=house.supervisor, person=kin["mother"].uuid, other=kin["girl"].uuid, kind="adoptive_parent")
    pages = {
        who: [login(getattr(house, who)).get(url(name, kin)).content.decode() for name in ("family", "genogram")]
        for who in ("worker", "supervisor")
    }
    assert all("adopt" in page for page in pages["supervisor"])
    assert not any("adopt" in page for page in pages["worker"])
    # The child hangs on the mother's line as any other: no shape tells.
    assert 'stroke-dasharray="7 4"' in pages["supervisor"][1]
    drawn = pages["worker"][1].split("</svg>")[0]
    assert drawn.count('d="M') == pages["supervisor"][1].split("</svg>")[0].count('d="M')
    form = login(house.worker).get(url("relate", kin)).content.decode()
    assert "adoptive" not in form


def test_somebody_known_by_a_first_name_joins_and_is_related_in_one_form(kin, house, login):
    sent = {"given_name": "Жандос", "role": "father", "lives_together": "false", "kind": "parent",
            "other": str(kin["boy"].uuid), "client_ref": str(new_uuid()), "sex": "unknown"}  # fmt: skip
    client = login(house.worker)
    for _again in range(2):
        assert client.post(url("family_join", kin), sent).status_code == 302
    with acting_as(house.worker.pk), transaction.atomic():
        name = PersonName.objects.get(given_name="Жандос")
        assert (name.surname, name.script) == ("", "kk")
        assert name.person.sex == "male"  # a father, though nobody said it
        assert FamilyMember.objects.get(person=name.person).role == "father"
        assert Relation.objects.get(person=name.person).other_id == kin["boy"].pk
    page = client.get(url("genogram", kin)).content.decode()
    assert "Жандос" in page


def test_nobody_joins_without_a_name(kin, house, login):
    answer = login(house.worker).post(url("family_join", kin), {"role": "father", "kind": "parent"})
    assert answer.status_code == 422
    assert "Write the first name" in answer.content.decode()


def test_leaving_keeps_the_time_before(kin, house, login):
    with acting_as(house.worker.pk), transaction.atomic():
        member = FamilyMember.objects.get(person=kin["granny"])
    client = login(house.worker)
    assert client.post(url("family_leave", kin, member.uuid), {"on": today(), "reason": "Көшті"}).status_code == 302
    page = client.get(url("family", kin)).content.decode()
    assert "Who belonged to it before" in page
    assert "Көшті" in page


def test_a_relation_is_recorded_and_ended(kin, house, login):
    client = login(house.worker)
    sent = {"person": str(kin["granny"].uuid), "other": str(kin["boy"].uuid), "kind": "guardian", "bond": ""}
    assert client.post(url("relate", kin), sent).status_code == 302
    with acting_as(house.worker.pk), transaction.atomic():
        relation = Relation.objects.get(kind="guardian")
    assert client.post(url("end_relation", kin, relation.uuid), {"on": today()}).status_code == 302
    assert "has ended" in client.get(url("family", kin)).content.decode()


def test_a_tie_is_recorded_and_ended(kin, house, login):
    client = login(house.worker)
    sent = {"kind": "neighbours", "name": "Көршісі", "strength": "stressful", "flow": "to_family", "hidden": "on"}
    assert client.post(url("record_tie", kin), sent).status_code == 302
    tie = _tie(house, "Көршісі")
    assert tie.compartment == "address"
    assert client.post(url("end_tie", kin, tie.uuid), {"on": today()}).status_code == 302
    assert _tie(house, "Көршісі").ends_on == today()


def test_a_case_is_opened_for_a_member_in_one_step(kin, house, login):
    with acting_as(house.worker.pk), transaction.atomic():
        member = FamilyMember.objects.get(person=kin["girl"])
    client, address = login(house.worker), url("family_case", kin, member.uuid)
    assert "Іңкәр" in client.get(address).content.decode()
    sent = {"unit": house.unit.uuid, "programme": "family_preservation", "call_source": "self", "on": today(),
            "people": [str(kin["mother"].uuid)], "client_ref": str(new_uuid())}  # fmt: skip
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert client.post(address, sent)["Location"] == answer["Location"]
    with acting_as(house.worker.pk), transaction.atomic():
        opened = Case.objects.latest("pk")
        assert (opened.family_id, opened.worker_id) == (kin["family"].pk, house.worker.pk)
        parts = set(CaseMember.objects.filter(case=opened).values_list("person_id", "part"))
    assert parts == {(kin["girl"].pk, "child"), (kin["mother"].pk, "mother")}
    assert client.get(address)["Location"] == reverse("case_file", args=[opened.uuid])


def test_a_family_of_another_organisation_is_not_reached_through_ours(kin, house, login):
    other = make_case(house.outsider)
    client = login(house.worker)
    assert client.get(reverse("family", args=[other.family.uuid])).status_code == 404
    with acting_as(house.outsider.pk), transaction.atomic():
        member = FamilyMember.objects.filter(family=other.family).first()
    assert client.get(url("family_leave", kin, member.uuid)).status_code == 404


@pytest.mark.parametrize("name", ["family", "genogram", "eco_map"])
def test_the_pages_ask_few_questions(name, kin, house, login):
    assert len(questions(login(house.worker), url(name, kin))) <= 15
