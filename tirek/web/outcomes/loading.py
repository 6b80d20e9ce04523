"""An administrator or analyst opens it with a table of the statistics office in hand.

Leaves with the figures loaded under their source and citation, or with the lines of the file that have to be mended.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.outcomes.actions import reference
from tirek.outcomes.engine.loading import FileRefused
from tirek.outcomes.models import Loaded
from tirek.outcomes.selectors.reference import loaded_files
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput, show_problem

KINDS = {
    reference.POPULATION: gettext_lazy("Population"),
    reference.OFFICIAL: gettext_lazy("Official values of the goals"),
    "structure": gettext_lazy("Official SDMX structure"),
}


class FiguresForm(forms.Form):
    """A file, whose it is, how it is cited, from when on it holds, and whether somebody compared it with the source."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=gettext_lazy("File (CSV, UTF-8)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
        max_length=200,
        allow_empty_file=True,  # said by the reader, like everything else about the file
    )
    source = forms.CharField(
        label=gettext_lazy("Whose figures these are"),
        help_text=gettext_lazy("The body that published them and the name of the table."),
        max_length=300,
    )
    citation = forms.CharField(
        label=gettext_lazy("How it is cited"),
        help_text=gettext_lazy("So that anybody can find it: title, date of publication, address."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    valid_from = forms.DateField(label=gettext_lazy("Holds from"), widget=DayInput)
    verified = forms.TypedChoiceField(
        label=gettext_lazy("Compared with the source"),
        choices=[
            ("yes", gettext_lazy("yes: I compared the file with what was published")),
            ("no", gettext_lazy("no: shown as not verified")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class OfficialForm(FiguresForm):
    """The same, and which indicator it is where the file does not say so."""

    indicator = forms.CharField(
        label=gettext_lazy("Indicator"),
        help_text=gettext_lazy("Its code, for example 3.5.1, if the file has no column of that name."),
        max_length=20,
        required=False,
    )
    field_order = ("client_ref", "file", "indicator")


@desk("evidence.load")
@require_safe
def loaded_figures(request: DeskRequest) -> HttpResponse:
    """Everything that was loaded, with its source, its citation and what it brought."""
    lines = [(line, KINDS.get(line.loaded.kind, line.loaded.kind)) for line in loaded_files()]
    return render(request, "outcomes/loaded.html", {"lines": lines, "reference": new_uuid()})


@desk("evidence.load")
def load_population(request: DeskRequest) -> HttpResponse:
    """Load people of the regions."""
    return _load(request, FiguresForm, reference.load_population, "outcomes/load_population.html")


@desk("evidence.load")
def load_official(request: DeskRequest) -> HttpResponse:
    """Load published values of the country."""
    return _load(request, OfficialForm, reference.load_official_values, "outcomes/load_official.html")


def _load(request: DeskRequest, shape: type[FiguresForm], act: Callable[..., Loaded], page: str) -> HttpResponse:
    form = shape(request.POST or None, request.FILES or None, initial={"client_ref": new_uuid()})
    findings: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "client_ref"}
        values["file"] = values["file"].read()
        try:
            loaded = act(actor=request.user, client_ref=client_ref(request), **values)
        except (Refused, Missing):
            raise
        except FileRefused as refused:
            findings = [(found.line, _(found.message) % dict(found.params)) for found in refused.findings]
            show_problem(form, refused)
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _said(loaded))
            return redirect("loaded_figures")
    status = 422 if request.method == "POST" else 200
    return render(request, page, {"form": form, "findings": findings}, status=status)


def _said(loaded: Loaded) -> str:
    rows = next((line.rows for line in loaded_files() if line.loaded.pk == loaded.pk), 0)
    said = ngettext("%(rows)s line was loaded.", "%(rows)s lines were loaded.", rows) % {"rows": rows}
    if loaded.kind == reference.POPULATION:
        return f"{said} {_('Rates use it from the next night on.')}"
    return said


@desk("evidence.load")
@require_POST
def withdraw_figures(request: DeskRequest, loaded: UUID) -> HttpResponse:
    """Nothing rests on the file any more."""
    reference.withdraw_loaded(actor=request.user, loaded=loaded, client_ref=client_ref(request))
    messages.success(request, _("Withdrawn. Nothing new rests on this file; what was published stays as it was."))
    return redirect("loaded_figures")
