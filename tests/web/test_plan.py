"""The plan on pages: written, agreed, approved or returned, reviewed, and its versions compared."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.web.pages import MATRIX, acted_kinds, consented, latest, questions
from tirek.casework.actions.assessments import complete_assessment, rate_risk
from tirek.casework.actions.plans import GoalDraft, StepDraft, agree_plan, decide_approval, request_approval, write_plan
from tirek.casework.models import Approval, Plan
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.toolkit.postgresql.user import acting_as

STEP = {"title": "Кезекке тұру", "responsible": "Әсем С.", "due_on": "2027-01-15", "state": "working"}
GOALS = [{"title": "Баспана бар", "domain": "housing", "due_on": "2027-03-01", "steps": [STEP]}]
PAGES = ["write_plan", "agree_plan", "request_approval", "review_plan", "plan_versions"]


def sent(goals: object = GOALS, **more: str) -> dict[str, str]:
    text = goals if isinstance(goals, str) else json.dumps(goals)
    return {"goals": text, "on": today().isoformat(), "review_on": "", "client_ref": str(new_uuid()), **more}


@pytest.fixture
def written(case, house):
    """A case with a draft of the plan, ready to be agreed."""
    consented(case, house.worker)
    complete_assessment(
        actor=house.worker, case=case.uuid, instrument="washington_group_ss", on=today(), language="kk",
        answers=dict.fromkeys(("seeing", "hearing", "walking", "remembering", "self_care", "communicating"), "1"),
    )  # fmt: skip
    rate_risk(actor=house.worker, case=case.uuid, level="medium", reason="Баспана жоқ", on=today())
    write_plan(
        actor=house.worker, case=case.uuid, on=today(), review_on=today() + timedelta(days=60),
        goals=[GoalDraft("Баспана бар", "housing", None, [StepDraft("Кезекке тұру", "Әсем С.")])],
    )  # fmt: skip
    return case


def agreed(case, house):
    plan = latest(Plan, case, house.worker)
    return agree_plan(actor=house.worker, plan=plan.uuid, on=today(), agreed_with="Әсем", child_opinion="Сәби")


def asked(case, house):
    agreed(case, house)
    return request_approval(actor=house.worker, case=case.uuid, kind="plan", on=today())


def url(name, case):
    return reverse(name, args=[case.uuid])


@pytest.mark.parametrize("name", ["write_plan", "plan_versions"])
@pytest.mark.parametrize(("who", "answer"), MATRIX)
def test_who_opens_the_plan(name, who, answer, written, house, login):
    assert login(getattr(house, who) if who else None).get(url(name, written)).status_code == answer


@pytest.mark.parametrize("name", ["agree_plan", "request_approval", "review_plan"])
@pytest.mark.parametrize("who", ["colleague", "manager", "administrator", "outsider"])
def test_acts_on_the_plan_are_nothing_to_others(name, who, written, house, login):
    assert login(getattr(house, who)).get(url(name, written)).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_of_the_plan_open_in_three_languages(language, written, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    client = login(house.worker)
    for name in PAGES:
        page = client.get(url(name, written))
        assert page.status_code == 200, name
        assert f'lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_plan_ask_at_most_15_questions(name, written, house, login):
    assert len(questions(login(house.worker), url(name, written))) <= 15


def test_the_editor_is_given_the_library_and_the_plan(written, house, login):
    page = login(house.worker).get(url("write_plan", written)).content.decode()
    assert "Mother and child have a stable home" in page
    assert "Find a temporary place" in page
    assert "Баспана бар" in page


def test_a_plan_is_saved_as_a_new_version_and_leads_to_the_agreement(written, house, login):
    answer = login(house.worker).post(url("write_plan", written), sent())
    assert answer["Location"] == url("agree_plan", written)
    with acting_as(house.worker.pk):
        plan = Plan.objects.filter(case=written).order_by("-version").first()
        assert plan.version == 2
        goal = plan.goals.get()
        step = goal.steps.get()
    assert (goal.domain, str(goal.due_on)) == ("housing", "2027-03-01")
    assert (step.responsible, str(step.due_on), step.state) == ("Әсем С.", "2027-01-15", "working")


def test_what_is_missing_is_said_and_nothing_is_lost(written, house, login):
    answer = login(house.worker).post(
        url("write_plan", written), sent([{**GOALS[0], "steps": [{**STEP, "responsible": ""}]}])
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "who does it" in page
    assert "refused" in page
    assert "\\u0411\\u0430\\u0441" in page or "Баспана бар" in page


@pytest.mark.parametrize("broken", ["{", "7", "[7]", '[{"title": 7}]', '[{"title": "Үй", "due_on": "soon"}]',
                                    '[{"title": "Үй", "steps": [{"title": "Іздеу", "state": "eaten"}]}]'])  # fmt: skip
def test_an_unreadable_plan_is_refused_with_words(broken, written, house, login):
    answer = login(house.worker).post(url("write_plan", written), sent(broken))
    assert answer.status_code == 422
    assert "could not be read" in answer.content.decode()


def test_the_family_agrees_and_the_way_leads_to_the_supervisor(written, house, login):
    client = login(house.worker)
    page = client.get(url("agree_plan", written)).content.decode()
    assert "Сынақова" in page  # who agrees is proposed
    assert "Кезекке тұру" in page
    values = {"agreed_with": "Әсем", "child_opinion": "Сәби, сұралмады", "on": today().isoformat()}
    answer = client.post(url("agree_plan", written), values)
    assert answer["Location"] == url("request_approval", written)
    assert latest(Plan, written, house.worker).state == "agreed"
    assert client.get(url("agree_plan", written))["Location"] == url("request_approval", written)


def test_an_agreement_without_an_assessment_says_what_is_missing(case, house, login):
    write_plan(actor=house.worker, case=case.uuid, on=today(), goals=[GoalDraft("Үй")])
    answer = login(house.worker).post(url("agree_plan", case), {"agreed_with": "Әсем", "on": today().isoformat()})
    assert answer.status_code == 422
    assert "There is no completed assessment." in answer.content.decode()


def test_the_supervisor_is_asked_once(written, house, login):
    agreed(written, house)
    client = login(house.worker)
    answer = client.post(url("request_approval", written), {"request_note": "Қараңызшы", "on": today().isoformat()})
    assert answer.status_code == 302
    assert "supervisor is asked" in " ".join(map(str, get_messages(answer.wsgi_request)))
    page = client.get(url("request_approval", written)).content.decode()
    assert "The answer is awaited" in page
    assert "request_note" not in page
    assert latest(Approval, written, house.worker).request_note == "Қараңызшы"


def test_a_returned_plan_shows_the_reason_on_top_of_the_editor(written, house, login):
    approval = asked(written, house)
    decide_approval(actor=house.supervisor, approval=approval.uuid, approve=False, on=today(), reason="Мерзім жоқ")
    page = login(house.worker).get(url("write_plan", written)).content.decode()
    assert "Returned by the supervisor" in page
    assert page.index("Мерзім жоқ") < page.index("<tirek-plan")


def test_an_approved_plan_is_reviewed_without_a_change(written, house, login):
    approval = asked(written, house)
    decide_approval(actor=house.supervisor, approval=approval.uuid, approve=True, on=today(), reason="")
    client = login(house.worker)
    assert "Approved by the supervisor" in client.get(url("review_plan", written)).content.decode()
    answer = client.post(url("review_plan", written), {"result": "Бәрі жүріп жатыр", "on": today().isoformat()})
    assert answer.status_code == 302
    assert "plan_reviewed" in acted_kinds(written, house.worker)


def test_versions_are_compared_in_words(written, house, login):
    goals = [
        GoalDraft("Баспана бар", "housing", None, [StepDraft("Кезекке тұру", "Қор")]),
        GoalDraft("Құжат бар", "documents"),
    ]
    write_plan(actor=house.worker, case=written.uuid, on=today(), goals=goals)
    page = login(house.worker).get(url("plan_versions", written)).content.decode()
    assert "New goal: Құжат бар" in page
    assert "Кезекке тұру: done by Қор, before Әсем С." in page
    assert "The first version." in page


def test_without_a_plan_there_is_nothing_to_agree_review_or_compare(case, house, login):
    client = login(house.worker)
    for name in ("agree_plan", "request_approval", "review_plan"):
        assert client.get(url(name, case))["Location"] == url("write_plan", case)
    assert client.get(url("plan_versions", case)).status_code == 302
