"""The worker's morning: whom to see, what is overdue, which follow-ups are due, what others changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from tirek.access.models import User
from tirek.casework.enums import TaskState
from tirek.casework.models import Assignment, Case, Entry, FollowUp, Task
from tirek.casework.selectors.findings import DutyLine, in_words, open_duties
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.casework.selectors.strip import FollowUpMark, current_follow_ups, marks

CHANGED_DAYS = 7
FOLLOW_UP_DAYS = 14


@dataclass(frozen=True)
class ToDo:
    """One thing to do today or overdue: a duty of a standard, or a task."""

    case: Case
    title: str
    due_on: date | None
    days_overdue: int
    duty: DutyLine | None = None
    task: Task | None = None


@dataclass(frozen=True)
class FollowUpLine:
    """A family whose follow-up is due, with all its months."""

    case: Case
    title: str
    due: FollowUp
    marks: list[FollowUpMark]
    days_overdue: int


@dataclass(frozen=True)
class Change:
    """Something a colleague wrote into one of my cases."""

    case: Case
    title: str
    entry: Entry


@dataclass(frozen=True)
class MyDay:
    """Everything on one page; each duty once."""

    today: list[ToDo]
    overdue: list[ToDo]
    soon: list[ToDo]
    follow_ups: list[FollowUpLine]
    changes: list[Change]
    titles: list[tuple[Case, str]]


def my_day(actor: User, *, on: date, language: str) -> MyDay:
    """The day of a worker, over the cases assigned to them."""
    cases = {
        case.pk: case
        for case in Case.objects.filter(pk__in=Assignment.objects.filter(user=actor, ended_on=None).values("case_id"))
        .only("uuid", "unit_id", "reference", "programme", "programme_version", "state", "risk_level", "stage")
        .order_by("pk")
    }
    people = people_of_cases(cases, for_title=True)
    titles = {pk: case_title(people.get(pk, []), language) or case.reference for pk, case in cases.items()}
    follow_ups = _follow_ups(cases, titles, on)
    shown_elsewhere = {(line.case.pk, str(line.due.months)) for line in follow_ups}
    to_do = []
    for line in in_words(open_duties(cases.values(), on), cases, on, language):
        if line.explained.act == "record_follow_up":
            continue
        if (line.case.pk, line.duty.subject) not in shown_elsewhere:
            to_do.append(ToDo(line.case, titles[line.case.pk], line.duty.due_on, line.days_overdue, duty=line))
    for task in Task.objects.filter(
        Q(due_on__lte=on + timedelta(days=7)) | Q(urgent=True),
        assigned_to=actor,
        state=TaskState.OPEN,
        case__in=list(cases),
    ).order_by("due_on", "pk"):
        late = (on - task.due_on).days if task.due_on and task.due_on < on else 0
        to_do.append(ToDo(cases[task.case_id], titles[task.case_id], task.due_on, late, task=task))
    to_do.sort(key=lambda item: (item.due_on or on, item.case.pk))
    return MyDay(
        today=[item for item in to_do if item.days_overdue == 0 and (item.due_on or on) <= on],
        overdue=[item for item in to_do if item.days_overdue > 0],
        soon=[item for item in to_do if item.due_on is not None and item.due_on > on],
        follow_ups=follow_ups,
        changes=_changes(actor, cases, titles, on),
        titles=sorted(
            ((case, titles[pk]) for pk, case in cases.items() if case.state == "open"), key=lambda row: row[1]
        ),
    )


def _follow_ups(cases: dict[int, Case], titles: dict[int, str], on: date) -> list[FollowUpLine]:
    by_case: dict[int, list[FollowUp]] = defaultdict(list)
    for row in current_follow_ups().filter(case__in=list(cases)):
        by_case[row.case_id].append(row)
    lines = []
    for pk, rows in by_case.items():
        held = max((row.months for row in rows if row.held_on is not None), default=0)
        owed = [row for row in rows if row.months > held and row.opens_on <= on + timedelta(days=FOLLOW_UP_DAYS)]
        # A month that was missed is past; the one to ask for is the last that has begun.
        begun = [row for row in owed if row.opens_on <= on]
        due = begun[-1] if begun else next(iter(owed), None)
        if due is not None:
            late = max((on - due.closes_on).days, 0)
            lines.append(FollowUpLine(cases[pk], titles[pk], due, marks(rows, on), late))
    return sorted(lines, key=lambda line: line.due.done_on)


def _changes(actor: User, cases: dict[int, Case], titles: dict[int, str], on: date) -> list[Change]:
    entries = (
        Entry.objects.filter(case__in=list(cases), recorded_at__date__gte=on - timedelta(days=CHANGED_DAYS))
        .exclude(recorded_by=actor)
        .select_related("recorded_by")
        .order_by("-recorded_at")[:12]
    )
    return [Change(cases[entry.case_id], titles[entry.case_id], entry) for entry in entries]
