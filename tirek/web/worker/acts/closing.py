"""The end of a case: ask for approval, close, and open again."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tirek.casework.actions import cases, plans
from tirek.casework.enums import ApprovalKind, CaseState
from tirek.casework.models import Case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import gates_before, programme_of
from tirek.casework.selectors.records import closure_standing
from tirek.kernel.clock import today
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, act_page
from tirek.web.worker.links import gate_lines

CLOSING = "worker/act_close.html"


class ClosureRequestForm(ActForm):
    """Ask the supervisor to approve the closure."""

    outcome = forms.ChoiceField(label=_("How the case ends"))
    request_note = WordsField(label=_("What was reached, and what stays open"), rows=4)
    on = DayField(label=_("Day"))

    def prepare(self) -> None:
        """The outcomes of the programme; a wrong word for none is worse than no word."""
        self.choose("outcome", self.pack.choices("outcome", self.language), _("choose"))


class ClosingForm(ActForm):
    """Close the case with its outcome."""

    outcome = forms.ChoiceField(label=_("How the case ended"))
    closing_note = WordsField(label=_("Closing note"), rows=4)
    on = DayField(label=_("Day of closure"))

    def __init__(self, *args: Any, approved: str, **more: Any) -> None:
        self.approved = approved
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The outcome that was approved stands first."""
        self.choose("outcome", self.pack.choices("outcome", self.language), _("choose"))
        self.fields["outcome"].initial = self.approved


@desk("case.close")
def close_case(request: DeskRequest, case: UUID) -> HttpResponse:
    """What still stands before a closure; then the request, then the closure itself."""
    opened = case_seen(case)
    waiting, approved = closure_standing(opened)
    if approved is not None:
        return _close(request, opened, approved.outcome)
    gates = gate_lines(opened, "request_closure", on=today())
    more = {"gates": gates, "waiting": waiting, "ready": not waiting and all(gate.holds for gate in gates)}

    def perform(values: dict[str, Any]) -> object:
        return plans.request_approval(actor=request.user, case=case, kind=ApprovalKind.CLOSURE, **values)

    page = ActPage(
        "request_closure", _("Close the case"), _("Ask the supervisor"),
        _("The supervisor is asked to approve the closure."), icon="send", template=CLOSING,
    )  # fmt: skip
    return act_page(request, page, ClosureRequestForm, opened, perform, more=more)


def _close(request: DeskRequest, opened: Case, outcome: str) -> HttpResponse:
    def perform(values: dict[str, Any]) -> object:
        return cases.close_case(actor=request.user, case=opened.uuid, **values)

    gates = gate_lines(opened, "close_case", gates_before(opened, "close_case", today()), on=today())
    page = ActPage(
        "close_case", _("Close the case"), _("Close the case"), _("The case is closed."), icon="circle-check",
        template=CLOSING,
    )  # fmt: skip
    points = programme_of(opened).follow_up.points
    more = {"gates": gates, "waiting": None, "ready": all(gate.holds for gate in gates), "follow_ups": points}
    return act_page(request, page, ClosingForm, opened, perform, more=more, approved=outcome)


class ReopeningForm(ActForm):
    """Open a closed case again."""

    reason = WordsField(label=_("Why"), rows=3)
    on = DayField(label=_("Day"))


@desk("case.open")
def reopen_case(request: DeskRequest, case: UUID) -> HttpResponse:
    """Open a closed case again."""

    def perform(values: dict[str, Any]) -> object:
        return cases.reopen_case(actor=request.user, case=case, **values)

    opened = case_seen(case)
    page = ActPage(
        "reopen_case", _("Reopen the case"), _("Reopen the case"), _("The case is open again."), icon="rotate",
        intro=_("Follow-ups that have not taken place are dropped; closing again sets new ones."),
    )  # fmt: skip
    facts = [(_("Closed"), opened.closed_on)] if opened.state == CaseState.CLOSED else []
    return act_page(request, page, ReopeningForm, opened, perform, more={"facts": facts})
