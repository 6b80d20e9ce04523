"""Lists of cases: mine, my team's, by state and urgency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from tirek.access.models import User
from tirek.access.policy import file_units
from tirek.casework.enums import CaseState
from tirek.casework.models import Assignment, Case, Duty
from tirek.casework.selectors.people_of_cases import CasePerson, case_title, people_of_cases
from tirek.kernel.problems import N_, Missing
from tirek.standards.engine.findings import State

PAGE = 50


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: the family's name, risk, stage, lead, the next duty and how many are overdue."""

    case: Case
    title: str
    people: list[CasePerson]
    next_due_on: date | None = None
    overdue: int = 0
    open_duties: int = 0


@dataclass(frozen=True)
class Caseload:
    """One page of a list and how long the whole list is."""

    lines: list[CaseLine]
    total: int
    page: int
    pages: int
    counts: dict[str, int] = field(default_factory=dict)


def case_seen(uuid: UUID) -> Case:
    """The case, if the current user may see it."""
    case = Case.objects.select_related("worker", "unit", "family", "unit__organisation").filter(uuid=uuid).first()
    if case is None:
        raise Missing(N_("There is no such record in what you may see."))
    return case


def cases_of(actor: User) -> QuerySet[Case]:
    """The cases in the actor's reach, by an explicit filter; row security stands beneath."""
    mine = Assignment.objects.filter(user=actor, ended_on=None).values("case_id")
    reach = Q(pk__in=mine)
    units = file_units(actor)
    if units:
        reach |= Q(unit_id__in=units)
    return Case.objects.filter(reach)


def caseload(
    actor: User, *, on: date, state: str = CaseState.OPEN, whose: str = "mine", risk: str = "", page: int = 1
) -> Caseload:
    """A page of cases, the most pressing first. ``whose`` is ``mine`` or ``team`` (a supervisor's units)."""
    language = (get_language() or "kk")[:2]
    cases = cases_of(actor)
    if whose == "mine":
        cases = cases.filter(pk__in=Assignment.objects.filter(user=actor, ended_on=None).values("case_id"))
    counts = {row["state"]: row["n"] for row in cases.order_by().values("state").annotate(n=Count("pk"))}
    if state:
        cases = cases.filter(state=state)
    if risk:
        cases = cases.filter(risk_level=risk)
    total = counts.get(state, 0) if state and not risk else cases.count()
    pages = max((total + PAGE - 1) // PAGE, 1)
    page = min(max(page, 1), pages)
    pressing = Duty.objects.filter(case=OuterRef("pk"), state=State.OPEN.value).order_by("due_on").values("due_on")[:1]
    order = (F("soonest").asc(nulls_last=True), F("closed_on").desc(nulls_last=True), "-pk")
    ordered = cases.select_related("worker").annotate(soonest=Subquery(pressing)).order_by(*order)
    rows = list(ordered[(page - 1) * PAGE : page * PAGE])
    return Caseload(case_lines(rows, on=on, language=language), total, page, pages, counts)


def case_lines(cases: Sequence[Case], *, on: date, language: str) -> list[CaseLine]:
    """Cases as lines of a list; four questions to the database, however many cases."""
    ids = [case.pk for case in cases]
    people = people_of_cases(ids, for_title=True)
    owed = {
        row["case_id"]: row
        for row in Duty.objects.filter(case_id__in=ids, state=State.OPEN.value)
        .order_by()
        .values("case_id")
        .annotate(due=Min("due_on"), n=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)))
    }
    lines = []
    for case in cases:
        row: Mapping[str, Any] = owed.get(case.pk, {})
        lines.append(
            CaseLine(
                case=case,
                title=case_title(people.get(case.pk, []), language) or case.reference,
                people=people.get(case.pk, []),
                next_due_on=row.get("due"),
                overdue=row.get("overdue", 0),
                open_duties=row.get("n", 0),
            )
        )
    return lines
