"""The supervisor opens it from a file or the team page: this case needs another lead, or somebody beside the lead.

Leaves with the case in other hands; the former lead's access has ended.
"""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tirek.access.roles import WORKING
from tirek.access.selectors.staff import members_of_unit
from tirek.casework.actions.cases import assign_worker
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.conflicts import kept_from
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
        self.choose("user", [(str(user.uuid), str(user)) for user in people if user.pk not in apart], _("Choose"))
        if left_out := ", ".join(str(user) for user in people if user.pk in apart):
            said = gettext("Not offered, because a file they work with is kept apart from this one: %(names)s.")
            self.fields["user"].help_text = said % {"names": left_out}


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
