"""Pages follow the programme of the case: its lists at the intake, its client, its visit, its own figures."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.builders import House, make_case
from tests.web.test_intake import begin
from tirek.access.models import User
from tirek.casework.actions.cases import open_case
from tirek.casework.models import Case, CaseMember, FollowUp
from tirek.casework.selectors.numbers import numbers
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.clock import today
from tirek.people.actions.families import NewMember, form_family
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import FamilyMember, Person, Relation
from tirek.toolkit.postgresql.user import acting_as

CLIENT = {"role": "client", "sex": "male", "surname_kk": "Тосынов", "given_name_kk": "Арман", "birth_year": "1990"}
MOTHER = {"role": "mother", "sex": "female", "given_name_kk": "Зере", "birth_year": "1960"}
CHILD = {"role": "child", "sex": "female", "given_name_kk": "Аружан", "birth_year": "2019"}
ONE_QUESTION = "Was the child seen?"


def chosen(client, programme: str):
    """A request whose programme is chosen."""
    at = begin(client)
    assert client.post(at("call"), {"choose": programme}).status_code == 302
    return at


def opened(client, house: House, programme: str, source: str, *people) -> None:
    """A case opened through the pages."""
    at = chosen(client, programme)
    call = {"unit": str(house.unit.uuid), "programme": programme, "call_source": source, "on": today().isoformat()}
    assert client.post(at("call"), call).status_code == 302
    for one in people:
        answer = client.post(at("new"), one)
        assert answer.status_code == 302, answer.content.decode()
    assert client.post(at("confirm")).status_code == 302


def adult_case(worker: User, house: House, programme: str = "addiction") -> Case:
    """A case about a grown-up alone."""
    person = register_person(
        actor=worker, unit=house.unit.uuid, names=[NewName(script="kk", surname="Тосынов", given_name="Арман")],
        sex="male",
    )  # fmt: skip
    family = form_family(actor=worker, unit=house.unit.uuid, members=[NewMember(person.uuid, "other")])
    return open_case(
        actor=worker, unit=house.unit.uuid, family=family.uuid, programme=programme, call_source="self",
        on=today() - timedelta(days=30), people=[(person.uuid, "client")],
    )  # fmt: skip


# Intake ----------------------------------------------------------------------------------------------------


def test_the_programme_is_chosen_first_and_brings_its_own_lists(house, login):
    client = login(house.worker)
    at = begin(client)
    page = client.get(at("call")).content.decode()
    assert "Which programme is it?" in page
    assert 'name="call_source"' not in page
    client.post(at("call"), {"choose": "addiction"})
    page = client.get(at("call")).content.decode()
    assert 'value="outreach"' in page
    assert 'value="maternity_ward"' not in page


def test_changing_the_programme_keeps_what_was_typed(house, login):
    client = login(house.worker)
    at = chosen(client, "addiction")
    typed = {"programme": "addiction", "call_note": "Өзі хабарласты", "grounds": ["no_housing", "drugs"], "change": "1"}
    client.post(at("call"), {**typed, "on": "2026-01-05"})
    assert "Which programme is it?" in client.get(at("call")).content.decode()
    client.post(at("call"), {"choose": "release"})
    page = client.get(at("call")).content.decode()
    assert "Өзі хабарласты" in page
    assert 'value="2026-01-05"' in page
    assert 'value="no_housing"' in page
    assert 'value="drugs"' not in page


def test_the_client_has_the_place_of_a_client_and_everybody_is_to_the_client_what_was_said(house, login):
    opened(login(house.worker), house, "addiction", "self", CLIENT, MOTHER, CHILD)
    with acting_as(house.worker.pk):
        case = Case.objects.get()
        parts = dict(CaseMember.objects.values_list("person__names__given_name", "part"))
        roles = dict(FamilyMember.objects.values_list("person__names__given_name", "role"))
        kinds = sorted(Relation.objects.values_list("kind", flat=True))
        title = case_title(people_of_cases([case.pk])[case.pk], "kk")
    assert parts == {"Арман": "client", "Зере": "relative", "Аружан": "child"}
    assert roles == {"Арман": "father", "Зере": "grandmother", "Аружан": "child"}
    assert kinds == ["parent", "parent"]
    assert title.startswith("Арман Т.")


def test_a_programme_about_an_adult_is_not_opened_without_a_client_and_has_one(house, login):
    client = login(house.worker)
    at = chosen(client, "addiction")
    call = {"unit": str(house.unit.uuid), "programme": "addiction", "call_source": "self", "on": today().isoformat()}
    client.post(at("call"), call)
    client.post(at("new"), MOTHER)
    assert client.get(at("confirm")).status_code == 302
    assert "Nobody is the client yet" in client.get(at("people")).content.decode()
    client.post(at("new"), CLIENT)
    assert client.get(at("confirm")).status_code == 200
    assert client.post(at("new"), {**CLIENT, "given_name_kk": "Ерлан"}).status_code == 422


def test_where_people_are_protected_a_number_is_kept_only_with_whether_it_is_safe(house, login):
    client = login(house.worker)
    at = chosen(client, "protection")
    call = {"unit": str(house.unit.uuid), "programme": "protection", "call_source": "self", "on": today().isoformat()}
    assert "This programme protects" in client.get(at("call")).content.decode()
    client.post(at("call"), call)
    woman = {**CLIENT, "sex": "female", "phone": "+7 700 000 00 01"}
    answer = client.post(at("new"), woman)
    assert answer.status_code == 422
    assert "Ask whether it is safe to call" in answer.content.decode()
    assert client.post(at("new"), {**woman, "safe_to_call": "false", "hidden": "on"}).status_code == 302
    client.post(at("confirm"))
    with acting_as(house.worker.pk):
        assert Person.objects.get().sealed


# The case --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["case_file", "record_visit", "write_plan", "record_contact"])
def test_nothing_speaks_of_a_child_where_there_is_none(name, house, login):
    case = adult_case(house.worker, house)
    page = login(house.worker).get(reverse(name, args=[case.uuid])).content.decode()
    main = page.split("<main")[1].split("</main>")[0].replace("Child and Family Services", "")  # a source's name
    assert ONE_QUESTION not in main
    for word in (" child ", "mother", "the family agrees"):
        assert word not in main.lower(), word


def test_a_visit_to_a_client_is_recorded_without_a_word_about_a_child(house, login):
    case = adult_case(house.worker, house)
    sent = {"on": today().isoformat(), "place": "home", "reached": "yes", "visit_note": "Бәрі тыныш"}
    assert login(house.worker).post(reverse("record_visit", args=[case.uuid]), sent).status_code == 302
    page = login(house.worker).get(reverse("journal", args=[case.uuid])).content.decode()
    assert "child not seen" not in page


def test_the_quick_visit_offers_the_places_of_each_programme_and_takes_only_those_of_the_case(case, house, login):
    other = adult_case(house.worker, house)
    client = login(house.worker)
    page = client.get(reverse("my_day")).content.decode()
    assert '<optgroup label="Family preservation">' in page
    sent = {"case": str(other.uuid), "on": today().isoformat(), "place": "maternity_ward", "visit_note": "x"}
    refused = client.post(reverse("my_day"), sent)
    assert refused.status_code == 422
    assert "has no such place" in refused.content.decode()
    assert client.post(reverse("my_day"), {**sent, "place": "treatment"}).status_code == 302
    about_child = client.post(reverse("my_day"), {**sent, "case": str(case.uuid), "place": "home"})
    assert "Say whether the child was seen." in about_child.content.decode()


# Numbers ---------------------------------------------------------------------------------------------------


def test_no_figure_mixes_what_two_programmes_exist_for(house, login):
    closes = today() - timedelta(days=5)
    for case, answer in ((make_case(house.worker), "with_mother"), (adult_case(house.worker, house), "in_remission")):
        with acting_as(house.worker.pk):
            FollowUp.objects.create(
                case=case, unit_id=case.unit_id, recorded_by=house.worker, done_on=closes, opens_on=closes,
                closes_on=closes, counted_from=case.opened_on, months=12, held_on=closes, reached=True, outcome=answer,
            )  # fmt: skip
    with acting_as(house.manager.pk):
        found = {row.programme: row for row in numbers(house.manager, on=today())}
    assert {code: row.follow_ups[0].answers for code, row in found.items()} == {
        "family_preservation": {"with_mother": 1}, "addiction": {"in_remission": 1},
    }  # fmt: skip
    body = login(house.manager).get(reverse("numbers")).content.decode()
    assert "The child lives with parents or kin" in body
    assert "Does not use: in remission or in treatment" in body
    assert body.count("1 of 1 reached") == 2
