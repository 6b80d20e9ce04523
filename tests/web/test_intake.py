"""The intake: search before create, a request in three steps, one case out of it, and the page of a person."""

from datetime import date

import pytest
from django.urls import reverse

from tests.builders import make_family, make_user
from tests.web.test_day import asked
from tirek.access.models import AuditEntry, Draft
from tirek.casework.actions.cases import assign_worker
from tirek.casework.models import Case, CaseMember
from tirek.kernel.clock import today
from tirek.people.actions.details import record_address
from tirek.people.models import Family, Person, Relation
from tirek.toolkit.postgresql.user import acting_as

ONLY = "This search shows only what you may see."
CALL = {
    "call_source": "maternity_ward",
    "programme": "family_preservation",
    "call_note": "Дәрігер қоңырау шалды",
    "grounds": ["no_housing"],
}
MOTHER = {"role": "mother", "sex": "female", "surname_kk": "Тосынова", "given_name_kk": "Гүлім", "birth_year": "2004"}
CHILD = {"role": "child", "sex": "male", "nameless": "on", "birth_day": "1", "birth_month": "3", "birth_year": "2026"}


def call(house, **changes):
    return {**CALL, "unit": str(house.unit.uuid), "on": today().isoformat(), **changes}


def begin(client, **wanted):
    """A request just begun: its address at each step."""
    answer = client.post(reverse("intake"), wanted)
    draft = answer["Location"].split("/")[2]
    return lambda step, *more: reverse(f"intake_{step}", args=[draft, *more])


def taken_in(client, house, *people):
    """A request with its call and people, ready to be confirmed."""
    at = begin(client)
    client.post(at("call"), call(house))
    for one in people:
        answer = client.post(at("new"), one)
        assert answer.status_code == 302, answer.content.decode()
    return at


# Search ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "answer", "finds"),
    [
        ("worker", 200, True), ("colleague", 200, False), ("supervisor", 200, True), ("manager", 404, False),
        ("administrator", 404, False), ("outsider", 200, False), (None, 302, False),
    ],
)  # fmt: skip
def test_the_search_finds_what_the_asker_may_see_and_always_says_so(who, answer, finds, case, house, login):
    page = login(getattr(house, who) if who else None).get(reverse("person_search"), {"q": "Асем Сынакова"})
    text = page.content.decode()
    assert page.status_code == answer
    assert (case.reference in text) == finds
    assert (ONLY in text) == (answer == 200)


def test_each_match_is_explained_field_by_field(case, house, login):
    page = login(house.worker).get(reverse("person_search"), {"q": "Сынақова Асем", "born": "2001"}).content.decode()
    assert "Other spelling" in page
    assert "Agrees" in page
    assert "1 May 2001" in page
    assert "It is her" in page


def test_a_search_is_noted_without_its_words(case, house, login):
    login(house.worker).get(reverse("person_search"), {"q": "Сынақова", "born": "2001"})
    with acting_as(house.supervisor.pk):
        line = AuditEntry.objects.get(act="search_people", actor_id=house.worker.pk)
    assert line.facts == {"found": 1, "by_birth": True, "by_region": False}


def test_a_case_number_leads_to_the_file_of_whoever_may_see_it(case, house, login):
    found = login(house.worker).get(reverse("person_search"), {"q": case.reference.lower()})
    assert found["Location"] == reverse("case_file", args=[case.uuid])
    assert login(house.outsider).get(reverse("person_search"), {"q": case.reference}).status_code == 200


