"""The supervisor opens it from a file or the team page: this case needs another lead, or somebody beside the lead.

Leaves with the case in other hands; the former lead's access has ended.
"""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.access.roles import WORKING
from tirek.access.selectors.staff import members_of_unit
from tirek.casework.actions.cases import assign_worker
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.conflicts import kept_from
from tirek.casework.selectors.team import WEIGHTS, Load, loads_of
from tirek.kernel.clock import today
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, act_page


class AssignForm(ActForm):
    """Who, from when, why."""

    user = forms.ChoiceField(label=_("Who"))
    leads = forms.ChoiceField(
        label=_("As"),
        choices=[("yes", _("lead of the case")), ("no", _("beside the lead"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("From"))
    reason = WordsField(label=_("Why"), rows=2, required=False)

    def prepare(self) -> None:
        """Those who may carry cases in this unit; who works with a file kept apart from this one is named below."""
        people = list(members_of_unit(self.case.unit_id, *WORKING, "supervisor"))
        apart = kept_from(self.case.pk)
        loads = {load.worker.pk: load for load in loads_of([self.case.unit_id], on=today())}
        free = sorted((user for user in people if user.pk not in apart), key=lambda user: _weight(loads.get(user.pk)))
        self.choose("user", [(str(user.uuid), _with_load(user, loads.get(user.pk))) for user in free], _("Choose"))
        self.fields["user"].help_text = gettext("Least loaded first. A case of high risk weighs %(high)s, of medium "
            "risk or not assessed %(medium)s, of low risk %(low)s.") % WEIGHTS  # fmt: skip
        if left_out := ", ".join(str(user) for user in people if user.pk in apart):
            said = gettext("Not offered, because a file they work with is kept apart from this one: %(names)s.")
            self.fields["user"].help_text += " " + said % {"names": left_out}


def _weight(load: Load | None) -> int:
    return load.weight if load else 0


def _with_load(user: User, load: Load | None) -> str:
    """A worker's name with what they carry now."""
    said = gettext("%(who)s – open cases: %(cases)s, weight %(weight)s")
    return said % {"who": user, "cases": load.open_cases if load else 0, "weight": _weight(load)}


PAGE = ActPage(
    act="assign_worker",
    title=_("Assign the case"),
    button=_("Assign"),
    said=_("The case is assigned."),
    icon="users",
    intro=_("The former lead can no longer open the file after this."),
)


@desk("case.assign")
def assign(request: DeskRequest, case: UUID) -> HttpResponse:
    """Give the case to somebody."""
    opened = case_seen(case)
    return act_page(
        request,
        PAGE,
        AssignForm,
        opened,
        lambda values: assign_worker(
            actor=request.user,
            case=case,
            user=UUID(values["user"]),
            leads=values["leads"] == "yes",
            on=values["on"],
            reason=values["reason"],
            client_ref=values["client_ref"],
        ),
    )
