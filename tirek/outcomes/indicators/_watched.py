"""Cohort shares: everybody who entered in the year, for a number of months, as far as anybody knows.

A share of a cohort is told of those whose whole time has passed and of whom it is known how they stood at its end, or
to whom it happened before. Who was lost sight of, or died, is in neither number; the curve of the same outcome says
what that hides, and ``known`` how many they are.
"""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.model import OPEN_END
from tirek.outcomes.engine.shapes import in_span, months_later
from tirek.outcomes.engine.watching import known_until

if TYPE_CHECKING:
    import ibis.expr.types as ir


def entered(rows: "ir.Table", facts: Facts, span: Span, months: int, day: str = "began_on") -> "ir.Table":
    """Those who entered in the time and whose months have all passed; ``until`` is their last day."""
    rows = rows.filter(in_span(rows[day], span))
    rows = rows.mutate(until=months_later(rows[day], months))
    return rows.filter(rows.until <= facts.on)


def accompanied(rows: "ir.Table", facts: Facts, days: int = 0, day: str = "began_on") -> "ir.Table":
    """Those whose case was open by then: who comes to us because it went wrong would make the past look worse."""
    cases = facts.cases.select("case_key", "opened_on")
    joined = rows.inner_join(cases, "case_key")
    return joined.filter(joined.opened_on <= soon(joined[day], days)).select(*rows.columns)


def happened(rows: "ir.Table", events: "ir.Table") -> "ir.Table":
    """Those to whom it happened after the day they entered and by the end of their time.

    ``events`` has ``person_key`` and ``day``; ``rows`` the days ``began_on`` and ``until``.
    """
    return rows.semi_join(
        events,
        [rows.person_key == events.person_key, events.day > rows.began_on, events.day <= rows.until],
    )


def known(rows: "ir.Table", facts: Facts) -> "ir.Table":
    """Those who live and of whom it is known how they stood on the last day of their time."""
    looked = facts.once("known_until", lambda: known_until(facts))
    persons = facts.persons.select("person_key", "died_on")
    joined = rows.inner_join(looked, "person_key").left_join(persons, "person_key")
    lives = joined.died_on.fill_null(OPEN_END) > joined.until
    return joined.filter(lives, joined.known_until >= joined.until).select(*rows.columns)


def told_or_known(rows: "ir.Table", events: "ir.Table", facts: Facts) -> "ir.Table":
    """The denominator: those to whom it happened, and those of whom it is known that it did not."""
    import ibis

    return ibis.union(happened(rows, events), known(rows, facts), distinct=True)


def soon(day: "ir.DateValue", days: int) -> "ir.DateValue":
    """So many days later."""
    import ibis

    return (day + ibis.interval(days=days)).cast("date")
