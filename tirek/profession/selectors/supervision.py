"""Supervision as its own people see it. Row security gives the rows; names come from ``profession_supervision_people``,
for the register's entries of others are not open to everybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Max, OuterRef, Q

from tirek.access.models import User
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.supervision import Due, next_due
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.enums import EntryState, MeetingState, SupervisionForm
from tirek.profession.models import (
    AgreementMember,
    MeetingPresence,
    Practitioner,
    SupervisionAgreement,
    SupervisionMeeting,
    SupervisionTheme,
)
from tirek.profession.selectors.register import practitioner_of

NOTHING_THERE = N_("There is no such record in what you may see.")


@dataclass(frozen=True)
class Person:
    """Somebody with whom I have an agreement. Without a name they were asked by number and have not accepted."""

    id: int
    uuid: UUID
    number: str
    name: str
    user_id: int | None

    def __str__(self) -> str:
        return self.name or self.number


@dataclass(frozen=True)
class Agreement:
    """An agreement as one of its people sees it: who is in it, what is due, what is planned."""

    agreement: SupervisionAgreement
    supervisor: Person | None
    members: list[tuple[AgreementMember, Person]]
    mine: AgreementMember | None  # my own place, if I am a member
    leads: bool
    last_on: date | None
    planned: SupervisionMeeting | None
    due: Due | None
    on: date

    @property
    def past(self) -> bool:
        """Whether it ended, for everybody or for me."""
        ended = self.agreement.ends_on is not None and self.agreement.ends_on < self.on
        return ended or (self.mine is not None and self.mine.left_on is not None)

    @property
    def runs(self) -> bool:
        """Whether it lasts on this day and somebody has accepted it."""
        return not self.past and bool(self.standing)

    @property
    def standing(self) -> list[tuple[AgreementMember, Person]]:
        """Who accepted and has not left."""
        return [(row, who) for row, who in self.members if row.accepted_on and not row.left_on]

    @property
    def waits_for_me(self) -> bool:
        """Whether I was asked and have not answered."""
        return self.mine is not None and self.mine.accepted_on is None and self.mine.left_on is None

    @property
    def takes_part(self) -> bool:
        """Whether I stand in it today, on either side."""
        me_in = self.mine is not None and self.mine.accepted_on is not None and self.mine.left_on is None
        return me_in or self.leads

    @property
    def others(self) -> list[Person]:
        """Everybody but me, the supervisor first."""
        mine = self.mine.practitioner_id if self.mine else None
        members = [who for row, who in self.members if who.id != mine and not row.left_on]
        return ([self.supervisor] if self.supervisor and not self.leads else []) + members


@dataclass(frozen=True)
class Meeting:
    """A meeting with what belongs to it."""

    meeting: SupervisionMeeting
    agreement: Agreement
    present: list[Person]
    themes: list[SupervisionTheme]


@dataclass(frozen=True)
class Own:
    """What the page of one's own supervision shows."""

    agreements: list[Agreement] = field(default_factory=list)
    rule: Due | None = None  # of me as somebody supervised
    last_on: date | None = None
    supervised: bool = False


def entry_of(user: User) -> Practitioner | None:
    """The user's own entry in the register, if there is one that holds."""
    entry = practitioner_of(user)
    return entry if entry is not None and entry.state == EntryState.ENTERED else None


def people() -> dict[int, Person]:
    """Everybody with whom the current user has an agreement, and the user, by id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, uuid, number, name, user_id FROM profession_supervision_people()")
        return {row[0]: Person(*row) for row in cursor.fetchall()}


def candidates(numbers: Iterable[str] = ()) -> list[tuple[int, str, str]]:
    """Whom the current user may ask: id, number, name; those of other units by their exact number, without a name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, number, name FROM profession_supervision_candidates(%s) ORDER BY name, number", [list(numbers)]
        )
        return list(cursor.fetchall())


def agreements_of(me: Practitioner, on: date) -> list[Agreement]:
    """Every agreement of mine: those that wait for me first, then those that run by the next due day, then the past."""
    rows = list(SupervisionAgreement.objects.filter(Q(supervisor=me) | Q(members__practitioner=me)).distinct())
    found = _agreements(rows, me, on)
    far = date.max
    found.sort(key=lambda one: (not one.waits_for_me, not one.runs, one.due.on if one.due else far, -one.agreement.pk))
    return found


def agreement_seen(uuid: UUID, me: Practitioner, on: date) -> Agreement:
    """One agreement, if it is one of mine."""
    row = SupervisionAgreement.objects.filter(uuid=uuid).first()
    if row is None:
        raise Missing(NOTHING_THERE)
    return _agreements([row], me, on)[0]


