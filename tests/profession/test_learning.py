"""Hours are claimed, approved and counted; a placement is led day by day; research is on record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from tests.builders import make_user
from tests.profession.learners import practitioner
from tests.profession.world import Guild
from tirek.access.door import door
from tirek.access.models import User
from tirek.kernel.clock import now, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.learning import (
    approve_hours,
    claim_hours,
    credit_hours,
    decline_hours,
    end_course,
    record_hours,
    write_course,
)
from tirek.profession.actions.placements import (
    accept_placement,
    assess_placement,
    break_off_placement,
    confirm_day,
    log_day,
    plan_placement,
)
from tirek.profession.actions.research_works import enter_research_work, follow_research_work
from tirek.profession.engine.learning import Counted, Requirement, progress
from tirek.profession.models import CapacitySession, Course, LearningHours, Placement, PlacementDay, Practitioner
from tirek.profession.selectors.learning import claims_waiting, standing
from tirek.profession.selectors.placements import own_placements, placement_seen
from tirek.profession.selectors.research_works import research_open
from tirek.toolkit.postgresql.user import acting_as

TITLE = ("Атауы", "Название", "Title")
DAY = date(2026, 6, 30)


def course(guild: Guild) -> Course:
    """A course of ten hours on ethics."""
    return write_course(
        actor=guild.association, unit=guild.office.uuid, code="ethics", title=TITLE, text=TITLE, hours=Decimal(10),
        mode="online", provider="Дана дала", topic="ethics", competences=["family-talk"],
    )  # fmt: skip


def claim(user: User, hours: int = 4, **other: object) -> LearningHours:
    """Hours of self-study that a practitioner claims."""
    said = {"kind": "self_study", "what": "Кітап", "on": today(), "evidence": "Конспект", "topic": "law", **other}
    return claim_hours(actor=user, hours=Decimal(hours), **said)


def seen_by(rows: type[Model], *users: User) -> list[int]:
    """How many rows each of the users sees."""
    counts = []
    for user in users:
        with acting_as(user.pk):
            counts.append(rows._default_manager.count())
    return counts


def test_hours_are_claimed_with_evidence_approved_many_at_once_or_declined_with_a_reason(guild: Guild) -> None:
    house, office = guild.house, guild.association
    practitioner(guild, house.worker)
    taught = course(guild)
    first = claim(house.worker, 10, course=taught.uuid, kind="self_study", what="", topic="")
    assert (first.kind, first.topic, first.what) == ("course", "ethics", "Атауы")
    second, third = claim(house.worker), claim(house.worker, 6)
    for wrong, said in (
        ({"hours": 0}, "number between"), ({"evidence": " "}, "what shows it"), ({"kind": "session"}, "by attendance"),
        ({"on": today() + timedelta(days=1)}, "is over"), ({"course": taught.uuid, "hours": 11}, "fewer hours"),
    ):  # fmt: skip
        with pytest.raises(Problem, match=said):
            claim(house.worker, **{"hours": 4, **wrong})
    with pytest.raises(Problem, match="no entry"):
        claim(house.colleague)
    assert seen_by(
        LearningHours, house.worker, office, house.supervisor, house.manager, guild.organiser, guild.secretary, door()
    ) == [3, 3, 0, 0, 0, 0, 0]
    for stranger in (house.worker, house.supervisor):
        with pytest.raises((Refused, Missing)):
            approve_hours(actor=stranger, claims=[first.uuid])
    with pytest.raises((Refused, Missing)):
        approve_hours(actor=guild.organiser, claims=[first.uuid])
    approve_hours(actor=office, claims=[first.uuid, second.uuid])
    with pytest.raises(Problem, match="Say why"):
        decline_hours(actor=office, claim=third.uuid, reason=" ")
    decline_hours(actor=office, claim=third.uuid, reason="Куәлік жоқ")
    decline_hours(actor=office, claim=second.uuid, reason="Қате бекітілді")
    with pytest.raises(Missing):
        approve_hours(actor=office, claims=[third.uuid])
    with acting_as(office.pk):
        assert not claims_waiting(office).exists()
    with acting_as(house.worker.pk):
        mine = Practitioner.objects.get(user=house.worker)
        there = standing(mine, today())
        assert (there.category, there.progress.whole.done) == ("second", Decimal(10))
        assert {part.topic: part.missing for part in there.progress.topics} == {"supervision": 12, "ethics": 0}
        with pytest.raises(DatabaseError), transaction.atomic():
            LearningHours.objects.update(hours=90)
        with pytest.raises(DatabaseError), transaction.atomic():  # nobody approves for themselves
            LearningHours.objects.create(
                practitioner=mine, kind="course", what="x", hours=90, on=today(), state="approved"
            )
    end_course(actor=office, course=taught.uuid)


def test_the_office_writes_down_hours_of_others_and_never_decides_on_its_own(guild: Guild) -> None:
    office = guild.association
    theirs, own = practitioner(guild, guild.house.worker), practitioner(guild, office, "Кеңсе")
    said = {"kind": "course", "what": "Курс", "hours": Decimal(8), "on": today(), "evidence": "№ 5"}
    made = record_hours(actor=office, practitioner=theirs.uuid, **said)
    assert (made.state, made.decided_by) == ("approved", office)
    with pytest.raises(Missing):
        record_hours(actor=office, practitioner=own.uuid, **said)
    mine = claim(office)
    with acting_as(office.pk):
        assert list(claims_waiting(office)) == []
        with pytest.raises(DatabaseError), transaction.atomic():
            LearningHours.objects.filter(pk=mine.pk).update(state="approved", decided_by=office)
    with pytest.raises(Problem, match="your own hours"):
        approve_hours(actor=office, claims=[mine.uuid])
    with pytest.raises((Refused, Missing)):
        record_hours(actor=guild.organiser, practitioner=theirs.uuid, **said)


def test_a_session_is_credited_by_attendance_once_and_never_for_more_than_its_hours(guild: Guild) -> None:
    theirs, organiser = practitioner(guild, guild.house.worker), guild.organiser
    session = CapacitySession(unit=guild.university, code="s1", title_kk="Жиын", title_ru="Сессия", title_en="Session",
                              starts_at=now(), ends_at=now() + timedelta(hours=4), hours=4, topic="law")  # fmt: skip
    with acting_as(organiser.pk):
        session.save()
        with pytest.raises(DatabaseError, match="those who were there"), transaction.atomic():
            credit_hours(actor=organiser, practitioner=theirs.pk, session=session, hours=Decimal(4), on=today())
        assert LearningHours.objects.count() == 0


def test_hours_of_a_period_count_and_a_topic_is_part_of_the_whole() -> None:
    asks = Requirement(Decimal(20), 12, {"ethics": Decimal(4)})
    hours = [
        Counted(DAY, Decimal(8)), Counted(date(2025, 7, 1), Decimal(6), "ethics"),
        Counted(date(2025, 6, 30), Decimal(30)), Counted(DAY, Decimal(3), "ethics", approved=False),
    ]  # fmt: skip
    found = progress(asks, hours, valid_until=None, on=DAY)
    assert (found.first_on, found.last_on) == (date(2025, 7, 1), DAY)
    assert (found.whole.done, found.whole.waiting, found.whole.missing, found.share) == (14, 3, 6, 70)
    assert (found.topics[0].done, found.topics[0].missing, found.reached) == (6, 0, False)
    ahead = progress(asks, hours, valid_until=date(2026, 12, 31), on=DAY)
    assert (ahead.first_on, ahead.whole.done) == (date(2026, 1, 1), 8)
    over = progress(asks, hours, valid_until=date(2020, 1, 1), on=DAY)
    assert over.last_on == DAY  # who ran out counts towards a new one


def placed(guild: Guild, leads: Practitioner, **other: object) -> Placement:
    """The student of the university practises for a month."""
    said = {
        "institution": "Университет", "programme": "Әлеуметтік жұмыс", "degree": "master", "planned_hours": 60,
        "starts_on": today() - timedelta(days=10), "ends_on": today() + timedelta(days=20),
        "student": guild.student.uuid, "mentor": str(leads.number), **other,
    }  # fmt: skip
    return plan_placement(actor=guild.organiser, unit=guild.university.uuid, **said)


def test_a_placement_is_accepted_written_confirmed_and_assessed_between_student_and_mentor(guild: Guild) -> None:
    worker, student = guild.house.worker, guild.student
    mentor = practitioner(guild, worker)
    with pytest.raises(Problem, match="under this number"):
        placed(guild, mentor, mentor="NOBODY-1")
    held = placed(guild, mentor)
    said = {"placement": held.uuid, "hours": Decimal(6), "did": "Құжаттармен таныстым", "on": today()}
    with pytest.raises(Problem, match="not accepted"):
        log_day(actor=student, **said)
    with pytest.raises(Missing):
        accept_placement(actor=student, placement=held.uuid)
    accept_placement(actor=worker, placement=held.uuid)
    day = log_day(actor=student, **said)
    assert log_day(actor=student, **{**said, "hours": Decimal(7)}).pk == day.pk  # written anew
    for wrong in ({"hours": Decimal(13)}, {"on": today() + timedelta(days=1)}, {"did": ""}):
        with pytest.raises(Problem):
            log_day(actor=student, **{**said, **wrong})
    with pytest.raises(Missing):
        log_day(actor=worker, **said)  # the student has an account
    with pytest.raises(Problem, match="Confirm them first"):
        assess_placement(actor=worker, placement=held.uuid, assessment="Жақсы")
    with acting_as(student.pk), pytest.raises(DatabaseError, match="mentor confirms"), transaction.atomic():
        PlacementDay.objects.update(confirmed_on=today())
    confirm_day(actor=worker, day=day.uuid, remark="Дұрыс")
    with pytest.raises(Problem, match="stays as it is"):
        log_day(actor=student, **said)
    assert seen_by(
        Placement, student, worker, guild.organiser, guild.association, guild.house.supervisor, guild.house.manager
    ) == [1, 1, 1, 0, 0, 0]
    assert seen_by(PlacementDay, student, worker, guild.organiser, guild.association, door()) == [1, 1, 1, 0, 0]
    with acting_as(student.pk):
        one = own_placements(student)[0]
        assert (one.confirmed, one.mentor_named) == (7, "Сынақова Әсем")
    assess_placement(actor=worker, placement=held.uuid, assessment="Жақсы")
    with acting_as(worker.pk):
        assert placement_seen(held.uuid).state == "finished"
        with pytest.raises(DatabaseError, match="over"), transaction.atomic():
            Placement.objects.update(assessment="Басқа")
    with pytest.raises(Problem):
        break_off_placement(actor=guild.organiser, placement=held.uuid)


def test_for_a_student_without_an_account_the_mentor_writes_the_log(guild: Guild) -> None:
    worker = guild.house.worker
    mentor = practitioner(guild, worker)
    with pytest.raises(Problem, match="Choose the student"):
        placed(guild, mentor, student=None)
    with pytest.raises(Problem, match="no such student"):
        placed(guild, mentor, student=guild.official.uuid)
    held = placed(guild, mentor, student=None, student_name="Дана")
    accept_placement(actor=worker, placement=held.uuid)
    log_day(actor=worker, placement=held.uuid, hours=Decimal(5), did="Таныстым", on=today())
    assert seen_by(Placement, make_user("other", guild.university, "student"), guild.student) == [0, 0]
    assert break_off_placement(actor=guild.organiser, placement=held.uuid).state == "broken_off"


def test_research_is_on_record_with_its_ethics_approval_and_public_if_the_author_agreed(guild: Guild) -> None:
    said = {
        "unit": guild.university.uuid, "title": ("Отбасы зерттеуі", "Исследование семьи", "A family study"),
        "author": "Дана", "institution": "Университет", "degree": "master", "leads": "", "ethics_body": "Комиссия",
        "ethics_number": "5", "ethics_on": today(), "starts_on": today() - timedelta(days=100),
    }  # fmt: skip
    with pytest.raises(Refused):
        enter_research_work(actor=guild.student, **said)
    with pytest.raises(Problem, match="can't be empty"):
        enter_research_work(actor=guild.organiser, **{**said, "ethics_number": ""})
    hidden = enter_research_work(actor=guild.organiser, **said)
    with acting_as(door().pk):
        assert not research_open().exists()
    with pytest.raises(Problem, match="after the start"):
        follow_research_work(actor=guild.organiser, work=hidden.uuid, defended_on=today() + timedelta(days=1))
    follow_research_work(actor=guild.organiser, work=hidden.uuid, defended_on=today(), public=True)
    with acting_as(door().pk):
        assert research_open("study семьи").count() == 1
        assert not research_open("суд").exists()
        assert not research_open(degree="doctor").exists()
    with pytest.raises(Refused):
        follow_research_work(actor=guild.association, work=hidden.uuid, defended_on=None)
