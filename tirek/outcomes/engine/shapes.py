"""Building blocks of definitions: days and spans, ages, what is known of a person. Ibis expressions alone.

Nothing here asks an engine for months between two days, folds text or rounds: engines differ there (``portability``).
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.model import OPEN_END, UNKNOWN

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: The first age of each group, as ``dimensions`` names them.
AGE_GROUPS: Final = (
    ("0", 1), ("1-2", 3), ("3-6", 7), ("7-10", 11), ("11-14", 15), ("15-17", 18),
    ("18-24", 25), ("25-34", 35), ("35-49", 50), ("50-64", 65),
)  # fmt: skip
ABOUT_PERSONS: Final = ("sex", "age_group", "region", "disability")


def years_before(day: date, years: int) -> date:
    """The day so many years earlier. Who was born after it is not yet so old: 29 February counts from 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_later(day: "ir.DateValue", months: int) -> "ir.DateValue":
    """The same day so many months on, or the last day of that month."""
    import ibis

    # DuckDB gives a timestamp, others a date.
    return (day + ibis.interval(months=months)).cast("date")


def days_between(first: "ir.DateValue", last: "ir.DateValue | date") -> "ir.IntegerValue":
    """Whole days from one day to another."""
    import ibis

    later: Any = ibis.date(last) if isinstance(last, date) else last
    return later.delta(first, unit="day").cast("int64")


def in_span(day: "ir.DateValue", span: Span) -> "ir.BooleanValue":
    """Whether a day lies in the time."""
    return (day >= span.first) & (day <= span.last)


def lasting_on(rows: "ir.Table", day: date, first: str = "starts_on", end: str = "ended_on") -> "ir.Table":
    """The stretches that are under way on a day. The day of the end no longer belongs to them."""
    return rows.filter((rows[first] <= day) & (rows[end] > day))


def _number(day: "ir.DateValue") -> "ir.IntegerValue":
    return day.year() * 10000 + day.month() * 100 + day.day()


def age_on(born: "ir.DateValue", day: "ir.DateValue | date") -> "ir.IntegerValue":
    """Age in whole years on a day; -1 where the birth is not known. Never by an engine's difference in years."""
    import ibis

    at = day.year * 10000 + day.month * 100 + day.day if isinstance(day, date) else _number(day)
    return ibis.ifelse(born == OPEN_END, -1, ((at - _number(born)) / 10000).floor().cast("int64"))


def younger_than(born: "ir.DateValue", years: int, day: "ir.DateValue | date") -> "ir.BooleanValue":
    """Whether somebody is not yet so old. Who has no known birth is not: ask ``no_birth`` beside it."""
    if isinstance(day, date):
        return (born > years_before(day, years)) & (born != OPEN_END)
    return (born != OPEN_END) & (age_on(born, day) < years)


def age_group(born: "ir.DateValue", day: "ir.DateValue | date") -> "ir.StringValue":
    """The age group on a day."""
    import ibis

    if isinstance(day, date):
        steps = [(born > years_before(day, years), code) for code, years in AGE_GROUPS]
    else:
        age = age_on(born, day)
        steps = [(age < years, code) for code, years in AGE_GROUPS]
    return ibis.cases((born == OPEN_END, UNKNOWN), *steps, else_="65+")


def described(
    rows: "ir.Table",
    facts: Facts,
    on: "date | str",
    what: Sequence[str] = ABOUT_PERSONS,
) -> "ir.Table":
    """The rows with what is known of the person in ``person_key``: sex, age group, region, disability, ``born_on``.

    ``on`` is the day of the age, or the name of the column that holds it. Somebody the facts don't know is ``unknown``.
    """
    persons = facts["persons"].select("person_key", "born_on", *(name for name in what if name != "age_group"))
    joined = rows.left_join(persons, "person_key").drop("person_key_right")
    joined = joined.mutate(born_on=joined["born_on"].fill_null(OPEN_END))
    columns: dict[str, Any] = {name: joined[name].fill_null(UNKNOWN) for name in what if name != "age_group"}
    if "age_group" in what:
        columns["age_group"] = age_group(joined["born_on"], joined[on] if isinstance(on, str) else on)
    return joined.mutate(**columns)


def children(rows: "ir.Table", on: "date | str", years: int = 18) -> "ir.Table":
    """Described rows of those not yet so old on the day. A child whose birth nobody knows stays: ``unknown``."""
    day = rows[on] if isinstance(on, str) else on
    return rows.filter((rows["born_on"] == OPEN_END) | younger_than(rows["born_on"], years, day))


def keyed(rows: "ir.Table", key: str) -> "ir.Table":
    """The rows as the engine counts them: ``key`` is what is counted."""
    return rows.mutate(key=rows[key])


def first_of(rows: "ir.Table", key: str, day: str) -> "ir.Table":
    """For each key the rows of its earliest day: where an event counts once, the first is meant."""
    firsts = rows.group_by(key).aggregate(first_day=rows[day].min())
    joined = rows.join(firsts, [key, rows[day] == firsts["first_day"]])
    return joined.select(*rows.columns)
