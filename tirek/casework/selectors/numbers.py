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
    """Of the follow-ups of a month whose window has ended: how many, how many reached, what they answered.

    ``answers`` counts the answers to the programme's own question: where the child lives, whether he works.
    """

    months: int
    ended: int
    reached: int
    missing: int
    answers: Mapping[str, int]


@dataclass
class UnitNumbers:
    """The figures of one programme in one unit; what another programme exists for is never counted along."""

    unit: Unit
    programme: str
    open_cases: dict[str, int] = field(default_factory=dict)
    open_stage: dict[str, int] = field(default_factory=dict)
    opened_year: int = 0
    closed_year: dict[str, int] = field(default_factory=dict)
    visits_month: dict[str, int] = field(default_factory=dict)
    overdue_duties: dict[str, int] = field(default_factory=dict)
    follow_ups: list[FollowUpFigure] = field(default_factory=list)


def numbers(actor: User, *, on: date) -> list[UnitNumbers]:
    """The figures of the units where the actor may see numbers, one for each programme that has worked there.

    Counted in the database; no row of a case is read. A unit without a case stands once, without a programme.
    """
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=units_of(actor, "numbers.view"))}
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, programme, figure, code, n FROM casework_numbers(%s)", [on])
        rows = [row for row in cursor.fetchall() if row[0] in units]
    found = {(pk, code): UnitNumbers(units[pk], code) for pk, code in sorted({(row[0], row[1]) for row in rows})}
    held: dict[tuple[int, str], dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for unit_id, programme, figure, code, n in rows:
        place = found[unit_id, programme]
        if figure == "follow_ups":
            months, answer = code.split(":", 1)
            held[unit_id, programme][int(months)][answer] = n
        elif figure == "opened_year":
            place.opened_year = n
        else:
            getattr(place, figure)[code] = n
    for at, by_month in held.items():
        found[at].follow_ups = [_figure(months, answers) for months, answers in sorted(by_month.items())]
    idle = [UnitNumbers(unit, "") for pk, unit in units.items() if not any(at[0] == pk for at in found)]
    return [*found.values(), *idle]


def _figure(months: int, answers: dict[str, int]) -> FollowUpFigure:
    missing, unreached = answers.pop("missing", 0), answers.pop("unreached", 0)
    reached = sum(answers.values())
    return FollowUpFigure(months, reached + missing + unreached, reached, missing + unreached, answers)
