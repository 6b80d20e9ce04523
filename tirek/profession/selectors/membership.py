"""Questions about the association: who belongs to it, who owes, which meetings there are, what it says in public."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from tirek.access.models import Unit, User
from tirek.access.policy import units_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.membership import has_quorum, needed
from tirek.profession.enums import MemberState
from tirek.profession.models import (
    Fee,
    GeneralMeeting,
    Member,
    MemberCategory,
    MemberPresence,
    Motion,
    Position,
    Practitioner,
    Vote,
)

NOTHING_THERE = N_("There is no such record in what you may see.")
_KEEP = "membership.keep"


@dataclass(frozen=True)
class Attendance:
    """How many vote, how many of them are there, and whether that is enough."""

    voters: int
    present: int
    needed: int
    enough: bool


@dataclass(frozen=True)
class Ballot:
    """A vote that the asker may still cast, or has cast: their own, or that of a member whose word they hold."""

    presence: UUID
    own: bool
    name: str
    vote: Vote | None


def offices_kept(actor: User) -> list[Unit]:
    """The offices whose members the actor keeps."""
    return list(Unit.objects.filter(pk__in=units_of(actor, _KEEP)).select_related("organisation").order_by("pk"))


def categories(unit_ids: list[int] | None = None, on: date | None = None) -> QuerySet[MemberCategory]:
    """Kinds of membership that can be asked for, of these offices or of all."""
    found = MemberCategory.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on or today())).select_related("unit")
    return (found if unit_ids is None else found.filter(unit_id__in=unit_ids)).order_by("unit_id", "-fee", "code")


def members_kept(actor: User, *, state: str = "", owes: bool = False, words: str = "") -> QuerySet[Member]:
    """Members of the actor's offices; those who owe a fee carry how many years."""
    owed = Q(fees__paid_on=None, fees__let_off="")
    found = (
        Member.objects.filter(unit_id__in=units_of(actor, _KEEP))
        .select_related("category", "practitioner")
        .annotate(owing=Count("fees", filter=owed & Q(fees__isnull=False)), shown=_NAME)
    )
    if state:
        found = found.filter(state=state)
    if owes:
        found = found.filter(owing__gt=0)
    for word in words.split():
        found = found.filter(shown__icontains=word)
    return found.order_by("shown", "pk")


def member_kept(actor: User, uuid: UUID) -> Member:
    """A member of one of the actor's offices; Missing else."""
    found = Member.objects.filter(uuid=uuid, unit_id__in=units_of(actor, _KEEP))
    member = found.select_related("category", "practitioner", "unit", "user", "decided_by").first()
    if member is None:
        raise Missing(NOTHING_THERE)
    return member


def own_memberships(actor: User) -> list[Member]:
    """The actor's memberships and those of the bodies they speak for, the newest first."""
    mine = Member.objects.filter(Q(practitioner__user=actor) | Q(user=actor))
    return list(mine.select_related("category", "practitioner", "unit__organisation").order_by("-applied_on", "-pk"))


def own_entry(actor: User) -> Practitioner | None:
    """The actor's entry in the register: who belongs to the association stands in it."""
    return Practitioner.objects.filter(user=actor).first()


def fees_of(member: Member) -> list[Fee]:
    """What a member owed each year and what became of it, the newest first."""
    return list(Fee.objects.filter(member=member).order_by("-year"))


def meetings_seen(unit_ids: list[int] | None = None) -> QuerySet[GeneralMeeting]:
    """Meetings of one's own association, the next first."""
    found = GeneralMeeting.objects.select_related("unit")
    return (found if unit_ids is None else found.filter(unit_id__in=unit_ids)).order_by("-on", "-pk")


def meeting_seen(uuid: UUID) -> GeneralMeeting:
    """A meeting of one's own association; Missing for everybody else."""
    found = GeneralMeeting.objects.select_related("unit__organisation").filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def meeting_kept(actor: User, uuid: UUID) -> GeneralMeeting:
    """A meeting of one of the actor's offices."""
    meeting = meeting_seen(uuid)
    if meeting.unit_id not in units_of(actor, _KEEP):
        raise Missing(NOTHING_THERE)
    return meeting


def attendance(meeting: GeneralMeeting) -> Attendance:
    """How many vote and how many of them are there, counted by the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT profession_voters(%s, %s), profession_present(%s)", [meeting.unit_id, meeting.on, meeting.pk]
        )
        voters, present = cursor.fetchone()
    voters = meeting.voters if meeting.voters is not None else voters
    enough = has_quorum(present=present, voters=voters, per_cent=meeting.quorum)
    return Attendance(voters, present, needed(voters=voters, per_cent=meeting.quorum), enough)


def presences_of(meeting: GeneralMeeting) -> list[MemberPresence]:
    """Who is there or is spoken for, by name; for the office."""
    found = MemberPresence.objects.filter(meeting=meeting).select_related("member__practitioner", "proxy__practitioner")
    return sorted(found, key=lambda one: str(one.member))


def absent_voters(meeting: GeneralMeeting) -> list[Member]:
    """Who votes and is not there yet, for the office."""
    there = MemberPresence.objects.filter(meeting=meeting, member=OuterRef("pk"))
    voters = Member.objects.filter(unit_id=meeting.unit_id, state=MemberState.MEMBER, category__votes=True)
    return sorted(voters.exclude(Exists(there)).select_related("practitioner"), key=str)


def motions_of(meeting: GeneralMeeting) -> list[Motion]:
    """What the meeting is asked to decide, in order."""
    return list(Motion.objects.filter(meeting=meeting).order_by("number"))


def motion_seen(uuid: UUID) -> Motion:
    """A motion of one's own association."""
    found = Motion.objects.select_related("meeting__unit").filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def ballots_of(meeting: GeneralMeeting, motions: list[Motion]) -> dict[int, list[Ballot]]:
    """By motion: for whom the asker votes here, and whether they have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT presence, own, name, member_id FROM profession_speaks_for(%s) ORDER BY own DESC, name", [meeting.pk]
        )
        rows = cursor.fetchall()
    cast = {(one.motion_id, one.member_id): one for one in Vote.objects.filter(motion__in=motions)}
    return {
        one.pk: [Ballot(presence, own, name, cast.get((one.pk, member))) for presence, own, name, member in rows]
        for one in motions
    }


def votes_given(motions: list[Motion]) -> dict[int, int]:
    """How many have voted, for the office while a vote is open; never how."""
    counted = Vote.objects.filter(motion__in=motions).values("motion_id").annotate(given=Count("pk"))
    return {row["motion_id"]: row["given"] for row in counted}


def positions(*, standing: bool = True) -> QuerySet[Position]:
    """What the association says in public, the newest first."""
    found = Position.objects.select_related("unit__organisation").order_by("-adopted_on", "-pk")
    return found.filter(withdrawn_on=None) if standing else found


def position_seen(uuid: UUID) -> Position:
    """One position; anybody reads it, also when it was withdrawn."""
    found = Position.objects.select_related("unit__organisation").filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


_NAME = Case(
    When(body="", then=Concat("practitioner__surname", Value(" "), "practitioner__given_name")),
    default="body",
    output_field=CharField(),
)
