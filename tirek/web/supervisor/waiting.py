"""How much waits for a supervisor, of every kind, in one question to the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, Func, IntegerField, QuerySet, Subquery

from tirek.access.models import User
from tirek.access.policy import file_units, units_of
from tirek.casework.enums import Decision
from tirek.casework.models import Approval
from tirek.casework.selectors.notices import for_decision, standing_notices
from tirek.outcomes.selectors.findings import findings_seen
from tirek.people.enums import RequestState
from tirek.people.models import AccessRequest


@dataclass(frozen=True)
class Waits:
    """Counts of what waits; ``since``: the day of the oldest request for approval."""

    approvals: int
    since: date | None
    passed_on: int
    requests: int
    findings: int


def waits(actor: User, *, on: date) -> Waits:
    """What waits for the actor's decision, and the records of the actor's units that spoil figures."""
    approvals = Approval.objects.filter(unit_id__in=file_units(actor), decision=Decision.WAITING)
    passed_on = standing_notices(actor, on).filter(for_decision(actor), answered_on=None)
    requests = AccessRequest.objects.filter(unit_id__in=units_of(actor, "access.answer"), state=RequestState.ASKED)
    found = User.objects.filter(pk=actor.pk).values(
        approvals=_one(approvals, "COUNT", "pk"),
        since=Subquery(_reduced(approvals, "MIN", "done_on"), output_field=DateField()),
        passed_on=_one(passed_on, "COUNT", "duty", distinct="DISTINCT "),
        requests=_one(requests, "COUNT", "pk"),
        findings=_one(findings_seen(actor), "COUNT", "pk"),
    )
    return Waits(**found.get())


def _one(rows: QuerySet[Any], function: str, field: str, distinct: str = "") -> Subquery:
    return Subquery(_reduced(rows, function, field, distinct), output_field=IntegerField())


def _reduced(rows: QuerySet[Any], function: str, field: str, distinct: str = "") -> QuerySet[Any]:
    """All rows as one value. A plain function: an aggregate of the ORM would group by the rows' own columns."""
    reduced = Func(F(field), function=function, template=f"%(function)s({distinct}%(expressions)s)")
    return rows.order_by().values(value=reduced)
