"""Who is told of a duty, when, once; that it ends with the duty; that a letter holds counts and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from tests.builders import House, make_case, make_house, make_user
from tirek.access.actions.preferences import prefer_reminders
from tirek.access.models import AuditEntry, Membership, User
from tirek.casework import tasks
from tirek.casework.actions.encounters import record_contact
from tirek.casework.actions.notices import answer_escalation, read_notices, tell_of_duties
from tirek.casework.actions.reminder_mail import mail_reminder
from tirek.casework.models import Case, Duty, Entry, Notice
from tirek.casework.selectors.notices import notices, standing_counts, unread_count
from tirek.config.working import work
from tirek.kernel.clock import clock_at
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.standards.engine.calendar import is_working_day
from tirek.toolkit.postgresql.user import acting_as

OPENED = date(2026, 3, 2)  # a Monday
MORNING = date(2026, 4, 6)  # a Monday after Nauryz
SECRETS = ("Сынақова", "Әсем", "Нұрлан", "Сынақ", "FP-", "family_preservation")

#: What the application may not do to a notice, not even to one's own.
FORBIDDEN = (
    "INSERT INTO casework_notice (uuid, unit_id, compartment, case_id, duty_id, user_id, recorded_by_id, recorded_at,"
    " done_on, due_on, kind, answer) SELECT gen_random_uuid(), unit_id, 'general', case_id, id, recorded_by_id,"
    " recorded_by_id, now(), due_on, due_on, 'overdue', '' FROM casework_duty",
    "UPDATE casework_notice SET user_id = user_id + 1",
    "UPDATE casework_notice SET due_on = due_on + 1",
    "DELETE FROM casework_notice",
)


@pytest.fixture
def house(transactional_db: None) -> House:
    with transaction.atomic():
        return make_house()


@pytest.fixture
def case(house: House) -> Case:
    """A case of which nothing but the opening is on record, so that much of it is owed."""
    with clock_at(OPENED), transaction.atomic():
        return make_case(house.worker, on=OPENED)


def told(user: User, **conditions: object) -> set[tuple[str, str]]:
    """What stands in the table for somebody: by the owner's door, past row security."""
    rows = Notice.objects.using("owner").filter(user=user, **conditions)
    return set(rows.values_list("duty__rule", "kind"))


def page(user: User, on: date):
    with acting_as(user.pk), transaction.atomic():
        return notices(user, on=on, language="en")


def new(user: User, on: date) -> int:
    with acting_as(user.pk), transaction.atomic():
        return unread_count(user, on)


def owed(case: Case) -> dict[str, Duty]:
    rows = Duty.objects.using("owner").filter(case_id=case.pk, state="open").exclude(due_on=None)
    return {duty.rule: duty for duty in rows}


def escalate(case: Case, after: int = 3) -> None:
    """As a rule of the programme says: so many days overdue, then the supervisor is told."""
    for duty in owed(case).values():
        Duty.objects.using("owner").filter(pk=duty.pk).update(escalate_on=duty.due_on + timedelta(days=after))


def post(user: User, email: str, language: str = "kk") -> None:
    User.objects.using("owner").filter(pk=user.pk).update(email=email, language=language)


def test_the_lead_is_told_when_a_duty_is_due_soon_and_again_when_it_is_overdue_each_once(house, case):
    first = min(owed(case).values(), key=lambda duty: (duty.due_on, duty.rule))
    assert tell_of_duties(first.warn_on - timedelta(days=1)) == 0 or first.warn_on == OPENED
    tell_of_duties(first.warn_on)
    assert (first.rule, "due_soon") in told(house.worker)
    assert tell_of_duties(first.warn_on) == 0
    tell_of_duties(first.due_on)
    assert (first.rule, "overdue") not in told(house.worker)
    tell_of_duties(first.due_on + timedelta(days=4))  # after days off
    assert (first.rule, "overdue") in told(house.worker)
    before = Notice.objects.using("owner").count()
    tell_of_duties(first.due_on + timedelta(days=5))
    assert told(house.worker, duty=first.pk) >= {(first.rule, "due_soon"), (first.rule, "overdue")}
    assert before >= 2
    assert told(house.colleague) == told(house.manager) == told(house.outsider) == set()


