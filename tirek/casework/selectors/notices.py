"""What somebody was told: the bell, the page behind it, what was passed on to a supervisor, the counts of a mail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.casework.enums import NoticeKind
from tirek.casework.models import Case, Entry, Notice
from tirek.casework.selectors.findings import DutyLine, in_words
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.problems import N_, Missing
from tirek.standards.engine.findings import State

SHOWN = 200
COUNTED_TO = 99


@dataclass(frozen=True)
class NoticeLine:
    """One duty somebody was told of: the newest notice, its rule's words, and what the supervisor decided."""

    notice: Notice
    line: DutyLine
    title: str
    unread: bool
    passed_on: date | None = None
    answered: Entry | None = None


@dataclass(frozen=True)
class FamilyNotices:
    """What somebody was told about one family."""

    case: Case
    title: str
    lines: list[NoticeLine] = field(default_factory=list)


@dataclass(frozen=True)
class Notices:
    """The page behind the bell."""

    passed_on: list[NoticeLine]
    answered: list[NoticeLine]
    families: list[FamilyNotices]
    unread: int


@dataclass(frozen=True)
class Standing:
    """What a mail may say: how many, and nothing else."""

    due_today: int
    overdue: int
    passed_on: int

    def __bool__(self) -> bool:
        return any((self.due_today, self.overdue, self.passed_on))


def standing_notices(actor: User, on: date) -> QuerySet[Notice]:
    """What the actor was told and what still holds: the duty is owed, and its clock is the one the notice spoke of.

    "Due soon" is over with the last good day. Row security hides what the actor no longer reaches.
    """
    return Notice.objects.filter(user=actor, duty__state=State.OPEN.value, duty__due_on=F("due_on")).exclude(
        kind=NoticeKind.DUE_SOON, due_on__lt=on
    )


def for_decision(actor: User) -> Q:
    """Of the notices, those that ask the actor for a decision and do not only tell that it was asked."""
    return Q(kind=NoticeKind.ESCALATED, unit_id__in=units_of(actor, "approval.decide"))


def unread_count(actor: User, on: date) -> int:
    """How many duties the actor was told of and has not read about: the bell, in one question."""
    found = standing_notices(actor, on).filter(read_at=None).aggregate(n=Count("duty", distinct=True))
    return int(found["n"])


def standing_counts(actor: User, on: date) -> Standing:
    """The counts of today's mail, in one question."""
    waiting = for_decision(actor) & Q(answered_on=None)
    found = standing_notices(actor, on).aggregate(
        due_today=Count("duty", distinct=True, filter=Q(kind=NoticeKind.DUE_SOON, due_on=on)),
        overdue=Count("duty", distinct=True, filter=Q(kind=NoticeKind.OVERDUE)),
        passed_on=Count("duty", distinct=True, filter=waiting),
    )
    return Standing(**found)


def notices(actor: User, *, on: date, language: str) -> Notices:
    """Everything the actor was told that still holds: by family, and first what waits for a decision."""
    rows = list(
        standing_notices(actor, on).select_related("duty", "case", "case__worker").order_by("due_on", "pk")[:SHOWN]
    )
    lines = _lines(rows, on, language)
    units = set(units_of(actor, "approval.decide"))
    asked = [one for one in lines if one.notice.kind == NoticeKind.ESCALATED and one.notice.unit_id in units]
    by_family: dict[int, FamilyNotices] = {}
    for one in _newest(lines, skip={line.notice.pk for line in asked}):
        case = one.line.case
        by_family.setdefault(case.pk, FamilyNotices(case, one.title)).lines.append(one)
    return Notices(
        passed_on=[one for one in asked if one.answered is None],
        answered=[one for one in asked if one.answered is not None],
        families=list(by_family.values()),
        unread=len({row.duty_id for row in rows if row.read_at is None}),
    )


def escalation(actor: User, uuid: UUID, *, on: date, language: str) -> NoticeLine:
    """One duty that was passed on to the actor, or Missing."""
    rows = Notice.objects.filter(for_decision(actor), user=actor, uuid=uuid).select_related(
        "duty", "case", "case__worker"
    )
    lines = _lines(rows, on, language)
    if not lines:
        raise Missing(N_("There is no such record in what you may see."))
    return lines[0]


def _newest(lines: Iterable[NoticeLine], skip: set[int]) -> list[NoticeLine]:
    """One line for each duty: that of the last notice; of a notice to a lead that it was passed on, the day too."""
    of_duty: dict[int, list[NoticeLine]] = defaultdict(list)
    for one in lines:
        if one.notice.pk not in skip:
            of_duty[one.notice.duty_id].append(one)
    newest = []
    for told in of_duty.values():
        last = max(told, key=lambda one: (one.notice.done_on, one.notice.pk))
        passed = next((one.notice.done_on for one in told if one.notice.kind == NoticeKind.ESCALATED), None)
        unread = any(one.unread for one in told)
        newest.append(NoticeLine(last.notice, last.line, last.title, unread, passed, last.answered))
    return newest


def _lines(rows: Iterable[Notice], on: date, language: str) -> list[NoticeLine]:
    rows = list(rows)
    cases = {row.case_id: row.case for row in rows}
    people = people_of_cases(cases, for_title=True)
    answers = _answers(row for row in rows if row.kind == NoticeKind.ESCALATED)
    lines = []
    for row in rows:
        for line in in_words([row.duty], cases, on, language):
            title = case_title(people.get(row.case_id, []), language) or row.case.reference
            answered = answers.get((row.duty.uuid, row.due_on.isoformat()))
            lines.append(NoticeLine(row, line, title, row.read_at is None, None, answered))
    return lines


def _answers(rows: Iterable[Notice]) -> dict[tuple[UUID | None, str], Entry]:
    """What was decided, by whichever supervisor of the unit, about each duty and clock that was passed on."""
    duties = {row.duty.uuid for row in rows}
    if not duties:
        return {}
    entries = Entry.objects.filter(kind="escalation_answered", subject_uuid__in=duties).select_related("recorded_by")
    return {(entry.subject_uuid, str(entry.detail.get("due_on"))): entry for entry in entries.order_by("pk")}


def whom_to_mail(on: date) -> list[int]:
    """Who of everybody may have something to be written about today. By the owner's door, for the nightly run."""
    standing = Notice.objects.using("owner").filter(duty__state=State.OPEN.value, duty__due_on=F("due_on"))
    users = User.objects.using("owner").filter(pk__in=standing.values("user"), is_active=True, reminders_by_mail=True)
    fresh = users.filter(Q(reminded_on=None) | Q(reminded_on__lt=on)).exclude(email="")
    return list(fresh.order_by("pk").values_list("pk", flat=True))