@pytest.mark.parametrize("odd", ["'", "%", "12", "\\", "а" * 3000, "()", "🙂"])
def test_odd_words_give_a_page(odd, case, house, login):
    assert login(house.worker).get(reverse("person_search"), {"q": odd}).status_code in {200, 422}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_search_and_person_are_written_in_three_languages(language, case, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    client, person = login(house.worker), someone(case, house.worker)
    for url in (reverse("person_search"), reverse("person", args=[person.uuid])):
        page = client.get(url)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()


# A request -------------------------------------------------------------------------------------------------


def test_a_call_becomes_a_case_with_people_family_and_relation(house, login):
    client = login(house.worker)
    at = taken_in(client, house, MOTHER, CHILD)
    assert "Тосынова Гүлім" in client.get(at("people")).content.decode()
    page = client.get(at("confirm")).content.decode()
    assert "Maternity ward" in page
    assert "not yet named" in page
    answer = client.post(at("confirm"), follow=True)
    assert "is open." in answer.content.decode()
    assert "Next: First contact after the call" in answer.content.decode()
    with acting_as(house.worker.pk):
        opened = Case.objects.get()
        assert opened.call_note == "Дәрігер қоңырау шалды"
        assert opened.grounds == ["no_housing"]
        assert set(CaseMember.objects.values_list("part", flat=True)) == {"mother", "child"}
        assert Relation.objects.get().kind == "parent"
        mother = Person.objects.get(sex="female")
        assert (mother.birth_date, mother.birth_precision) == (date(2004, 1, 1), "year")
        assert not Draft.objects.filter(key__startswith="request:").exists()


def test_a_request_sent_twice_opens_one_case(house, login):
    client = login(house.worker)
    at = taken_in(client, house, MOTHER)
    first, second = client.post(at("confirm")), client.post(at("confirm"))
    assert first["Location"] == second["Location"]
    with acting_as(house.worker.pk):
        assert Case.objects.count() == Person.objects.count() == 1


def test_a_request_belongs_to_whoever_takes_it(house, login):
    at = taken_in(login(house.worker), house, MOTHER)
    for who in (house.colleague, house.supervisor, house.outsider):
        for step in ("call", "people", "new", "confirm"):
            assert login(who).get(at(step)).status_code == 404
    for who in (house.manager, house.administrator):
        assert login(who).post(reverse("intake")).status_code == 404
    assert login(None).get(at("people")).status_code == 302


def test_an_unfinished_request_is_found_again_and_may_be_thrown_away(house, login):
    client = login(house.worker)
    at = taken_in(client, house, MOTHER)
    assert at("people") in client.get(reverse("person_search")).content.decode()
    client.post(at("drop"))
    assert client.get(at("people")).status_code == 404


def test_who_may_be_the_same_person_is_shown_before_saving(case, house, login):
    client = login(house.worker)
    at = begin(client)
    client.post(at("call"), call(house))
    alike = {**MOTHER, "surname_kk": "Сынакова", "given_name_kk": "Асем", "birth_year": "2001"}
    answer = client.post(at("new"), alike)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Is it one of these?" in page
    assert case.reference in page
    assert 'value="Сынакова"' in page
    assert client.post(at("new"), {**alike, "different": "1"}).status_code == 302


def test_a_known_person_is_taken_with_the_family_she_has(case, house, login):
    client, mother = login(house.worker), someone(case, house.worker)
    at = begin(client, known=str(mother.uuid))
    answer = client.post(at("call"), call(house))
    assert answer["Location"] == at("known", mother.uuid)
    client.post(at("known", mother.uuid), {"role": "mother"})
    assert "Нұрлан" in client.get(at("people")).content.decode()
    page = client.get(at("confirm")).content.decode()
    assert "in a case that is open already" in page
    with acting_as(house.worker.pk):
        kin = Family.objects.get()
    client.post(at("confirm"), {"family": str(kin.uuid)})
    with acting_as(house.worker.pk):
        assert Case.objects.filter(family=kin).count() == 2
        assert Person.objects.count() == 2


def test_what_was_searched_for_stands_in_the_form_already(house, login):
    client = login(house.worker)
    at = begin(client, q="Тосынова Гүлім 2004")
    assert client.post(at("call"), call(house))["Location"] == at("new")
    page = client.get(at("new")).content.decode()
    assert 'value="Тосынова"' in page
    assert 'value="Гүлім"' in page
    assert 'value="2004"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role": ""}, "This field is required."),
        ({"surname_kk": "", "given_name_kk": ""}, "Write at least one part of the name."),
        ({"birth_day": "30", "birth_month": "2"}, "There is no such day."),
        ({"birth_day": "3"}, "Choose the month too"),
        ({"birth_year": "", "birth_month": "3"}, "Write the year too"),
        ({"birth_year": "2090"}, "The birth date lies ahead."),
    ],
)
def test_what_was_typed_survives_an_error(changes, words, house, login):
    client = login(house.worker)
    at = taken_in(client, house)
    answer = client.post(at("new"), {**MOTHER, "settlement": "Сынақтөбе", **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Сынақтөбе" in answer.content.decode()


def test_an_odd_number_is_told_and_stops_nobody(house, login):
    client = login(house.worker)
    at = taken_in(client, house, {**MOTHER, "iin": "12345"})
    assert "does not have twelve digits" in client.get(at("people")).content.decode()
    assert client.post(at("confirm")).status_code == 302


def test_phone_and_hidden_address_come_along(house, login):
    client = login(house.worker)
    said = {**MOTHER, "phone": "+7 700 000 00 01", "safe_to_call": "false", "settlement": "Сынақтөбе", "hidden": "on"}
    client.post(taken_in(client, house, said)("confirm"))
    with acting_as(house.worker.pk):
        mother = Person.objects.get()
        assert mother.addresses.get().hidden
        assert mother.contact_points.get().safe_to_call is False


def test_a_call_without_its_source_is_asked_for_it_and_kept(house, login):
    client = login(house.worker)
    at = begin(client)
    answer = client.post(at("call"), call(house, call_source=""))
    assert answer.status_code == 422
    assert "Дәрігер қоңырау шалды" in answer.content.decode()
    assert client.get(at("confirm"))["Location"] == at("call")


def test_somebody_more_is_written_down_into_an_open_case(case, house, login):
    client = login(house.worker)
    url = reverse("join_new", args=[case.uuid])
    granny = {"role": "grandmother", "sex": "female", "given_name_kk": "Бүбісара", "carer": "on"}
    assert client.post(url, granny)["Location"] == reverse("case_file", args=[case.uuid])
    with acting_as(house.worker.pk):
        assert CaseMember.objects.get(person__names__given_name="Бүбісара").part == "carer"
        assert Relation.objects.get(kind="grandparent").other.sex == "male"
    assert login(house.colleague).post(url, granny).status_code == 404


# One person ------------------------------------------------------------------------------------------------


def someone(case, user):
    with acting_as(user.pk):
        return CaseMember.objects.select_related("person").get(case=case, part="mother").person


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("worker", 200), ("colleague", 404), ("supervisor", 200), ("manager", 404), ("administrator", 404),
        ("outsider", 404), (None, 302),
    ],
)  # fmt: skip
def test_a_person_is_read_by_those_who_work_with_her(who, answer, case, house, login):
    person = someone(case, house.worker)
    client = login(getattr(house, who) if who else None)
    assert client.get(reverse("person", args=[person.uuid])).status_code == answer
    for name in ("add_name", "add_contact", "add_address", "add_document", "correct_person"):
        assert client.get(reverse(name, args=[person.uuid])).status_code == answer


