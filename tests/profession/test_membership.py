"""The association: taken in, owing, meeting, voting; and that a secret vote can't be joined to who gave it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction

from tests.profession.matters import entered
from tests.profession.world import Guild, make_guild
from tirek.access.door import door
from tirek.access.models import PerformedAct, User
from tirek.kernel.clock import clock_at, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.meetings import (
    call_meeting,
    cast_vote,
    close_meeting,
    count_vote,
    join_meeting,
    mark_present,
    open_meeting,
    open_vote,
    put_motion,
)
from tirek.profession.actions.membership import (
    apply_membership,
    ask_fees,
    decide_membership,
    enter_member,
    exclude_member,
    leave_association,
    record_fee,
    set_category,
)
from tirek.profession.actions.positions import publish_position, withdraw_position
from tirek.profession.engine.membership import has_quorum, is_carried, needed
from tirek.profession.models import (
    Fee,
    GeneralMeeting,
    Member,
    MemberCategory,
    MemberPresence,
    Motion,
    Position,
    SecretTally,
    Vote,
)
from tirek.profession.selectors.membership import attendance, ballots_of, members_kept, own_memberships
from tirek.toolkit.postgresql.user import acting_as

WORDS = dict.fromkeys(("kk", "ru", "en"), "Words")


def full(guild: Guild) -> MemberCategory:
    """The category that votes."""
    return set_category(
        actor=guild.association, unit=guild.office.uuid, code="full", titles=WORDS, fee=Decimal(5000), votes=True
    )


def members(guild: Guild, users: tuple[User, ...]) -> list[Member]:
    """Each of them in the register and in the association."""
    category = full(guild)
    found = []
    for number, user in enumerate(users):
        entry = entered(guild, user, f"Мүше{number}")
        found.append(enter_member(actor=guild.association, category=category.uuid, practitioner=entry.uuid))
    return found


def called(guild: Guild) -> GeneralMeeting:
    """A meeting in two weeks."""
    return call_meeting(
        actor=guild.association, unit=guild.office.uuid, titles=WORDS, on=today() + timedelta(days=14), place="Hall"
    )


@pytest.fixture
def meeting(guild: Guild) -> Iterator[GeneralMeeting]:
    """A meeting on its day, with four members who vote: two workers, the supervisor, the manager."""
    house = guild.house
    members(guild, (house.worker, house.colleague, house.supervisor, house.manager))
    held = called(guild)
    with clock_at(held.on):
        yield held


def refused(do: Callable[[], object]) -> None:
    """The database says no, whatever the pages do."""
    with pytest.raises(DatabaseError), transaction.atomic():
        do()


# Members ---------------------------------------------------------------------------------------------------


def test_somebody_asks_is_taken_in_owes_and_leaves(guild: Guild) -> None:
    worker, office, category = guild.house.worker, guild.association, full(guild)
    with pytest.raises(Problem):
        apply_membership(actor=worker, category=category.uuid)  # not in the register
    entered(guild, worker, "Сынақова")
    asked = apply_membership(actor=worker, category=category.uuid, motive="To learn")
    with pytest.raises(Problem):
        apply_membership(actor=worker, category=category.uuid)
    with pytest.raises((Missing, Refused)):
        decide_membership(actor=guild.secretary, member=asked.uuid, accept=True)
    with pytest.raises(Problem):
        decide_membership(actor=office, member=asked.uuid, accept=False)
    assert decide_membership(actor=office, member=asked.uuid, accept=True).since == today()
    year = today().year
    for _again in range(2):
        ask_fees(actor=office, unit=guild.office.uuid, year=year)
    with acting_as(worker.pk):
        fee = Fee.objects.get()
        assert (fee.amount, fee.paid_on) == (5000, None)
    with acting_as(office.pk):
        assert [one.owing for one in members_kept(office, owes=True)] == [1]
        assert members_kept(office, words="сынақ").count() == 1
    with pytest.raises(Problem):
        record_fee(actor=office, fee=fee.uuid)
    record_fee(actor=office, fee=fee.uuid, paid_on=today(), receipt="17")
    with acting_as(office.pk):
        assert members_kept(office, owes=True).count() == 0
    assert leave_association(actor=worker, member=asked.uuid).state == "left"
    again = apply_membership(actor=worker, category=category.uuid)
    decide_membership(actor=office, member=again.uuid, accept=True)
    assert exclude_member(actor=office, member=again.uuid, reason="Harm").state == "excluded"


def test_members_are_read_by_the_office_and_themselves(guild: Guild) -> None:
    house = guild.house
    mine, _other = members(guild, (house.worker, house.colleague))
    entered(guild, guild.association, "Өзі")
    with acting_as(house.worker.pk):
        assert (
            [one.pk for one in Member.objects.all()] == [mine.pk] == [one.pk for one in own_memberships(house.worker)]
        )
        refused(lambda: Member.objects.update(state="excluded"))
        refused(lambda: Member.objects.create(unit=guild.office, category=mine.category, body="X", state="member",
                                              applied_on=today(), user=house.worker))  # fmt: skip
    for user in (house.manager, house.outsider, guild.secretary, guild.organiser, door()):
        with acting_as(user.pk):
            assert Member.objects.count() == Fee.objects.count() == 0
    own = apply_membership(actor=guild.association, category=mine.category.uuid)
    with pytest.raises(Problem):
        decide_membership(actor=guild.association, member=own.uuid, accept=True)
    with acting_as(guild.association.pk):
        refused(lambda: Member.objects.filter(pk=own.pk).update(state="member", since=today()))
        with pytest.raises(Problem):
            enter_member(actor=guild.association, category=mine.category.uuid)


# Meetings --------------------------------------------------------------------------------------------------


def test_a_meeting_is_called_ahead_and_opened_with_a_quorum(guild: Guild, meeting: GeneralMeeting) -> None:
    office, house = guild.association, guild.house
    with pytest.raises(Problem):
        call_meeting(actor=office, unit=guild.office.uuid, titles=WORDS, on=today() + timedelta(days=13))
    motion = put_motion(actor=office, meeting=meeting.uuid, titles=WORDS)
    join_meeting(actor=house.worker, meeting=meeting.uuid)
    join_meeting(actor=house.worker, meeting=meeting.uuid)
    with acting_as(office.pk):
        there = attendance(meeting)
        assert (there.voters, there.present, there.needed, there.enough) == (4, 1, 3, False)
        refused(lambda: GeneralMeeting.objects.update(opened_at=meeting.recorded_at))
        by_user = {one.practitioner.user_id: one for one in members_kept(office)}
    with pytest.raises(Problem):
        open_meeting(actor=office, meeting=meeting.uuid)
    worker, colleague, supervisor, manager = (
        by_user[user.pk].uuid for user in (house.worker, house.colleague, house.supervisor, house.manager)
    )
    with pytest.raises(Problem):
        mark_present(actor=office, meeting=meeting.uuid, member=supervisor, proxy=colleague)  # not there
    held = mark_present(actor=office, meeting=meeting.uuid, member=supervisor, proxy=worker).uuid
    with pytest.raises(Problem):
        mark_present(actor=office, meeting=meeting.uuid, member=manager, proxy=worker)  # one word each
    with pytest.raises(Problem):
        open_vote(actor=office, motion=motion.uuid)
    other = mark_present(actor=office, meeting=meeting.uuid, member=colleague).uuid
    assert open_meeting(actor=office, meeting=meeting.uuid).voters == 4
    for outsider in (house.outsider, guild.secretary):
        with pytest.raises(Missing):
            join_meeting(actor=outsider, meeting=meeting.uuid)
    open_vote(actor=office, motion=motion.uuid)
    cast_vote(actor=house.worker, motion=motion.uuid, choice="for")
    cast_vote(actor=house.worker, motion=motion.uuid, choice="for", presence=held)
    for user, whose in ((house.worker, None), (house.worker, other), (house.supervisor, None),
                         (house.manager, None)):  # fmt: skip
        with pytest.raises(Problem):
            cast_vote(actor=user, motion=motion.uuid, choice="against", presence=whose)
    cast_vote(actor=house.colleague, motion=motion.uuid, choice="against")
    with pytest.raises(Problem):
        close_meeting(actor=office, meeting=meeting.uuid)
    with pytest.raises((Missing, Refused)):
        count_vote(actor=house.worker, motion=motion.uuid)
    counted = count_vote(actor=office, motion=motion.uuid)
    assert counted.carried is True
    assert counted.result == {"for": 2, "against": 1, "abstain": 0, "given": 3, "present": 3, "voters": 4}
    close_meeting(actor=office, meeting=meeting.uuid)
    with acting_as(house.manager.pk):
        assert Motion.objects.get().result["for"] == 2
        assert Vote.objects.count() == MemberPresence.objects.count() == 0
    with acting_as(office.pk):
        assert sorted(Vote.objects.values_list("choice", flat=True)) == ["against", "for", "for"]
        refused(lambda: Motion.objects.update(carried=False))
        refused(lambda: Motion.objects.update(title_en="Other"))
    with pytest.raises(Problem):
        put_motion(actor=office, meeting=meeting.uuid, titles=WORDS)


def secret_vote(guild: Guild, meeting: GeneralMeeting) -> Motion:
    """Everybody votes: three for it, one against."""
    office, house = guild.association, guild.house
    motion = put_motion(actor=office, meeting=meeting.uuid, titles=WORDS, secret=True, majority=66)
    voters = (house.worker, house.colleague, house.supervisor, house.manager)
    for user in voters:
        join_meeting(actor=user, meeting=meeting.uuid)
    open_meeting(actor=office, meeting=meeting.uuid)
    open_vote(actor=office, motion=motion.uuid)
    for user, choice in zip(voters, ("for", "against", "for", "for"), strict=True):
        cast_vote(actor=user, motion=motion.uuid, choice=choice, client_ref=uuid4())
    return motion


def test_nobody_reads_a_secret_vote_before_it_is_counted_nor_after(guild: Guild, meeting: GeneralMeeting) -> None:
    motion = secret_vote(guild, meeting)
    for user in (guild.association, guild.house.worker, guild.secretary):
        with acting_as(user.pk):
            assert set(Vote.objects.values_list("choice", flat=True)) <= {""}
            refused(lambda: SecretTally.objects.count())
            assert "for" not in Motion.objects.get().result if user != guild.secretary else True
            assert not PerformedAct.objects.exclude(actor=user).exists()
    with acting_as(guild.house.worker.pk):
        refused(lambda: Vote.objects.update(choice="for"))
        refused(lambda: Vote.objects.create(motion=motion, member=own_memberships(guild.house.worker)[0]))
        held = ballots_of(meeting, [motion])[motion.pk]
        assert [(one.own, one.vote.choice) for one in held] == [(True, "")]
    counted = count_vote(actor=guild.association, motion=motion.uuid)
    assert (counted.carried, counted.result["for"], counted.result["against"]) == (True, 3, 1)


def test_nothing_that_is_kept_joins_a_voter_to_a_choice(transactional_db: None, superuser_dsn: str) -> None:
    """Asked as the owner of everything: no column, no order, no writing transaction, no audit line tells."""
    guild = make_guild()
    house = guild.house
    members(guild, (house.worker, house.colleague, house.supervisor, house.manager))
    meeting = called(guild)
    with clock_at(meeting.on):
        secret_vote(guild, meeting)
    with psycopg.connect(superuser_dsn) as owner:
        owner.execute("SET session_replication_role = replica")
        assert owner.execute("SELECT DISTINCT choice FROM profession_vote").fetchall() == [("",)]
        tally = owner.execute("SELECT choice, votes, xmin::text FROM profession_secrettally ORDER BY 1").fetchall()
        assert [row[:2] for row in tally] == [("abstain", 0), ("against", 1), ("for", 3)]
        assert len({row[2] for row in tally}) == 1  # all written by the last voter: it says nothing
        columns = owner.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'profession_secrettally'"
        ).fetchall()
        assert {name for (name,) in columns} == {"id", "motion_id", "choice", "votes"}
        lines = owner.execute(
            "SELECT act, subject_type, facts::text FROM access_auditentry WHERE act = 'cast_vote'"
        ).fetchall()
        assert set(lines) == {("cast_vote", "profession.vote", "{}")}
        done = owner.execute("SELECT DISTINCT subject_type FROM access_performedact WHERE act = 'cast_vote'").fetchall()
        assert done == [("profession.vote",)]
        tables = owner.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        ).fetchall()
        told = [
            table for (table,) in tables
            if owner.execute(
                f'SELECT count(*) FROM "{table}" t WHERE to_jsonb(t)::text ~ %s', ['"(for|against)"']
            ).fetchone()[0]
        ]  # fmt: skip
        assert told == ["profession_secrettally"]


# Positions -------------------------------------------------------------------------------------------------


def test_a_position_is_public_and_withdrawn_not_rewritten(guild: Guild) -> None:
    said = {"actor": guild.association, "unit": guild.office.uuid, "titles": WORDS, "adopted_on": today()}
    with pytest.raises(Problem):
        publish_position(**said, texts={"kk": "X"})
    position = publish_position(**said, texts=WORDS)
    with acting_as(door().pk):
        assert Position.objects.get().text_kk == "Words"
        assert Position.objects.update(withdrawn_on=today()) == 0
    with acting_as(guild.association.pk):
        refused(lambda: Position.objects.update(text_kk="Other"))
    with pytest.raises((Missing, Refused)):
        withdraw_position(actor=guild.organiser, position=position.uuid)
    assert withdraw_position(actor=guild.association, position=position.uuid).withdrawn_on == today()


# The rules -------------------------------------------------------------------------------------------------


def test_the_rules_of_quorum_and_majority() -> None:
    assert not has_quorum(present=5, voters=10, per_cent=50)
    assert has_quorum(present=6, voters=10, per_cent=50)
    assert not has_quorum(present=0, voters=0, per_cent=0)
    assert needed(voters=10, per_cent=50) == 6
    assert needed(voters=11, per_cent=50) == 6
    assert is_carried(votes_for=3, given=5, per_cent=50)
    assert not is_carried(votes_for=2, given=4, per_cent=50)
    assert not is_carried(votes_for=2, given=3, per_cent=67)
