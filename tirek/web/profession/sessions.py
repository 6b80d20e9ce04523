"""The organiser's desk: between the call and the proceedings, what is to be done for a session now.

She opens the list to see which session needs her, and a session to announce it, to close it as held, to give people
something to take along, to write down what was recommended. Papers, programme, registrations and the entrance have
pages of their own.
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tirek.access.policy import holds
from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.certificates import issue_all
from tirek.profession.actions.plans import propose_recommendation
from tirek.profession.actions.proceedings import close_session, publish_proceedings
from tirek.profession.actions.sessions import (
    add_material,
    announce_session,
    cancel_session,
    change_session,
    make_session,
    remove_material,
)
from tirek.profession.engine.sessions import FEEDBACK_FROM, call_open, check_in_open, registration_open
from tirek.profession.enums import SessionState
from tirek.profession.models import CapacitySession
from tirek.profession.selectors.feedback import feedback_of
from tirek.profession.selectors.proceedings import recommendations_of
from tirek.profession.selectors.sessions import (
    materials_of,
    online_link,
    own_sessions,
    places_of,
    session_held,
)
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.sessions_acting import done, pressed, uuid_of
from tirek.web.profession.sessions_forms import MaterialForm, MeetingForm, RecommendationForm


@desk("session.hold")
@require_safe
def sessions(request: DeskRequest) -> HttpResponse:
    """My sessions: those ahead with their numbers, those that were."""
    found = list(own_sessions(request.user))
    places = places_of(found)
    ahead = [one for one in found if one.state in ("draft", "announced")]
    context = {
        "ahead": [(one, places[one.pk]) for one in reversed(ahead)],
        "past": [(one, places[one.pk]) for one in found if one not in ahead],
    }
    return render(request, "profession/session_list.html", context)


@desk("session.hold")
def session_new(request: DeskRequest) -> HttpResponse:
    """A new session, as a draft."""
    form = MeetingForm(request.POST if request.method == "POST" else None, request.user)
    made: list[CapacitySession] = []

    def make() -> None:
        unit = form.cleaned_data.get("unit") or form.only_unit
        made.append(make_session(actor=request.user, unit=UUID(unit), client_ref=client_ref(request), **form.said()))

    if request.method == "POST" and done(request, form, make, _("The draft is there. Nobody else sees it yet.")):
        return redirect("session", made[0].code)
    return render(
        request, "profession/session_form.html", {"form": form, "session": None}, status=422 if form.is_bound else 200
    )


@desk("session.hold")
def session_change(request: DeskRequest, session: str) -> HttpResponse:
    """Change what is said of a session."""
    held = session_held(request.user, session)
    form = MeetingForm(request.POST if request.method == "POST" else None, request.user, held)

    def change() -> None:
        change_session(actor=request.user, session=session, client_ref=client_ref(request), **form.said())

    if request.method == "POST" and done(request, form, change, _("The session is changed.")):
        return redirect("session", session)
    context = {"form": form, "session": held}
    return render(request, "profession/session_form.html", context, status=422 if form.is_bound else 200)


@desk("session.hold")
@require_safe
def session(request: DeskRequest, session: str) -> HttpResponse:
    """A session as its organiser sees it: what stands, what is next."""
    return _page(request, session_held(request.user, session))


#: What a button of the page does, and what is said then.
_BUTTONS: dict[str, tuple[Any, str]] = {
    "announce": (announce_session, "announced"),
    "cancel": (cancel_session, "cancelled"),
    "close": (close_session, "closed"),
    "proceedings": (publish_proceedings, "published"),
}


@desk("session.hold")
@require_POST
def session_step(request: DeskRequest, session: str, step: str) -> HttpResponse:
    """Announce, cancel, close as held, publish the proceedings, issue the certificates."""
    held = session_held(request.user, session)
    said = {
        "announced": _("Everybody sees the session now and can register."),
        "cancelled": _("The session is cancelled and shown so."),
        "closed": _("The session is closed. The hours of those in the register who were there are counted."),
        "published": _("The proceedings are public."),
    }
    if step == "certificates":
        pressed(
            request,
            lambda: issue_all(actor=request.user, session=held.uuid, client_ref=client_ref(request)),
            _("Everybody who was there has a certificate now."),
        )
    elif step in _BUTTONS:
        act, word = _BUTTONS[step]
        pressed(request, lambda: act(actor=request.user, session=session, client_ref=client_ref(request)), said[word])
    return redirect("session", session)


@desk("session.hold")
@require_POST
def session_material(request: DeskRequest, session: str) -> HttpResponse:
    """Put a material there, or take one away."""
    held = session_held(request.user, session)
    if gone := request.POST.get("remove"):
        pressed(
            request,
            lambda: remove_material(actor=request.user, session=session, material=uuid_of(gone)),
            _("The material is taken away."),
        )
        return redirect("session", session)
    form = MaterialForm(request.POST)

    def add() -> None:
        values = form.cleaned_data
        add_material(
            actor=request.user, session=session, titles=form.words("title"), link=values["link"], text=values["text"],
            public=values["public"], client_ref=client_ref(request),
        )  # fmt: skip

    if done(request, form, add, _("The material is there.")):
        return redirect("session", session)
    return _page(request, held, status=422, material=form)


@desk("session.hold")
@require_POST
def session_recommendation(request: DeskRequest, session: str) -> HttpResponse:
    """Write down what the session recommends; it goes into the session's plan as a proposal."""
    held = session_held(request.user, session)
    form = RecommendationForm(request.POST)

    def propose() -> None:
        propose_recommendation(
            actor=request.user, session=held.uuid, texts=form.words("text"), owner=form.cleaned_data["owner"],
            client_ref=client_ref(request),
        )  # fmt: skip

    if done(request, form, propose, _("The recommendation is written down as a proposal.")):
        return redirect("session", session)
    return _page(request, held, status=422, recommendation=form)


def _page(request: DeskRequest, held: CapacitySession, status: int = 200, **forms: Any) -> HttpResponse:
    lines = list(held.registrations.values_list("state", "there_at", "there_by"))
    there = [by for state, at, by in lines if at and state != "cancelled"]
    papers = held.papers.exclude(state="withdrawn").values_list("state", flat=True)
    context = {
        "session": held,
        "places": places_of([held])[held.pk],
        "papers": len(papers),
        "undecided": sum(state in ("submitted", "review") for state in papers),
        "items": held.items.filter(removed_on=None).count(),
        "there": len(there),
        "there_online": there.count("code"),
        "materials": materials_of(held),
        "link": online_link(held),
        "call_open": call_open(held, today()),
        "registration_open": registration_open(held, now()),
        "check_in_open": check_in_open(held, now()),
        "may_close": held.state == SessionState.ANNOUNCED and held.starts_at <= now(),
        "feedback": feedback_of(held, page_language()) if held.starts_at <= now() else None,
        "feedback_from": FEEDBACK_FROM,
        "recommendations": recommendations_of(held),
        "may_recommend": holds(request.user, "recommendation.keep", held.unit_id),
        "may_certify": holds(request.user, "certificate.issue", held.unit_id) and held.ends_at <= now(),
        "material": MaterialForm(),
        "recommendation": RecommendationForm(),
        "client_ref": new_uuid(),
        **forms,
    }
    return render(request, "profession/session_page.html", context, status=status)
