"""Registering for a session: a place or the waiting list, another way of taking part, no longer coming."""

import re
from typing import Final
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.door import DOOR, code_hash, new_code
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.sessions import registration_open, ways
from tirek.profession.enums import RegistrationState
from tirek.profession.models import Registration
from tirek.profession.selectors.registrations import own_registration
from tirek.profession.selectors.sessions import NOTHING_THERE, session_announced

OWN = "door.use"
NOT_OPEN = N_("Registration for this session is not open.")
NO_WAY = N_("One does not take part in this session so.")
NO_CODE = N_("The form has grown old. Open it anew.")
_CODE: Final = re.compile(r"[2-9a-z]{24}")
_TICKET: Final = 10


@act("door.use")
def register_for_session(
    *,
    actor: User,
    session: str,
    code: str,
    name: str,
    mode: str,
    email: str = "",
    language: str = "kk",
    number: str = "",
    for_other: bool = False,
    client_ref: UUID | None = None,
) -> Registration:
    """Register oneself, or somebody else. Who finds no place waits. ``code`` is the key; keep it in hand for the act.

    ``number`` of the register: if the name fits it, the hours go to that entry; with a login the own entry is known.
    Permission: door.use. Once for a client_ref.
    """
    require(actor, OWN)
    found = session_announced(session)
    if not registration_open(found, now()):
        raise Problem(NOT_OPEN)
    if not _CODE.fullmatch(code):
        raise Problem(NO_CODE)
    if not name.strip():
        raise Problem(N_("This can't be empty."), field="name")
    if mode not in ways(found):
        raise Problem(NO_WAY, field="mode")
    user = None if for_other or actor.username == DOOR else actor
    if user is not None and own_registration(user, found):
        raise Problem(N_("You are registered for this session already."))
    registration = Registration.objects.create(
        session=found,
        door_hash=code_hash(code),
        ticket=new_code()[:_TICKET],
        user=user,
        practitioner_id=_entry(number, name, own=user is not None),
        name=name.strip(),
        email=email.strip(),
        language=language,
        mode=mode,
        recorded_by=actor,
        recorded_at=now(),
    )
    registration.refresh_from_db(fields=["state"])  # the database gives places
    note(mode=mode, state=registration.state)
    return registration


@act("door.use")
def change_mode(*, actor: User, registration: UUID, mode: str, client_ref: UUID | None = None) -> Registration:
    """Take part another way, if there is a place; who waits may wait there too. Permission: door.use with the code in
    hand, or one's own. Once for a client_ref."""
    found = _own(actor, registration)
    if mode not in ways(found.session):
        raise Problem(NO_WAY, field="mode")
    _changeable(found)
    before, found.mode = found.state, mode
    found.save(update_fields=["mode"])
    found.refresh_from_db(fields=["state"])
    if before == RegistrationState.REGISTERED != found.state:
        raise Problem(N_("There is no place left there. Your place is as it was."), field="mode")
    note(mode=mode, state=found.state)
    return found


@act("door.use")
def cancel_registration(*, actor: User, registration: UUID, client_ref: UUID | None = None) -> Registration:
    """Say that one does not come; who waits longest moves up. Permission: door.use with the code in hand, one's own,
    or one of a session in the actor's unit. Once for a client_ref."""
    found = _own(actor, registration)
    _changeable(found)
    found.state = RegistrationState.CANCELLED
    found.save(update_fields=["state"])
    return found


def _own(actor: User, registration: UUID) -> Registration:
    require(actor, OWN)
    found = Registration.objects.select_for_update(of=("self",)).select_related("session").filter(uuid=registration)
    one = found.first()
    if one is None:
        raise Missing(NOTHING_THERE)
    return one


def _changeable(registration: Registration) -> None:
    if registration.state == RegistrationState.CANCELLED:
        raise Problem(N_("This registration is cancelled."))
    if registration.there_at is not None or now() > registration.session.ends_at:
        raise Problem(N_("The session is over, or you are there already."))


def _entry(number: str, name: str, *, own: bool) -> int | None:
    """The entry of the register whose hours grow: the actor's own, or the one whose number and name were given."""
    with connection.cursor() as cursor:
        if number.strip():
            cursor.execute("SELECT profession_entry_of(%s, %s)", [number, name])
        elif own:
            cursor.execute("SELECT profession_me()")
        else:
            return None
        found: int | None = cursor.fetchone()[0]
    return found
