"""The visit form: two minutes for what everybody writes, and what a visit changes."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.web.pages import MATRIX, acted_kinds, consented, latest, questions
from tirek.casework.models import Entry, Task, Visit
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.toolkit.postgresql.user import acting_as

ANSWERS = {
    "child_seen": "yes", "child_condition": "some_concern", "mother_state": "good", "home": "suitable",
    "concerns": ["cold"], "danger_now": "yes",
}  # fmt: skip


def visit(**more: str) -> dict[str, str]:
    return {
        "on": today().isoformat(), "place": "home", "reached": "yes", "child_seen": "yes",
        "visit_note": "Бала ұйықтап жатыр", "client_ref": str(new_uuid()), **more,
    }  # fmt: skip


@pytest.fixture
def url(case):
    return reverse("record_visit", args=[case.uuid])


@pytest.mark.parametrize(("who", "answer"), MATRIX)
def test_who_opens_the_visit_form(who, answer, url, house, login):
    assert login(getattr(house, who) if who else None).get(url).status_code == answer


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_form_opens_in_three_languages(language, url, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    page = login(house.worker).get(url)
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_the_form_asks_at_most_15_questions(url, house, login):
    assert len(questions(login(house.worker), url)) <= 15


def test_a_note_alone_is_a_visit(case, url, house, login):
    answer = login(house.worker).post(url, visit())
    assert answer.status_code == 302
    assert answer["Location"] == reverse("case_file", args=[case.uuid])
    seen = latest(Visit, case, house.worker)
    assert (seen.place, seen.reached, seen.child_seen, seen.compartment) == ("home", True, True, "general")
    assert latest(Entry, case, house.worker).note == "Бала ұйықтап жатыр"


def test_sent_twice_it_is_one_visit(case, url, house, login):
    client, sent = login(house.worker), visit()
    assert client.post(url, sent).status_code == client.post(url, sent).status_code == 302
    assert acted_kinds(case, house.worker).count("visit") == 1


def test_whoever_met_the_family_says_whether_the_child_was_seen(case, url, house, login):
    answer = login(house.worker).post(url, visit(child_seen=""))
    assert answer.status_code == 422
    assert "Бала ұйықтап жатыр" in answer.content.decode()
    assert "visit" not in acted_kinds(case, house.worker)


def test_nobody_met_needs_no_word_about_the_child(case, url, house, login):
    assert login(house.worker).post(url, visit(reached="no", child_seen="")).status_code == 302
    assert latest(Visit, case, house.worker).child_seen is False


def test_the_visit_form_is_scored_and_danger_opens_a_task_that_is_told(case, url, house, login):
    answer = login(house.worker).post(url, visit(answers=json.dumps(ANSWERS)))
    assert answer.status_code == 302
    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "Safety: check what was done" in told
    with acting_as(house.worker.pk):
        assert Task.objects.get(case=case, origin="critical:home_visit").urgent
        assert Visit.objects.get(case=case).assessment is not None


def test_answers_the_server_cannot_take_are_shown_and_kept(case, url, house, login):
    answer = login(house.worker).post(url, visit(answers=json.dumps({"child_seen": "yes", "home": "suitable"})))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "How is the mother?" in page
    assert "&quot;home&quot;: &quot;suitable&quot;" in page
    assert "visit" not in acted_kinds(case, house.worker)


def test_the_two_words_about_the_child_must_agree(case, url, house, login):
    answer = login(house.worker).post(url, visit(child_seen="no", answers=json.dumps(ANSWERS)))
    assert answer.status_code == 422
    assert "says otherwise" in answer.content.decode()


def test_the_risk_is_changed_with_a_reason_only(case, url, house, login):
    client = login(house.worker)
    assert client.post(url, visit(risk_level="high")).status_code == 422
    answer = client.post(url, visit(risk_level="high", risk_reason="Жылу жоқ"))
    assert answer.status_code == 302
    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "High risk" in told
    with acting_as(house.worker.pk):
        case.refresh_from_db()
        assert case.risk_level == "high"


def test_the_part_of_the_file_is_chosen_among_the_open_ones(case, url, house, login):
    page = login(house.worker).get(url).content.decode()
    assert 'value="violence"' in page
    assert 'value="adoption"' not in page
    login(house.worker).post(url, visit(compartment="violence"))
    assert latest(Visit, case, house.worker).compartment == "violence"


def test_what_was_typed_in_the_short_form_is_carried_and_not_done(case, url, house, login):
    answer = login(house.worker).post(url, visit(carry="1", place="hospital"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Бала ұйықтап жатыр" in page
    assert '<option value="hospital" selected>' in page
    assert "visit" not in acted_kinds(case, house.worker)


def test_a_day_ahead_is_refused_in_its_place(case, url, house, login):
    consented(case, house.worker)
    answer = login(house.worker).post(url, visit(on=(today() + timedelta(days=1)).isoformat()))
    assert answer.status_code == 422
    assert "id_on_error" in answer.content.decode()
