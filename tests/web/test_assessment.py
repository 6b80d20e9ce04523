"""Assessments on pages: offered, filled in, refused without a loss, read again, and the risk that is chosen on them."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.web.pages import MATRIX, acted_kinds, consented, latest, person_of, questions
from tirek.casework.actions.assessments import complete_assessment
from tirek.casework.models import Assessment, RiskRating
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.programmes.actions.instruments import publish_instrument
from tirek.toolkit.postgresql.user import acting_as
from tirek.web.worker.answers import answer_sections

PHQ9 = {
    "interest": "1", "mood": "1", "sleep": "1", "energy": "1", "appetite": "1", "worth": "1", "concentration": "1",
    "movement": "1",
}  # fmt: skip
NEEDS = {
    "family_wish": "Бірге тұру", "danger_now": "no", "violence": "1", "child_care": "1", "child_health": "1",
    "mother_intent": "1", "mother_mood": "1", "care_skills": "1", "substance_use": "0", "kin_support": "1",
    "family_conflict": "1", "housing": "1", "income": "1", "documents": "0", "strengths": ["attachment", "work"],
}  # fmt: skip
OWN = """| survey |
| | type | name | label::Қазақша (kk) | label::Русский (ru) | required |
| | text | wish | Не қалайсыз? | Чего вы хотите? | yes |
| settings |
| | form_title | form_id |
| | Өз нысаны | own |
"""


@pytest.fixture
def ready(case, house):
    """A case in which an assessment may be made."""
    consented(case, house.worker)
    return case


@pytest.fixture
def url(ready):
    return reverse("complete_assessment", args=[ready.uuid, "risk_and_needs"])


def sent(answers: dict, **more: str) -> dict[str, str]:
    return {
        "answers": json.dumps(answers), "on": today().isoformat(), "client_ref": str(new_uuid()), **more,
    }  # fmt: skip


def assessed(case, house, answers=None, instrument="risk_and_needs", on=None, **more):
    return complete_assessment(
        actor=house.worker, case=case.uuid, instrument=instrument, answers=answers or NEEDS, on=on or today(),
        language="kk", **more,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["assessments", "complete_assessment", "assessment"])
@pytest.mark.parametrize(("who", "answer"), MATRIX)
def test_who_opens_assessments(name, who, answer, ready, house, login):
    arguments = {
        "assessments": lambda: [ready.uuid],
        "complete_assessment": lambda: [ready.uuid, "phq9"],
        "assessment": lambda: [assessed(ready, house).uuid],
    }[name]()
    assert login(getattr(house, who) if who else None).get(reverse(name, args=arguments)).status_code == answer


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_of_assessments_open_in_three_languages(language, ready, url, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    done = assessed(ready, house, {**NEEDS, "danger_now": "yes"})
    for page_url in (url, reverse("assessments", args=[ready.uuid]), reverse("assessment", args=[done.uuid])):
        page = login(house.worker).get(page_url)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()


def test_pages_of_assessments_ask_at_most_15_questions(ready, url, house, login):
    assessed(ready, house, on=today() - timedelta(days=3))
    done = assessed(ready, house, {**NEEDS, "danger_now": "yes"}, risk_level="high", risk_reason="Қауіп")
    for page_url in (url, reverse("assessments", args=[ready.uuid]), reverse("assessment", args=[done.uuid])):
        assert len(questions(login(house.worker), page_url)) <= 15, page_url


def test_the_form_says_where_its_words_come_from(ready, house, login):
    page = login(house.worker).get(reverse("complete_assessment", args=[ready.uuid, "phq9"])).content.decode()
    assert "translation_not_validated" in page
    assert "No permission required to reproduce" in page
    assert 'mode="steps"' in page
    assert "safety_steps" in page


def test_completing_leads_to_what_it_says_and_changed(ready, url, house, login):
    client = login(house.worker)
    answer = client.post(url, sent(NEEDS))
    done = latest(Assessment, ready, house.worker)
    assert answer["Location"] == reverse("assessment", args=[done.uuid])
    assert "assessment is complete" in " ".join(map(str, get_messages(answer.wsgi_request)))
    page = client.get(answer["Location"]).content.decode()
    assert "14 · Medium risk" in page
    assert "This score proposes: Medium risk" in page
    assert "first time" in page
    assert "The mother is attached to the child, Work or a trade" in page
    assert "Help is needed at times" in page


def test_a_second_score_is_compared_with_the_first(ready, house, login):
    assessed(ready, house, on=today() - timedelta(days=10))
    done = assessed(ready, house, {**NEEDS, "housing": "0"})
    page = login(house.worker).get(reverse("assessment", args=[done.uuid])).content.decode()
    assert "14 → " in page


def test_the_specialist_chooses_the_level_on_the_result(ready, house, login):
    done = assessed(ready, house)
    url = reverse("assessment", args=[done.uuid])
    client = login(house.worker)
    refused = client.post(url, {"risk_level": "high", "risk_reason": "", "on": today().isoformat()})
    assert refused.status_code == 422
    answer = client.post(url, {"risk_level": "high", "risk_reason": "Жылу жоқ", "on": today().isoformat()})
    assert answer["Location"] == url
    with acting_as(house.worker.pk):
        rating = RiskRating.objects.get(assessment=done)
    assert (rating.level, rating.proposed) == ("high", "medium")
    page = client.get(url).content.decode()
    assert "Жылу жоқ" in page
    assert "otherwise than the score proposed" in page
    assert "risk_level" not in page


def test_a_colleague_cannot_rate_on_somebody_elses_assessment(ready, house, login):
    done = assessed(ready, house)
    answer = login(house.colleague).post(reverse("assessment", args=[done.uuid]), {"risk_level": "low"})
    assert answer.status_code == 404


def test_a_critical_answer_shows_its_steps_marks_and_task(ready, house, login):
    answers = {**PHQ9, "self_harm": "1", "_safety": {"self_harm": [0, 2]}}
    mother = person_of(ready, house.worker, "mother")
    url = reverse("complete_assessment", args=[ready.uuid, "phq9"])
    client = login(house.worker)
    answer = client.post(url, sent(answers, person=str(mother.uuid)))
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "Thoughts of death or self-harm" in page
    assert page.count("marked as done") == 2
    assert "Safety: talk with the person again" in page
    assert latest(Assessment, ready, house.worker).person_id == mother.pk


def test_answers_that_cannot_be_taken_are_named_and_kept(ready, url, house, login):
    answers = {name: value for name, value in NEEDS.items() if name != "housing"}
    answer = login(house.worker).post(url, sent(answers))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is there a place to live?" in page
    assert "Answer this question." in page
    assert "refused" in page
    assert "\\u0411" in page or "Бірге тұру" in page
    assert "assessment" not in acted_kinds(ready, house.worker)


@pytest.mark.parametrize("broken", ["{", "[1]", '"text"', "7"])
def test_unreadable_answers_are_refused_with_words(broken, url, house, login):
    answer = login(house.worker).post(url, {**sent({}), "answers": broken})
    assert answer.status_code == 422
    assert "could not be read" in answer.content.decode()


def test_without_consent_it_is_said_at_the_beginning_and_refused_at_the_end(case, house, login):
    url = reverse("complete_assessment", args=[case.uuid, "risk_and_needs"])
    client = login(house.worker)
    assert "No consent is recorded." in client.get(url).content.decode()
    answer = client.post(url, sent(NEEDS))
    assert answer.status_code == 422
    assert reverse("give_consent", args=[case.uuid]) in answer.content.decode()
    assert "assessment" not in acted_kinds(case, house.worker)


def test_unknown_instruments_are_not_there(ready, house, login):
    client = login(house.worker)
    assert client.get(reverse("complete_assessment", args=[ready.uuid, "nothing"])).status_code == 404


def test_a_published_form_is_offered_and_filled_in(ready, house, login):
    publish_instrument(
        actor=house.administrator, code="own", source_file=OWN.encode(), source_name="own.md", source="Өзіміз",
        licence="CC0",
    )  # fmt: skip
    client = login(house.worker)
    page = client.get(reverse("assessments", args=[ready.uuid])).content.decode()
    assert "Өз нысаны" in page
    assert "Published by the organisation" in page
    url = reverse("complete_assessment", args=[ready.uuid, "own"])
    assert client.post(url, sent({"wish": "Үй"})).status_code == 302
    assert latest(Assessment, ready, house.worker).values == {"wish": "Үй"}


def test_health_instruments_stay_behind_the_door_of_health(ready, house):
    from tests.builders import make_user
    from tirek.casework.actions.cases import assign_worker
    from tirek.casework.selectors.assessments import offers

    lawyer = make_user("lawyer", house.unit, "lawyer")
    assign_worker(actor=house.supervisor, case=ready.uuid, user=lawyer.uuid, leads=False, on=today(), reason="Сот")
    with acting_as(lawyer.pk):
        assert [one.code for one in offers(lawyer, ready, "kk")] == ["risk_and_needs"]
    with acting_as(house.worker.pk):
        assert "phq9" in [one.code for one in offers(house.worker, ready, "kk")]


def test_old_answers_keep_the_words_of_their_version(ready, house):
    done = assessed(ready, house)
    with acting_as(house.worker.pk):
        done.refresh_from_db()
        form = done.instrument_version.form
    sections = {section.title: section for section in answer_sections(form, done.values, "kk")}
    lines = {line.name: line.answer for line in sections["Айналасы мен тұрмысы"].lines}
    assert lines["housing"] == "Уақытша немесе тар"
    assert "score" not in [line.name for section in sections.values() for line in section.lines]
