"""Asking those who know a person to say who it is, and the answer. All of it stays written down."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require, units_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.people.actions.desk import NOTHING_THERE
from tirek.people.enums import AccessGround, AccessPurpose, RequestState
from tirek.people.models import AccessRequest
from tirek.people.references import person_behind

LONGEST = 90
LONGEST_NOTE = 300
TOO_OLD = N_("This preview is no longer valid. Search again and ask from there.")
ANSWERED = N_("This request has been answered or withdrawn already.")


@act("access.request")
def request_access(
    *, actor: User, reference: str, purpose: str, request_note: str = "", client_ref: UUID | None = None
) -> AccessRequest:
    """Ask the unit that knows a person to say who it is. ``reference`` comes from a preview shown to the actor.

    Permission: access.request. Asked again while it waits, it is the same request. Once for a client_ref.
    """
    units = units_of(actor, "access.request")
    require(actor, "access.request", units[0] if units else None)
    if purpose not in AccessPurpose.values:
        raise Problem(N_("Say why you ask for access."), field="purpose")
    person = person_behind(actor.pk, reference)
    words = _short(request_note, "request_note")
    made = _call("people_ask_access", person, purpose, words, units[0]) if person is not None else None
    if made is None:
        raise Problem(TOO_OLD)
    note(purpose=purpose)
    return AccessRequest.objects.get(uuid=made)


@act("access.request")
def withdraw_request(*, actor: User, request: UUID, client_ref: UUID | None = None) -> AccessRequest:
    """Take back a request of one's own that nobody has answered. Permission: access.request. Once for a client_ref."""
    asked = AccessRequest.objects.filter(uuid=request, recorded_by=actor).first()
    if asked is None:
        raise Missing(NOTHING_THERE)
    require(actor, "access.request")
    if not _call("people_withdraw_access", request):
        raise Problem(ANSWERED)
    asked.refresh_from_db()
    return asked


@act("access.answer")
def grant_access(
    *,
    actor: User,
    request: UUID,
    ground: str,
    lasts_until: date,
    answer: str = "",
    client_ref: UUID | None = None,
) -> AccessRequest:
    """Tell the asker who the person is: name, sex, birth date and whom to call; at most for 90 days.

    Permission: access.answer in the unit that knows the person. Once for a client_ref.
    """
    asked = _asked(actor, request)
    if ground not in AccessGround.values:
        raise Problem(N_("Say on what ground and until when."), field="ground")
    if not today() <= lasts_until <= today() + timedelta(days=LONGEST):
        raise Problem(N_("Access lasts until a day within the next 90 days."), field="lasts_until")
    note(ground=ground, days=(lasts_until - today()).days)
    return _answered(asked, True, ground, _short(answer, "answer"), lasts_until)


@act("access.answer")
def refuse_access(*, actor: User, request: UUID, answer: str, client_ref: UUID | None = None) -> AccessRequest:
    """Say no, and why. Permission: access.answer in the unit that knows the person. Once for a client_ref."""
    asked = _asked(actor, request)
    if not answer.strip():
        raise Problem(N_("Say why."), field="answer")
    return _answered(asked, False, "", _short(answer, "answer"), None)


def _asked(actor: User, request: UUID) -> AccessRequest:
    asked = AccessRequest.objects.filter(uuid=request).first()
    if asked is None:
        raise Missing(NOTHING_THERE)
    require(actor, "access.answer", asked.unit_id)
    if asked.state != RequestState.ASKED:
        raise Problem(ANSWERED)
    return asked


def _answered(asked: AccessRequest, given: bool, ground: str, answer: str, until: date | None) -> AccessRequest:
    said = _call("people_answer_access", asked.uuid, given, ground, answer, until)
    if said == "sealed":
        raise Problem(N_("This person is hidden from everybody outside the file. The request stays without an answer."))
    if said == "missing":
        raise Missing(NOTHING_THERE)
    if said != "done":
        raise Problem(ANSWERED)
    asked.refresh_from_db()
    return asked


def _short(words: str, field: str) -> str:
    text = words.strip()
    if len(text) > LONGEST_NOTE:
        raise Problem(N_("Write it shorter, in at most 300 letters."), field=field)
    return text


def _call(function: str, *values: str | int | bool | date | UUID | None) -> Any:
    """A function of the database, which checks the actor's rights once more: row security takes no write here."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(values))})", values)
        row = cursor.fetchone()
    return row[0] if row else None
