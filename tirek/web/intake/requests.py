"""Who asks another unit who somebody is, and who answers: the list of both sides, one request, and who looked.

The asker leaves with an answer or a phone number; the supervisor with a decision that stays readable.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.access.models import AuditEntry, Unit, User
from tirek.access.policy import holds, units_of
from tirek.access.selectors.staff import units_of_users
from tirek.kernel.clock import ZONE, now, today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.requests import LONGEST, grant_access, refuse_access, request_access, withdraw_request
from tirek.people.enums import AccessGround, RequestState
from tirek.people.models import AccessRequest, Person
from tirek.people.selectors.names import display_name, with_names
from tirek.people.selectors.previews import looks_at_unit
from tirek.people.selectors.requests import my_requests, request_to, requests_to
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import DayInput, show_problem, worded
from tirek.web.intake.forms import OneOfGroup
from tirek.web.intake.previews import FOUND_BY, STATES

USUAL = 30


class GroundField(OneOfGroup, forms.ChoiceField):
    """Asked for when the answer is yes."""


class EndField(OneOfGroup, forms.DateField):
    """Asked for when the answer is yes."""


class AnswerForm(forms.Form):
    """Say who it is or say no; on what ground, until when, and what the asker should know."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("grant", gettext_lazy("Say who it is")), ("refuse", gettext_lazy("Refuse"))],
        widget=forms.RadioSelect,
    )
    ground = GroundField(
        label=gettext_lazy("On what ground, if you say it"),
        choices=[("", gettext_lazy("choose")), *AccessGround.choices],
    )
    lasts_until = EndField(
        label=gettext_lazy("Access until"), help_text=gettext_lazy("At most for 90 days."), widget=DayInput
    )
    answer = forms.CharField(
        label=gettext_lazy("What the asker should know"),
        help_text=gettext_lazy("When you refuse: why. Whom to call, and when. Not why the person is known to you."),
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
        required=False,
    )


@dataclass(frozen=True)
class Look:
    """What somebody was shown on a day: when last, who, from where, of whom, found by what."""

    at: datetime
    who: str
    unit: Unit | None
    people: dict[str, Person]
    found_by: set[str]


@desk("access.request")
@require_POST
def ask_access(request: DeskRequest) -> HttpResponse:
    """From a preview: ask those who know the person."""
    said = request.POST
    try:
        request_access(
            actor=request.user,
            reference=said.get("reference", ""),
            purpose=said.get("purpose", ""),
            request_note=said.get("request_note", ""),
            client_ref=client_ref(request),
        )
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
    else:
        messages.success(request, _("Your request is on its way. The answer will stand under Requests."))
    back = said.get("back", "")
    inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if inside else reverse("person_search"))


@desk("access.request")
@require_safe
def access_requests(request: DeskRequest) -> HttpResponse:
    """What the user asked for; and, for those who answer, what waits and who looked."""
    answers = holds(request.user, "access.answer")
    units = units_of(request.user, "access.answer")
    answered = [state for state in RequestState.values if state != RequestState.ASKED]
    context = {
        "mine": [_shown(one.asked, one=one) for one in my_requests(request.user)],
        "answers": answers,
        "waiting": [_shown(asked) for asked in requests_to(request.user, RequestState.ASKED)] if answers else [],
        "answered": [_shown(asked) for asked in requests_to(request.user, *answered).order_by("-answered_at")[:20]]
        if answers
        else [],
        "looks": looks_shown(looks_at_unit(units)) if answers else [],
    }
    return render(request, "intake/requests.html", context)


@desk("access.request")
def access_request(request: DeskRequest, asked: UUID) -> HttpResponse:
    """One request: its asker reads the answer or takes it back, the unit that knows the person answers."""
    own = next(iter(my_requests(request.user, asked)), None)
    return _of_asker(request, own) if own else _to_us(request, request_to(request.user, asked))


def _of_asker(request: DeskRequest, own: Any) -> HttpResponse:
    asked: AccessRequest = own.asked
    if request.method == "POST":
        try:
            withdraw_request(actor=request.user, request=asked.uuid, client_ref=client_ref(request))
            messages.success(request, _("The request is taken back."))
        except (Refused, Missing):
            raise
        except Problem as problem:
            messages.warning(request, worded(problem))
        return redirect("access_request", asked.uuid)
    return render(request, "intake/request.html", {"line": _shown(asked, one=own), "own": True})


def _to_us(request: DeskRequest, asked: AccessRequest) -> HttpResponse:
    first = {"client_ref": new_uuid(), "lasts_until": today() + timedelta(days=USUAL)}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, asked, form.cleaned_data)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Your answer is recorded."))
            return redirect("access_requests")
    reading(request, asked, "access_request")
    context = {"line": _shown(asked), "own": False, "form": form, "longest": LONGEST}
    return render(request, "intake/request.html", context, status=422 if request.method == "POST" else 200)


def _answer(request: DeskRequest, asked: AccessRequest, said: dict[str, Any]) -> None:
    common = {"actor": request.user, "request": asked.uuid, "answer": said["answer"], "client_ref": client_ref(request)}
    if said["decision"] == "refuse":
        refuse_access(**common)
    else:
        grant_access(ground=said["ground"], lasts_until=said["lasts_until"] or today(), **common)


def _shown(asked: AccessRequest, one: Any = None) -> dict[str, Any]:
    """A request in the words of the page; ``one`` is the asker's side of it."""
    tone, icon = STATES[asked.state]
    over = one is not None and asked.state == RequestState.GRANTED and one.person is None
    return {
        "asked": asked,
        "one": one,
        "person": one.person if one else asked.person,
        "name": display_name(one.person if one and one.person else asked.person) if not one or one.person else "",
        "purpose": asked.get_purpose_display(),
        "ground": asked.get_ground_display() if asked.ground else "",
        "state": _("The time is over") if over else asked.get_state_display(),
        "tone": "plain" if over else tone,
        "icon": "clock" if over else icon,
    }


def looks_shown(lines: Iterable[AuditEntry]) -> list[Look]:
    """Who was shown a preview of somebody the user's units know, within 30 days; a line for each asker and day."""
    since = now() - timedelta(days=30)
    rows = [line for line in lines if line.at >= since]
    people = {one.uuid: one for one in with_names(Person.objects.filter(uuid__in={row.subject_uuid for row in rows}))}
    askers = User.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    places = units_of_users(askers)
    looks: dict[tuple[int, date], Look] = {}
    for row in rows:
        at, who = row.at.astimezone(ZONE), row.actor_id or 0
        look = looks.setdefault((who, at.date()), Look(at, str(askers.get(who) or ""), places.get(who), {}, set()))
        look.found_by.add(str(FOUND_BY.get(row.facts.get("found_by", ""), _("found by the name"))))
        if row.subject_uuid in people:
            look.people[str(row.subject_uuid)] = people[row.subject_uuid]
    return list(looks.values())
