"""Supervision: agreed, held, written down; and read by nobody who does not take part."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.builders import make_case
from tests.profession.circle import Circle, make_circle, sees
from tests.profession.world import Guild
from tirek.access.door import door
from tirek.access.models import AuditEntry, User
from tirek.casework.actions.supervision import bring_case
from tirek.casework.models import CaseInSupervision, Entry
from tirek.casework.selectors.supervision import cases_of_meeting, names_of_clients
from tirek.kernel.clock import clock_at, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.supervision import (
    accept_supervision,
    end_supervision,
    found_intervision,
    invite_to_supervision,
    leave_supervision,
    propose_supervision,
)
from tirek.profession.actions.supervision_meetings import (
    add_theme,
    cancel_supervision_meeting,
    hold_supervision_meeting,
    plan_supervision_meeting,
)
from tirek.profession.actions.wellbeing import (
    keep_wellbeing_check,
    share_wellbeing_check,
    take_back_wellbeing_check,
)
from tirek.profession.engine.supervision_words import ClientNames
from tirek.profession.models import (
    AgreementMember,
    MeetingPresence,
    SupervisionAgreement,
    SupervisionMeeting,
    SupervisionTheme,
    WellbeingCheck,
)
from tirek.profession.selectors.supervision import agreements_of, entry_of, meetings_of, own_supervision, people
from tirek.toolkit.postgresql.user import acting_as

TABLES = (
    SupervisionAgreement, AgreementMember, SupervisionMeeting, MeetingPresence, SupervisionTheme, WellbeingCheck,
)  # fmt: skip


@pytest.fixture
def circle(guild: Guild) -> Circle:
    return make_circle(guild)


def strangers(circle: Circle) -> list[User]:
    """Everybody who takes no part in the agreement."""
    guild, house = circle.guild, circle.guild.house
    return [
        house.colleague, house.outsider, house.manager, house.administrator, circle.other_supervisor,
        guild.association, guild.secretary, *guild.panel, guild.organiser, guild.official, guild.student, door(),
    ]  # fmt: skip


def due_of(user: User) -> tuple[date | None, bool]:
    with transaction.atomic(), acting_as(user.pk):
        (one,) = agreements_of(entry_of(user), today())
        return one.due.on if one.due else None, bool(one.due and one.due.overdue(today()))


def test_an_agreement_holds_for_each_from_the_day_they_accept(circle: Circle) -> None:
    house, numbers = circle.guild.house, [circle.number("colleague")]
    kept = propose_supervision(
        actor=circle.supervisor, members=numbers, form="individual", every_days=30, starts_on=today()
    )
    with pytest.raises(Problem, match="Nobody has accepted"):
        plan_supervision_meeting(actor=circle.supervisor, agreement=kept.uuid, on=today(), minutes=60, mode="online")
    with pytest.raises(Missing):
        accept_supervision(actor=circle.worker, agreement=kept.uuid, on=today())
    accept_supervision(actor=house.colleague, agreement=kept.uuid, on=today())
    accept_supervision(actor=house.colleague, agreement=kept.uuid, on=today())
    plan_supervision_meeting(actor=circle.supervisor, agreement=kept.uuid, on=today(), minutes=60, mode="online")
    with pytest.raises(Problem, match="Whoever leads"):
        plan_supervision_meeting(actor=house.colleague, agreement=kept.uuid, on=today(), minutes=60, mode="online")
    with pytest.raises(Refused):
        propose_supervision(actor=house.worker, members=numbers, form="individual", every_days=30, starts_on=today())
    with pytest.raises(Problem, match="with one practitioner"):
        propose_supervision(
            actor=circle.supervisor, members=[*numbers, circle.number("worker")], form="individual", every_days=30,
            starts_on=today(),
        )  # fmt: skip
    with pytest.raises(Problem, match="No practitioner"):
        propose_supervision(actor=circle.supervisor, members=["X-1"], form="group", every_days=30, starts_on=today())
    with pytest.raises(Problem, match="No practitioner"):  # nobody supervises themselves
        propose_supervision(
            actor=circle.supervisor, members=[circle.number("supervisor")], form="individual", every_days=30,
            starts_on=today(),
        )  # fmt: skip


def test_due_days_follow_the_last_meeting_held_and_both_sides_read_them(circle: Circle) -> None:
    late = circle.agreement.starts_on + timedelta(days=30)
    assert due_of(circle.worker) == due_of(circle.supervisor) == (late, True)
    circle.held(today() - timedelta(days=10))
    assert due_of(circle.worker) == due_of(circle.supervisor) == (today() + timedelta(days=20), False)
    with transaction.atomic(), acting_as(circle.worker.pk):
        own = own_supervision(entry_of(circle.worker), today())
        assert own.supervised
        assert own.last_on == today() - timedelta(days=10)
    end_supervision(actor=circle.supervisor, agreement=circle.agreement.uuid, on=today() - timedelta(days=1))
    assert due_of(circle.worker) == (None, False)


def test_a_meeting_is_held_once_by_who_leads_it_with_members_who_were_there(circle: Circle) -> None:
    house = circle.guild.house
    planned = plan_supervision_meeting(
        actor=circle.supervisor, agreement=circle.agreement.uuid, on=today(), minutes=60, mode="onsite"
    )
    said = {"meeting": planned.uuid, "on": today(), "minutes": 75, "mode": "online", "safety_asked": False}
    me = circle.entries["worker"].uuid
    for actor, present, refusal in (
        (circle.worker, [me], "Whoever leads"),
        (circle.supervisor, [], "Say who"),
        (circle.supervisor, [circle.entries["colleague"].uuid], "Say who"),
    ):
        with pytest.raises(Problem, match=refusal):
            hold_supervision_meeting(actor=actor, present=present, **said)
    with pytest.raises(Missing):
        hold_supervision_meeting(actor=circle.other_supervisor, present=[me], **said)
    with pytest.raises(Problem, match="lies ahead"):
        hold_supervision_meeting(actor=circle.supervisor, present=[me], **{**said, "on": today() + timedelta(days=1)})
    hold_supervision_meeting(actor=circle.supervisor, present=[me], **said)
    for again in (hold_supervision_meeting, cancel_supervision_meeting):
        more = {**said, "present": [me]} if again is hold_supervision_meeting else {"meeting": planned.uuid}
        with pytest.raises(Problem, match="held or cancelled already"):
            again(actor=circle.supervisor, **more)
    assert sees(circle.worker, MeetingPresence) == 1
    assert sees(house.colleague, MeetingPresence) == 0


def test_a_text_that_names_a_client_is_refused_with_what_to_write(circle: Circle) -> None:
    make_case(circle.worker)
    with transaction.atomic(), acting_as(circle.worker.pk):
        found = names_of_clients([circle.worker.pk])
    assert "Сынақова" in found.surnames
    assert "Әсем" in found.given
    names = ClientNames(found.surnames, found.given, found.numbers)
    meeting = circle.held().uuid
    for text in ("Сынақовамен не істеймін", "Әсемге ашуланамын", "880101400123", next(iter(found.numbers))):
        with pytest.raises(Problem, match="may name a client"):
            add_theme(actor=circle.worker, meeting=meeting, kind="workload", text=text, names=names)
        with pytest.raises(Problem, match="may name a client"):
            add_theme(actor=circle.worker, meeting=meeting, kind="workload", agreed=text, names=names)
    with pytest.raises(Problem, match="answers in the list"):
        add_theme(actor=circle.worker, meeting=meeting, kind="gossip")
    add_theme(actor=circle.worker, meeting=meeting, kind="workload", text="Отбасылар көп", names=names)
    assert sees(circle.supervisor, SupervisionTheme) == 1


def test_nobody_beside_the_two_reads_a_row_of_theirs(circle: Circle) -> None:
    kept = circle.held()
    add_theme(actor=circle.worker, meeting=kept.uuid, kind="ethics", text="canary")
    shown = keep_wellbeing_check(actor=circle.worker, answers={"afraid": 3})
    share_wellbeing_check(actor=circle.worker, check=shown.uuid, supervisor=circle.entries["supervisor"].uuid)
    assert [sees(circle.worker, model) for model in TABLES] == [1, 1, 1, 1, 1, 1]
    assert [sees(circle.supervisor, model) for model in TABLES] == [1, 1, 1, 1, 1, 1]
    for user in strangers(circle):
        assert [sees(user, model) for model in TABLES] == [0] * len(TABLES), user
        with transaction.atomic(), acting_as(user.pk):
            assert people() == {}
            # Not even that there is one: what the audit of a unit says to its other supervisors.
            assert not AuditEntry.objects.filter(act__contains="supervision").exists()
            assert not AuditEntry.objects.filter(act__in=["add_theme", "share_wellbeing_check"]).exists()
    assert sees(circle.other_supervisor, SupervisionAgreement) == 0


def test_a_check_is_read_by_its_person_alone_until_shown_and_again_after_it_was_taken_back(circle: Circle) -> None:
    kept = keep_wellbeing_check(actor=circle.worker, answers={"afraid": 4, "rested": 0}, unsafe=True)
    supervisor, other = circle.entries["supervisor"].uuid, circle.entries["supervisor2"].uuid
    assert sees(circle.supervisor, WellbeingCheck) == 0
    with pytest.raises(Problem, match="one of your supervisors"):
        share_wellbeing_check(actor=circle.worker, check=kept.uuid, supervisor=other)
    with pytest.raises(Missing):
        share_wellbeing_check(actor=circle.supervisor, check=kept.uuid, supervisor=supervisor)
    share_wellbeing_check(actor=circle.worker, check=kept.uuid, supervisor=supervisor)
    assert sees(circle.supervisor, WellbeingCheck) == 1
    take_back_wellbeing_check(actor=circle.worker, check=kept.uuid)
    assert sees(circle.supervisor, WellbeingCheck) == 0
    share_wellbeing_check(actor=circle.worker, check=kept.uuid, supervisor=supervisor)
    leave_supervision(actor=circle.worker, agreement=circle.agreement.uuid, on=today())
    assert sees(circle.supervisor, WellbeingCheck) == 0  # it ends with the agreement
    assert sees(circle.worker, WellbeingCheck) == 1
    with pytest.raises(Problem, match="at least one"):
        keep_wellbeing_check(actor=circle.worker, answers={})
    with pytest.raises(Problem, match="answers in the list"):
        keep_wellbeing_check(actor=circle.worker, answers={"afraid": 9})


def test_equals_meet_without_a_leader_and_newcomers_read_nothing_of_before(circle: Circle) -> None:
    house = circle.guild.house
    start = today() - timedelta(days=60)
    with clock_at(start):
        group = found_intervision(
            actor=house.worker, members=[circle.number("colleague")], every_days=30, starts_on=start, title="Үшбұрыш"
        )
        accept_supervision(actor=house.colleague, agreement=group.uuid, on=start)
        first = plan_supervision_meeting(
            actor=house.colleague, agreement=group.uuid, on=start, minutes=90, mode="onsite"
        )
        hold_supervision_meeting(
            actor=house.worker, meeting=first.uuid, on=start, minutes=90, mode="onsite", safety_asked=False,
            present=[circle.entries["worker"].uuid, circle.entries["colleague"].uuid],
        )  # fmt: skip
        add_theme(actor=house.colleague, meeting=first.uuid, kind="method", text="early")
    with pytest.raises(Problem, match="no such record"):
        invite_to_supervision(actor=circle.supervisor, agreement=group.uuid, member=circle.number("outsider"))
    invite_to_supervision(actor=house.colleague, agreement=group.uuid, member=circle.number("outsider"))
    with transaction.atomic(), acting_as(house.worker.pk):  # of another unit: the number until they accept
        assert circle.number("outsider") in {str(one) for one in people().values()}
    accept_supervision(actor=house.outsider, agreement=group.uuid, on=today())
    assert sees(house.outsider, SupervisionMeeting) == sees(house.outsider, SupervisionTheme) == 0
    second = plan_supervision_meeting(actor=house.outsider, agreement=group.uuid, on=today(), minutes=90, mode="online")
    assert sees(house.worker, SupervisionMeeting) == 2
    with pytest.raises(Problem, match="each may leave"):
        end_supervision(actor=house.worker, agreement=group.uuid, on=today())
    with clock_at(today() - timedelta(days=1)):
        leave_supervision(actor=house.worker, agreement=group.uuid, on=today())
    assert sees(house.worker, SupervisionMeeting) == 1  # what came before stays theirs
    with pytest.raises(Missing):
        add_theme(actor=house.worker, meeting=second.uuid, kind="method")
    for user in (house.colleague, house.outsider):
        leave_supervision(actor=user, agreement=group.uuid, on=today())
    with transaction.atomic(), acting_as(house.outsider.pk):
        assert SupervisionAgreement.objects.get(pk=group.pk).ends_on == today()
        assert [meeting.pk for meeting, _themes in meetings_of(group)] == [second.pk]


def test_a_case_is_seen_in_a_meeting_by_who_sees_both_and_by_nobody_else(circle: Circle) -> None:
    house = circle.guild.house
    group = propose_supervision(
        actor=circle.supervisor, members=[circle.number(one) for one in ("worker", "colleague", "outsider")],
        form="group", every_days=30, starts_on=today(),
    )  # fmt: skip
    for user in (house.worker, house.colleague, house.outsider):
        accept_supervision(actor=user, agreement=group.uuid, on=today())
    meeting = plan_supervision_meeting(
        actor=circle.supervisor, agreement=group.uuid, on=today(), minutes=60, mode="onsite"
    )
    case = make_case(circle.worker)
    before = sees(circle.worker, Entry)
    for _twice in range(2):
        bring_case(actor=circle.worker, meeting=meeting.uuid, case=case.uuid)
    with transaction.atomic(), acting_as(circle.worker.pk):
        assert [one.case.pk for one in cases_of_meeting(meeting.uuid, circle.worker, "kk")[0]] == [case.pk]
        assert Entry.objects.count() == before  # the file says nothing of it
    assert sees(circle.supervisor, CaseInSupervision) == 1
    for user in (house.colleague, house.outsider, circle.other_supervisor, house.manager, circle.guild.association):
        assert sees(user, CaseInSupervision) == 0, user  # the last but one opens the file, and takes no part
        with transaction.atomic(), acting_as(user.pk):
            assert cases_of_meeting(meeting.uuid, user, "kk")[0] == []
            assert not AuditEntry.objects.filter(act="bring_case").exists()
    for actor in (house.colleague, circle.other_supervisor):
        with pytest.raises(Missing):
            bring_case(actor=actor, meeting=meeting.uuid, case=case.uuid)


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        ("supervisor", "UPDATE profession_agreementmember SET accepted_on = '2026-01-01' WHERE accepted_on IS NULL"),
        ("worker", "UPDATE profession_agreementmember SET accepted_on = '2020-01-01' WHERE accepted_on IS NOT NULL"),
        ("worker", "UPDATE profession_supervisionagreement SET supervisor_id = supervisor_id"),
        ("worker", "UPDATE profession_supervisiontheme SET practitioner_id = NULL"),
        ("supervisor", "UPDATE profession_wellbeingcheck SET answers = 'null'"),
        ("supervisor", "DELETE FROM profession_supervisiontheme"),
        (
            "supervisor2",
            "INSERT INTO profession_agreementmember (uuid, recorded_at, agreement_id, practitioner_id)"
            " VALUES (gen_random_uuid(), now(), {agreement}, profession_me())",
        ),
    ],
)
def test_the_database_refuses_what_no_act_does(circle: Circle, who: str, statement: str) -> None:
    propose_supervision(
        actor=circle.supervisor, members=[circle.number("colleague")], form="individual", every_days=30,
        starts_on=today(),
    )  # fmt: skip
    user = circle.other_supervisor if who == "supervisor2" else getattr(circle, who)
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(user.pk), connection.cursor() as cursor:
        cursor.execute(statement.format(agreement=circle.agreement.pk))
