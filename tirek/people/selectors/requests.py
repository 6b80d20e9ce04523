"""Requests for access to somebody's identity: those the user has made, and those that wait for the user's answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.people.enums import RequestState
from tirek.people.models import AccessRequest, Person
from tirek.people.selectors.previews import Whom, language_and_spellings, whom_of

KEPT_IN_SIGHT = 100


@dataclass(frozen=True)
class MyRequest:
    """A request as its asker sees it: of whom the preview told, whom to call; ``person`` while access is open."""

    asked: AccessRequest
    initials: str
    birth_year: int | None
    whom: Whom
    person: Person | None


def my_requests(actor: User, uuid: UUID | None = None) -> list[MyRequest]:
    """What the actor has asked for within a year, the newest first; in three questions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT request, initials, birth_year, whom::text, open FROM people_my_requests(%s::text[], %s)",
                       [*reversed(language_and_spellings())])  # fmt: skip
        told = {row[0]: row[1:] for row in cursor.fetchall()}
    rows = AccessRequest.objects.filter(recorded_by=actor, pk__in=told)
    rows = rows.filter(uuid=uuid) if uuid else rows
    requests = list(rows.select_related("answered_by").order_by("-pk")[:KEPT_IN_SIGHT])
    open_to = [asked.person_id for asked in requests if told[asked.pk][3]]
    persons = Person.objects.prefetch_related("names").in_bulk(open_to)
    return [_mine(asked, told[asked.pk], persons.get(asked.person_id)) for asked in requests]


def _mine(asked: AccessRequest, told: Sequence[object], person: Person | None) -> MyRequest:
    letters, year, whom, _open = told
    shown = person if asked.state == RequestState.GRANTED else None
    return MyRequest(asked, str(letters or "").upper(), year, whom_of(json.loads(str(whom))), shown)  # type: ignore[arg-type]


def requests_to(actor: User, *states: str) -> QuerySet[AccessRequest]:
    """Requests to the units where the actor answers, the oldest first."""
    units = units_of(actor, "access.answer")
    return (
        AccessRequest.objects.filter(unit_id__in=units, state__in=states)
        .select_related("person", "recorded_by", "asking_unit__organisation", "answered_by")
        .prefetch_related("person__names")
        .order_by("pk")
    )


def requests_waiting(actor: User) -> int:
    """How many requests wait for the actor's answer."""
    units = units_of(actor, "access.answer")
    return AccessRequest.objects.filter(unit_id__in=units, state=RequestState.ASKED).count() if units else 0


def request_to(actor: User, uuid: UUID) -> AccessRequest:
    """One request to the actor's units, or Missing."""
    found = requests_to(actor, *RequestState.values).filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def granted_to(actor: User, person: Person) -> AccessRequest | None:
    """The grant by which the actor knows who the person is, if one holds today."""
    return (
        AccessRequest.objects.filter(
            recorded_by=actor, person=person, state=RequestState.GRANTED, lasts_until__gte=today()
        )
        .select_related("unit__organisation")
        .order_by("-lasts_until")
        .first()
    )
