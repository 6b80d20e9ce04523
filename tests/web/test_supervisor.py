"""The supervisor's pages: who may open them, what they show, what a decision does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.builders import House, make_case, make_user
from tests.web.pages import questions
from tirek.access.acts import ACTS
from tirek.casework.actions.assessments import rate_risk
from tirek.casework.actions.cases import assign_worker
from tirek.casework.actions.encounters import give_consent
from tirek.casework.actions.plans import GoalDraft, StepDraft, write_plan
from tirek.casework.models import Approval, Assignment, Case, CaseMember, Plan
from tirek.kernel.clock import today
from tirek.toolkit.postgresql.user import acting_as
from tirek.web.supervisor.wording import DONE, READ, act_words

LANGUAGES = ("kk", "ru", "en")


def everybody(house: House) -> dict:
    return {
        "worker": house.worker,
        "colleague": house.colleague,
        "supervisor": house.supervisor,
        "manager": house.manager,
        "administrator": house.administrator,
        "outsider": house.outsider,
        "outside_supervisor": make_user("elsewhere", house.other_unit, "supervisor"),
        "visitor": None,
    }


def answers(house, login, url):
    return {name: login(user).get(url).status_code for name, user in everybody(house).items()}


def only(*names, house_names=("worker", "colleague", "supervisor", "manager", "administrator", "outsider")):
    """What the named see; others meet what does not exist, visitors the login."""
    wanted = {name: 200 if name in names else 404 for name in (*house_names, "outside_supervisor")}
    return {**wanted, "visitor": 302}


@pytest.fixture
def asked(case: Case, house: House) -> Approval:
    """A plan the worker wrote and asked the supervisor to approve."""
    with acting_as(house.worker.pk):
        mother = CaseMember.objects.filter(case=case, part="mother").select_related("person").get().person
        give_consent(
            actor=house.worker, case=case.uuid, person=mother.uuid, purpose="support", form="written", on=today()
        )
        rate_risk(actor=house.worker, case=case.uuid, level="medium", reason="баспана жоқ", on=today())
        plan = write_plan(
            actor=house.worker,
            case=case.uuid,
            on=today(),
            goals=[GoalDraft("Тұрақты баспана", steps=[StepDraft("Үй іздеу", "анасы", today())])],
        )
        # An assessment needs its whole form; here the plan is simply with the supervisor.
        Plan.objects.filter(pk=plan.pk).update(state="submitted", agreed_on=today(), agreed_with="анасы")
        return Approval.objects.create(
            case=case,
            unit_id=case.unit_id,
            recorded_by=house.worker,
            done_on=today() - timedelta(days=3),
            kind="plan",
            plan=plan,
            request_note="Қарап беріңізші",
        )


@pytest.mark.parametrize("name", ["approvals", "team"])
def test_who_opens_the_lists_of_a_supervisor(house, case, asked, login, name):
    assert answers(house, login, reverse(name)) == {**only("supervisor"), "outside_supervisor": 200}


@pytest.mark.parametrize("name", ["assign", "access_log"])
def test_who_opens_what_a_supervisor_does_with_a_case(house, case, login, name):
    assert answers(house, login, reverse(name, args=[case.uuid])) == only("supervisor")


def test_who_opens_a_request_for_approval(house, asked, login):
    assert answers(house, login, reverse("approval", args=[asked.uuid])) == only("supervisor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_says_whose_plan_waits_since_when(house, asked, login, language):
    client = login(house.supervisor)
    client.cookies["language"] = language
    house.supervisor.language = language
    house.supervisor.save(update_fields=["language"])
    body = client.get(reverse("approvals")).content.decode()
    assert "Әсем" in body
    assert {"kk": "3 күн күтуде", "ru": "ждёт 3 дня", "en": "3 days waiting"}[language] in body
    assert "Қарап беріңізші" in body


def test_a_queue_with_nothing_in_it_says_so_in_one_sentence(house, login):
    body = login(house.supervisor).get(reverse("approvals")).content.decode()
    assert "No plan and no closure waits for your decision." in body


def test_another_units_supervisor_sees_nothing_of_the_queue_or_the_team(house, case, asked, login):
    other = login(make_user("elsewhere", house.other_unit, "supervisor"))
    for name in ("approvals", "team"):
        body = other.get(reverse(name)).content.decode()
        assert "Әсем" not in body
        assert case.reference not in body


def test_a_decision_is_made_on_the_page_and_shown_there_afterwards(house, asked, login):
    client = login(house.supervisor)
    page = reverse("approval", args=[asked.uuid])
    body = client.get(page).content.decode()
    assert "Тұрақты баспана" in body
    assert "Үй іздеу" in body
    assert client.post(page, {"decision": "approve", "reason": "Келісемін"}).status_code == 302
    with acting_as(house.supervisor.pk):
        asked.refresh_from_db()
        assert asked.decision == "approved"
    body = client.get(page).content.decode()
    assert "Келісемін" in body
    assert 'name="decision"' not in body
    assert "Әсем" in client.get(reverse("approvals")).content.decode()  # among what was decided


def test_returning_without_a_reason_is_refused_beside_the_field(house, asked, login):
    answer = login(house.supervisor).post(reverse("approval", args=[asked.uuid]), {"decision": "return"})
    assert answer.status_code == 422
    assert "Write what has to be changed." in answer.content.decode()


def test_deciding_twice_by_a_double_click_does_it_once(house, asked, login):
    client, page = login(house.supervisor), reverse("approval", args=[asked.uuid])
    sent = {"decision": "approve", "client_ref": "018f3c2a-1111-7aaa-8aaa-1234567890ab"}
    assert [client.post(page, sent).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_team_shows_load_by_risk_with_its_weight_and_says_it_is_no_ranking(house, case, login, language):
    make_case(house.worker)
    with acting_as(house.worker.pk):
        rate_risk(actor=house.worker, case=case.uuid, level="high", reason="қауіп", on=today())
    house.supervisor.language = language
    house.supervisor.save(update_fields=["language"])
    client = login(house.supervisor)
    client.cookies["language"] = language
    body = client.get(reverse("team")).content.decode()
    assert {"kk": "рейтинг те емес", "ru": "не рейтинг", "en": "no ranking"}[language] in body
    row = next(line for line in client.get(reverse("team")).context["load"] if line.worker == house.worker)
    assert (row.open_cases, row.high, row.unassessed, row.weight) == (2, 1, 1, 5)


def test_the_team_lists_broken_deadlines_with_rule_and_a_way_to_assign(house, case, login):
    body = login(house.supervisor).get(reverse("team")).content.decode()
    assert "FP-" in body
    assert reverse("assign", args=[case.uuid]) in body
    assert reverse("case_file", args=[case.uuid]) in body


def test_whoever_still_leads_a_case_stands_in_the_load_also_after_leaving_the_role(house, case, login):
    house.worker.memberships.update(ends_on=today())
    load = login(house.supervisor).get(reverse("team")).context["load"]
    assert house.worker in [line.worker for line in load]


def test_assigning_takes_the_file_from_the_former_lead(house, case, login):
    form = {"user": str(house.colleague.uuid), "leads": "yes", "on": today().isoformat(), "reason": "демалыс"}
    answer = login(house.supervisor).post(reverse("assign", args=[case.uuid]), form)
    assert answer.status_code == 302
    with acting_as(house.supervisor.pk):
        assert Assignment.objects.get(case=case, ended_on=None, leads=True).user == house.colleague
    assert login(house.worker).get(reverse("case_file", args=[case.uuid])).status_code == 404


def test_the_access_log_says_in_words_who_read_and_who_did(house, case, login):
    login(house.worker).get(reverse("case_file", args=[case.uuid]))
    with acting_as(house.supervisor.pk):
        assign_worker(
            actor=house.supervisor, case=case.uuid, user=house.colleague.uuid, leads=False, on=today(), reason=""
        )
    client, page = login(house.supervisor), reverse("access_log", args=[case.uuid])
    readings = client.get(page).content.decode()
    assert "Worker Сынақ" in readings
    assert "Family file read" in readings
    assert "Case opened" not in readings
    everything = client.get(f"{page}?all=1").content.decode()
    assert "Case opened" in everything
    assert "open_case" not in everything
    assert "read_file" not in everything
    assert "Access log read" in everything  # the look before this one


def test_every_act_and_every_reading_has_words(case):
    of_the_office = {"invite_user", "end_membership", "publish_instrument"}
    of_no_file = {code for code, act in ACTS.items() if act.permission.startswith(("evidence.", "research."))}
    of_no_file |= {code for code, act in ACTS.items() if act.function.__module__.startswith("tirek.profession.")}
    of_no_file.add("bring_case")  # the log of a file does not tell that it was brought to supervision
    assert set(ACTS) - set(DONE) <= of_the_office | of_no_file
    with override("en"):
        assert act_words("read_record_visit") == "Form opened: Record visit"
    for code in ("read_of_a_later_version", "act_of_a_later_version"):
        assert code not in act_words(code)
    assert all(act_words(f"read_{code}") for code in READ)


@pytest.mark.parametrize("name", ["approvals", "team"])
def test_lists_take_few_questions_however_long_they_are(house, case, asked, login, name):
    for _ in range(6):
        make_case(house.worker)
    assert len(questions(login(house.supervisor), reverse(name))) <= 15


def test_pages_of_a_case_take_few_questions(house, case, asked, login):
    client = login(house.supervisor)
    pages = [reverse("approval", args=[asked.uuid]), reverse("access_log", args=[case.uuid]) + "?all=1"]
    for page in [*pages, reverse("assign", args=[case.uuid])]:
        assert len(questions(client, page)) <= 15
