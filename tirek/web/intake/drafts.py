"""A request while it is being taken in: kept for its user alone, as typed, until a case is opened from it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from tirek.access.actions.drafts import discard_draft, keep_draft
from tirek.access.models import Draft, User
from tirek.access.selectors.staff import draft
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing

PREFIX = "request:"
Typed = dict[str, list[str]]


@dataclass
class TakenPerson:
    """Somebody in the request: a known person, or somebody to be registered, with what was typed."""

    key: str
    typed: Typed
    known: str = ""
    apart: list[str] = field(default_factory=list)  # who of the people offered was said not to be the one

    def data(self) -> QueryDict:
        """What was typed, as a form reads it."""
        return as_data(self.typed)


@dataclass
class Request:
    """The stages of a request: the call, the people. Each is kept as soon as it is sent."""

    uuid: UUID
    begun_on: str
    call: Typed = field(default_factory=dict)
    people: list[TakenPerson] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)  # who was searched for: "known", or "q", "born" and "not"

    @property
    def day(self) -> date:
        """When the request was begun."""
        return date.fromisoformat(self.begun_on)

    @property
    def label(self) -> str:
        """By what its user knows it again: the first name that was typed."""
        names = (value for one in self.people for key, values in one.typed.items() if "name" in key for value in values)
        return next(filter(None, names), self.wanted.get("q", ""))

    @property
    def called(self) -> bool:
        """Whether the call has been written down; with a programme alone it has not."""
        return bool(self.call.get("call_source"))

    def call_data(self) -> QueryDict | None:
        """What was typed about the call, as its form reads it."""
        return as_data(self.call) if self.call else None

    def person(self, key: str) -> TakenPerson:
        """One of the people, or Missing."""
        found = next((one for one in self.people if one.key == key), None)
        if found is None:
            raise Missing(N_("There is no such record in what you may see."))
        return found

    def put(self, one: TakenPerson) -> None:
        """Add somebody, or take the new words about somebody who is in the list already."""
        if any(old.key == one.key for old in self.people):
            self.people = [one if old.key == one.key else old for old in self.people]
        else:
            self.people.append(one)

    def knows(self, person: UUID) -> bool:
        """Whether the known person is in the request already."""
        return any(one.known == str(person) for one in self.people)


def begin(user: User, wanted: dict[str, str]) -> Request:
    """A new request about somebody who was just searched for."""
    request = Request(new_uuid(), today().isoformat(), wanted=wanted)
    keep(user, request)
    return request


def request_of(user: User, uuid: UUID) -> Request:
    """The user's own request, or Missing."""
    kept = draft(user, f"{PREFIX}{uuid}")
    request = _read(kept) if kept else None
    if request is None:
        raise Missing(N_("There is no such record in what you may see."))
    return request


def requests_of(user: User) -> list[Request]:
    """Requests that the user has begun and not finished, the newest first."""
    rows = Draft.objects.filter(user=user, key__startswith=PREFIX).order_by("-saved_at")
    return [request for row in rows if (request := _read(row))]


def keep(user: User, request: Request) -> None:
    """Keep the request as it is now."""
    content = {
        "begun_on": request.begun_on,
        "call": request.call,
        "wanted": request.wanted,
        "people": [asdict(one) for one in request.people],
    }
    keep_draft(user=user, key=f"{PREFIX}{request.uuid}", content=content)


def drop(user: User, uuid: UUID) -> None:
    """Throw the request away."""
    discard_draft(user=user, key=f"{PREFIX}{uuid}")


def typed_in(data: QueryDict, fields: Mapping[str, Any]) -> Typed:
    """What was typed into the fields of a form, without what the page itself sent along."""
    return {name: data.getlist(name) for name in fields if name in data}


def as_data(typed: Typed) -> QueryDict:
    """What was typed, as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def _read(kept: Draft) -> Request | None:
    content = kept.content
    try:
        people = [TakenPerson(**one) for one in content["people"]]
        uuid = UUID(kept.key.removeprefix(PREFIX))
        return Request(uuid, content["begun_on"], content["call"], people, content["wanted"])
    except (KeyError, TypeError, ValueError):  # not written by us
        return None
