"""Who of the people offered was said not to be the one: kept while somebody searches, and until the new person is
registered. The search keeps the marks in its address, a request in its draft.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, QueryDict

from tirek.people.models import Person
from tirek.people.selectors.names import with_names

NAME = "not"
MOST = 40


@dataclass(frozen=True)
class MarkedPerson:
    """Somebody marked, and where the search goes on without the mark."""

    person: Person
    undo: str


@dataclass(frozen=True)
class Marked:
    """The people marked in a search; ``query`` takes the marks along, ``more`` is the address for one more."""

    people: list[MarkedPerson]
    query: str
    more: str

    @property
    def uuids(self) -> set[UUID]:
        """Their identifiers."""
        return {one.person.uuid for one in self.people}


def uuids_in(values: Iterable[str]) -> list[UUID]:
    """What of it are identifiers, each once."""
    found: dict[UUID, None] = {}
    for value in list(values)[:MOST]:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)


def people_marked(values: Iterable[str]) -> list[Person]:
    """Those of the marked people whom the user sees."""
    wanted = uuids_in(values)
    if not wanted:
        return []
    found = {person.uuid: person for person in with_names(Person.objects.filter(uuid__in=wanted))}
    return [found[uuid] for uuid in wanted if uuid in found]


def marked_apart(request: HttpRequest) -> Marked:
    """The marks in the address of a search."""
    people = people_marked(request.GET.getlist(NAME))
    marks = [str(person.uuid) for person in people]
    return Marked(
        people=[MarkedPerson(person, _address(request, set(marks) - {str(person.uuid)})) for person in people],
        query="".join(f"&{NAME}={mark}" for mark in marks),
        more=f"{_address(request, marks)}&{NAME}=",
    )


def marks_of(request: HttpRequest, before: Iterable[str]) -> dict[str, Person]:
    """Who was said not to be the person that is being written down: by the search, before, and on the page now."""
    said = [*before, *request.GET.getlist(NAME), *request.POST.getlist(NAME), request.POST.get("mark", "")]
    taken_back = request.POST.get("unmark", "")
    return {str(person.uuid): person for person in people_marked(said) if str(person.uuid) != taken_back}


def _address(request: HttpRequest, marks: Iterable[str]) -> str:
    asked: QueryDict = request.GET.copy()
    asked.setlist(NAME, sorted(marks))
    return f"?{asked.urlencode()}"
