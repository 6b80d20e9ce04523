"""Who was there: by the ticket at the entrance, by a code told online."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.door import new_code
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.sessions import lock_session
from tirek.profession.engine.sessions import CODE_MINUTES, check_in_open
from tirek.profession.enums import CheckIn, RegistrationState
from tirek.profession.models import PresenceCode, Registration
from tirek.profession.selectors.sessions import NOTHING_THERE

_LETTERS = 6


@act("session.hold")
def open_presence_code(*, actor: User, session: str, minutes: int = 15, client_ref: UUID | None = None) -> PresenceCode:
    """Open a code now that those online type; it closes by itself. Permission: session.hold in its unit. Once for a
    client_ref."""
    found = lock_session(actor, session)
    if not check_in_open(found, now()):
        raise Problem(N_("A presence code is opened on the day of the session."))
    if minutes not in CODE_MINUTES:
        raise Problem(N_("Choose one of the answers in the list."), field="minutes")
    moment = now()
    return PresenceCode.objects.create(
        session=found,
        recorded_by=actor,
        code=new_code()[:_LETTERS].upper(),
        opens_at=moment,
        closes_at=moment + timedelta(minutes=minutes),
    )


@act("door.use")
def be_present(*, actor: User, registration: UUID, code: str, client_ref: UUID | None = None) -> Registration:
    """Type the presence code while it holds; who is there once is there. Permission: door.use with the registration's
    code in hand, or one's own. Once for a client_ref."""
    require(actor, "door.use")
    found = Registration.objects.filter(uuid=registration).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    if found.there_at is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT profession_be_there(%s, %s, %s)", [found.pk, code, now()])
            if not cursor.fetchone()[0]:
                raise Problem(N_("This code does not hold now. Ask for it in the session."), field="presence")
        found.refresh_from_db(fields=["there_at", "there_by"])
    return found


@act("session.hold")
def check_in(
    *, actor: User, session: str, registration: UUID, by: str = CheckIn.DESK, client_ref: UUID | None = None
) -> Registration:
    """Let somebody in at the entrance, by their ticket or by name. Who is in is told so and stays in.

    Whoever waits or registered online and stands there is let in where a place on site is free.
    Permission: session.hold in its unit. Once for a client_ref.
    """
    found = lock_session(actor, session)
    if not check_in_open(found, now()):
        raise Problem(N_("People are checked in on the day of the session."))
    one = found.registrations.select_for_update().filter(uuid=registration).first()
    if one is None:
        raise Missing(NOTHING_THERE)
    if one.there_at is not None:
        return one
    if one.state != RegistrationState.REGISTERED or one.mode != "onsite":
        one.mode, one.state = "onsite", RegistrationState.REGISTERED
        one.save(update_fields=["mode", "state"])
        one.refresh_from_db(fields=["state"])
        if one.state != RegistrationState.REGISTERED:
            raise Problem(N_("There is no place left on site."))
    one.there_at, one.there_by, one.checked_by = now(), CheckIn(by), actor
    one.save(update_fields=["there_at", "there_by", "checked_by"])
    note(by=by)
    return one
