"""Building blocks of definitions: days and spans, ages, what is known of a person. Ibis expressions alone.

Nothing here asks an engine for months between two days, folds text or rounds: engines differ there (``portability``).
"""

from calendar import monthrange
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


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


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

    if not isinstance(day, date):
        return _group_after(born == OPEN_END, _number(day) - _number(born))
    steps = [(born > years_before(day, years), code) for code, years in AGE_GROUPS]
    return ibis.cases((born == OPEN_END, UNKNOWN), *steps, else_="65+")


def _group_after(unknown: "ir.BooleanValue", passed: "ir.IntegerValue") -> "ir.StringValue":
    """The age group by the difference of two days written as numbers: 180000 is the eighteenth birthday."""
    import ibis

    steps = [(passed < years * 10000, code) for code, years in AGE_GROUPS]
    return ibis.cases((unknown, UNKNOWN), *steps, else_="65+")


def described(
    rows: "ir.Table",
    facts: Facts,
    on: "date | str",
    what: Sequence[str] = ABOUT_PERSONS,
) -> "ir.Table":
    """The rows with what is known of the person in ``person_key``: sex, age group, region, disability, ``born_on``.

    ``on`` is the day of the age, or the name of the column that holds it. Somebody the facts don't know is ``unknown``.
    """
    persons = facts["persons"]
    persons = persons.select(
        "person_key",
        "born_on",
        *(name for name in what if name != "age_group"),
        born_number=_number(persons["born_on"]),
    )
    # Computed before the join, each side's day is one column after it and not an expression in every age group.
    rows = rows.mutate(day_number=_number(rows[on])) if isinstance(on, str) else rows
    joined = rows.left_join(persons, "person_key").drop("person_key_right")
    born = joined["born_on"].fill_null(OPEN_END)
    columns: dict[str, Any] = {name: joined[name].fill_null(UNKNOWN) for name in what if name != "age_group"}
    if "age_group" in what:
        passed = joined["day_number"] - joined["born_number"] if isinstance(on, str) else None
        columns["age_group"] = age_group(born, on) if passed is None else _group_after(born == OPEN_END, passed)
    spare = ["born_number", "day_number"] if isinstance(on, str) else ["born_number"]
    return joined.mutate(born_on=born, **columns).drop(*spare)


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


# --- Children in formal care -----------------------------------------------------------------------------------------

#: The formal forms, from the pack's own word on each kind (``care_form``), and what standards call groups of them.
LEVELS: Final = {
    "formal": ("residential", "foster", "kinship", "other_family"),
    "residential": ("residential",),
    "family": ("foster", "kinship", "other_family"),
    "foster": ("foster",),
    "kinship": ("kinship",),
    "other_family": ("other_family",),
}
#: Destinations that lie inside a level: who goes there has not left it, even if the next stay is not written down here.
INSIDE: Final = {"formal": ("FAMILY", "RESIDENTIAL"), "residential": ("RESIDENTIAL",), "family": ("FAMILY",)}
#: Nobody decided on it: a child that stays with kin without papers is not in formal care, whatever form a pack names.
INFORMAL: Final = ("kin",)
#: At home for an agreed time, the decision is open, the place is kept: no exit, and no entry when it does not hold.
TRIAL: Final = "trial_stay"
#: Age groups that make up 0-17. A child in care whose birth nobody knows is counted among them, as unknown.
CHILD_GROUPS: Final = ("0", "1-2", "3-6", "7-10", "11-14", "15-17", UNKNOWN)
_CARE = (
    "person_key", "case_key", "unit", "organisation", "programme", "kind", "care_form", "starts_on", "ended_on",
    "entry_reason", "destination", "left_to",
)  # fmt: skip


def care_line(facts: Facts) -> "ir.Table":
    """Every stay in formal care, and every trial stay at home in the form of the placement it came from."""
    return facts.once("care_line", lambda: _care_line(facts))


def _care_line(facts: Facts) -> "ir.Table":
    import ibis

    episodes = facts["episodes"]
    episodes = episodes.filter((episodes["track"] == "care") & ~episodes["moment"])
    formal = episodes.filter(
        episodes["placement"] & episodes["care_form"].isin(LEVELS["formal"]) & episodes["kind"].notin(INFORMAL)
    ).select(*_CARE)
    trial = episodes.filter(episodes["kind"] == TRIAL).select(*(name for name in _CARE if name != "care_form"))
    stay = formal.select("person_key", "care_form", began="starts_on", until="ended_on")
    trial = trial.join(
        stay, ["person_key", stay["began"] < trial["starts_on"], stay["until"] >= trial["starts_on"]]
    ).select(*_CARE)
    return ibis.union(formal, trial.distinct())


def _by_level(line: "ir.Table") -> "ir.Table":
    """Every stay once for each level it belongs to: formal care, residential or family-based, its form."""
    import ibis

    group = ibis.cases((line["care_form"] == "residential", "residential"), else_="family")
    own = line.filter(line["care_form"] != "residential")
    return ibis.union(
        line.mutate(level=ibis.literal("formal")), line.mutate(level=group), own.mutate(level=own["care_form"])
    )


