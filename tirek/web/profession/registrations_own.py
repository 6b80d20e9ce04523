"""Whoever registered opens their own page with the code of the link: before the session, in it, after it.

Before: the ticket, another way of taking part, no longer coming. On the day: where to meet online, the presence code.
After: materials, feedback, the certificate.
"""

from typing import Any

import segno
from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.feedback import FeedbackOpen, give_feedback
from tirek.profession.actions.papers import agree_to_publication, withdraw_paper
from tirek.profession.actions.presence import be_present
from tirek.profession.actions.registrations import cancel_registration, change_mode
from tirek.profession.engine.sessions import check_in_open, feedback_open, ways
from tirek.profession.enums import CheckIn, Mode, PaperKind, PaperState
from tirek.profession.models import Registration
from tirek.profession.selectors.certificates import certificate_of_registration
from tirek.profession.selectors.feedback import feedback_form
from tirek.profession.selectors.papers import paper_in_hand, words_to_author
from tirek.profession.selectors.registrations import registration_in_hand
from tirek.profession.selectors.sessions import materials_of, online_link, places_of, room_open
from tirek.toolkit.formats import page_language
from tirek.web.desk import client_ref
from tirek.web.profession.papers import STATES as PAPER_STATES
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.sessions_acting import SessionForm, done, pressed
from tirek.web.worker.answers import question_label
from tirek.web.worker.assessment import AnswersField


class PresenceForm(SessionForm):
    """The code told in the session."""

    presence = forms.CharField(
        label=gettext_lazy("Presence code"),
        max_length=8,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "data-no-draft": ""}),
    )


class FeedbackForm(SessionForm):
    """The answers of the form element."""

    answers = AnswersField(label=gettext_lazy("Answers"))


@public
def registration_own(request: PublicRequest, code: str) -> HttpResponse:
    """One's own registration, and what can be done about it."""
    one = registration_in_hand(code)
    presence = PresenceForm(request.POST if request.POST.get("do") == "presence" else None)
    if request.method == "POST" and _did(request, one, presence):
        return redirect("registration_own", code)
    session, moment = one.session, now()
    places = places_of([session])[session.pk]
    going = one.state != "cancelled"
    others = [way for way in ways(session) if way != one.mode and places.free(session, way)]
    there = one.there_at is not None
    online = one.mode == Mode.ONLINE and one.state == "registered"
    link = online_link(session) if online else ""
    context = {
        "one": one,
        "session": session,
        "new": "new" in request.GET,
        "address": f"{settings.URL}{reverse('registration_own', args=[code])}",
        "code": code,
        "mode": Mode(one.mode).label,
        "there_by": CheckIn(one.there_by).label if one.there_by else "",
        "ticket": _square(one) if one.state == "registered" and one.mode == Mode.ONSITE and not there else "",
        "others": [] if there or moment > session.ends_at else others,
        "may_cancel": going and not there and moment <= session.ends_at,
        "link": link if room_open(session) and session.ends_at >= moment else "",
        "link_later": bool(link) and not room_open(session),
        "presence": presence if online and not there and check_in_open(session, moment) else None,
        "materials": materials_of(session) if going else [],
        "may_say": there and one.feedback_on is None and feedback_open(session, moment),
        "certificate": certificate_of_registration(code),
        "client_ref": new_uuid(),
    }
    return render(request, "profession/session_registration.html", context, status=422 if presence.is_bound else 200)


def _did(request: PublicRequest, one: Registration, presence: PresenceForm) -> bool:
    common: dict[str, Any] = {"actor": request.actor, "registration": one.uuid, "client_ref": client_ref(request)}
    what = request.POST.get("do")
    if what == "presence":
        return done(
            request,
            presence,
            lambda: be_present(code=presence.cleaned_data["presence"], **common),
            _("You are there. Thank you."),
        )
    if what == "cancel":
        pressed(
            request, lambda: cancel_registration(**common), _("You are no longer registered. Thank you for saying.")
        )
    elif what == "mode":
        mode = request.POST.get("mode", "")
        pressed(request, lambda: change_mode(mode=mode, **common), _("Changed."))
    return True


def _square(one: Registration) -> str:
    """The ticket as a picture: the address of the entrance desk with the ticket in it."""
    path = reverse("session_check_in", args=[one.session.code])
    made = segno.make(f"{settings.URL}{path}?ticket={one.ticket}", error="m")
    return str(made.svg_data_uri(scale=4, border=2))


@public
def registration_feedback(request: PublicRequest, code: str) -> HttpResponse:
    """The feedback form, once, for who was there."""
    one = registration_in_hand(code)
    version, language = feedback_form(one.session), page_language()
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    wrong: list[tuple[str, str]] = []

    def give() -> None:
        try:
            give_feedback(
                actor=request.actor, registration=one.uuid, answers=form.cleaned_data["answers"] or {},
                language=language, client_ref=client_ref(request),
            )  # fmt: skip
        except FeedbackOpen as problem:
            wrong.extend((question_label(version.form, each.name, language), "") for each in problem.violations)
            raise

    if request.method == "POST" and done(request, form, give, _("Thank you. Your answers are kept without your name.")):
        return redirect("registration_own", code)
    context = {
        "form": form,
        "session": one.session,
        "code": code,
        "may": one.there_at is not None and one.feedback_on is None and feedback_open(one.session, now()),
        "given": one.feedback_on is not None,
        "setup": {"definition": version.definition},
        "today": today(),
        "language": language,
        "wrong": wrong,
    }
    return render(request, "profession/session_feedback.html", context, status=422 if form.is_bound else 200)


@public
def paper_own(request: PublicRequest, code: str) -> HttpResponse:
    """What the author offered, and what became of it."""
    paper = paper_in_hand(code)
    if request.method == "POST":
        common: dict[str, Any] = {"actor": request.actor, "paper": paper.uuid, "client_ref": client_ref(request)}
        if request.POST.get("do") == "withdraw":
            pressed(request, lambda: withdraw_paper(**common), _("Your paper is taken back."))
        elif request.POST.get("do") == "publish":
            agreed = request.POST.get("agreed") == "yes"
            pressed(request, lambda: agree_to_publication(agreed=agreed, **common), _("Changed."))
        return redirect("paper_own", code)
    context = {
        "paper": paper,
        "session": paper.session,
        "kind": PaperKind(paper.kind).label,
        "state": PAPER_STATES[paper.state],
        "state_word": PaperState(paper.state).label,
        "decided": paper.state in (PaperState.ACCEPTED, PaperState.DECLINED),
        "words": words_to_author(paper),
        "items": [item for item in paper.items.all() if item.removed_on is None],
        "new": "new" in request.GET,
        "address": f"{settings.URL}{reverse('paper_own', args=[code])}",
        "client_ref": new_uuid(),
    }
    return render(request, "profession/paper_own.html", context)
