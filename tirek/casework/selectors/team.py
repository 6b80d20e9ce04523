"""The supervisor's questions: what waits for me, who carries how much, where are deadlines broken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from tirek.access.models import User
from tirek.access.policy import file_units
from tirek.access.roles import WORKING
from tirek.access.selectors.staff import members_of_units
from tirek.casework.enums import CaseState, Decision
from tirek.casework.models import Approval, Assignment, Duty, Task
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.problems import N_, Missing
from tirek.standards.engine.findings import State

#: How much a case weighs in a worker's load, by risk: a way to see overload, not a norm.
WEIGHTS = {"high": 3, "medium": 2, "low": 1, "unassessed": 2}


@dataclass(frozen=True)
class Load:
    """What one worker carries."""

    worker: User
    open_cases: int
    high: int
    medium: int
    low: int
    unassessed: int
    weight: int
    overdue_duties: int
    overdue_tasks: int


@dataclass(frozen=True)
class Waiting:
    """A request for approval, waiting or decided, with the family's name."""

    approval: Approval
    title: str


def approval_queue(actor: User, language: str) -> list[Waiting]:
    """Requests that wait in the supervisor's units, the oldest first."""
    rows = list(
        Approval.objects.filter(unit_id__in=file_units(actor), decision=Decision.WAITING)
        .select_related("case", "plan", "recorded_by")
        .order_by("done_on", "pk")[:100]
    )
    return _named(rows, language)


def decided_lately(actor: User, language: str) -> list[Waiting]:
    """What the supervisor decided last."""
    rows = list(
        Approval.objects.filter(unit_id__in=file_units(actor), decided_by=actor)
        .select_related("case", "plan", "recorded_by")
        .order_by("-decided_on", "-pk")[:10]
    )
    return _named(rows, language)


def _named(rows: list[Approval], language: str) -> list[Waiting]:
    people = people_of_cases((row.case_id for row in rows), for_title=True)
    return [Waiting(row, case_title(people.get(row.case_id, []), language) or row.case.reference) for row in rows]


def team_load(actor: User, *, on: date) -> list[Load]:
    """Open cases by risk, weight and broken deadlines of each worker; heaviest first. No ranking of people is meant."""
    return loads_of(file_units(actor), on=on)


def loads_of(units: Sequence[int], *, on: date) -> list[Load]:
    """The same of units whose files the actor opens: who could take one more case, and who could not."""
    cases = Q(case__state=CaseState.OPEN, case__unit_id__in=units, ended_on=None, leads=True)
    counted = {
        row["user_id"]: row
        for row in Assignment.objects.filter(cases)
        .order_by()
        .values("user_id")
        .annotate(
            n=Count("pk"),
            **{level: Count("pk", filter=Q(case__risk_level=level)) for level in WEIGHTS},
        )
    }
    duties = dict(
        Duty.objects.filter(unit_id__in=units, state=State.OPEN.value, due_on__lt=on)
        .order_by()
        .values_list("case__worker_id")
        .annotate(n=Count("pk"))
    )
    tasks = dict(
        Task.objects.filter(unit_id__in=units, state="open", due_on__lt=on)
        .order_by()
        .values_list("assigned_to_id")
        .annotate(n=Count("pk"))
    )
    members = members_of_units(units, *WORKING).order_by()
    # Whoever still carries something stands in the list, also a supervisor, also somebody who has left.
    carrying = {*counted, *duties, *tasks}
    loads = []
    for worker in User.objects.filter(Q(pk__in=members.values("pk")) | Q(pk__in=carrying)):
        pk = worker.pk
        row: Mapping[str, Any] = counted.get(pk, {})
        levels: dict[str, int] = {level: row.get(level, 0) for level in WEIGHTS}
        loads.append(
            Load(
                worker=worker,
                open_cases=row.get("n", 0),
                weight=sum(WEIGHTS[level] * number for level, number in levels.items()),
                overdue_duties=duties.get(pk, 0),
                overdue_tasks=tasks.get(pk, 0),
                **levels,
            )
        )
    return sorted(loads, key=lambda load: (-load.weight, load.worker.last_name))


def approval_asked(uuid: UUID) -> Approval:
    """A request the actor may see, with its plan."""
    asked = (
        Approval.objects.filter(uuid=uuid)
        .select_related("case", "plan", "recorded_by", "decided_by")
        .prefetch_related("plan__goals__steps")
        .first()
    )
    if asked is None:
        raise Missing(N_("There is no such record in what you may see."))
    return asked
