"""The supervisor opens it on Monday: who carries too much, whose deadlines are broken?

Leaves with the cases to hand over and the talks to have. It is no ranking: weight says how much, not how well.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.casework.selectors.team import SHOWN, WEIGHTS, overdue_in_team, team_load
from tirek.kernel.clock import today
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk


@desk("team.view")
@require_safe
def team(request: DeskRequest) -> HttpResponse:
    """Load of each worker, and the broken deadlines behind the counts."""
    day = today()
    load = team_load(request.user, on=day)
    overdue = overdue_in_team(request.user, on=day, language=page_language())
    context = {
        "load": load,
        "heaviest": max((row.weight for row in load), default=0) or 1,
        "open_cases": sum(row.open_cases for row in load),
        "overdue": overdue,
        "overdue_total": max(sum(row.overdue_duties for row in load), len(overdue)),
        "shown": SHOWN,
        "weights": WEIGHTS,
    }
    return render(request, "supervisor/team.html", context)