def own_supervision(me: Practitioner, on: date) -> Own:
    """My agreements, and how I stand before the rule: meetings with a supervisor at which I was there."""
    found = agreements_of(me, on)
    led = [one for one in found if one.mine and one.agreement.form != SupervisionForm.PEER]
    supervised = any(one.runs and one.takes_part and not one.waits_for_me for one in led)
    last = MeetingPresence.objects.filter(
        practitioner=me, meeting__state=MeetingState.HELD, meeting__agreement__in=[one.agreement for one in led]
    ).aggregate(last=Max("meeting__on"))["last"]
    since = min((one.mine.accepted_on for one in led if one.mine and one.mine.accepted_on), default=None)
    rule = lists().rule
    due = next_due(since=since, last_on=last, every_days=366 * 9, months=rule.months) if since and supervised else None
    return Own(found, due, last, supervised)


def supervisors_of(me: Practitioner, on: date) -> list[Person]:
    """The supervisors of agreements that hold for this practitioner: whom they may show how they carry the work."""
    found = [one for one in agreements_of(me, on) if one.runs and one.takes_part and not one.leads]
    return list({one.supervisor.id: one.supervisor for one in found if one.supervisor is not None}.values())


def meetings_of(agreement: SupervisionAgreement, limit: int = 60) -> list[tuple[SupervisionMeeting, list[str]]]:
    """The meetings I may see, the latest first, with the codes of their themes."""
    meetings = list(SupervisionMeeting.objects.filter(agreement=agreement).order_by("-on", "-pk")[:limit])
    themes: dict[int, list[str]] = defaultdict(list)
    for meeting_id, kind in SupervisionTheme.objects.filter(meeting__in=meetings).values_list("meeting_id", "kind"):
        if kind not in themes[meeting_id]:
            themes[meeting_id].append(kind)
    return [(meeting, themes[meeting.pk]) for meeting in meetings]


def meeting_seen(uuid: UUID, me: Practitioner, on: date) -> Meeting:
    """One meeting with who was there and what was talked about."""
    presences = MeetingPresence.objects.filter(meeting=OuterRef("pk")).order_by("pk").values("practitioner_id")
    meetings = SupervisionMeeting.objects.select_related("agreement").annotate(there=ArraySubquery(presences))
    meeting = meetings.filter(uuid=uuid).first()
    if meeting is None:
        raise Missing(NOTHING_THERE)
    agreement = _agreements([meeting.agreement], me, on)[0]
    known = {who.id: who for _row, who in agreement.members}
    themes = list(SupervisionTheme.objects.filter(meeting=meeting).order_by("pk"))
    return Meeting(meeting, agreement, [known[one] for one in meeting.there if one in known], themes)


def _agreements(rows: list[SupervisionAgreement], me: Practitioner, on: date) -> list[Agreement]:
    """Three questions, however many agreements."""
    known = people()
    members: dict[int, list[tuple[AgreementMember, Person]]] = defaultdict(list)
    for member in AgreementMember.objects.filter(agreement__in=rows).order_by("pk"):
        members[member.agreement_id].append((member, known[member.practitioner_id]))
    last: dict[int, date] = {}
    planned: dict[int, SupervisionMeeting] = {}
    meetings = SupervisionMeeting.objects.filter(agreement__in=rows).exclude(state=MeetingState.CANCELLED)
    for meeting in meetings.order_by("on", "pk"):
        if meeting.state == MeetingState.HELD:
            last[meeting.agreement_id] = meeting.on
        else:
            planned.setdefault(meeting.agreement_id, meeting)
    return [_agreement(row, me, on, known, members[row.pk], last.get(row.pk), planned.get(row.pk)) for row in rows]


def _agreement(
    row: SupervisionAgreement,
    me: Practitioner,
    on: date,
    known: dict[int, Person],
    members: list[tuple[AgreementMember, Person]],
    last_on: date | None,
    planned: SupervisionMeeting | None,
) -> Agreement:
    mine = next((member for member, who in members if who.id == me.pk), None)
    peer = row.form == SupervisionForm.PEER
    leads = row.supervisor_id == me.pk or bool(peer and mine and mine.accepted_on and not mine.left_on)
    accepted = [member.accepted_on for member, _who in members if member.accepted_on and not member.left_on]
    ended = row.ends_on is not None and row.ends_on < on
    # Intervision is owed to nobody: the group's own rhythm alone says when it meets next.
    months = 1200 if peer else lists().rule.months
    due = None
    if accepted and not ended:
        since = max(row.starts_on, min(accepted))
        due = next_due(since=since, last_on=last_on, every_days=row.every_days, months=months)
    supervisor = known.get(row.supervisor_id) if row.supervisor_id else None
    return Agreement(row, supervisor, members, mine, leads, last_on, planned, due, on)
