"""The supervisor opens it when a man asks for help here too, or a colleague is her relative: their files must not meet.

Leaves with the two files kept apart, or with words that say who has to hand over a file first.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.access.selectors.staff import members_of_units
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.conflicts import end_conflict, keep_apart
from tirek.people.models import Person
from tirek.people.selectors.conflicts import conflict_seen, conflicts_of
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import person as person_seen
from tirek.people.selectors.search import PersonMatch
from tirek.toolkit.formats import partial_day
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import DayInput, show_problem
from tirek.web.supervisor.same_person import others_found


class ApartForm(forms.Form):
    """From whom, since when, why."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    against = forms.ChoiceField(label=gettext_lazy("The other person"), required=False, widget=forms.RadioSelect)
    against_user = forms.ChoiceField(label=gettext_lazy("Or a member of staff"), required=False)
    on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Whoever works with this file reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, data: Any, found: list[PersonMatch], staff: list[User]) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), "on": today()})
        if found:
            self.fields["against"].choices = [  # type: ignore[attr-defined]
                (str(one.person.uuid), _line(one.person)) for one in found
            ]
        else:
            del self.fields["against"]
        self.fields["against_user"].choices = [("", _("Nobody of the staff"))] + [  # type: ignore[attr-defined]
            (str(user.uuid), str(user)) for user in staff
        ]


class EndForm(forms.Form):
    """Since when no more, and why."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), "on": today()})


def _line(one: Person) -> str:
    born = partial_day(one.birth_date, one.birth_precision) if one.birth_date else ""
    return ", ".join(filter(None, (display_name(one), born)))


@desk("conflict.record")
def keep_apart_page(request: DeskRequest, person: UUID) -> HttpResponse:
    """Find the other person or choose a member of staff, and say why."""
    subject = person_seen(person)
    units = units_of(request.user, "conflict.record")
    if subject.unit_id not in units:
        raise Missing(_("There is no such record in what you may see."))
    q = request.GET.get("q", "").strip()
    found, problem = others_found(request, subject, q) if q else ([], "")
    staff = [user for user in members_of_units(units) if user.pk != request.user.pk]
    form = ApartForm(request.POST or None, found, staff)
    if request.method == "POST" and form.is_valid():
        try:
            made = _keep(request, subject, form.cleaned_data)
        except (Refused, Missing):
            raise
        except Problem as refused:
            show_problem(form, refused)
        else:
            messages.success(request, _("The files are kept apart from now on."))
            return redirect("person", made)
    reading(request, subject, "person")
    context = {"person": subject, "q": q, "found": found, "problem": problem, "form": form}
    return render(request, "supervisor/keep_apart.html", context, status=422 if request.method == "POST" else 200)


def _keep(request: DeskRequest, subject: Person, said: dict[str, Any]) -> UUID:
    made = keep_apart(
        actor=request.user,
        person=subject.uuid,
        against=UUID(said["against"]) if said.get("against") else None,
        against_user=UUID(said["against_user"]) if said["against_user"] else None,
        reason=said["reason"],
        on=said["on"],
        client_ref=client_ref(request),
    )
    return made.person.uuid


@desk("conflict.record")
def end_conflict_page(request: DeskRequest, conflict: UUID) -> HttpResponse:
    """The danger is over: the files may know of each other again."""
    seen = conflict_seen(conflict)
    if seen.ended_on is not None or seen.unit_id not in units_of(request.user, "conflict.record"):
        raise Missing(_("There is no such record in what you may see."))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            end_conflict(
                actor=request.user,
                conflict=conflict,
                reason=said["reason"],
                on=said["on"],
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as refused:
            show_problem(form, refused)
        else:
            messages.success(request, _("The files are no longer kept apart."))
            return redirect("person", seen.person.uuid)
    reading(request, seen, "conflict")
    [shown] = [one for one in conflicts_of([seen.person_id]) if one.conflict.pk == seen.pk]
    context = {"shown": shown, "person": seen.person, "form": form}
    return render(request, "supervisor/end_conflict.html", context, status=422 if request.method == "POST" else 200)
