"""The coordinator opens it for a report to a donor or the ministry: words, figures and outcomes in one paper.

Leaves with a frozen snapshot: a PDF, a document and a workbook that come out the same whenever they are made again.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.access.models import Unit, User
from tirek.access.policy import units_of
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.outcomes.actions import reports as acts
from tirek.outcomes.actions.recounting import Proof, recounted
from tirek.outcomes.engine.catalogue import cohorts, indicators
from tirek.outcomes.engine.definition import Measure
from tirek.outcomes.enums import Rhythm, Scope
from tirek.outcomes.models import Report, Snapshot
from tirek.outcomes.papers.making import KINDS, made
from tirek.outcomes.selectors import reports as asked
from tirek.outcomes.selectors.words import dimension_words, place_words
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem, worded

LANGUAGES: Final = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
_KINDS: Final = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


class ReportForm(forms.Form):
    """What a report is called, about which year and whom it is, in which language, when it is made again."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Whose figures"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the report"), choices=LANGUAGES)
    rhythm = forms.ChoiceField(label=gettext_lazy("Made again"), choices=Rhythm.choices)

    def __init__(self, *args: Any, actor: User, **more: Any) -> None:
        super().__init__(*args, **more)
        last = today().year
        self._choices(
            "year", [("", _("the last complete year")), *((str(y), str(y)) for y in range(last, last - 5, -1))]
        )
        self._choices("place", places(actor))

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


def places(actor: User) -> list[tuple[str, str]]:
    """The units a report may be of, each with the three reaches of its figures."""
    found = []
    for unit in Unit.objects.filter(pk__in=units_of(actor, "evidence.publish")).select_related("organisation"):
        found.append((f"{Scope.ORGANISATION}:{unit.uuid}", unit.organisation.name))
        found.append((f"{Scope.UNIT}:{unit.uuid}", unit.name))
        found.append((f"{Scope.ALL}:{unit.uuid}", f"{_say(place_words(Scope.ALL, ''))} ({unit.name})"))
    return found


def _say(words: Any) -> str:
    return str(words.say(page_language()))


@desk("evidence.publish")
@require_safe
def reports(request: DeskRequest) -> HttpResponse:
    """One's own reports and those shared with one's unit."""
    listed = [
        {"report": one, "place": _say(place_words(*asked.place_of(one))), "mine": one.made_by_id == request.user.pk}
        for one in asked.reports(request.user)
    ]
    return render(request, "outcomes/reports.html", {"reports": listed})


# Composing --------------------------------------------------------------------------------------------------


@desk("evidence.publish")
def compose_report(request: DeskRequest, report: UUID | None = None) -> HttpResponse:
    """Put a report together: parts are added, moved and taken out one by one, and nothing is kept before *Save*."""
    found = _mine(request, report) if report else None
    form = ReportForm(request.POST or None, actor=request.user, initial=_initial(found))
    parts = _posted(request) if request.method == "POST" else list(found.parts) if found else []
    step = request.POST.get("step", "")
    if step:
        parts = _stepped(parts, step, request.POST)
    elif request.method == "POST" and form.is_valid():
        saved = _saved(request, form, parts, report)
        if saved is not None:
            return redirect("report", saved.uuid)
    status = 422 if request.method == "POST" and not step else 200
    return render(request, "outcomes/report_compose.html", _composing(request, form, parts, found), status=status)


def _mine(request: DeskRequest, report: UUID) -> Report:
    found = asked.report_seen(report)
    if found.made_by_id != request.user.pk or found.put_away_on is not None:
        raise Missing("There is no such record in what you may see.")
    return found


def _initial(found: Report | None) -> dict[str, Any]:
    if found is None:
        return {"client_ref": new_uuid(), "language": page_language(), "rhythm": Rhythm.NEVER}
    return {
        "client_ref": new_uuid(), "title": found.title, "year": str(found.year or ""), "language": found.language,
        "rhythm": found.rhythm, "place": f"{found.scope}:{found.unit.uuid}",
    }  # fmt: skip


def _posted(request: DeskRequest) -> list[dict[str, Any]]:
    """The parts as the page sent them: a kind, what it is of, how it is split, and its text."""
    sent = [request.POST.getlist(name) for name in ("kind", "of", "by", "text")]
    parts: list[dict[str, Any]] = []
    for kind, of, by, text in zip(*sent, strict=False):
        if kind == "text":
            parts.append({"text": text})
        elif kind == "indicator":
            parts.append({"indicator": of, "by": [one for one in by.split(",") if one]})
        elif kind == "cohort":
            parts.append({"cohort": of, "by": by})
    return parts


