"""The forms of the acts on a case: who may open them, what they do, what they say when an act is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.builders import make_family
from tests.web.test_file import members
from tirek.casework.actions.assessments import rate_risk
from tirek.casework.actions.cases import close_case
from tirek.casework.actions.encounters import give_consent
from tirek.casework.actions.episodes import begin_episode
from tirek.casework.actions.plans import decide_approval
from tirek.casework.actions.tasks import open_task
from tirek.casework.models import (
    Approval,
    Case,
    CaseMember,
    Consent,
    Contact,
    Correction,
    Episode,
    FollowUp,
    Plan,
    PlanGoal,
    PlanStep,
    RiskRating,
    Service,
    Task,
)
from tirek.kernel.clock import clock_at, today
from tirek.kernel.ids import new_uuid
from tirek.people.actions.families import NewMember, join_family
from tirek.toolkit.postgresql.user import acting_as

FORMS = (
    "record_contact", "give_consent", "record_service", "open_task", "begin_episode", "join_case", "rate_risk",
    "close_case", "reopen_case",
)  # fmt: skip


def sent(**fields):
    return {"client_ref": str(new_uuid()), "on": today().isoformat(), **fields}


@pytest.fixture
def people(case, house):
    return members(case, house.worker)


@pytest.fixture
def ready(case, house, people):
    """A case whose gates before closure all hold but the approval."""
    worker, start = house.worker, case.opened_on
    begin_episode(actor=worker, case=case.uuid, person=people["child"].uuid, track="care", kind="with_mother", on=start)
    rate_risk(actor=worker, case=case.uuid, level="low", reason="Бәрі жақсы", on=start)
    with acting_as(worker.pk):
        rest = {"case": case, "unit_id": case.unit_id, "done_on": start, "recorded_by": worker}
        plan = Plan.objects.create(**rest, version=1, state="approved", agreed_on=start)
        goal = PlanGoal.objects.create(**rest, plan=plan, position=0, title="Баспана")
        PlanStep.objects.create(**rest, goal=goal, position=0, title="Іздеу", responsible="Әсем", state="done")
    return case


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_an_act_opens_for_the_worker_alone(name, case, house, login):
    url = reverse(name, args=[case.uuid])
    assert login(house.worker).get(url).status_code == 200
    assert login(house.supervisor).get(url).status_code == 200
    for stranger in (house.colleague, house.manager, house.administrator, house.outsider):
        assert login(stranger).get(url).status_code == 404
        assert login(stranger).post(url, sent()).status_code == 404
    assert login(None).get(url).status_code == 302


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_is_sent_back_with_its_errors(name, language, case, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    answer = login(house.worker).post(reverse(name, args=[case.uuid]), {})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()


def test_a_contact_is_recorded_and_the_page_says_what_is_next(case, house, people, login):
    client = login(house.worker)
    form = sent(channel="phone", person=str(people["mother"].uuid), reached="yes", contact_note="Сөйлестік")
    answer = client.post(reverse("record_contact", args=[case.uuid]), form, follow=True)
    assert "Contact recorded." in answer.content.decode()
    assert "Next:" in answer.content.decode()
    client.post(reverse("record_contact", args=[case.uuid]), form)
    with acting_as(house.worker.pk):
        assert Contact.objects.filter(case=case, reached=True, person=people["mother"]).count() == 1


def test_a_day_ahead_is_refused_beside_its_field(case, house, login):
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = login(house.worker).post(
        reverse("record_contact", args=[case.uuid]), sent(channel="phone", reached="no", on=tomorrow)
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This day lies ahead" in page
    assert 'id="id_on_error"' in page


def test_consent_to_sharing_names_the_recipient(case, house, people, login):
    client, url = login(house.worker), reverse("give_consent", args=[case.uuid])
    form = sent(person=str(people["mother"].uuid), purpose="sharing", form="oral")
    assert client.post(url, form).status_code == 422
    assert client.post(url, {**form, "recipient": "Емхана"}).status_code == 302
    with acting_as(house.worker.pk):
        assert Consent.objects.get(case=case).recipient == "Емхана"


def test_consent_is_withdrawn(case, house, people, login):
    given = give_consent(
        actor=house.worker, case=case.uuid, person=people["mother"].uuid, purpose="support", form="written",
        on=case.opened_on,
    )  # fmt: skip
    url = reverse("withdraw_consent", args=[given.uuid])
    assert login(house.outsider).get(url).status_code == 404
    assert login(house.worker).post(url, sent(reason="Ойын өзгертті")).status_code == 302
    with acting_as(house.worker.pk):
        given.refresh_from_db()
    assert given.withdrawn_on == today()


def test_a_service_goes_to_the_whole_family(case, house, login):
    form = sent(service="baby_things", quantity="2", person="")
    assert login(house.worker).post(reverse("record_service", args=[case.uuid]), form).status_code == 302
    with acting_as(house.worker.pk):
        assert Service.objects.get(case=case).person is None


def test_a_task_is_given_and_finished(case, house, login):
    client = login(house.worker)
    form = sent(title="Дәрігерге жазу", assigned_to=str(house.colleague.uuid), urgent="on")
    assert client.post(reverse("open_task", args=[case.uuid]), form).status_code == 302
    with acting_as(house.worker.pk):
        task = Task.objects.get(case=case)
    assert task.urgent
    assert task.assigned_to_id == house.colleague.pk
    url = reverse("task_done", args=[task.uuid])
    assert "Дәрігерге жазу" in client.get(url).content.decode()
    assert client.post(url, sent(ending="dropped", result="")).status_code == 422
    assert client.post(url, sent(ending="done", result="Жазылды")).status_code == 302
    with acting_as(house.worker.pk):
        task.refresh_from_db()
    assert task.state == "done"


def test_an_episode_that_overlaps_is_refused_in_words(case, house, people, login):
    client, url = login(house.worker), reverse("begin_episode", args=[case.uuid])
    form = sent(person=str(people["child"].uuid), kind="with_mother", precision="month")
    assert client.post(url, form).status_code == 302
    answer = client.post(url, {**form, "client_ref": str(new_uuid()), "kind": "kin"})
    assert answer.status_code == 422
    assert "already covered by another episode" in answer.content.decode()
    assert "End it first" in answer.content.decode()


def test_an_episode_is_ended_and_leads_back_to_the_next_one(case, house, people, login):
    episode = begin_episode(
        actor=house.worker, case=case.uuid, person=people["child"].uuid, track="care", kind="with_mother",
        on=case.opened_on,
    )  # fmt: skip
    url = reverse("episode_end", args=[episode.uuid]) + "?then=begin"
    answer = login(house.worker).post(url, sent(exit_reason="plan_fulfilled", precision="day"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("begin_episode", args=[case.uuid]) + "?track=care"
    with acting_as(house.worker.pk):
        assert Episode.objects.get(pk=episode.pk).ended_on == today()


def test_somebody_of_the_family_joins_the_case(case, house, login):
    newcomer = make_family(house.worker, surname="Көмекшіова").mother
    join_family(actor=house.worker, family=case.family.uuid, member=NewMember(newcomer.uuid, "grandmother"))
    client, url = login(house.worker), reverse("join_case", args=[case.uuid])
    assert str(newcomer.uuid) in client.get(url).content.decode()
    assert client.post(url, sent(person=str(newcomer.uuid), part="relative")).status_code == 302
    with acting_as(house.worker.pk):
        assert CaseMember.objects.filter(case=case, person=newcomer).exists()


def test_the_specialist_rates_the_risk_and_says_why(case, house, login):
    client, url = login(house.worker), reverse("rate_risk", args=[case.uuid])
    assert client.post(url, sent(risk_level="high", risk_reason="")).status_code == 422
    answer = client.post(url, sent(risk_level="high", risk_reason="Жылу жоқ"), follow=True)
    assert "High risk" in answer.content.decode()
    with acting_as(house.worker.pk):
        assert RiskRating.objects.get(case=case).level == "high"


def test_closing_first_shows_what_is_missing(case, house, login):
    page = login(house.worker).get(reverse("close_case", args=[case.uuid])).content.decode()
    assert "It is not recorded with whom the child lives now." in page
    assert reverse("begin_episode", args=[case.uuid]) in page
    assert "<textarea" not in page


def test_a_refused_closure_names_every_open_gate(case, house, login):
    form = sent(outcome="with_mother", request_note="Бәрі жақсы")
    answer = login(house.worker).post(reverse("close_case", args=[case.uuid]), form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "It is not recorded with whom the child lives now." in page
    assert "Some goals of the plan have no result yet." in page


def test_a_case_is_closed_after_the_supervisor_approved(ready, house, login):
    client, url = login(house.worker), reverse("close_case", args=[ready.uuid])
    assert client.post(url, sent(outcome="with_mother", request_note="Бірге тұрады")).status_code == 302
    assert "The answer is awaited." in client.get(url).content.decode()
    with acting_as(house.supervisor.pk):
        asked = Approval.objects.get(case=ready)
    decide_approval(actor=house.supervisor, approval=asked.uuid, approve=True, on=today(), reason="Келісемін")
    page = client.get(url).content.decode()
    assert "after 24 months" in page
    answer = client.post(url, sent(outcome="with_mother", closing_note="Отбасы бірге"), follow=True)
    assert "The case is closed." in answer.content.decode()
    with acting_as(house.worker.pk):
        assert Case.objects.get(pk=ready.pk).state == "closed"
        assert FollowUp.objects.filter(case=ready).count() == 5


@pytest.fixture
def closed(ready, house):
    """A case closed two months ago."""
    with clock_at(today() - timedelta(days=20)):
        from tirek.casework.actions.plans import request_approval

        asked = request_approval(actor=house.worker, case=ready.uuid, kind="closure", outcome="with_mother", on=today())
        decide_approval(actor=house.supervisor, approval=asked.uuid, approve=True, on=today(), reason="")
        close_case(actor=house.worker, case=ready.uuid, outcome="with_mother", on=today(), closing_note="")
    return ready


def test_a_closed_case_is_reopened_with_a_reason(closed, house, login):
    client, url = login(house.worker), reverse("reopen_case", args=[closed.uuid])
    assert client.post(url, sent(reason="")).status_code == 422
    assert client.post(url, sent(reason="Анасы көмек сұрады")).status_code == 302
    with acting_as(house.worker.pk):
        assert Case.objects.get(pk=closed.pk).state == "open"


def test_a_follow_up_without_contact_may_be_tried_again(closed, house, login):
    with acting_as(house.worker.pk):
        first = FollowUp.objects.get(case=closed, months=1)
    url, client = reverse("follow_up", args=[first.uuid]), login(house.worker)
    assert login(house.colleague).get(url).status_code == 404
    later = first.done_on
    with clock_at(later):
        by_month = client.get(reverse("follow_up_due", args=[closed.uuid, 1]))
        assert by_month["Location"] == url
        assert client.post(url, sent(reached="no", on=later.isoformat())).status_code == 302
        assert "Last tried without contact" in client.get(url).content.decode()
        assert client.post(url, sent(reached="yes", on=later.isoformat())).status_code == 422
        answers = {
            "child_lives": "with_mother", "apart_meanwhile": "no", "stable_home": "yes", "income_enough": "unknown",
            "someone_helps": "yes", "safe_now": "yes", "wants_support": "no",
        }  # fmt: skip
        assert client.post(url, sent(reached="yes", on=later.isoformat(), **answers)).status_code == 302
    with acting_as(house.worker.pk):
        first.refresh_from_db()
    assert first.reached
    assert first.outcome == "with_mother"


@pytest.mark.parametrize(
    ("record_type", "field", "value"),
    [("case", "call_note", "Анықталды"), ("case", "call_source", "clinic"), ("case", "opened_on", "")],
)
def test_the_case_itself_is_corrected(record_type, field, value, case, house, login):
    from tirek.casework.selectors.facts import programme_of

    with acting_as(house.worker.pk):
        sources = [code for code, _title in programme_of(case).choices("call_source", "en")]
    value = sources[-1] if field == "call_source" else value or (case.opened_on - timedelta(days=1)).isoformat()
    url = reverse("correct", args=[record_type, case.uuid, field])
    client = login(house.worker)
    assert client.post(url, {"value": value, "reason": ""}).status_code == 422
    assert client.post(url, {"value": value, "reason": "Қате"}).status_code == 302
    with acting_as(house.worker.pk):
        assert Correction.objects.get(case=case).field == field
    assert login(house.outsider).get(url).status_code == 404


def test_a_task_of_a_rule_speaks_the_language_of_the_page(case, house, login):
    task = open_task(
        actor=house.worker, case=case.uuid, on=today(), words={"kk": "Қарау", "ru": "Смотреть", "en": "Look"}
    )
    for language, word in (("kk", "Қарау"), ("ru", "Смотреть"), ("en", "Look")):
        house.worker.language = language
        house.worker.save(update_fields=["language"])
        assert word in login(house.worker).get(reverse("task_done", args=[task.uuid])).content.decode()
