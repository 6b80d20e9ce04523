"""General meetings: called, attended, opened with a quorum; motions put, voted on and counted."""

from datetime import date
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.membership import earliest_meeting, meeting_rules
from tirek.profession.enums import Choice, MemberState, MotionState
from tirek.profession.models import GeneralMeeting, Member, MemberPresence, Motion, Vote
from tirek.profession.selectors.membership import (
    NOTHING_THERE,
    attendance,
    meeting_seen,
    motion_seen,
    own_memberships,
)
from tirek.toolkit.formats import short_day

EMPTY = N_("This can't be empty.")
LANGUAGES = ("kk", "ru", "en")
IS_OVER = N_("This meeting is over.")


@act("membership.keep")
def call_meeting(
    *,
    actor: User,
    unit: UUID,
    titles: dict[str, str],
    on: date,
    place: str = "",
    quorum: int = 50,
    client_ref: UUID | None = None,
) -> GeneralMeeting:
    """Call the members together, so many days ahead as the statute asks.

    Permission: membership.keep in the office. Once for a client_ref.
    """
    office = Unit.objects.filter(uuid=unit).first()
    if office is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", office.pk)
    words = _titled(titles)
    first = earliest_meeting(today(), meeting_rules())
    if on < first:
        raise Problem(N_("Called today, a meeting may be held from %(day)s on."), field="on", day=short_day(first))
    if not 0 <= quorum < 100:
        raise Problem(N_("A share lies between 0 and 99 per cent."), field="quorum")
    return GeneralMeeting.objects.create(
        unit=office, on=on, place=place.strip()[:300], called_on=today(), quorum=quorum, recorded_by=actor, **words
    )


@act("membership.keep")
def put_motion(
    *,
    actor: User,
    meeting: UUID,
    titles: dict[str, str],
    texts: dict[str, str] | None = None,
    secret: bool = False,
    majority: int = 50,
    client_ref: UUID | None = None,
) -> Motion:
    """Put something to the meeting: voted on openly or in secret, carried by more than so many per cent.

    Permission: membership.keep in the office, until the meeting is over. Once for a client_ref.
    """
    held = _kept(actor, meeting)
    words = _titled(titles)
    if not 0 <= majority < 100:
        raise Problem(N_("A share lies between 0 and 99 per cent."), field="majority")
    last = Motion.objects.filter(meeting=held).order_by("-number").values_list("number", flat=True).first()
    words |= {f"text_{code}": (texts or {}).get(code, "").strip() for code in LANGUAGES}
    note(secret=secret, majority=majority)
    return Motion.objects.create(
        meeting=held, number=(last or 0) + 1, secret=secret, majority=majority, recorded_by=actor, **words
    )


@act("membership.keep")
def mark_present(
    *, actor: User, meeting: UUID, member: UUID, proxy: UUID | None = None, client_ref: UUID | None = None
) -> MemberPresence:
    """A member came, or gave their word in writing to another who is there. Who comes after all speaks for themselves.

    Permission: membership.keep in the office. Marked again, the last stands.
    """
    held = _kept(actor, meeting)
    who = Member.objects.filter(uuid=member, unit_id=held.unit_id, state=MemberState.MEMBER).first()
    if who is None:
        raise Problem(N_("Choose a member."), field="member")
    holder = _holder(held, who, proxy) if proxy else None
    found = MemberPresence.objects.filter(meeting=held, member=who).first()
    if found is None:
        return MemberPresence.objects.create(meeting=held, member=who, proxy=holder, recorded_by=actor)
    if holder is not None and MemberPresence.objects.filter(meeting=held, proxy=who).exists():
        raise Problem(N_("Who holds the word of another stays to speak for them."), field="proxy")
    found.proxy = holder
    found.save(update_fields=["proxy"])
    return found


@act("profession.view")
def join_meeting(*, actor: User, meeting: UUID, client_ref: UUID | None = None) -> MemberPresence:
    """A member takes part from their desk, on the day of the meeting. Permission: profession.view. Joined again,
    nothing changes."""
    require(actor, "profession.view")
    held = meeting_seen(meeting)
    if held.closed_at is not None:
        raise Problem(IS_OVER)
    if held.on != today():
        raise Problem(N_("One joins a meeting on its day."))
    mine = next(
        (one for one in own_memberships(actor) if one.unit_id == held.unit_id and one.state == MemberState.MEMBER), None
    )
    if mine is None:
        raise Missing(NOTHING_THERE)
    found = MemberPresence.objects.filter(meeting=held, member=mine).first()
    if found is not None and found.proxy_id is not None:
        raise Problem(N_("You gave your word to somebody else. Tell the office that you came after all."))
    return found or MemberPresence.objects.create(meeting=held, member=mine, recorded_by=actor)


@act("membership.keep")
def open_meeting(*, actor: User, meeting: UUID, client_ref: UUID | None = None) -> GeneralMeeting:
    """Open the meeting: enough of those who vote are there. How many vote is settled with it.

    Permission: membership.keep in the office. Opened again, nothing changes.
    """
    held = _kept(actor, meeting)
    if held.opened_at is not None:
        return held
    if held.on > today():
        raise Problem(N_("A meeting is opened on its day."))
    there = attendance(held)
    if not there.enough:
        raise Problem(
            N_("%(present)s are there; %(needed)s of %(voters)s must be."),
            present=str(there.present), needed=str(there.needed), voters=str(there.voters),
        )  # fmt: skip
    held.opened_at = now()
    held.save(update_fields=["opened_at"])
    held.refresh_from_db()
    note(present=there.present, voters=there.voters)
    return held


