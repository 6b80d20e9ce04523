"""Somebody in hiding, a witness, an adopted child: whoever keeps the file hides that the person is known at all."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tirek.people.actions.sealing import seal_person, unseal_person
from tirek.web.desk import DeskRequest, desk
from tirek.web.intake.detail_forms import DetailForm
from tirek.web.intake.details import DetailPage, detail
from tirek.web.intake.person import found


class SealForm(DetailForm):
    """Why."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea({"rows": 3}), max_length=300)


HIDE = DetailPage(
    _("Hide from everybody outside the file"),
    _("The person is hidden. Nobody outside the file finds them."),
    "eye-off",
    intro=_(
        "Searches and previews of others will show nothing, not even that somebody is known. Access that others were"
        " given ends. Those who work with the file see the person as before. The reason stays readable inside the file."
    ),
)
SHOW = DetailPage(
    _("Hide no longer"),
    _("The person is no longer hidden."),
    "eye",
    intro=_(
        "Other organisations who search for the person will see two letters, the birth year and whom to call. They"
        " still do not see why the person is known here."
    ),
)


@desk("person.seal")
def seal(request: DeskRequest, person: UUID) -> HttpResponse:
    """Hide the person, or hide them no longer."""
    sealed = found(person).sealed
    act = unseal_person if sealed else seal_person

    def perform(values: dict[str, Any], _form: DetailForm) -> object:
        return act(actor=request.user, person=person, **values)

    return detail(request, SHOW if sealed else HIDE, SealForm, person, perform)