def _stepped(parts: list[dict[str, Any]], step: str, sent: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts after one step: ``add:…``, ``up:2``, ``down:2``, ``drop:2``."""
    what, _colon, which = step.partition(":")
    if what == "add":
        new: dict[str, Any] = {"text": ""}
        if which == "indicator":
            new = {"indicator": sent.get("new_indicator", ""), "by": []}
        elif which == "cohort":
            new = {"cohort": sent.get("new_cohort", ""), "by": ""}
        return [*parts, new]
    number = int(which) if which.isdecimal() and int(which) < len(parts) else None
    if number is None:
        return parts
    if what == "drop":
        return [*parts[:number], *parts[number + 1 :]]
    other = number + {"up": -1, "down": 1}.get(what, 0)
    if 0 <= other < len(parts):
        parts[number], parts[other] = parts[other], parts[number]
    return parts


def _saved(request: DeskRequest, form: ReportForm, parts: list[dict[str, Any]], report: UUID | None) -> Report | None:
    values = form.cleaned_data
    scope, _colon, unit = values["place"].partition(":")
    try:
        return acts.compose_report(
            actor=request.user,
            title=values["title"],
            parts=parts,
            unit=UUID(unit),
            year=int(values["year"]) if values["year"] else None,
            scope=scope,
            language=values["language"],
            rhythm=values["rhythm"],
            report=report,
            client_ref=client_ref(request),
        )
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return None


def _composing(
    request: DeskRequest, form: ReportForm, parts: list[dict[str, Any]], found: Report | None
) -> dict[str, Any]:
    counted = [one for one in indicators().values() if one.measure is not Measure.CHECKLIST]
    return {
        "form": form,
        "found": found,
        "parts": [_part_line(part) for part in parts],
        "indicators": sorted(((_say(one.title), one.id) for one in counted), key=lambda one: one[0].casefold()),
        "cohorts": [(_say(one.title), one.id) for one in cohorts().values()],
        "chosen": {name: request.POST.get(name, "") for name in ("new_indicator", "new_cohort")},
    }


def _part_line(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part as the form shows it: what it is of, and how it may be split."""
    line: dict[str, Any] = {"kind": "text", "of": "", "by": "", "splits": [], "text": "", "title": _("Own text")}
    if "text" in part:
        return line | {"text": part["text"]}
    if "indicator" in part:
        indicator = indicators().get(part["indicator"])
        splits = [(",".join(by), _split(by)) for by in dict.fromkeys(indicator.by)] if indicator else []
        line |= {"kind": "indicator", "of": part["indicator"], "by": ",".join(part.get("by", ())), "splits": splits}
        return line | {"title": _say(indicator.title) if indicator else part["indicator"]}
    cohort = cohorts().get(part["cohort"])
    splits = [(by, _split((by,))) for by in cohort.by] if cohort else []
    line |= {"kind": "cohort", "of": part["cohort"], "by": part.get("by", ""), "splits": splits}
    return line | {"title": _say(cohort.title) if cohort else part["cohort"]}


def _split(by: Sequence[str]) -> str:
    return " × ".join(_say(dimension_words(name)) for name in by)


# A report ---------------------------------------------------------------------------------------------------


@desk("evidence.publish")
@require_safe
def report(request: DeskRequest, report: UUID) -> HttpResponse:
    """The report as it would be frozen now, and what was frozen of it."""
    found = asked.report_seen(report)
    context = {
        "report": found,
        "mine": found.made_by_id == request.user.pk,
        "place": _say(place_words(*asked.place_of(found))),
        "year": asked.year_of(found),
        "parts": asked.preview(request.user, found),
        "snapshots": asked.snapshots(found),
        "client_ref": new_uuid(),
        "language_name": dict(LANGUAGES)[found.language],
    }
    return render(request, "outcomes/report.html", context)


@desk("evidence.publish")
@require_POST
def freeze_report(request: DeskRequest, report: UUID) -> HttpResponse:
    """Freeze the report."""
    try:
        frozen = acts.freeze_report(actor=request.user, report=report, client_ref=client_ref(request))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.error(request, worded(problem))
        return redirect("report", report)
    messages.success(request, _("Frozen. This is what the report says from now on, whatever is recorded later."))
    return redirect("snapshot", frozen.uuid)


@desk("evidence.publish")
@require_POST
def share_report(request: DeskRequest, report: UUID) -> HttpResponse:
    """Share the report with the unit, or not any more."""
    shared = request.POST.get("shared") == "yes"
    acts.share_report(actor=request.user, report=report, shared=shared, client_ref=client_ref(request))
    messages.success(request, _("Shared with the unit.") if shared else _("Only you see it now."))
    return redirect("report", report)


@desk("evidence.publish")
@require_POST
def put_away_report(request: DeskRequest, report: UUID) -> HttpResponse:
    """Put the report away."""
    acts.put_away_report(actor=request.user, report=report, client_ref=client_ref(request))
    messages.success(request, _("Put away. What was frozen of it stays."))
    return redirect("reports")


# A snapshot -------------------------------------------------------------------------------------------------


@desk("evidence.publish")
def snapshot(request: DeskRequest, snapshot: UUID) -> HttpResponse:
    """What was frozen: its files, what it rests on; a POST counts and makes all of it again and says what came out."""
    found = asked.snapshot_seen(snapshot)
    proof: Proof | None = recounted(found) if request.method == "POST" else None
    context = {
        "snapshot": found,
        "content": found.content,
        "files": [(form, name, found.digests[form]) for form, name in _KINDS.items()],
        "definitions": sorted(found.definitions.items()),
        "proof": proof,
        "proof_files": [(_KINDS[form], same) for form, same in proof.files.items()] if proof else [],
    }
    return render(request, "outcomes/snapshot.html", context)


@desk("evidence.publish")
@require_safe
def snapshot_file(request: DeskRequest, snapshot: UUID, form: str) -> HttpResponse:
    """A file of a snapshot, made again from what was kept."""
    found: Snapshot = asked.snapshot_seen(snapshot)
    if form not in KINDS:
        return HttpResponseNotFound()
    answer = HttpResponse(made(found.content, form), content_type=KINDS[form])
    name = slugify(found.report.title, allow_unicode=True)[:60] or "report"
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}-{found.frozen_at:%Y-%m-%d}.{form}")
    return answer
