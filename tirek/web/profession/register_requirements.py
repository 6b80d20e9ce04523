"""The manager of an organisation decides here which rights ask for a valid entry, from when, with what warning."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tirek.access.policy import units_of
from tirek.access.roles import PERMISSIONS
from tirek.access.selectors.staff import units_seen
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.gate import end_requirement, require_entry
from tirek.profession.selectors.standing import requirements_of
from tirek.web.desk import DeskRequest, desk
from tirek.web.profession.register_forms import RequirementForm
from tirek.web.profession.register_sent import done, sent


@desk("entry.require")
def entry_requirements(request: DeskRequest) -> HttpResponse:
    """What asks for an entry now, and a form for another right."""
    form = RequirementForm(request.POST or None, list(units_seen(request.user, "entry.require")))
    if form.is_bound and form.is_valid():
        unit = UUID(form.said()["unit"])
        if sent(request, form, require_entry, unit=unit):
            messages.success(request, _("Decided. Whoever it concerns reads it on their page."))
            return redirect("entry_requirements")
    rows = [(row, PERMISSIONS[row.permission]) for row in requirements_of(units_of(request.user, "entry.require"))]
    context = {"rows": rows, "form": form, "client_ref": new_uuid()}
    return render(request, "profession/register_requirements.html", context, status=422 if form.is_bound else 200)


@desk("entry.require")
@require_POST
def requirement_end(request: DeskRequest, requirement: UUID) -> HttpResponse:
    """A right no longer asks for an entry."""
    done(request, _("This right no longer asks for an entry."), end_requirement, requirement=requirement)
    return redirect("entry_requirements")