def test_a_duty_that_is_done_takes_its_notices_along_and_a_new_clock_is_told_anew(house, case):
    tell_of_duties(MORNING)
    contact = next(duty for duty in owed(case).values() if duty.rule == "FP-01")
    waiting = new(house.worker, MORNING)
    assert waiting == len({rule for rule, _kind in told(house.worker)})
    with clock_at(MORNING):
        record_contact(
            actor=house.worker, case=case.uuid, channel="phone", reached=True, on=MORNING, contact_note="x"
        )  # fmt: skip
    left = page(house.worker, MORNING)
    assert contact.rule not in {one.line.duty.rule for family in left.families for one in family.lines}
    assert new(house.worker, MORNING) < waiting
    # A clock that runs anew, or a deadline that moved, is another matter than the one that was told.
    other = next(duty for duty in owed(case).values() if duty.due_on < MORNING)
    Duty.objects.using("owner").filter(pk=other.pk).update(due_on=MORNING + timedelta(days=1))
    assert other.rule not in {
        one.line.duty.rule for family in page(house.worker, MORNING).families for one in family.lines
    }
    tell_of_duties(MORNING)
    assert (other.rule, "due_soon") in told(house.worker, due_on=MORNING + timedelta(days=1))


def test_what_was_passed_on_reaches_supervisors_of_the_unit_and_the_worker_and_is_answered_in_words(house, case):
    second = make_user("second", house.unit, "supervisor")
    elsewhere = make_user("elsewhere", house.other_unit, "supervisor")
    escalate(case)
    tell_of_duties(MORNING)
    passed = {(rule, "escalated") for rule, duty in owed(case).items() if duty.escalate_on <= MORNING}
    assert passed
    assert told(house.supervisor) == told(second) == passed
    assert told(house.worker, kind="escalated") == passed
    assert told(elsewhere) == told(house.manager) == told(house.colleague) == set()

    with clock_at(MORNING):
        asked = page(house.supervisor, MORNING).passed_on
        assert len(asked) == len(passed)
        notice = asked[0].notice
        with pytest.raises(Problem, match="Write what you decided"):
            answer_escalation(actor=house.supervisor, notice=notice.uuid, on=MORNING, answer="  ")
        for stranger, refused in ((house.worker, Missing), (second, Missing), (elsewhere, Missing)):
            with pytest.raises(refused):
                answer_escalation(actor=stranger, notice=notice.uuid, on=MORNING, answer="x")
        own = Notice.objects.using("owner").filter(user=house.worker, kind="escalated")[0]
        with pytest.raises(Refused):
            answer_escalation(actor=house.worker, notice=own.uuid, on=MORNING, answer="x")
        answer_escalation(actor=house.supervisor, notice=notice.uuid, on=MORNING, answer="Ертең бірге барамыз")
        with pytest.raises(Problem, match="already answered"):
            answer_escalation(actor=house.supervisor, notice=notice.uuid, on=MORNING, answer="тағы")

    for supervisor in (house.supervisor, second):
        seen = page(supervisor, MORNING)
        assert len(seen.passed_on) == len(passed) - 1
        assert [one.answered.note for one in seen.answered] == ["Ертең бірге барамыз"]
    lines = [one for family in page(house.worker, MORNING).families for one in family.lines]
    assert {one.answered.note for one in lines if one.answered} == {"Ертең бірге барамыз"}
    assert all(one.passed_on == MORNING for one in lines if (one.line.duty.rule, "escalated") in passed)
    with acting_as(house.worker.pk), transaction.atomic():
        entry = Entry.objects.get(case=case, kind="escalation_answered")
        assert (entry.note, entry.recorded_by_id) == ("Ертең бірге барамыз", house.supervisor.pk)
        assert AuditEntry.objects.filter(case_id=case.pk, act="answer_escalation").exists()


