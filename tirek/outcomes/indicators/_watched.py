"""Cohort shares: everybody who entered in the year, after a number of months, as far as anybody knows.

They rest on the rows of the curves (``outcomes.cohorts``), so that the two never speak of different people. A share
is told of those whose whole time has passed, who were accompanied from the beginning (a case opened much later says
nothing of those who never came), and of whom it is known how they stood at the end. Who was lost sight of before is in
neither number; the curve of the same outcome shows them.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from tirek.outcomes.engine.cohort import EVENT, LOST, STILL, Cohort, days_of
from tirek.outcomes.engine.definition import Facts, Rows, Span
from tirek.outcomes.engine.shapes import in_span
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

KNOWN = Words(
    kk="Мерзімі толық өткен, басынан бастап сүйемелденген және соңында жағдайы белгілі адамдар",
    ru="Те, у кого срок прошёл целиком, кого сопровождали с начала и о ком известно, чем он закончился",
    en="Those whose whole time has passed, who were accompanied from its beginning, and of whom its end is known",
)


def soon(day: "ir.DateValue", days: int) -> "ir.DateValue":
    """So many days later."""
    import ibis

    return (day + ibis.interval(days=days)).cast("date")


def entered(rows: "ir.Table", facts: Facts, span: Span, months: int, day: str = "began_on") -> "ir.Table":
    """Those who entered in the time and whose months have all passed; ``until`` is their last day."""
    rows = rows.filter(in_span(rows[day], span))
    rows = rows.mutate(until=soon(rows[day], days_of(months)))
    return rows.filter(rows.until <= facts.on)


def of_cohort(cohort: Cohort, facts: Facts, span: Span, months: int, within: int) -> "ir.Table":
    """Who entered a cohort in the time, accompanied from then on (a case opened ``within`` days still counts)."""
    rows = facts.once(f"cohort {cohort.id}", lambda: cohort.rows(facts))
    rows = entered(rows, facts, span, months)
    return rows.filter(rows.seen_from <= soon(rows.began_on, within))


def _known(facts: Facts, span: Span, *, cohort: Cohort, months: int, within: int) -> "ir.Table":
    rows = of_cohort(cohort, facts, span, months, within)
    return rows.filter((rows.watched_until >= rows.until) | ~rows.ending.isin((STILL, LOST)))


def _event(facts: Facts, span: Span, *, cohort: Cohort, months: int, within: int) -> "ir.Table":
    rows = of_cohort(cohort, facts, span, months, within)
    return rows.filter(rows.ending == EVENT, rows.watched_until <= rows.until)


def _spared(facts: Facts, span: Span, *, cohort: Cohort, months: int, within: int) -> "ir.Table":
    rows = _known(facts, span, cohort=cohort, months=months, within=within)
    return rows.filter((rows.watched_until > rows.until) | rows.ending.isin((STILL, LOST)))


def _all(facts: Facts, span: Span, *, cohort: Cohort, months: int, within: int) -> "ir.Table":
    return of_cohort(cohort, facts, span, months, within)


def happened(cohort: Cohort, months: int, within: int = 0) -> tuple[Rows, Rows]:
    """Numerator and denominator: to how many of those known it happened."""
    chosen: dict[str, Any] = {"cohort": cohort, "months": months, "within": within}
    return partial(_event, **chosen), partial(_known, **chosen)


def spared(cohort: Cohort, months: int, within: int = 0) -> tuple[Rows, Rows]:
    """Numerator and denominator: for how many of those known nothing had ended by then."""
    chosen: dict[str, Any] = {"cohort": cohort, "months": months, "within": within}
    return partial(_spared, **chosen), partial(_known, **chosen)


def followed(cohort: Cohort, months: int, within: int = 0) -> tuple[Rows, Rows]:
    """Numerator and denominator: of how many of those who entered it is known how they stood."""
    chosen: dict[str, Any] = {"cohort": cohort, "months": months, "within": within}
    return partial(_known, **chosen), partial(_all, **chosen)
