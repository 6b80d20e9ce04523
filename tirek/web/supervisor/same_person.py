"""The supervisor opens it from a person's page: I know that this is somebody we have on record once more.

Leaves with a pair that stands for decision like any other, with the reason.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.duplicates import suggest_duplicate
from tirek.people.models import Person
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import person as person_seen
from tirek.people.selectors.search import PersonMatch, search_persons
from tirek.toolkit.formats import partial_day
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem, worded
from tirek.web.intake.search import note_search


class SameForm(forms.Form):
    """Who is meant, and how one knows."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    other = forms.ChoiceField(label=gettext_lazy("The same person as"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("How you know"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300
    )

    def __init__(self, data: Any, found: list[PersonMatch]) -> None:
        super().__init__(data, initial={"client_ref": new_uuid()})
        self.fields["other"].choices = [(str(one.person.uuid), _line(one.person)) for one in found]  # type: ignore[attr-defined]


def _line(one: Person) -> str:
    born = partial_day(one.birth_date, one.birth_precision) if one.birth_date else ""
    return ", ".join(filter(None, (display_name(one), born)))


@desk("person.merge")
def same_person(request: DeskRequest, person: UUID) -> HttpResponse:
    """Search for the other record, choose it, say why."""
    subject = person_seen(person)
    q = request.GET.get("q", display_name(subject)).strip()
    found, problem = others_found(request, subject, q)
    form = SameForm(request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        try:
            decided = suggest_duplicate(
                actor=request.user,
                one=subject.uuid,
                other=UUID(form.cleaned_data["other"]),
                reason=form.cleaned_data["reason"],
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as refused:
            show_problem(form, refused)
        else:
            messages.success(request, _("Recorded: the same person. Compare the two once more before they are joined."))
            return redirect("duplicate", decided.pair.uuid)
    reading(request, subject, "person")
    context = {"person": subject, "q": q, "found": found, "problem": problem, "form": form}
    return render(request, "supervisor/same_person.html", context, status=422 if request.method == "POST" else 200)


def others_found(request: DeskRequest, subject: Person, q: str) -> tuple[list[PersonMatch], str]:
    """Whom a search finds beside the person of the page, or what is wrong with the search in words."""
    try:
        found = search_persons(request.user, q)
    except Refused:
        raise
    except Problem as problem:
        return [], worded(problem)
    note_search(request, found=len(found))
    return [one for one in found if one.person.pk != subject.pk], ""
