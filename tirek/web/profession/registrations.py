"""The organiser looks over who comes: who has a place, who waits, whose entry of the register the hours go to."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.registrations import cancel_registration
from tirek.profession.enums import CheckIn, RegistrationState
from tirek.profession.selectors.registrations import registration_held, registrations_of
from tirek.profession.selectors.sessions import places_of, session_held
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.sessions_acting import pressed, uuid_of

ORDER = ("registered", "waiting", "cancelled")


@desk("session.hold")
def session_registrations(request: DeskRequest, session: str) -> HttpResponse:
    """Everybody who registered; somebody who rang to say that they do not come is cancelled here."""
    held = session_held(request.user, session)
    if request.method == "POST":
        one = registration_held(held, uuid_of(request.POST.get("registration", "")))
        pressed(
            request,
            lambda: cancel_registration(actor=request.user, registration=one.uuid, client_ref=client_ref(request)),
            _("The registration is cancelled. Who waits longest moves up."),
        )
        return redirect("session_registrations", session)
    rows = [
        (
            one,
            RegistrationState(one.state).label,
            CheckIn(one.there_by).label if one.there_by else "",
        )
        for one in sorted(registrations_of(held), key=lambda one: (ORDER.index(one.state), one.name))
    ]
    context = {
        "session": held,
        "rows": rows,
        "places": places_of([held])[held.pk],
        "may_cancel": held.ends_at > now() and held.state == "announced",
        "client_ref": new_uuid(),
    }
    return render(request, "profession/session_registrations.html", context)
