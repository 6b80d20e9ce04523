"""The supervisor opens it when a family asks, or something leaked: who has opened this file, when, what for?

Leaves with the list; nobody can take a line out of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.access.enums import Compartment
from tirek.access.selectors.audit import AuditLineShown, audit_of_case, with_actors
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.clock import ZONE
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.supervisor.wording import act_words

PAGE = 100


@dataclass(frozen=True)
class LogLine:
    """What the page shows: when, who, what, in which sealed part; the same thing again and again is one line."""

    day: date
    at: datetime
    who: str
    what: str
    sealed: str
    reading: bool
    times: int = 1
    first: datetime | None = None


def log_lines(shown: Iterable[AuditLineShown]) -> list[LogLine]:
    """Lines of the audit in the words of the page, the newest first."""
    lines: list[LogLine] = []
    for one in shown:
        line = _line(one)
        last = lines[-1] if lines else line
        if lines and (last.day, last.who, last.what, last.sealed) == (line.day, line.who, line.what, line.sealed):
            lines[-1] = replace(last, times=last.times + 1, first=line.at)
        else:
            lines.append(line)
    return lines


def _line(shown: AuditLineShown) -> LogLine:
    entry = shown.entry
    at = entry.at.astimezone(ZONE)
    sealed = Compartment(entry.compartment).label if entry.compartment != Compartment.GENERAL else ""
    return LogLine(at.date(), at, str(shown.actor or ""), act_words(entry.act), str(sealed), shown.reading)


@desk("access_log.view")
@require_safe
def access_log(request: DeskRequest, case: UUID) -> HttpResponse:
    """Readings, or readings and acts, of one file."""
    opened = case_seen(case)
    reading(request, opened, "access_log")
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    everything = request.GET.get("all") == "1"
    persons = [one.person.uuid for one in people]
    lines = audit_of_case(opened.pk, readings_only=not everything, unit_id=opened.unit_id, people=persons)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "case": opened,
        "case_name": case_title(people, page_language()) or opened.reference,
        "lines": log_lines(with_actors(page.object_list)),
        "page": page,
        "everything": everything,
    }
    return render(request, "supervisor/access_log.html", context)
