"""Search before create: who is known elsewhere, who is not the one, requests and their answers, hiding a person."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.builders import make_family
from tests.web.test_day import asked as statements
from tests.web.test_intake import CHILD, MOTHER, begin, call, someone
from tirek.access.models import AuditEntry
from tirek.kernel.clock import today
from tirek.people.actions.requests import grant_access
from tirek.people.actions.sealing import seal_person
from tirek.people.models import AccessRequest, DuplicateDecision, DuplicatePair, Person
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db

SEARCH = {"q": "Сынақова Әсем", "born": "2001"}
ONLY = "This search shows only what you may see."
CHANGING = re.compile(r'(?:value|content)="[^"]{32,}"|gAAAA[\w=-]+|nonce-[\w-]+|<time[^>]*>')


def searched(client, **more):
    return client.get(reverse("person_search"), {**SEARCH, **more}).content.decode()


def ask(client, page, **said):
    """Send the form of the first preview on a page."""
    hidden = dict(re.findall(r'<input type="hidden" name="(reference|client_ref|back)" value="([^"]*)"', page))
    hidden["back"] = hidden["back"].replace("&amp;", "&")
    return client.post(reverse("ask_access"), {**hidden, "purpose": "asks_for_help", **said})


@pytest.fixture
def shelter(house):
    """The first organisation has a name that tells why, and a desk that does not."""
    body = house.unit.organisation
    body.name_en, body.phone = "Crisis centre", "+7 701"
    body.shown_as_kk, body.shown_as_en = "Үйлестіруші", "Coordinator"
    body.save()
    return body


def test_somebody_known_elsewhere_is_two_letters_a_year_and_a_desk_to_call(case, house, login, shelter):
    page = searched(login(house.outsider))
    assert "Ә. С." in page
    assert "Coordinator" in page
    assert "+7 701" in page
    assert "Other organisation" in page
    for secret in ("Crisis", case.reference, "May 2001", str(someone(case, house.worker).uuid)):
        assert secret not in page
    assert ONLY in page
    colleague = searched(login(house.colleague))
    assert "A colleague&#x27;s file" in colleague or "A colleague's file" in colleague
    assert "Supervisor Сынақ" in colleague


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_are_written_in_three_languages(language, case, house, login):
    for user in (house.outsider, house.supervisor):
        user.language = language
        user.save(update_fields=["language"])
        client = login(user)
        for url in (reverse("person_search") + "?q=Сынақова Әсем", reverse("access_requests")):
            answer = client.get(url)
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.content.decode()


def test_a_request_goes_from_the_search_to_the_supervisor_and_back(case, house, login):
    asker, supervisor = login(house.outsider), login(house.supervisor)
    answer = ask(asker, searched(asker), request_note="Бізге келді")
    assert answer["Location"].startswith(reverse("person_search"))
    page = searched(asker)
    assert "Waits for an answer" in page
    assert 'name="purpose"' not in page
    with acting_as(house.outsider.pk):
        request = AccessRequest.objects.get()
    url = reverse("access_request", args=[request.uuid])
    assert url in asker.get(reverse("access_requests")).content.decode()
    waiting = supervisor.get(reverse("access_requests")).content.decode()
    assert "Әсем" in waiting
    assert "Outsider Сынақ" in waiting
    assert "Бізге келді" in supervisor.get(url).content.decode()
    assert supervisor.post(url, {"decision": "grant", "lasts_until": today().isoformat()}).status_code == 422
    until = (today() + timedelta(days=7)).isoformat()
    said = {"decision": "grant", "ground": "consent", "lasts_until": until, "answer": "Кешке дейін"}
    assert supervisor.post(url, said)["Location"] == reverse("access_requests")
    page = asker.get(url).content.decode()
    assert "Кешке дейін" in page
    person = someone(case, house.worker)
    identity = asker.get(reverse("person", args=[person.uuid]))
    assert "1 May 2001" in identity.content.decode()
    for absent in (case.reference, "Addresses", "How to reach", "IIN"):
        assert absent not in identity.content.decode()
    assert reverse("person", args=[person.uuid]) in searched(asker)


def test_a_request_is_refused_or_taken_back(case, house, login):
    asker, supervisor = login(house.outsider), login(house.supervisor)
    for act in ("refuse", "withdraw"):
        ask(asker, searched(asker))
        with acting_as(house.outsider.pk):
            url = reverse("access_request", args=[AccessRequest.objects.latest("pk").uuid])
        if act == "refuse":
            assert supervisor.post(url, {"decision": "refuse"}).status_code == 422
            assert supervisor.post(url, {"decision": "refuse", "answer": "Келіспеді"}).status_code == 302
            assert "Access refused" in searched(asker)
        else:
            asker.post(url)
    with acting_as(house.outsider.pk):
        assert [one.state for one in AccessRequest.objects.order_by("pk")] == ["refused", "withdrawn"]


def test_what_is_wrong_with_a_request_is_said_and_leads_nowhere_else(case, house, login):
    client = login(house.outsider)
    page = searched(client)
    assert "Say why you ask" in client.get(ask(client, page, purpose="")["Location"]).content.decode()
    assert ask(client, page, back="https://elsewhere.example/")["Location"] == reverse("person_search")
    assert ask(client, page, back="//elsewhere.example/")["Location"] == reverse("person_search")
    answer = client.post(reverse("ask_access"), {"reference": "made up", "purpose": "danger"}, follow=True)
    assert "no longer valid" in answer.content.decode()


def test_the_supervisor_sees_who_looked_also_in_the_file(case, house, login):
    searched(login(house.outsider))
    supervisor = login(house.supervisor)
    for url in (reverse("access_requests"), reverse("access_log", args=[case.uuid])):
        assert "Outsider Сынақ" in supervisor.get(url).content.decode()
    assert "Who looked" not in login(house.worker).get(reverse("access_requests")).content.decode()


def test_the_menu_counts_what_waits_for_an_answer(case, house, login):
    supervisor = login(house.supervisor)
    ask(asker := login(house.outsider), searched(asker))
    menu = supervisor.get(reverse("my_day")).content.decode()
    assert re.search(r'href="/requests/"[^>]*>[^<]*(<svg.*?</svg>)?[^<]*<span[^>]*>1<', menu, re.S)


# Sealed ----------------------------------------------------------------------------------------------------


def told(page):
    return CHANGING.sub("", page)


def test_no_byte_tells_a_sealed_person_from_nobody(case, house, login):
    person = someone(case, house.worker)
    seal_person(actor=house.worker, person=person.uuid, reason="Жасырынып жүр")
    queries = ["Сынақова Әсем", "Сынақова", "Әсем 2001", "Synaqova Asem"]
    clients = [login(house.outsider), login(house.colleague)]

    def everything():
        pages = [told(client.get(reverse("person_search"), {"q": q, "born": "2001"}).content.decode())
                 for client in clients for q in queries]  # fmt: skip
        taken = begin(clients[0])
        clients[0].post(taken("call"), call(house, unit=str(house.other_unit.uuid)))
        answer = clients[0].post(taken("new"), {**MOTHER, "surname_kk": "Сынақова", "given_name_kk": "Әсем"})
        return [*pages, answer.status_code, told(clients[0].get(reverse("access_requests")).content.decode())]

    before = everything()
    [begun] = clients[0].get(reverse("person_search")).context["drafts"]
    clients[0].post(reverse("intake_drop", args=[begun.uuid]), follow=True)
    with acting_as(house.supervisor.pk):
        person.names.update(surname="Қ", given_name="Қ")
        Person.objects.filter(pk=person.pk).update(birth_date=date(1950, 1, 1))
    assert everything() == before
    with acting_as(house.supervisor.pk):
        assert not AuditEntry.objects.filter(act="preview_person").exists()


def test_a_person_is_hidden_and_shown_again_from_the_page(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    url, page = reverse("seal_person", args=[person.uuid]), reverse("person", args=[person.uuid])
    assert "Hide from everybody outside the file" in client.get(page).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Іздеп жүр"})["Location"] == page
    assert "Hidden from outside" in client.get(page).content.decode()
    assert "Іздеп жүр" in client.get(page).content.decode()
    assert "Ә. С." not in searched(login(house.outsider))
    client.post(url, {"reason": "Қауіп өтті"})
    assert "Ә. С." in searched(login(house.outsider))


# Not the one -----------------------------------------------------------------------------------------------


def test_who_is_not_the_one_folds_away_and_comes_back(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    assert f"not={person.uuid}" in searched(client)
    page = searched(client, **{"not": str(person.uuid)})
    assert "Not the one" in page
    assert "nobody else fits" in page
    assert case.reference not in page
    assert searched(client, **{"not": "made up"}).count(case.reference) > 0


def test_marks_become_decisions_when_the_new_person_is_registered(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    at = begin(client, q="Сынақова Әсем", **{"not": str(person.uuid)})
    client.post(at("call"), call(house))
    new = {**MOTHER, "surname_kk": "Сынақова", "given_name_kk": "Әсем", "birth_year": "2001"}
    assert client.post(at("new"), new)["Location"] == at("people")
    client.post(at("new"), CHILD)
    assert client.post(at("confirm")).status_code == 302
    with acting_as(house.supervisor.pk):
        pair = DuplicatePair.objects.get()
        assert pair.one == person
        assert pair.state == "different"
        assert DuplicateDecision.objects.get().reason == "said at intake: not the same person"


def test_a_mark_on_the_page_of_somebody_new_keeps_what_was_typed(case, house, login):
    client, person = login(house.worker), someone(case, house.worker)
    url = reverse("join_new", args=[case.uuid])
    # The mother is in the case already; her namesake is found by the search in the family of another case.
    other = make_family(house.worker, surname="Сынақова").mother
    aunt = {"role": "aunt", "sex": "female", "surname_kk": "Сынақова", "given_name_kk": "Әсем", "birth_year": "2001"}
    page = client.post(url, aunt)
    assert page.status_code == 422
    assert str(other.uuid) in page.content.decode()
    marked = client.post(url, {**aunt, "mark": str(other.uuid)})
    assert "Not the one" in marked.content.decode()
    assert 'value="Сынақова"' in marked.content.decode()
    assert client.post(url, {**aunt, "not": str(other.uuid), "unmark": str(other.uuid)}).status_code == 422
    assert client.post(url, {**aunt, "not": str(other.uuid)}).status_code == 302
    with acting_as(house.supervisor.pk):
        assert DuplicatePair.objects.get().one == other
    assert person != other


def test_somebody_known_elsewhere_is_offered_before_a_second_file(case, house, login):
    client = login(house.outsider)
    at = begin(client)
    client.post(at("call"), call(house, unit=str(house.other_unit.uuid)))
    new = {**MOTHER, "surname_kk": "Сынақова", "given_name_kk": "Әсем", "birth_year": "2001"}
    page = client.post(at("new"), new)
    assert page.status_code == 422
    assert "Ә. С." in page.content.decode()
    assert client.post(at("new"), {**new, "different": "1"}).status_code == 302


def test_whom_another_unit_has_told_is_taken_into_an_own_case(case, house, login):
    client, person = login(house.outsider), someone(case, house.worker)
    ask(client, searched(client))
    with acting_as(house.outsider.pk):
        asked = AccessRequest.objects.get()
    grant_access(actor=house.supervisor, request=asked.uuid, ground="consent", lasts_until=today())
    at = begin(client, known=str(person.uuid))
    client.post(at("call"), call(house, unit=str(house.other_unit.uuid)))
    assert client.post(at("known", person.uuid), {"role": "mother"}).status_code == 302
    assert client.post(at("confirm")).status_code == 302
    with acting_as(house.outsider.pk):
        assert Person.objects.get() == person
    page = client.get(reverse("person", args=[person.uuid])).content.decode()
    assert case.reference not in page
    assert "H2-" in page


@pytest.mark.parametrize("page", ["person_search", "access_requests", "person"])
def test_a_page_asks_at_most_15_questions(page, case, house, login):
    ask(asker := login(house.outsider), searched(asker))
    with acting_as(house.outsider.pk):
        assert AccessRequest.objects.count() == 1
    url = reverse(page, args=[someone(case, house.worker).uuid] if page == "person" else [])
    for user in (house.supervisor, house.outsider) if page != "person" else (house.supervisor,):
        questions = statements(login(user), f"{url}?q=Сынақова Әсем")
        questions = [sql for sql in questions if "access_write_audit" not in sql]
        assert len(questions) <= 15, "\n".join(questions)
