"""The administrator opens it when a form was agreed upon, or a new wording arrives: is it here, in which version?

Leaves with the form published, or with the list of places in the file that have to be mended.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.programmes.actions.instruments import publish_instrument
from tirek.programmes.engine.form.findings import Finding, FormRefused
from tirek.programmes.engine.form.languages import text_in
from tirek.programmes.engine.instrument_pack import InstrumentPack
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_parts import Instrument
from tirek.programmes.models import InstrumentVersion
from tirek.programmes.selectors.instruments import instrument_seen, instrument_versions
from tirek.programmes.selectors.own_packs import own_packs, stated_uses
from tirek.programmes.selectors.packs import packs
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem
from tirek.web.office.wording import WORDING, found_words, language_names


class PublishForm(forms.Form):
    """A file, what it is called here, where it comes from."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An XLSForm: a workbook (.xlsx), or tables in a text file (.md)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.md"}),
        max_length=200,
        allow_empty_file=True,  # said by the form's own reader, like everything else about the file
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Short, of Latin letters, digits and underscores. The same code again: a new version."),
        max_length=60,
    )
    label = forms.CharField(label=gettext_lazy("Version as its authors call it"), max_length=60, required=False)
    source = forms.CharField(
        label=gettext_lazy("Where the wording comes from"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=500)


@dataclass(frozen=True)
class VersionLine:
    """A version of an instrument in the words of the page."""

    version: InstrumentVersion
    title: str
    source: str
    statuses: list[tuple[str, str, str]]
    languages: str
    #: For an instrument under a licence of its own: whether its use is stated. None for the others.
    in_use: bool | None = None


@desk("instrument.publish")
@require_safe
def instruments(request: DeskRequest) -> HttpResponse:
    """Every instrument with its versions, the newest first."""
    stated = stated_uses()
    lines = [version_line(version, stated) for version in instrument_versions()]
    return render(request, "office/instruments.html", {"lines": lines})


@desk("instrument.publish")
def publish(request: DeskRequest) -> HttpResponse:
    """Publish a form, or a new version of it."""
    form = PublishForm(request.POST or None, request.FILES or None, initial={"client_ref": new_uuid()})
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            version = publish_instrument(
                actor=request.user,
                source_file=values["file"].read(),
                source_name=values["file"].name,
                client_ref=client_ref(request),
                **{name: values[name] for name in ("code", "source", "licence", "label")},
            )
        except (Refused, Missing):
            raise
        except FormRefused as refused:
            findings = sorted(refused.findings, key=lambda found: (found.sheet != "survey", found.sheet, found.row))
            form.add_error("file", _("The form is not taken. What has to be mended stands above."))
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Published as version %(number)s.") % {"number": version.number})
            return redirect("instrument", version.instrument.code, version.number)
    context = {"form": form, "findings": [found_words(finding) for finding in findings]}
    return render(request, "office/publish.html", context, status=422 if request.method == "POST" else 200)


@desk("instrument.publish")
@require_safe
def instrument(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """One version as it will be filled in."""
    version = instrument_seen(code, number)
    context = {"line": version_line(version), "version": version, "setup": _setup(version), "today": today()}
    return render(request, "office/instrument.html", context)


@desk("instrument.publish")
@require_safe
def source(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """The file as it was published, to make the next version from."""
    version = instrument_seen(code, number)
    response = HttpResponse(bytes(version.source_file), content_type="application/octet-stream")
    kind = "md" if version.source_name.lower().endswith(".md") else "xlsx"
    response["Content-Disposition"] = f'attachment; filename="{version.instrument.code}-{version.number}.{kind}"'
    return response


def version_line(version: InstrumentVersion, stated: Container[str] = ()) -> VersionLine:
    """A version in words; its title is the programme's, else the form's own."""
    language = page_language()
    head: dict[str, Any] = version.head  # type: ignore[attr-defined]
    code = version.instrument.code
    pack = next((pack for pack in packs() if pack.code == version.instrument.pack), None)
    listed = next((one for one in pack.instruments.instruments if one.code == code), None) if pack else None
    of_its_own = own_packs().get(code)
    listed = of_its_own.instrument if of_its_own else listed
    own = text_in(head["title"] or {}, language, head["default"] or "")
    statuses = [
        (name, *WORDING[version.wording_status[code]])
        for code, name in language_names().items()
        if version.wording_status.get(code) in WORDING
    ]
    return VersionLine(
        version=version,
        title=listed.title.say(language) if listed else own or version.source_name or code,
        source=_source(pack, of_its_own, listed, language) or version.source,
        statuses=[(name, tone, str(words)) for name, tone, words in statuses],
        languages=", ".join(language_names().get(one, one) for one in head["languages"] or []),
        in_use=code in stated if of_its_own else None,
    )


def _source(pack: Pack | None, own: InstrumentPack | None, listed: Instrument | None, language: str) -> str:
    if own:
        return own.source.title.say(language)
    return pack.source(listed.source).title.say(language) if pack and listed else ""


def _setup(version: InstrumentVersion) -> dict[str, Any]:
    return {
        "definition": version.definition,
        "about": {
            "source": version.source,
            "licence": version.licence,
            "label": version.label,
            "status": version.wording_status,
        },
    }
