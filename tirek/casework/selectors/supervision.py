"""Cases in supervision: which were brought to a meeting, which could be, and whose names must not be written there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tirek.access.models import User
from tirek.casework.enums import CaseState
from tirek.casework.models import Assignment, Case, CaseInSupervision, CaseMember
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.people.models import PersonName


@dataclass(frozen=True)
class BroughtCase:
    """A case as those who see it name it."""

    case: Case
    title: str


@dataclass(frozen=True)
class NamesOfClients:
    """The names in the open cases of some workers, as far as the reader reaches them; their case numbers."""

    surnames: frozenset[str]
    given: frozenset[str]
    numbers: frozenset[str]


def cases_brought(meeting: UUID, language: str) -> list[BroughtCase]:
    """The cases brought to a meeting that the current user may see. Of others nothing is said, not even how many."""
    ids = CaseInSupervision.objects.filter(meeting=meeting).order_by("pk").values_list("case_id", flat=True)
    return _titled(list(Case.objects.filter(pk__in=list(ids)).order_by("pk")), language)


def cases_to_bring(actor: User, language: str, limit: int = 100) -> list[BroughtCase]:
    """The open cases assigned to the actor."""
    mine = Assignment.objects.filter(user=actor, ended_on=None).values("case_id")
    return _titled(list(Case.objects.filter(pk__in=mine, state=CaseState.OPEN).order_by("-pk")[:limit]), language)


def names_of_clients(users: Iterable[int]) -> NamesOfClients:
    """The names of everybody in the open cases of these workers that the current user reaches."""
    assigned = Assignment.objects.filter(user_id__in=list(users), ended_on=None).values("case_id")
    cases = dict(Case.objects.filter(pk__in=assigned, state=CaseState.OPEN).values_list("pk", "reference"))
    persons = CaseMember.objects.filter(case_id__in=list(cases), left_on=None).values("person_id")
    rows = PersonName.objects.filter(person_id__in=persons).values_list("surname", "given_name")
    names = list(rows)
    return NamesOfClients(
        surnames=frozenset(surname for surname, _given in names if surname),
        given=frozenset(given for _surname, given in names if given),
        numbers=frozenset(cases.values()),
    )


def _titled(cases: list[Case], language: str) -> list[BroughtCase]:
    people = people_of_cases([case.pk for case in cases], for_title=True) if cases else {}
    return [BroughtCase(case, case_title(people.get(case.pk, []), language) or case.reference) for case in cases]