@act("membership.keep")
def open_vote(*, actor: User, motion: UUID, client_ref: UUID | None = None) -> Motion:
    """Let the meeting vote on a motion. From now on it stays as it was put. Permission: membership.keep."""
    put = _motion(actor, motion)
    if put.meeting.opened_at is None:
        raise Problem(N_("Open the meeting first."))
    if put.state != MotionState.PUT:
        raise Problem(N_("This motion was put to the vote already."))
    if Motion.objects.filter(meeting=put.meeting, state=MotionState.OPEN).exists():
        raise Problem(N_("Count the motion that is being voted on first."))
    put.state = MotionState.OPEN
    put.save(update_fields=["state"])
    return put


@act("profession.view")
def cast_vote(
    *, actor: User, motion: UUID, choice: str, presence: UUID | None = None, client_ref: UUID | None = None
) -> Vote:
    """Vote, from one's own desk: for oneself, or by the ``presence`` of a member whose word one holds.

    Permission: profession.view; who is at the meeting. The database takes the vote: of a secret one it keeps who
    voted, and adds to a count. Nothing here may say more: neither the audit nor a message carries the choice.
    """
    require(actor, "profession.view")
    put = motion_seen(motion)
    if put.state != MotionState.OPEN:
        raise Problem(N_("There is no vote on this motion now."))
    if choice not in Choice.values:
        raise Problem(N_("Choose one of the answers."), field="choice")
    whose = MemberPresence.objects.filter(meeting=put.meeting)
    mine = {one.pk for one in own_memberships(actor) if one.unit_id == put.meeting.unit_id}
    there = (whose.filter(uuid=presence) if presence else whose.filter(member__in=mine, proxy=None)).first()
    if there is None or (there.proxy_id or there.member_id) not in mine:
        raise Problem(N_("Who votes is at the meeting, or holds the word of a member."))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT profession_cast(%s, %s, %s, %s, %s)", [put.pk, there.member_id, choice, new_uuid(), now()]
        )
        made = cursor.fetchone()[0]
    if made is None:
        raise Problem(N_("This vote was not taken: it was given already, or this membership does not vote."))
    return Vote.objects.get(pk=made)


@act("membership.keep")
def count_vote(*, actor: User, motion: UUID, client_ref: UUID | None = None) -> Motion:
    """End a vote and count it; the result stays. Permission: membership.keep. Counted again, nothing changes."""
    put = _motion(actor, motion)
    if put.state == MotionState.CLOSED:
        return put
    with connection.cursor() as cursor:
        cursor.execute("SELECT profession_count(%s)", [put.pk])
        counted = cursor.fetchone()[0]
    if not counted:
        raise Problem(N_("There is no vote on this motion now."))
    put.refresh_from_db()
    note(carried=put.carried)
    return put


@act("membership.keep")
def close_meeting(*, actor: User, meeting: UUID, client_ref: UUID | None = None) -> GeneralMeeting:
    """The meeting is over. Permission: membership.keep. Closed again, nothing changes."""
    held = meeting_seen(meeting)
    require(actor, "membership.keep", held.unit_id)
    if held.closed_at is not None:
        return held
    if held.opened_at is None:
        raise Problem(N_("This meeting was not opened."))
    if Motion.objects.filter(meeting=held, state=MotionState.OPEN).exists():
        raise Problem(N_("Count the motion that is being voted on first."))
    held.closed_at = now()
    held.save(update_fields=["closed_at"])
    return held


def _kept(actor: User, uuid: UUID) -> GeneralMeeting:
    held = GeneralMeeting.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if held is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", held.unit_id)
    if held.closed_at is not None:
        raise Problem(IS_OVER)
    return held


def _motion(actor: User, uuid: UUID) -> Motion:
    put = motion_seen(uuid)
    require(actor, "membership.keep", put.meeting.unit_id)
    if put.meeting.closed_at is not None and put.state != MotionState.CLOSED:
        raise Problem(IS_OVER)
    return put


def _holder(held: GeneralMeeting, who: Member, proxy: UUID) -> Member:
    holder = Member.objects.filter(uuid=proxy, unit_id=held.unit_id).exclude(pk=who.pk).first()
    here = MemberPresence.objects.filter(meeting=held)
    if holder is None or not here.filter(member=holder, proxy=None).exists():
        raise Problem(N_("Who holds the word of another must be there."), field="proxy")
    if here.filter(proxy=holder).exclude(member=who).count() >= meeting_rules().proxies_each:
        raise Problem(N_("This member holds the word of another already."), field="proxy")
    return holder


def _titled(titles: dict[str, str]) -> dict[str, str]:
    for language in LANGUAGES:
        if not titles.get(language, "").strip():
            raise Problem(EMPTY, field=f"title_{language}")
    return {f"title_{code}": titles[code].strip()[:300] for code in LANGUAGES}