def _as_rows(rows: "ir.Table", facts: Facts, on: "date | str" = "day") -> "ir.Table":
    """Described on a day, the row's own or the same for all; counted by child."""
    reason = rows["entry_reason"].nullif("").fill_null(UNKNOWN)
    return keyed(described(rows.mutate(entry_reason=reason), facts, on), "person_key")


def _of_ages(rows: "ir.Table", ages: str) -> "ir.Table":
    return rows.filter(rows["age_group"].isin(CHILD_GROUPS) if ages == "0-17" else rows["age_group"] == ages)


def in_care_on(facts: Facts, day: date, level: str = "formal", ages: str = "0-17") -> "ir.Table":
    """Children in formal care at the end of a day; ``level`` narrows the form, ``ages`` is 0-17 or 18-24."""
    import ibis

    def made() -> "ir.Table":
        return _as_rows(lasting_on(care_line(facts), day).mutate(day=ibis.literal(day)), facts, day)

    rows = facts.once(f"in_care {day}", made).drop("left_to", "destination")  # nobody has left
    return _of_ages(rows.filter(rows["care_form"].isin(LEVELS[level])), ages)


def in_care_during(facts: Facts, span: Span, level: str = "formal") -> "ir.Table":
    """Children who were in care for at least a day of the time; their age on its first day or when they came."""
    import ibis

    def made() -> "ir.Table":
        line = care_line(facts)
        line = line.filter((line["starts_on"] <= span.last) & (line["ended_on"] > span.first))
        return _as_rows(line.mutate(day=ibis.greatest(line["starts_on"], ibis.literal(span.first))), facts)

    rows = facts.once(f"in_care {span}", made).drop("left_to", "destination")
    return _of_ages(rows.filter(rows["care_form"].isin(LEVELS[level])), "0-17")


def care_entries(facts: Facts, span: Span, level: str = "formal", ages: str = "0-17") -> "ir.Table":
    """Children who came into care of this level in the time: what they came from was not of the same level.

    A move between two homes is no entry into residential care, from a home to a foster family none into formal care.
    """

    def made() -> "ir.Table":
        line = care_line(facts)
        came = _by_level(line.filter(in_span(line["starts_on"], span)))
        before = _by_level(line.filter((line["starts_on"] < span.last) & (line["ended_on"] >= span.first)))
        before = before.select("person_key", "level", began="starts_on", until="ended_on")
        came = came.anti_join(
            before, ["person_key", "level", before["began"] < came["starts_on"], before["until"] >= came["starts_on"]]
        )
        return _as_rows(came.mutate(day=came["starts_on"]), facts)

    rows = facts.once(f"care_entries {span}", made)
    return _of_ages(rows.filter(rows["level"] == level), ages)


def care_exits(facts: Facts, span: Span, level: str = "formal", ages: str = "0-17") -> "ir.Table":
    """Children who left care of this level in the time, and where to (``left_to``).

    Not a move inside the level, not a trial stay. Where nobody wrote the destination, what began on that day tells it.
    """
    import ibis

    def made() -> "ir.Table":
        line = care_line(facts)
        ended = line.filter(in_span(line["ended_on"], span) & (line["destination"] != TRIAL))
        left = _by_level(ended)
        for inside, places in INSIDE.items():
            left = left.filter((left["level"] != inside) | left["left_to"].notin(places))
        goes_on = _by_level(line.filter((line["ended_on"] > span.first) & (line["starts_on"] <= span.last)))
        goes_on = goes_on.select("person_key", "level", began="starts_on", until="ended_on")
        left = left.anti_join(
            goes_on, ["person_key", "level", goes_on["began"] <= left["ended_on"], goes_on["until"] > left["ended_on"]]
        )
        after = _beginnings(facts, span)
        known = left.left_join(after, ["person_key", left["ended_on"] == after["began"]])
        where = ibis.cases((known["left_to"] != "", known["left_to"]), else_=known["went"].fill_null(UNKNOWN))
        left = known.mutate(left_to=where, day=known["ended_on"]).select(*_CARE, "level", "day")
        return _as_rows(left, facts)

    rows = facts.once(f"care_exits {span}", made)
    return _of_ages(rows.filter(rows["level"] == level), ages)


def _beginnings(facts: Facts, span: Span) -> "ir.Table":
    """Where children began to live in the time, as a destination."""
    import ibis

    episodes = facts["episodes"]
    began = episodes.filter((episodes["track"] == "care") & ~episodes["moment"] & in_span(episodes["starts_on"], span))
    went = ibis.cases(
        (began["care_form"] == "residential", "RESIDENTIAL"),
        (began["care_form"] == "adoption", "ADOPT"),
        (began["setting"] == "own_family", "REUNION"),
        (began["setting"] == "family_based", "FAMILY"),
        (began["setting"] == "independent", "INDEP"),
        else_="OTHER",
    )
    return began.select("person_key", began="starts_on", went=went).distinct()


def adoptions(facts: Facts, span: Span) -> "ir.Table":
    """Children whose adoption began in the time."""
    episodes = facts["episodes"]
    adopted = episodes.filter((episodes["care_form"] == "adoption") & in_span(episodes["starts_on"], span))
    return _of_ages(_as_rows(adopted.select(*_CARE, day="starts_on"), facts), "0-17")
