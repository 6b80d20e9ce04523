"""Cases in supervision: which were brought to a meeting, which could be, and whose names must not be written there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

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


def cases_of_meeting(
    meeting: UUID, actor: User, language: str, limit: int = 100
) -> tuple[list[BroughtCase], list[BroughtCase]]:
    """The cases brought to a meeting that the current user may see, and the own open cases that could be.

    Of cases the user may not see nothing is said, not even how many.
    """
    brought = CaseInSupervision.objects.filter(meeting=meeting, case=OuterRef("pk"))
    mine = Assignment.objects.filter(user=actor, ended_on=None).values("case_id")
    found = Case.objects.annotate(brought=Exists(brought)).filter(
        Q(brought=True) | Q(pk__in=mine, state=CaseState.OPEN)
    )
    cases = list(found.order_by("-brought", "-pk")[:limit])
    people = people_of_cases([case.pk for case in cases], for_title=True) if cases else {}
    titled = [
        (case.brought, BroughtCase(case, case_title(people.get(case.pk, []), language) or case.reference))
        for case in cases
    ]
    return [one for there, one in titled if there], [one for there, one in titled if not there]


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
