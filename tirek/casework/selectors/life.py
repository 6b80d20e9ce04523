"""What the case knows of the lives of its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tirek.casework.models import Case, Entry, Episode
from tirek.casework.selectors.people_of_cases import CasePerson, people_of_cases
from tirek.casework.selectors.strip import FollowUpMark, current_follow_ups, marks


@dataclass(frozen=True)
class Life:
    """Episodes of everybody in the case, the acts that turned it, and how it went on afterwards."""

    people: list[CasePerson]
    episodes: list[Episode]
    turns: list[Entry]
    marks: list[FollowUpMark]


def life_of(case: Case, turns: Sequence[str], *, on: date) -> Life:
    """The lives of the people of a case; ``turns`` are the kinds of acts to show."""
    people = people_of_cases([case.pk]).get(case.pk, [])
    persons = [one.person.pk for one in people]
    return Life(
        people=people,
        # Also from earlier cases of the same person, as far as the user may see them.
        episodes=of_survivors(
            Episode.objects.filter(Q(person__in=persons) | Q(person__merged_into__in=persons)).order_by("done_on", "pk")
        ),
        turns=list(Entry.objects.filter(case=case, kind__in=turns).order_by("done_on", "pk")),
        marks=marks(current_follow_ups().filter(case=case), on),
    )


def of_survivors(episodes: QuerySet[Episode]) -> list[Episode]:
    """Episodes to be shown under whoever stands for their person: one that overlaps stayed with the merged record.

    For reading alone; the rows are not to be saved.
    """
    rows = episodes.annotate(stands=Coalesce("person__merged_into_id", "person_id"))
    for row in rows:
        row.person_id = row.stands
    return list(rows)
