"""At the entrance and in the room online: the organiser lets people in and opens presence codes.

The square on a ticket is the address of this page with the ticket in it, so that the camera of any phone on which the
organiser is logged in opens it; the code can be typed, or the name looked for, where the camera fails.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.presence import check_in, open_presence_code
from tirek.profession.engine.sessions import CODE_MINUTES, check_in_open
from tirek.profession.enums import CheckIn, RegistrationState
from tirek.profession.selectors.registrations import (
    found_by_name,
    registration_held,
    registration_with_ticket,
    registrations_of,
)
from tirek.profession.selectors.sessions import places_of, session_held
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.sessions_acting import SessionForm, done, pressed, uuid_of


class CodeForm(SessionForm):
    """How long a presence code holds."""

    minutes = forms.ChoiceField(
        label=gettext_lazy("It holds for so many minutes"),
        choices=[(str(n), str(n)) for n in CODE_MINUTES],
        initial="15",
    )


@desk("session.hold")
def session_check_in(request: DeskRequest, session: str) -> HttpResponse:
    """Who stands before me: by ticket or by name; and let them in."""
    held = session_held(request.user, session)
    if request.method == "POST":
        return _let_in(request, session)
    ticket, name = request.GET.get("ticket", "").strip()[:40], request.GET.get("name", "").strip()[:80]
    one = registration_with_ticket(held, ticket)
    there = registrations_of(held).filter(there_at__isnull=False).order_by("-there_at")
    context: dict[str, Any] = {
        "session": held,
        "open": check_in_open(held, now()),
        "ticket": ticket,
        "name": name,
        "one": one,
        "found": found_by_name(held, name) if name and one is None else [],
        "there": there[:8],
        "there_count": there.count(),
        "places": places_of([held])[held.pk],
        "client_ref": new_uuid(),
    }
    return render(request, "profession/session_check_in.html", context)


def _let_in(request: DeskRequest, session: str) -> HttpResponse:
    held = session_held(request.user, session)
    one = registration_held(held, uuid_of(request.POST.get("registration", "")))
    by = CheckIn.QR if request.POST.get("by") == "qr" else CheckIn.DESK
    said = _("%(name)s is there.") % {"name": one.name}
    pressed(
        request,
        lambda: check_in(
            actor=request.user, session=session, registration=one.uuid, by=by, client_ref=client_ref(request)
        ),
        said,
    )
    return redirect("session_check_in", session)


@desk("session.hold")
def session_presence(request: DeskRequest, session: str) -> HttpResponse:
    """Open a code for those online and read it out; see who typed it."""
    held = session_held(request.user, session)
    form = CodeForm(request.POST if request.method == "POST" else None)

    def open_code() -> None:
        open_presence_code(
            actor=request.user, session=session, minutes=int(form.cleaned_data["minutes"]),
            client_ref=client_ref(request),
        )  # fmt: skip

    if request.method == "POST" and done(request, form, open_code, _("The code holds now. Show it and read it out.")):
        return redirect("session_presence", session)
    codes = list(held.presence_codes.order_by("-opens_at")[:10])
    online = registrations_of(held).filter(mode="online", state=RegistrationState.REGISTERED)
    context = {
        "session": held,
        "form": form,
        "open": check_in_open(held, now()),
        "standing": [code for code in codes if code.closes_at >= now()],
        "earlier": [code for code in codes if code.closes_at < now()],
        "online": online.count(),
        "there": online.filter(there_at__isnull=False).count(),
    }
    return render(request, "profession/session_presence.html", context, status=422 if form.is_bound else 200)
