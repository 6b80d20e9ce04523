"""The family file and the journal: who sees them, what they say, in how few questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import PROGRAMME, make_case
from tirek.access.models import AuditEntry
from tirek.casework.actions.assessments import rate_risk
from tirek.casework.actions.encounters import give_consent, record_contact, record_visit
from tirek.casework.actions.episodes import begin_episode
from tirek.casework.actions.plans import GoalDraft, StepDraft, agree_plan, request_approval, write_plan
from tirek.casework.actions.tasks import open_task
from tirek.casework.models import Assessment, CaseMember, Entry, Plan, PlanStep
from tirek.casework.selectors.facts import programme_of
from tirek.kernel.clock import today
from tirek.programmes.models import InstrumentVersion
from tirek.toolkit.postgresql.user import acting_as
from tirek.web.worker.wording import _SAYINGS, ICONS, entry_words

LANGUAGES = ("kk", "ru", "en")


def members(case, user):
    with acting_as(user.pk):
        return {row.part: row.person for row in CaseMember.objects.filter(case=case).select_related("person")}


@pytest.fixture
def lived(case, house):
    """A month of work on the case."""
    worker, start = house.worker, case.opened_on
    people = members(case, worker)
    record_contact(actor=worker, case=case.uuid, channel="phone", on=start, contact_note="Сөйлестік")
    give_consent(
        actor=worker, case=case.uuid, person=people["mother"].uuid, purpose="support", form="written", on=start
    )
    begin_episode(actor=worker, case=case.uuid, person=people["child"].uuid, track="care", kind="with_mother", on=start)
    record_visit(
        actor=worker, case=case.uuid, place="home", on=start + timedelta(days=5), visit_note="Бала ұйықтап жатыр",
        child_seen=True,
    )  # fmt: skip
    rate_risk(actor=worker, case=case.uuid, level="medium", reason="Баспана жоқ", on=start + timedelta(days=5))
    rate_risk(actor=worker, case=case.uuid, level="high", reason="Жылу жоқ", on=start + timedelta(days=9))
    write_plan(
        actor=worker,
        case=case.uuid,
        on=start + timedelta(days=10),
        goals=[GoalDraft("Баспана бар", steps=[StepDraft("Кезекке тұру", "Әсем"), StepDraft("Жөндеу", "Қор")])],
    )
    open_task(actor=worker, case=case.uuid, title="Пеш тексеру", on=start, due_on=today())
    return case


@pytest.mark.parametrize("name", ["case_file", "journal", "life_line"])
@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("worker", 200), ("colleague", 404), ("supervisor", 200), ("manager", 404), ("administrator", 404),
        ("outsider", 404), (None, 302),
    ],
)  # fmt: skip
def test_only_the_case_worker_and_the_supervisor_open_the_file(name, who, answer, lived, house, login):
    client = login(getattr(house, who) if who else None)
    assert client.get(reverse(name, args=[lived.uuid])).status_code == answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["case_file", "journal", "life_line"])
def test_pages_of_the_file_open_in_three_languages(name, language, lived, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    page = login(house.worker).get(reverse(name, args=[lived.uuid]))
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_the_file_says_who_now_and_next(lived, house, login):
    page = login(house.worker).get(reverse("case_file", args=[lived.uuid])).content.decode()
    assert "Әсем" in page
    assert lived.reference in page
    assert "High risk" in page
    assert "before: medium risk" in page
    assert "With the mother" in page
    assert "Пеш тексеру" in page
    assert "Кезекке тұру" in page
    assert reverse("record_contact", args=[lived.uuid]) in page


def test_a_reading_of_the_file_is_noted(lived, house, login):
    login(house.worker).get(reverse("case_file", args=[lived.uuid]))
    with acting_as(house.supervisor.pk):
        assert AuditEntry.objects.filter(act="read_file", case_id=lived.pk, actor_id=house.worker.pk).count() == 1


@pytest.mark.parametrize("name", ["case_file", "journal", "life_line"])
def test_a_page_of_the_file_asks_at_most_15_questions(name, lived, house, login):
    client, url = login(house.worker), reverse(name, args=[lived.uuid])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(url)
    questions = [
        row["sql"]
        for row in asked.captured_queries
        if not row["sql"].startswith(("SAVEPOINT", "RELEASE")) and "access_write_audit" not in row["sql"]
    ]
    assert len(questions) <= 15, "\n".join(questions)


def test_a_step_is_marked_in_place(lived, house, login):
    with acting_as(house.worker.pk):
        step = PlanStep.objects.get(title="Жөндеу")
    answer = login(house.worker).post(reverse("mark_step", args=[step.uuid]), {"state": "done"})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#step-{step.uuid}")
    with acting_as(house.worker.pk):
        step.refresh_from_db()
        assert step.state == "done"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_on_record_has_words_in_every_language(language, lived, house, settings):
    from django.utils import translation

    with translation.override(language), acting_as(house.worker.pk):
        pack = programme_of(lived)
        for entry in Entry.objects.filter(case=lived):
            words = entry_words(entry, pack, language)
            assert words.title
            assert "_" not in words.title
        assert set(_SAYINGS) == set(ICONS)


def test_the_journal_is_narrowed_to_a_kind(lived, house, login):
    page = login(house.worker).get(reverse("journal", args=[lived.uuid]), {"kind": "meetings"}).content.decode()
    assert "Visit" in page
    assert "Risk has risen" not in page


def test_a_correction_is_read_in_the_journal(lived, house, login):
    with acting_as(house.worker.pk):
        entry = Entry.objects.get(case=lived, kind="visit")
    client = login(house.worker)
    url = reverse("correct", args=["visit", entry.subject_uuid, "place"])
    assert "At home" in client.get(url).content.decode()
    answer = client.post(url, {"value": "hospital", "reason": "Қате жазылды"})
    assert answer.status_code == 302
    page = client.get(reverse("journal", args=[lived.uuid])).content.decode()
    assert "At a hospital" in page
    assert "was: At home" in page
    assert "Қате жазылды" in page


def test_a_field_that_is_not_corrected_by_hand_has_no_page(lived, house, login):
    with acting_as(house.worker.pk):
        entry = Entry.objects.get(case=lived, kind="visit")
    client = login(house.worker)
    assert client.get(reverse("correct", args=["visit", entry.subject_uuid, "unit"])).status_code == 404
    assert client.get(reverse("correct", args=["user", entry.subject_uuid, "place"])).status_code == 404


def test_an_empty_case_has_a_file_too(house, login):
    case = make_case(house.worker)
    page = login(house.worker).get(reverse("case_file", args=[case.uuid]))
    assert page.status_code == 200
    assert "There is no plan yet." in page.content.decode()
    assert case.programme == PROGRAMME


def test_who_was_asked_is_not_asked_again(lived, house, login):
    with acting_as(house.worker.pk):
        plan = Plan.objects.get(case=lived)
        rest = {"case": lived, "unit_id": lived.unit_id, "done_on": lived.opened_on, "recorded_by": house.worker}
        Assessment.objects.create(
            **rest, instrument_version=InstrumentVersion.objects.first(), instrument="risk_and_needs", answers={},
            values={},
        )  # fmt: skip
        Entry.objects.create(**rest, kind="assessment", detail={"instrument": "risk_and_needs"})
    agree_plan(actor=house.worker, plan=plan.uuid, on=today(), agreed_with="Әсем")
    url = reverse("case_file", args=[lived.uuid])
    ask = reverse("request_approval", args=[lived.uuid])
    assert ask in login(house.worker).get(url).content.decode()
    request = request_approval(actor=house.worker, case=lived.uuid, kind="plan", on=today())
    page = login(house.worker).get(url).content.decode()
    assert ask not in page
    assert "Plan waits for the supervisor" in page
    assert reverse("approval", args=[request.uuid]) in login(house.supervisor).get(url).content.decode()
