"""Duties in words and in order: what is owed, by which rule, since when, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tirek.casework.models import Case, Duty
from tirek.casework.selectors.facts import rules_of
from tirek.standards.engine.findings import Finding, State, Status
from tirek.standards.engine.words import Explanation, explain

AHEAD_DAYS = 7


@dataclass(frozen=True)
class DutyLine:
    """One duty as a page shows it."""

    duty: Duty
    case: Case
    status: str
    days_overdue: int
    explained: Explanation
    title: str = ""

    @property
    def overdue(self) -> bool:
        """Whether the last good day is past."""
        return self.status == Status.OVERDUE


def open_duties(cases: Iterable[Case], on: date, ahead: int | None = AHEAD_DAYS) -> QuerySet[Duty]:
    """Duties still owed in these cases: overdue, due, or due within ``ahead`` days (None: all)."""
    duties = Duty.objects.filter(case__in=list(cases), state=State.OPEN.value)
    if ahead is not None:
        duties = duties.filter(Q(due_on__lte=on + timedelta(days=ahead)) | Q(due_on=None))
    return duties.order_by("due_on", "pk")


def in_words(duties: Iterable[Duty], cases: dict[int, Case], on: date, language: str) -> list[DutyLine]:
    """Each duty with its rule's words in the page's language."""
    lines = []
    for duty in duties:
        case = cases[duty.case_id]
        rule = next((rule for rule in rules_of(case) if rule.id == duty.rule), None)
        if rule is None:
            continue
        finding = finding_of(duty)
        lines.append(
            DutyLine(
                duty=duty,
                case=case,
                status=finding.status(on).value,
                days_overdue=finding.days_overdue(on),
                explained=explain(finding, rule, language),
                title=rule.words["title"][language],
            )
        )
    return lines


def finding_of(duty: Duty) -> Finding:
    """The finding a kept duty stands for."""
    return Finding(
        rule_id=duty.rule,
        state=State(duty.state),
        since=duty.done_on,
        due_on=duty.due_on,
        met_on=duty.met_on,
        warn_on=duty.warn_on,
        subject=duty.subject,
        params=duty.params,
    )
