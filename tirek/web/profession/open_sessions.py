"""Anybody looks for a session: what it is about, when, whether there is a place; registers, or answers the call.

No account is needed. What they leave is opened by a code in a link that is shown once, and sent where there is mail.
"""

from base64 import b32encode
from datetime import UTC
from typing import Any
from uuid import UUID

import icalendar
from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.access.door import DOOR, code_hash, new_code, with_code
from tirek.access.models import User
from tirek.kernel.clock import now, today
from tirek.profession.actions.papers import offer_paper
from tirek.profession.actions.registrations import register_for_session
from tirek.profession.engine.sessions import call_open, registration_open, ways
from tirek.profession.enums import Mode, PaperKind
from tirek.profession.models import CapacitySession, Paper, Registration
from tirek.profession.selectors.learning import topic_title
from tirek.profession.selectors.registrations import own_registration
from tirek.profession.selectors.sessions import (
    announced_sessions,
    materials_of,
    places_of,
    programme_of_session,
    session_announced,
    sessions_ahead,
    sessions_over,
)
from tirek.toolkit.formats import page_language
from tirek.web.desk import client_ref
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.registrations_mail import mail_paper, mail_registration
from tirek.web.profession.sessions_acting import SessionForm, done

_LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class KeyedForm(SessionForm):
    """A form that leaves something behind a code; the code is drawn with it, so that sending twice is once."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["key"].initial = new_code()


class RegisterForm(KeyedForm):
    """Who comes, and how."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=200,
        help_text=gettext_lazy("As it is to stand on the certificate."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False,
        help_text=gettext_lazy("For the link to your registration; nothing else is sent."),
    )  # fmt: skip
    mode = forms.ChoiceField(label=gettext_lazy("How you take part"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=gettext_lazy("Your number in the register"), required=False, max_length=20,
        help_text=gettext_lazy("If you are in the register of practitioners: your hours are counted by it."),
    )  # fmt: skip
    for_other = forms.BooleanField(label=gettext_lazy("I register somebody else"), required=False)

    def __init__(self, data: Any, session: CapacitySession, *, known: bool, name: str) -> None:
        super().__init__(data, initial={"name": name})
        places = places_of([session])[session.pk]
        offered = [(way.value, _worded(way, places.free(session, way))) for way in ways(session)]
        self.fields["mode"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["mode"].initial = offered[0][0]
        if not known:
            del self.fields["for_other"]


def _worded(way: Mode, free: int) -> str:
    left = _("places left: %(n)s") % {"n": free} if free else _("full, you would wait")
    return f"{way.label} ({left})"


class PaperForm(KeyedForm):
    """A paper, a case study or a workshop offered to a session."""

    kind = forms.ChoiceField(label=gettext_lazy("What you offer"), choices=PaperKind.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language of the paper"), choices=_LANGUAGES)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    abstract = forms.CharField(
        label=gettext_lazy("Abstract"), widget=forms.Textarea({"rows": 10}), max_length=12_000,
        help_text=gettext_lazy("No names, places or dates by which a family could be recognised. Reviewers read it"
                               " without your name: do not write it here."),
    )  # fmt: skip
    author = forms.CharField(label=gettext_lazy("Authors"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    affiliation = forms.CharField(label=gettext_lazy("Organisation or university"), max_length=200, required=False)
    student = forms.BooleanField(label=gettext_lazy("I am a student"), required=False)
    nobody_named = forms.BooleanField(
        label=gettext_lazy("No client can be recognised in it"), required=False,
        help_text=gettext_lazy("Changed details are not enough if colleagues would know the family."),
    )  # fmt: skip
    to_publish = forms.BooleanField(
        label=gettext_lazy("If it is accepted, it may stand in the proceedings with my name"), required=False
    )


@public
@require_safe
def open_sessions(request: PublicRequest) -> HttpResponse:
    """What is ahead, and what was."""
    ahead, over = sessions_ahead(), sessions_over()[:20]
    places = places_of(ahead)
    rows = [(one, places[one.pk], registration_open(one, now()), call_open(one, today())) for one in ahead]
    return render(request, "profession/session_open_list.html", {"rows": rows, "over": over})


@public
@require_safe
def open_session(request: PublicRequest, session: str) -> HttpResponse:
    """One session: about, when, where, programme, places, call."""
    seen = session_announced(session)
    places = places_of([seen])[seen.pk]
    moment, mine = now(), request.user.is_authenticated and own_registration(request.actor, seen)
    own = own_key(request.actor, seen)
    context = {
        "session": seen,
        "items": programme_of_session(seen),
        "ways": [(way, places.free(seen, way)) for way in ways(seen)],
        "places": places,
        "registration_open": registration_open(seen, moment),
        "call_open": call_open(seen, today()),
        "call_ahead": seen.state == "announced" and seen.call_from is not None and seen.call_from > today(),
        "over": seen.ends_at < moment,
        "topic": topic_title(seen.topic) if seen.topic else "",
        "materials": materials_of(seen, public=True),
        "mine": mine,
        "own": own if mine and mine.door_hash == code_hash(own) else "",
    }
    return render(request, "profession/session_open.html", context)


@public
def session_register(request: PublicRequest, session: str) -> HttpResponse:
    """Register: a place, or the waiting list; then the link that opens the registration."""
    seen = session_announced(session)
    known = request.actor.username != DOOR
    form = RegisterForm(
        request.POST if request.method == "POST" else None, seen, known=known,
        name=request.actor.get_full_name() if known else "",
    )  # fmt: skip
    made: list[Registration] = []

    def register() -> None:
        values = form.cleaned_data
        if known and not values.get("for_other"):
            values["key"] = own_key(request.actor, seen)
        with with_code(values["key"], request.actor):
            made.append(
                register_for_session(
                    actor=request.actor,
                    session=session,
                    code=values["key"],
                    name=values["name"],
                    mode=values["mode"],
                    email=values["email"],
                    language=page_language(),
                    number=values["number"],
                    for_other=values.get("for_other", False),
                    client_ref=client_ref(request),
                )
            )

    if request.method == "POST" and done(request, form, register):
        mail_registration(made[0], seen, _link("registration_own", form.cleaned_data["key"]))
        return redirect(reverse("registration_own", args=[form.cleaned_data["key"]]) + "?new=1")
    context = {"form": form, "session": seen, "open": registration_open(seen, now())}
    return render(request, "profession/session_register.html", context, status=422 if form.is_bound else 200)


@public
def paper_offer(request: PublicRequest, session: str) -> HttpResponse:
    """Offer a paper; then the link by which the author reads what became of it."""
    seen = session_announced(session)
    known = request.actor.username != DOOR
    said = {"language": page_language()}
    if known:
        said |= {"author": request.actor.get_full_name(), "email": request.actor.email}
    form = PaperForm(request.POST if request.method == "POST" else None, initial=said)
    made: list[Paper] = []

    def offer() -> None:
        values = {name: value for name, value in form.cleaned_data.items() if name not in ("key", "client_ref")}
        key = form.cleaned_data["key"]
        with with_code(key, request.actor):
            made.append(
                offer_paper(actor=request.actor, session=session, code=key, client_ref=client_ref(request), **values)
            )

    if request.method == "POST" and done(request, form, offer):
        mail_paper(made[0], seen, _link("paper_own", form.cleaned_data["key"]))
        return redirect(reverse("paper_own", args=[form.cleaned_data["key"]]) + "?new=1")
    context = {"form": form, "session": seen, "open": call_open(seen, today())}
    return render(request, "profession/paper_offer.html", context, status=422 if form.is_bound else 200)


def own_key(user: User, session: CapacitySession) -> str:
    """The code of what somebody with a login registers for themselves: made anew each time, so that it is not lost."""
    digest = salted_hmac("tirek.profession.own_key", f"{session.uuid}:{user.uuid}", algorithm="sha256").digest()
    return b32encode(digest).decode().lower()[:24]


@public
@require_safe
def session_calendar(request: PublicRequest, session: str) -> HttpResponse:
    """One session for a calendar."""
    return _calendar([session_announced(session)], session)


@public
@require_safe
def sessions_calendar(request: PublicRequest) -> HttpResponse:
    """Every session that is ahead, and those of the last year, for a calendar that follows them."""
    return _calendar(list(announced_sessions().order_by("-starts_at")[:100]), "tirek")


def _calendar(sessions: list[CapacitySession], name: str) -> HttpResponse:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Tirek//sessions//")
    calendar.add("version", "2.0")
    for one in sessions:
        event = icalendar.Event()
        event.add("uid", f"{one.uuid}@{settings.URL.split('//')[-1]}")
        event.add("dtstamp", now().astimezone(UTC))
        event.add("dtstart", one.starts_at.astimezone(UTC))
        event.add("dtend", one.ends_at.astimezone(UTC))
        event.add("summary", one.title)
        event.add("description", one.text)
        event.add("location", one.place or _("Online"))
        event.add("url", _link("open_session", one.code))
        event.add("status", "CANCELLED" if one.state == "cancelled" else "CONFIRMED")
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _link(name: str, *words: str | UUID) -> str:
    return f"{settings.URL}{reverse(name, args=words)}"
