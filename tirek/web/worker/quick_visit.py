"""The visit in a minute, beside the day: which family, when, where, was the child seen, what was seen and agreed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.access.actions.drafts import discard_draft, keep_draft
from tirek.casework.actions.encounters import record_visit
from tirek.casework.models import Case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import cases_with_children
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref
from tirek.web.inputs import show_problem
from tirek.web.worker.acting import DayField, WordsField, YesNoField, what_changed
from tirek.web.worker.links import act_url

DRAFT = "quick-visit"
#: What the full form has under the same names.
CARRIED = ("on", "place", "child_seen", "visit_note")
TEMPORARY_REDIRECT = 307  # the browser sends the form once more, to the full page


class QuickVisitForm(forms.Form):
    """The few fields most visits need; nobody met, risk and the visit form wait in the full form."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    case = forms.ChoiceField(label=gettext_lazy("Family"))
    on = DayField(label=gettext_lazy("Day"))
    place = forms.ChoiceField(label=gettext_lazy("Where"))
    child_seen = YesNoField(label=gettext_lazy("Was the child seen?"), required=False)
    visit_note = WordsField(label=gettext_lazy("What you saw and what was agreed"), rows=4)

    def __init__(self, data: Any = None, *, titles: list[tuple[Case, str]], chosen: str = "") -> None:
        super().__init__(data, auto_id="quick_%s")
        self.fields["client_ref"].initial = new_uuid()
        self.fields["on"].initial = today()
        families = [(str(case.uuid), title) for case, title in titles]
        self.fields["case"].choices = [("", _("choose")), *families]  # type: ignore[attr-defined]
        self.fields["case"].initial = chosen if chosen in dict(families) else ""
        self.cases = {str(case.uuid): case for case, _title in titles}
        self.fields["place"].choices = places(self.cases.values())  # type: ignore[attr-defined]
        self.with_children = cases_with_children(case.pk for case in self.cases.values())
        if not self.with_children:
            del self.fields["child_seen"]
        elif len(self.with_children) == len(self.cases):
            self.fields["child_seen"].required = True
        else:
            self.fields["child_seen"].help_text = _("Where a child is in the case.")

    def clean(self) -> dict[str, Any]:
        """The place is one of the case's programme; where a child is in the case, whether it was seen is said."""
        values: dict[str, Any] = super().clean() or {}
        case = self.cases.get(values.get("case", ""))
        if case is None:
            return values
        known = dict(programme_of(case).choices("visit_place", page_language()))
        if "place" in values and values["place"] not in known:
            self.add_error("place", _("The programme of this case has no such place."))
        if case.pk not in self.with_children:
            values["child_seen"] = False
        elif values.get("child_seen") is None and "child_seen" not in self.errors:
            self.add_error("child_seen", _("Say whether the child was seen."))
        return values


def places(cases: Iterable[Case]) -> list[Any]:
    """Where visits are made in the programmes of these cases; with several programmes, each under its name."""
    language = page_language()
    known = {one.code: one for one in map(programme_of, cases)}
    groups = [(one.pack.title.say(language), one.choices("visit_place", language)) for one in known.values()]
    return groups[0][1] if len(groups) == 1 else [("", _("choose")), *groups]


def send_quick_visit(request: DeskRequest, form: QuickVisitForm) -> HttpResponse | None:
    """Record the visit, or go on in the full form with what was typed; None when the form has to be mended."""
    if "carry" in request.POST and request.POST.get("case") in dict(form.fields["case"].choices):  # type: ignore[attr-defined]
        return carry_to_full_form(request, UUID(request.POST["case"]))
    if not form.is_valid():
        return None
    values = dict(form.cleaned_data)
    values.pop("client_ref")
    opened = case_seen(UUID(values.pop("case")))
    before = (opened.risk_level, opened.stage)
    try:
        record_visit(actor=request.user, case=opened.uuid, client_ref=client_ref(request), **values)
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return None
    family = dict(form.fields["case"].choices)[str(opened.uuid)]  # type: ignore[attr-defined]
    said = _("Visit recorded: %(family)s.") % {"family": family}
    messages.success(request, " ".join([said, *what_changed(opened, before)]))
    return redirect("my_day")


def carry_to_full_form(request: DeskRequest, case: UUID) -> HttpResponse:
    """What was typed goes along in the body of the request and as the draft of the full form: never in an address."""
    opened = case_seen(case)
    typed = {name: request.POST.getlist(name) for name in CARRIED if request.POST.get(name)}
    keep_draft(user=request.user, key=f"record_visit:{opened.uuid}", content=typed)
    discard_draft(user=request.user, key=DRAFT)
    response = redirect(act_url("record_visit", opened) or reverse("case_file", args=[opened.uuid]))
    response.status_code = TEMPORARY_REDIRECT
    return response