def test_reading_is_kept_and_only_ones_own_notices_of_cases_within_reach_are_seen(house, case):
    tell_of_duties(MORNING)
    assert new(house.worker, MORNING) > 0
    with clock_at(MORNING):
        read_notices(actor=house.worker, on=MORNING)
    assert new(house.worker, MORNING) == 0
    assert page(house.worker, MORNING).families  # it stays until it is done
    mine = Notice.objects.using("owner").filter(user=house.worker)
    with acting_as(house.colleague.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_notice")
        assert cursor.fetchone()[0] == 0
        cursor.execute("UPDATE casework_notice SET answer = 'x' WHERE id = %s", [mine[0].pk])
        assert cursor.rowcount == 0
    for statement in FORBIDDEN:
        with pytest.raises(ProgrammingError), acting_as(house.worker.pk), transaction.atomic():
            connection.cursor().execute(statement)
    # A notice of a case that one no longer reaches is gone, though the row is one's own.
    Notice.objects.using("owner").filter(pk=mine[0].pk).update(user=house.colleague)
    assert new(house.colleague, MORNING) == 0
    Membership.objects.using("owner").filter(user=house.worker).update(ends_on=OPENED)
    assert new(house.worker, MORNING) == 0


# Letters ---------------------------------------------------------------------------------------------------


def test_a_letter_says_how_much_waits_in_the_persons_language_and_nothing_else(house, case):
    tell_of_duties(MORNING)
    assert not mail_reminder(house.worker.pk, MORNING)  # no address
    rules = {duty.rule for duty in owed(case).values()}
    with acting_as(house.worker.pk), transaction.atomic():
        overdue = standing_counts(house.worker, MORNING).overdue
    for later, (language, said) in enumerate((("kk", "Мерзімі өтті: "), ("ru", "Просрочено: "), ("en", "Overdue: "))):
        post(house.worker, "worker@example.org", language)
        assert mail_reminder(house.worker.pk, MORNING + timedelta(days=later))
        assert not mail_reminder(house.worker.pk, MORNING + timedelta(days=later))  # once a day
        letter = mail.outbox[-1]
        assert letter.to == ["worker@example.org"]
        assert f"{said}{overdue}" in letter.body
        assert "/login/" in letter.body
        whole = letter.message().as_bytes(linesep="\n").decode() + letter.subject + letter.body
        assert not [word for word in (*SECRETS, case.reference, str(case.uuid), *rules) if word in whole]
    with acting_as(house.worker.pk):
        prefer_reminders(user=house.worker, by_mail=False)
    assert not mail_reminder(house.worker.pk, MORNING + timedelta(days=7))
    with acting_as(house.worker.pk):
        prefer_reminders(user=house.worker, by_mail=True)
    assert mail_reminder(house.worker.pk, MORNING + timedelta(days=7))
    post(house.colleague, "colleague@example.org")
    assert not mail_reminder(house.colleague.pk, MORNING)  # nothing waits
    assert not mail_reminder(10**9, MORNING)


def run_worker() -> None:
    def run() -> None:
        try:
            with clock_at(MORNING):
                work(until_empty=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(60)


def test_one_letter_that_fails_stops_no_other_and_gives_its_day_back(house, case, settings, monkeypatch):
    settings.EMAIL_HOST = "mail.example.org"
    escalate(case)
    post(house.worker, "worker@example.org")
    post(house.supervisor, "supervisor@example.org", "ru")
    send = EmailBackend.send_messages

    def broken(backend, letters):
        if letters[0].to == ["worker@example.org"]:
            raise ConnectionRefusedError
        return send(backend, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", broken)
    assert is_working_day(MORNING)
    with clock_at(MORNING):
        tasks.tell_of_duties_in_the_morning.defer()
    run_worker()
    assert [letter.to for letter in mail.outbox] == [["supervisor@example.org"]]
    assert "Передано вам: " in mail.outbox[0].body
    assert told(house.supervisor)
    days = dict(User.objects.using("owner").values_list("pk", "reminded_on"))
    assert (days[house.worker.pk], days[house.supervisor.pk]) == (None, MORNING)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert mail_reminder(house.worker.pk, MORNING)
    assert not mail_reminder(house.supervisor.pk, MORNING)


def test_nobody_is_told_on_a_day_off():
    def run() -> str:
        with clock_at(date(2026, 3, 22)):  # Nauryz
            return async_to_sync(tasks.tell_of_duties_in_the_morning.func)()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(run).result(30) == "nobody works today"
