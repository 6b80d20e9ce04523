"""The worker opens it to find one family's file; the supervisor, to see how the files of the team stand.

Leaves with the file that presses most, or the one looked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.access.policy import file_units, holds
from tirek.casework.enums import CaseState
from tirek.casework.models import Case, FollowUp
from tirek.casework.selectors.caseload import CaseLine, caseload
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.strip import current_follow_ups, marks
from tirek.kernel.clock import today
from tirek.programmes.selectors.packs import newest_versions
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.wording import STRIP

STATES: dict[str, str | Promise] = {
    CaseState.OPEN: _("Open cases"),
    CaseState.CLOSED: _("Closed cases"),
    "": _("All cases"),
}
RISKS: dict[str, str | Promise] = {
    "": _("Any risk"),
    "high": _("High risk"),
    "medium": _("Medium risk"),
    "low": _("Low risk"),
    "unassessed": _("Risk not assessed"),
}
WHOSE: dict[str, str | Promise] = {"mine": _("My cases"), "team": _("Cases of the team")}


class Choice(NamedTuple):
    """A link of a filter: word, address, chosen, how many are behind it."""

    word: str | Promise
    url: str
    chosen: bool
    number: int | None = None


@dataclass(frozen=True)
class CaseRow:
    """A case in the list, with its stage or outcome in words, its follow-ups, its programme where there are several."""

    line: CaseLine
    stage: str
    strip: list[tuple[int, str]]
    programme: str = ""


@desk("contact.record")
@require_safe
def case_list(request: DeskRequest) -> HttpResponse:
    """The list, the most pressing case first."""
    on = today()
    team = bool(file_units(request.user))
    chosen = {
        "whose": _one_of(request.GET.get("whose"), WHOSE, "team") if team else "mine",
        "state": _one_of(request.GET.get("state"), STATES, CaseState.OPEN),
        "risk": _one_of(request.GET.get("risk"), RISKS, ""),
    }
    number = request.GET.get("page", "1")
    shown = caseload(request.user, on=on, page=int(number) if number.isdecimal() else 1, **chosen)
    everything = sum(shown.counts.values())
    counts = {**shown.counts, "": everything}
    context = {
        "shown": shown,
        "rows": case_rows(shown.lines, on),
        "chosen": chosen,
        "whose": _choices("whose", WHOSE, chosen) if team else [],
        "states": _choices("state", STATES, chosen, counts),
        "risks": _choices("risk", RISKS, chosen),
        "earlier": _address(chosen, page=shown.page - 1) if shown.page > 1 else "",
        "further": _address(chosen, page=shown.page + 1) if shown.page < shown.pages else "",
        "everything": everything,
        "any_address": _address({"whose": chosen["whose"], "state": ""}),
        "may_open": holds(request.user, "case.open"),
        "today": on,
    }
    return render(request, "worker/caseload.html", context)


def case_rows(lines: Iterable[CaseLine], on: date) -> list[CaseRow]:
    """Each case with its stage while it is open, its outcome when it is closed, and its follow-ups."""
    language = page_language()
    shown = list(lines)
    several = len(newest_versions()) > 1
    held: dict[int, list[FollowUp]] = defaultdict(list)
    closed = [line.case.pk for line in shown if line.case.state == CaseState.CLOSED]
    if closed:
        for row in current_follow_ups().filter(case_id__in=closed):
            held[row.case_id].append(row)
    return [
        CaseRow(
            line,
            standing(line.case, language),
            [(mark.months, STRIP.get(mark.state, mark.state)) for mark in marks(held[line.case.pk], on)],
            programme_of(line.case).pack.title.say(language) if several else "",
        )
        for line in shown
    ]


def standing(case: Case, language: str) -> str:
    """The stage of an open case, the outcome of a closed one, as the programme names them."""
    pack = programme_of(case)
    if case.state == CaseState.CLOSED:
        return capfirst(pack.title_of("outcome", case.outcome, language))
    return capfirst(pack.title_of("stage", case.stage, language)) if case.stage else ""


def _one_of(value: str | None, known: dict[str, str | Promise], default: str) -> str:
    return value if value is not None and value in known else default


def _choices(
    name: str, known: dict[str, str | Promise], chosen: dict[str, str], counts: dict[str, int] | None = None
) -> list[Choice]:
    return [
        Choice(word, _address({**chosen, name: code}), code == chosen[name], counts.get(code, 0) if counts else None)
        for code, word in known.items()
    ]


def _address(chosen: dict[str, str], page: int = 1) -> str:
    return "?" + urlencode({**chosen, **({"page": page} if page > 1 else {})})
