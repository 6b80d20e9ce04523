"""The supervisor opens it twice a day: which plans and closures wait, since when?

Leaves with each one approved, or returned with what has to be changed.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.casework.actions.plans import decide_approval
from tirek.casework.enums import ApprovalKind
from tirek.casework.models import Approval
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.casework.selectors.team import approval_asked, approval_queue, decided_lately
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem
from tirek.web.worker.links import gate_lines


class DecisionForm(forms.Form):
    """Approve or return, and why."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("approve", gettext_lazy("Approve")), ("return", gettext_lazy("Return"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("When you return it: what has to be changed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


@desk("approval.decide")
def approvals(request: DeskRequest) -> HttpResponse:
    """The queue, the oldest request first, and what was decided last."""
    context = {"waiting": approval_queue(request.user, page_language()), "decided": decided_lately(request.user)}
    return render(request, "supervisor/approvals.html", context)


@desk("approval.decide")
def approval(request: DeskRequest, approval: UUID) -> HttpResponse:
    """One request with everything needed to decide."""
    asked = approval_asked(approval)
    form = DecisionForm(request.POST or None, initial={"client_ref": new_uuid()})
    if request.method == "POST" and form.is_valid():
        try:
            decided = decide_approval(
                actor=request.user,
                approval=approval,
                approve=form.cleaned_data["decision"] == "approve",
                on=today(),
                reason=form.cleaned_data["reason"],
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            said = _("Approved.") if decided.decision == "approved" else _("Returned to the worker.")
            messages.success(request, said)
            return redirect("approvals")
    reading(request, asked, "approval")
    return render(request, "supervisor/approval.html", _context(asked, form), status=422 if form.errors else 200)


def _context(asked: Approval, form: DecisionForm) -> dict[str, Any]:
    language = page_language()
    case, pack = asked.case, programme_of(asked.case)
    people = people_of_cases([case.pk]).get(case.pk, [])
    about_closure = asked.kind == ApprovalKind.CLOSURE
    return {
        "asked": asked,
        "case": case,
        "case_name": case_title(people, language) or case.reference,
        "form": form,
        "outcome": pack.title_of("outcome", asked.outcome, language) if asked.outcome else "",
        "gates": gate_lines(case, "request_closure" if about_closure else "request_plan_approval", on=today()),
    }