def test_reading_a_person_is_noted(case, house, login):
    person = someone(case, house.worker)
    login(house.worker).get(reverse("person", args=[person.uuid]))
    with acting_as(house.supervisor.pk):
        assert AuditEntry.objects.filter(act="read_person", subject_uuid=person.uuid).count() == 1


def test_a_hidden_address_is_seen_only_through_its_door(case, house, login):
    person = someone(case, house.worker)
    record_address(actor=house.worker, person=person.uuid, settlement="Жасырынтөбе", hidden=True)
    helper = make_user("psychologist", house.unit, "psychologist")
    assign_worker(actor=house.supervisor, case=case.uuid, user=helper.uuid, on=today(), reason="", leads=False)
    url = reverse("person", args=[person.uuid])
    assert "Жасырынтөбе" in login(house.worker).get(url).content.decode()
    page = login(helper).get(url)
    assert page.status_code == 200
    assert "Жасырынтөбе" not in page.content.decode()


def test_details_are_added_and_ended(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    add = lambda name, **said: client.post(reverse(name, args=[person.uuid]), said)  # noqa: E731
    assert add("add_name", script="lat", kind="legal", surname="Synaqova").status_code == 302
    assert add("add_contact", kind="phone", value="+7 700 000 00 02", safe_to_call="true").status_code == 302
    assert add("add_address", kind="lives", settlement="Сынақтөбе").status_code == 302
    assert add("add_document", kind="passport", number="N00000001").status_code == 302
    page = client.get(reverse("person", args=[person.uuid])).content.decode()
    for words in ("Synaqova", "+7 700 000 00 02", "Сынақтөбе", "N00000001"):
        assert words in page
    with acting_as(house.worker.pk):
        contact, address = person.contact_points.get(), person.addresses.get()
    client.post(reverse("end_contact", args=[person.uuid, contact.uuid]))
    client.post(reverse("end_address", args=[person.uuid, address.uuid]))
    with acting_as(house.worker.pk):
        assert person.contact_points.get().ends_on == person.addresses.get().ends_on == today()


def test_what_is_corrected_stays_readable(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    said = {"sex": "female", "birth_date": "2001-06-02", "birth_precision": "day", "reason": "Құжатта басқаша"}
    assert client.post(reverse("correct_person", args=[person.uuid]), said).status_code == 302
    with acting_as(house.worker.pk):
        name = person.names.get()
    spelled = {"surname": "Сынақбаева", "given_name": "Әсем", "reason": "Қате жазылды"}
    assert client.post(reverse("correct_name", args=[person.uuid, name.uuid]), spelled).status_code == 302
    page = client.get(reverse("person", args=[person.uuid])).content.decode()
    assert "02.06.2001; before: 01.05.2001" in page
    assert "Сынақбаева; before: Сынақова" in page
    assert "Құжатта басқаша" in page


def test_a_correction_that_changes_nothing_says_so(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    said = {"sex": "female", "birth_date": "2001-05-01", "birth_precision": "day", "reason": "Тексеру"}
    answer = client.post(reverse("correct_person", args=[person.uuid]), said)
    assert answer.status_code == 422
    assert "Nothing differs" in answer.content.decode()


@pytest.mark.parametrize("page", ["person_search", "person"])
def test_a_page_asks_at_most_15_questions(page, case, house, login):
    for number in range(4):
        make_family(house.worker, surname=f"Сынақова{number}")
    person = someone(case, house.worker)
    url = reverse("person_search") + "?q=Сынақова" if page == "person_search" else reverse(page, args=[person.uuid])
    questions = [sql for sql in asked(login(house.worker), url) if "access_write_audit" not in sql]
    assert len(questions) <= 15, "\n".join(questions)
