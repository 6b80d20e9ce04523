"""One agreement: who is in it, what it is for, when we met and when we meet next.

Opened to accept what was proposed, to plan the next meeting, to look up what was agreed last time.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.supervision import (
    accept_supervision,
    end_supervision,
    invite_to_supervision,
    leave_supervision,
)
from tirek.profession.actions.supervision_meetings import plan_supervision_meeting
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.models import SupervisionAgreement
from tirek.profession.selectors.supervision import Agreement, agreement_seen, meetings_of
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem, worded
from tirek.web.profession.supervision import entry_at
from tirek.web.profession.supervision_forms import InviteForm, PlanForm

#: What one press of a button does, and the word after it.
STEPS: dict[str, tuple[Callable[..., SupervisionAgreement], str | Promise]] = {
    "accept": (accept_supervision, _("Accepted. It holds for you from today.")),
    "leave": (leave_supervision, _("You are no longer in it. What was talked about stays with those who were there.")),
    "end": (end_supervision, _("The agreement has ended.")),
}


@desk("profession.view")
def supervision_agreement(request: DeskRequest, agreement: UUID) -> HttpResponse:
    """The agreement, and what one may do with it."""
    me = entry_at(request)
    seen = agreement_seen(agreement, me, today())
    do = request.POST.get("do", "") if request.method == "POST" else ""
    plan, invite = (
        PlanForm(request.POST if do == "plan" else None),
        InviteForm(request.POST if do == "invite" else None),
    )
    if do in STEPS:
        return _step(request, agreement, do)
    if do and _done(request, agreement, plan, invite):
        return redirect("supervision_agreement", agreement)
    return _page(request, seen, plan, invite, refused=bool(do))


def _step(request: DeskRequest, agreement: UUID, do: str) -> HttpResponse:
    perform, said = STEPS[do]
    try:
        perform(actor=request.user, agreement=agreement, on=today(), client_ref=client_ref(request))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
    else:
        messages.success(request, str(said))
    return redirect("supervision_agreement", agreement)


def _done(request: DeskRequest, agreement: UUID, plan: PlanForm, invite: InviteForm) -> bool:
    form = plan if plan.is_bound else invite
    if not form.is_bound or not form.is_valid():
        return False
    said = {**form.cleaned_data, "client_ref": client_ref(request)}
    try:
        if form is plan:
            plan_supervision_meeting(actor=request.user, agreement=agreement, **said)
            messages.success(request, str(_("The meeting is planned; everybody in the agreement sees it.")))
        else:
            invite_to_supervision(actor=request.user, agreement=agreement, **said)
            messages.success(request, str(_("Asked. They see it on their page and accept or decline.")))
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return False
    return True


def _page(request: DeskRequest, seen: Agreement, plan: PlanForm, invite: InviteForm, *, refused: bool) -> HttpResponse:
    language = page_language()
    themes = {one.code: one.say(language) for one in lists().themes}
    meetings = [(meeting, [themes.get(code, code) for code in codes]) for meeting, codes in meetings_of(seen.agreement)]
    context: dict[str, Any] = {
        "seen": seen,
        "agreement": seen.agreement,
        "meetings": meetings,
        "plan": plan,
        "invite": invite,
        "today": today(),
        "peer": seen.agreement.form == "peer",
        "may_invite": seen.leads and seen.agreement.form != "individual" and not seen.past,
    }
    return render(request, "profession/supervision_agreement.html", context, status=422 if refused else 200)
