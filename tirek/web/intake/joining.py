"""Somebody more belongs to a family whose case is open: a newborn, a grandmother who came to help."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tirek.casework.models import Case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.selectors.persons import person
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.inputs import show_problem
from tirek.web.intake.drafts import TakenPerson, typed_in
from tirek.web.intake.forms import PersonForm, RoleForm
from tirek.web.intake.marks import marks_of
from tirek.web.intake.offering import offered
from tirek.web.intake.opening import asking_for, join_to_case
from tirek.web.intake.people import draw_person, first_guess
from tirek.web.worker.acting import what_changed


@desk("case.open")
def join_new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down somebody new and take them into the family and the case."""
    opened = case_seen(case)
    page = {"draft": f"join-new:{case}", "back": reverse("join_case", args=[case]), **_about(opened)}
    marks = marks_of(request, [])
    page["marks"] = marks
    if request.method != "POST":
        guess = {name: values[0] for name, values in first_guess(request.GET.dict()).items()}
        return draw_person(request, PersonForm(user=request.user, asking=asking_for(opened), initial=guess), page)
    form = PersonForm(request.POST, user=request.user, asking=asking_for(opened))
    if form.is_valid():
        inside = {str(one.person.uuid) for one in people_of_cases([opened.pk]).get(opened.pk, [])}
        if again := offered(request, form, page, inside):
            return again
        if answer := _join(request, opened, form, apart=list(marks)):
            return answer
    return draw_person(request, form, page)


@desk("case.open")
def join_known(request: DeskRequest, case: UUID, known: UUID) -> HttpResponse:
    """Take somebody we know into the family and the case."""
    opened, found = case_seen(case), person(known)
    form = RoleForm(request.POST if request.method == "POST" else None, asking=asking_for(opened))
    if request.method == "POST" and form.is_valid() and (answer := _join(request, opened, form, str(known))):
        return answer
    reading(request, found, "person")
    page = {"draft": f"join-known:{case}:{known}", "back": reverse("join_case", args=[case]), **_about(opened)}
    return draw_person(request, form, page, known=found)


def _join(
    request: DeskRequest, case: Case, form: RoleForm, known: str = "", apart: Sequence[str] = ()
) -> HttpResponse | None:
    before = (case.risk_level, case.stage)
    try:
        join_to_case(request.user, case, TakenPerson("", typed_in(request.POST, form.fields), known, list(apart)))
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return None
    messages.success(request, " ".join([_("The person is in the case now."), *what_changed(case, before)]))
    return redirect("case_file", case.uuid)


def _about(case: Case) -> dict[str, object]:
    people = people_of_cases([case.pk]).get(case.pk, [])
    return {"case": case, "case_name": case_title(people, page_language()) or case.reference}
