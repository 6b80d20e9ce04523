"""The supervisor opens it when a family asks, or something leaked: who has opened this file, when, what for?

Leaves with the list; nobody can take a line out of it.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tirek.access.selectors.audit import audit_of_case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading


@desk("access_log.view")
def access_log(request: DeskRequest, case: UUID) -> HttpResponse:
    """Readings, or readings and acts, of one file."""
    opened = case_seen(case)
    reading(request, opened, "access_log")
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    everything = request.GET.get("all") == "1"
    context = {
        "case": opened,
        "case_name": case_title(people, page_language()) or opened.reference,
        "lines": audit_of_case(opened.pk, readings_only=not everything),
        "everything": everything,
    }
    return render(request, "supervisor/access_log.html", context)
