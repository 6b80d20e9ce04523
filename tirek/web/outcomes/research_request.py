"""One request for research data: its asker agrees and takes the data, the manager decides, hands over, calls back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.outcomes.actions.research import (
    accept_agreement,
    decide_research,
    recall_release,
    release_data,
    take_release,
    withdraw_research,
)
from tirek.outcomes.engine.research.agreement import CLAUSES, VERSION
from tirek.outcomes.engine.research.anonymity import USUAL_K, USUAL_L
from tirek.outcomes.engine.research.fields import Part
from tirek.outcomes.engine.research.mark import visible
from tirek.outcomes.enums import RequestState
from tirek.outcomes.models import ResearchRelease, ResearchRequest
from tirek.outcomes.selectors.research import (
    earlier_release,
    lasts,
    release_of,
    request_seen,
    table_of,
    taken_archive,
    twin_of,
)
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem, worded
from tirek.web.outcomes.research import table_title

#: Days before the end from which on the page says that it is near.
SOON = 30
STATES = {"asked": "waiting", "approved": "approved", "refused": "refused", "withdrawn": "withdrawn"}


class DecisionForm(forms.Form):
    """Yes or no, and why; how many must look alike."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("approve", gettext_lazy("Allow")), ("refuse", gettext_lazy("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The asker reads it."),
        widget=forms.Textarea({"rows": 3}),
    )
    k = forms.IntegerField(
        label=gettext_lazy("How many families must look alike"),
        help_text=gettext_lazy("Five at least. More make the data coarser and safer."),
        min_value=USUAL_K,
        max_value=50,
    )
    diversity = forms.IntegerField(
        label=gettext_lazy("In how many values they must differ"),
        help_text=gettext_lazy("Two at least: for each confidential field, among those who look alike."),
        min_value=USUAL_L,
        max_value=5,
    )


class RecallForm(forms.Form):
    """Why a release is called back."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("The asker reads it."), widget=forms.Textarea({"rows": 3})
    )


@dataclass(frozen=True)
class Given:
    """A field of a request: its name, and how it was coarsened once there is a release."""

    title: str
    about: str
    step: str
    outward: bool


@desk("evidence.view")
def research_request(request: DeskRequest, research: UUID) -> HttpResponse:
    """The request, and what its reader may do next."""
    asked = request_seen(request.user, research)
    own = asked.asked_by_id == request.user.pk
    form = DecisionForm(
        request.POST if request.method == "POST" and not own else None,
        initial={"client_ref": new_uuid(), "k": USUAL_K, "diversity": USUAL_L},
    )
    if request.method == "POST" and (_of_asker(request, asked) if own else _decided(request, asked, form)):
        return redirect("research_request", asked.uuid)
    release, language = release_of(asked), page_language()
    context = {
        "asked": asked,
        "own": own,
        "state": STATES[asked.state],
        "table": table_title(asked.table),
        "fields": given(asked, release),
        "form": form,
        "clauses": [clause.say(language) for clause in CLAUSES],
        "agreement": VERSION,
        "release": release,
        "mark": visible(release.mark_key) if release else "",
        "lasts": release is not None and lasts(release),
        "soon": SOON,
        "twice": not own and asked.state == RequestState.ASKED and earlier_release(asked) is not None,
        "recall": RecallForm(initial={"client_ref": new_uuid()}),
        "client_ref": new_uuid(),
    }
    return render(request, "outcomes/research_request.html", context, status=422 if request.method == "POST" else 200)


@desk("research.decide")
@require_POST
def research_release(request: DeskRequest, research: UUID) -> HttpResponse:
    """Make what was allowed, and say what came of it."""
    try:
        release = release_data(actor=request.user, request=research, client_ref=client_ref(request))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
    else:
        messages.success(request, _("%(mark)s is ready to be taken.") % {"mark": visible(release.mark_key)})
    return redirect("research_request", research)


@desk("research.decide")
@require_POST
def research_recall(request: DeskRequest, research: UUID) -> HttpResponse:
    """Call a release back."""
    try:
        recall_release(
            actor=request.user,
            request=research,
            reason=request.POST.get("reason", ""),
            client_ref=client_ref(request),
        )
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
    else:
        messages.success(request, _("The release is called back. Our copy is empty; tell the asker to destroy theirs."))
    return redirect("research_request", research)


@desk("research.ask")
@require_POST
def research_take(request: DeskRequest, research: UUID) -> HttpResponse:
    """The archive of a release; each time is an act of its own."""
    try:
        release = take_release(actor=request.user, request=research)
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
        return redirect("research_request", research)
    return _archive(taken_archive(request.user, release), visible(release.mark_key))


@desk("evidence.view")
@require_safe
def research_twin(request: DeskRequest, research: UUID) -> HttpResponse:
    """The archive of the twin; it needs no decision."""
    asked = request_seen(request.user, research)
    try:
        made = twin_of(asked)
    except Problem as problem:
        messages.warning(request, worded(problem))
        return redirect("research_request", research)
    reading(request, asked, "research_twin")
    return _archive(made, f"twin-{asked.table}")


def given(asked: ResearchRequest, release: ResearchRelease | None) -> list[Given]:
    """The fields of a request in the words of the page."""
    language = page_language()
    steps = {step["field"]: step for step in release.steps if "level" in step} if release else {}
    rare = {step["field"]: step["rare"] for step in release.steps if "rare" in step} if release else {}
    found = []
    for field in table_of(asked).chosen(asked.fields):
        step = ""
        if field.code in steps:
            step = field.ladder[steps[field.code]["level"]].title.say(language)
        elif field.code in rare:
            step = _("%(n)s rare values put together") % {"n": rare[field.code]}
        elif release:
            step = _("as written")
        found.append(Given(field.title.say(language), field.about.say(language), step, field.part is Part.OUTWARD))
    return found


def _of_asker(request: DeskRequest, asked: ResearchRequest) -> bool:
    """Accept the agreement or take the request back; whatever came of it is said."""
    common: dict[str, Any] = {"actor": request.user, "request": asked.uuid, "client_ref": client_ref(request)}
    try:
        if request.POST.get("do") == "withdraw":
            withdraw_research(**common)
            messages.success(request, _("The request is taken back."))
        else:
            accept_agreement(version=request.POST.get("version", ""), **common)
            messages.success(request, _("You have accepted the agreement. The manager decides now."))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
    return True


def _decided(request: DeskRequest, asked: ResearchRequest, form: DecisionForm) -> bool:
    """The manager's decision; False where the form has to be mended."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        decide_research(
            actor=request.user,
            request=asked.uuid,
            approve=said["decision"] == "approve",
            reason=said["reason"],
            k=said["k"],
            diversity=said["diversity"],
            client_ref=client_ref(request),
        )
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return False
    messages.success(request, _("Your decision is recorded."))
    return True


def _archive(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response
