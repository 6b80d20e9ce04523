"""The supervisor opens it twice a day: which plans and closures wait, since when?

Leaves with each one approved, or returned with what has to be changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tirek.casework.actions.plans import decide_approval
from tirek.casework.enums import ApprovalKind, Decision
from tirek.casework.models import Approval
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.family_file import current_plan
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.casework.selectors.team import Waiting, approval_asked, approval_queue, decided_lately
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem
from tirek.web.profession.register_warning import entry_warning
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


@dataclass(frozen=True)
class QueueLine:
    """A request in the list: whose family, what is asked, how long it waits."""

    asked: Approval
    title: str
    what: str
    waits: str


def queue_lines(rows: Iterable[Waiting]) -> list[QueueLine]:
    """Requests in the words of the page."""
    language, day = page_language(), today()
    lines = []
    for row in rows:
        days = (day - row.approval.done_on).days
        waits = ngettext("%(count)s day waiting", "%(count)s days waiting", days) % {"count": days}
        what = asked_words(row.approval, language)
        lines.append(QueueLine(row.approval, row.title, what, waits if days > 0 else _("Asked today")))
    return lines


def asked_words(asked: Approval, language: str) -> str:
    """What is to be approved: the plan in its version, or the closure with its outcome."""
    if asked.kind == ApprovalKind.CLOSURE:
        return _("Closure: %(outcome)s") % {
            "outcome": programme_of(asked.case).title_of("outcome", asked.outcome, language)
        }
    return _("Plan, version %(number)s") % {"number": asked.plan.version if asked.plan else 1}


@desk("approval.decide")
def approvals(request: DeskRequest) -> HttpResponse:
    """The queue, the oldest request first, and what was decided last."""
    language = page_language()
    context = {
        "waiting": queue_lines(approval_queue(request.user, language)),
        "decided": queue_lines(decided_lately(request.user, language)),
        "entry": entry_warning(request.user, "approval.decide"),
    }
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
            said = _("Approved.") if decided.decision == Decision.APPROVED else _("Returned to the worker.")
            messages.success(request, said)
            return redirect("approvals")
    reading(request, asked, "approval")
    status = 422 if request.method == "POST" else 200
    return render(request, "supervisor/approval.html", _context(request, asked, form), status=status)


def _context(request: DeskRequest, asked: Approval, form: DecisionForm) -> dict[str, Any]:
    language = page_language()
    case = asked.case
    people = people_of_cases([case.pk]).get(case.pk, [])
    about_closure = asked.kind == ApprovalKind.CLOSURE
    waits = asked.decision == Decision.WAITING
    gated = "request_closure" if about_closure else "request_plan_approval"
    return {
        "asked": asked,
        "what": asked_words(asked, language),
        "about_closure": about_closure,
        "case": case,
        "case_name": case_title(people, language) or case.reference,
        "plan": current_plan(case) if about_closure else asked.plan,
        "form": form,
        "waits": waits,
        "own": asked.recorded_by_id == request.user.pk,
        "gates": gate_lines(case, gated, on=today()) if waits else [],
        "today": today(),
        "entry": entry_warning(request.user, "approval.decide") if waits else None,
    }
