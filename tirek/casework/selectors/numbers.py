"""Figures of a unit without a name in them, each with what it counts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from tirek.access.models import Unit, User
from tirek.access.policy import units_of


@dataclass(frozen=True)
class FollowUpFigure:
    """Of the follow-ups of a month whose window has ended: how many, how many reached, where the children live."""

    months: int
    ended: int
    reached: int
    missing: int
    lives: Mapping[str, int]


@dataclass
class UnitNumbers:
    """The figures of one unit. ``cases``, ``duties`` and ``visits`` say in their names what they count."""

    unit: Unit
    open_cases: dict[str, int] = field(default_factory=dict)
    open_stage: dict[str, int] = field(default_factory=dict)
    opened_year: int = 0
    closed_year: dict[str, int] = field(default_factory=dict)
    visits_month: dict[str, int] = field(default_factory=dict)
    overdue_duties: dict[str, int] = field(default_factory=dict)
    follow_ups: list[FollowUpFigure] = field(default_factory=list)


def numbers(actor: User, *, on: date) -> list[UnitNumbers]:
    """The figures of the units where the actor may see numbers. Counted in the database; no row of a case is read."""
    units = {unit.pk: UnitNumbers(unit) for unit in Unit.objects.filter(pk__in=units_of(actor, "numbers.view"))}
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, figure, code, n FROM casework_numbers(%s)", [on])
        rows = cursor.fetchall()
    held: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for unit_id, figure, code, n in rows:
        if unit_id not in units:
            continue
        if figure == "follow_ups":
            months, answer = code.split(":", 1)
            held[unit_id][int(months)][answer] = n
        elif figure == "opened_year":
            units[unit_id].opened_year = n
        else:
            getattr(units[unit_id], figure)[code] = n
    for unit_id, by_month in held.items():
        units[unit_id].follow_ups = [_figure(months, answers) for months, answers in sorted(by_month.items())]
    return list(units.values())


def _figure(months: int, answers: dict[str, int]) -> FollowUpFigure:
    missing, unreached = answers.pop("missing", 0), answers.pop("unreached", 0)
    reached = sum(answers.values())
    return FollowUpFigure(months, reached + missing + unreached, reached, missing + unreached, answers)
