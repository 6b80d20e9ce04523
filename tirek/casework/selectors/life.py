"""What is known of the lives of a case's people, from every case of theirs that the user may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tirek.casework.models import Case, Entry, Episode
from tirek.casework.selectors.people_of_cases import CasePerson, people_of_cases
from tirek.casework.selectors.strip import FollowUpMark, current_follow_ups, marks
from tirek.people.models import Person
from tirek.programmes.engine.pack_parts import Track


@dataclass(frozen=True)
class Life:
    """Episodes of everybody in the case, the acts that turned it, meetings, and how it went on afterwards."""

    people: list[CasePerson]
    episodes: list[Episode]
    turns: list[Entry]
    meetings: list[Entry]
    marks: list[FollowUpMark]


def life_of(case: Case, turns: Sequence[str], meetings: Sequence[str], *, on: date) -> Life:
    """The lives of the people of a case; ``turns`` and ``meetings`` are the kinds of acts to show."""
    people = people_of_cases([case.pk]).get(case.pk, [])
    persons = [one.person.pk for one in people]
    episodes = of_survivors(
        Episode.objects.filter(Q(person__in=persons) | Q(person__merged_into__in=persons))
        .select_related("case")
        .order_by("done_on", "pk")
    )
    cases = {row.case_id for row in episodes} | {case.pk}
    acts = list(
        Entry.objects.filter(Q(case__in=cases, kind__in=turns) | Q(case=case, kind__in=meetings))
        .select_related("case")
        .order_by("done_on", "pk")
    )
    return Life(
        people=people,
        episodes=episodes,
        turns=[entry for entry in acts if entry.kind in turns],
        meetings=[entry for entry in acts if entry.kind in meetings],
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


def cohort_day(case: Case, person: Person, line: Track, on: date) -> date | None:
    """The day an outcome of this track is counted from: the start or end of the last episode of another before it."""
    cohort = line.counted_from
    if cohort is None:
        return None
    day = "done_on" if cohort.moment == "start" else "ended_on"
    earlier = Episode.objects.filter(person=person, unit=case.unit_id, track=cohort.track, **{f"{day}__lte": on})
    if cohort.kinds:
        earlier = earlier.filter(kind__in=cohort.kinds)
    found: date | None = earlier.order_by(f"-{day}").values_list(day, flat=True).first()
    return found
