"""The week of a team: deadlines broken, deadlines ahead, families to be asked how they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from tirek.access.models import User
from tirek.access.policy import file_units
from tirek.casework.models import Case, Duty, FollowUp
from tirek.casework.selectors.findings import DutyLine, in_words
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.casework.selectors.strip import current_follow_ups
from tirek.standards.engine.findings import State

SHOWN: Final = 100
AHEAD_SHOWN: Final = 50
DAYS: Final = 7


@dataclass(frozen=True)
class DutyOfTeam:
    """A duty of the team with the family's name."""

    line: DutyLine
    title: str


@dataclass(frozen=True)
class FollowUpOfTeam:
    """A family to be asked how it is, the name it goes by, by when."""

    case: Case
    title: str
    due: FollowUp
    days_overdue: int


@dataclass(frozen=True)
class TeamWeek:
    """What a supervisor looks at on Monday. Lists are cut where nobody would read on."""

    overdue: list[DutyOfTeam]
    ahead: list[DutyOfTeam]
    follow_ups: list[FollowUpOfTeam]


def team_week(actor: User, *, on: date, language: str) -> TeamWeek:
    """Broken deadlines, the longest first; those of the next seven days; the follow-ups whose time has come."""
    owed = Duty.objects.filter(unit_id__in=file_units(actor), state=State.OPEN.value)
    owed = owed.select_related("case", "case__worker").order_by("due_on", "pk")
    late = owed.filter(due_on__lt=on)[:SHOWN]
    soon = owed.filter(due_on__gte=on, due_on__lt=on + timedelta(days=DAYS))[:AHEAD_SHOWN]
    both = sorted(late.union(soon, all=True), key=lambda row: (row.due_on or on, row.pk))
    overdue = [row for row in both if row.due_on and row.due_on < on]
    ahead = [row for row in both if row.due_on and row.due_on >= on]
    follow_ups = _follow_ups(actor, on)
    cases = {row.case_id: row.case for row in (*overdue, *ahead, *follow_ups)}
    people = people_of_cases(cases, for_title=True)
    titles = {pk: case_title(people.get(pk, []), language) or case.reference for pk, case in cases.items()}

    def said(duties: Iterable[Duty]) -> list[DutyOfTeam]:
        return [DutyOfTeam(line, titles[line.case.pk]) for line in in_words(duties, cases, on, language)]

    return TeamWeek(
        overdue=said(overdue),
        # A family's next question stands among the follow-ups, once.
        ahead=[one for one in said(ahead) if one.line.explained.act != "record_follow_up"],
        follow_ups=[
            FollowUpOfTeam(row.case, titles[row.case_id], row, max((on - row.closes_on).days, 0)) for row in follow_ups
        ],
    )


def _follow_ups(actor: User, on: date) -> list[FollowUp]:
    """Not held, their time has come or comes this week; a month that a later one has overtaken is past."""
    later = FollowUp.objects.filter(
        Q(opens_on__lte=on) | Q(held_on__isnull=False),
        case_id=OuterRef("case_id"),
        counted_from=OuterRef("counted_from"),
        dropped_on=None,
        months__gt=OuterRef("months"),
    )
    rows = current_follow_ups().filter(
        ~Exists(later), unit_id__in=file_units(actor), held_on=None, opens_on__lt=on + timedelta(days=DAYS)
    )
    return list(rows.select_related("case", "case__worker").order_by(F("closes_on"), "pk")[:AHEAD_SHOWN])
