"""The files of two people are kept apart: whoever works for the one learns nothing of the other."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.people.actions.desk import NOTHING_THERE, lock, lock_person
from tirek.people.models import Conflict, Person
from tirek.people.selectors.conflicts import users_named

YOURSELF = N_("You work with the other file yourself. Somebody who does not has to record this.")
BOTH = N_("First give one of the two files into other hands. With both works: %(names)s.")
WHY_NOT = {
    "yourself": YOURSELF,
    "no_file": N_(
        "Nobody works with this person outside of the file: there is nothing to keep apart yet. Name the record in the"
        " other file as soon as there is one."
    ),
    "meet": N_(
        "Somebody of this file stands in a case of the other, or in its family, and can't be parted from it here."
        " First take them out of one of the two."
    ),
    "already": N_("These files are kept apart already."),
}


@act("conflict.record")
def keep_apart(
    *,
    actor: User,
    person: UUID,
    reason: str,
    on: date,
    against: UUID | None = None,
    against_user: UUID | None = None,
    client_ref: UUID | None = None,
) -> Conflict:
    """Keep a person's file, with the children of their cases, from another person and whoever works for that one, or
    from a member of staff.

    Whoever is on the other side sees from now on neither the cases nor the people nor that there is anything; whoever
    works with the protected file does not see the other's cases. A person on whom both files hang gets a record of
    their own in the protected one, and the other file stays as it was. Everybody in the protected file is hidden from
    outsiders.

    Permission: conflict.record in the unit of the person. Refused to whoever works with the other file, and while
    somebody works with both. Once for a client_ref.
    """
    protected = lock_person(person)
    require(actor, "conflict.record", protected.unit_id)
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    if on > today():
        raise Problem(N_("This day lies ahead. Write what has happened, with the day it happened."), field="on")
    if (against is None) == (against_user is None):
        raise Problem(N_("Name either a person or a member of staff."), field="against")
    other: Person | None = lock_person(against) if against else None
    user = User.objects.filter(uuid=against_user, is_active=True).first() if against_user else None
    if against_user is not None and user is None:
        raise Missing(NOTHING_THERE)
    if other is not None and other.pk == protected.pk:
        raise Problem(N_("Choose somebody else: a person can't be kept apart from themselves."), field="against")
    told = _kept(protected.pk, other.pk if other else None, user.pk if user else None, reason.strip(), on)
    if told.get("refused") == "missing":
        raise Missing(NOTHING_THERE)
    if told.get("refused") == "both":
        raise Problem(BOTH, field="against", names=users_named(told["users"]))
    if "refused" in told:
        raise Problem(WHY_NOT[told["refused"]], field="against")
    made = Conflict.objects.select_related("person").get(pk=told["conflict"])
    note(against="user" if user else "person", own_record=made.person_id != protected.pk)
    return made


def _kept(person: int, other: int | None, user: int | None, reason: str, on: date) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_keep_apart(%s, %s, %s, %s, %s)", [person, other, user, reason, on])
        told: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return told


@act("conflict.record")
def end_conflict(*, actor: User, conflict: UUID, reason: str, on: date, client_ref: UUID | None = None) -> Conflict:
    """The files need no longer be kept apart. Records that became two stay two, and hidden people stay hidden.

    Permission: conflict.record in the unit of the protected person. Ending twice is refused with words.
    """
    found = lock(Conflict, conflict)
    require(actor, "conflict.record", found.unit_id)
    if found.ended_on is not None:
        raise Problem(N_("These files are no longer kept apart."))
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    if on > today() or on < found.starts_on:
        raise Problem(N_("Choose a day from the beginning until today."), field="on")
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_end_conflict(%s, %s, %s)", [found.uuid, reason.strip(), on])
        if not cursor.fetchone()[0]:
            raise Missing(NOTHING_THERE)
    found.refresh_from_db()
    return found
