"""The supervisor opens it on Monday: what needs me first, who carries too much, what comes this week?

Leaves with what to decide today, the cases to hand over and the talks to have. It is no ranking: weight says how much,
not how well.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tirek.casework.selectors.team import WEIGHTS, team_load
from tirek.casework.selectors.week import SHOWN, TeamWeek, team_week
from tirek.kernel.clock import today
from tirek.toolkit.formats import near_day, page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.supervisor.waiting import Waits, waits


@dataclass(frozen=True)
class First:
    """Something that waits for the supervisor: how many, what, where; ``tone`` of its number."""

    n: int
    text: str
    note: str
    url: str
    tone: str
    icon: str


@desk("team.view")
@require_safe
def team(request: DeskRequest) -> HttpResponse:
    """What needs the supervisor first, the load of each worker, the week ahead, the broken deadlines."""
    day = today()
    load = team_load(request.user, on=day)
    week = team_week(request.user, on=day, language=page_language())
    overdue = max(sum(row.overdue_duties for row in load), len(week.overdue))
    context = {
        "day": day,
        "first": [one for one in _first(waits(request.user, on=day), week, overdue, day) if one.n],
        "load": load,
        "heaviest": max((row.weight for row in load), default=0) or 1,
        "open_cases": sum(row.open_cases for row in load),
        "week": week,
        "overdue_total": overdue,
        "shown": SHOWN,
        "weights": WEIGHTS,
    }
    return render(request, "supervisor/team.html", context)


def _first(waiting: Waits, week: TeamWeek, overdue: int, day: date) -> list[First]:
    """What waits, the most pressing first; each leads to the page where it is done."""
    passed_on, approvals, asked, spoilt = waiting.passed_on, waiting.approvals, waiting.requests, waiting.findings
    late = sum(one.days_overdue > 0 for one in week.follow_ups)
    follow_ups = len(week.follow_ups)
    oldest = _("the longest since %(day)s") % {"day": near_day(waiting.since, day)} if waiting.since else ""
    return [
        First(
            passed_on, ngettext("deadline was passed on to you", "deadlines were passed on to you", passed_on),
            _("somebody waits for your decision"), _address("notices"), "red", "bell",
        ),
        First(
            approvals, ngettext("request for approval waits", "requests for approval wait", approvals),
            oldest, _address("approvals"), "amber", "checks",
        ),
        First(
            overdue, ngettext("duty is overdue", "duties are overdue", overdue),
            _("by worker in the table, one by one below"), "#overdue", "red", "clock-exclamation",
        ),
        First(
            follow_ups,
            ngettext("family is to be asked how it is", "families are to be asked how they are", follow_ups),
            _("of them past their time: %(n)s") % {"n": late} if late else "", "#follow-ups", "amber", "home-heart",
        ),
        First(
            asked, ngettext("unit asks for access to a person", "requests for access to a person wait", asked),
            "", _address("access_requests"), "amber", "lock-open",
        ),
        First(
            spoilt, ngettext("record on which figures can't rest", "records on which figures can't rest", spoilt),
            _("missing, impossible or late"), _address("quality_findings"), "blue", "alert-triangle",
        ),
    ]  # fmt: skip


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # an installation may leave a desk out
        return ""
