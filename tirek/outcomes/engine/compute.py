"""From rows to figures: distinct counting in every scope and disaggregation, one query for an indicator.

A unit counts what it wrote, an organisation what its units wrote, each once: somebody who moved between two units
counts in both units and once in their organisation. That is why scopes are counted and not added up.

Groupings of two dimensions and more are counted for organisations and for all, not for units: their cells would be
single people. Where a denominator lacks a dimension (where somebody went, of all who left), its total holds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, Span, let_go, materialised

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNIT: Final = "unit"
ORGANISATION: Final = "organisation"
ALL: Final = "all"
SCOPES: Final = (ALL, ORGANISATION, UNIT)
#: A category of a denominator that has no such dimension.
EVERY: Final = "*"
TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: which indicator, split how, whose. Without a denominator it is a count; ``middle`` is a median.

    ``place`` is the code of the unit or organisation; empty for all.
    """

    indicator: str
    breakdown: tuple[str, ...]
    categories: tuple[str, ...]
    scope: str
    place: str
    numerator: int
    denominator: int | None = None
    middle: float | None = None


@dataclass(frozen=True)
class Grouping:
    """How one set of figures is grouped."""

    scope: str
    breakdown: tuple[str, ...]


def breakdowns(indicator: Indicator) -> list[tuple[str, ...]]:
    """The total, the disaggregations, and the margins of those that cross dimensions."""
    found: dict[tuple[str, ...], None] = {}
    for breakdown in indicator.by:
        for size in range(1, len(breakdown) + 1):
            found |= dict.fromkeys(combinations(breakdown, size))
    return [(), *sorted(found, key=len)]


def groupings(indicator: Indicator, scopes: Sequence[str] = SCOPES) -> list[Grouping]:
    """Every grouping of an indicator: its total and disaggregations, in each scope."""
    return [
        Grouping(scope, breakdown)
        for scope in scopes
        for breakdown in breakdowns(indicator)
        if len(breakdown) < 2 or scope != UNIT
    ]


def spans(period: Period, on: date, before: int = 3) -> list[Span]:
    """The times of which figures are kept on a day: the year of that day as far as it went, and those before it."""
    ends = [date(on.year - back, 12, 31) for back in range(before, 0, -1)] + [on]
    if period == Period.DAY:
        return [Span(end, end) for end in ends]
    return [Span(date(end.year, 1, 1), end) for end in ends]


def counted(indicator: Indicator, rows: "ir.Table", scopes: Sequence[str] = SCOPES) -> "ir.Table":
    """The one query over ``rows_of``: (side, grouping, place, category1 ..., days, n); side 0 is the numerator."""
    import ibis

    median = indicator.measure == Measure.MEDIAN
    depth = max((len(breakdown) for breakdown in indicator.by), default=0)
    branches = []
    for number, grouping in enumerate(groupings(indicator, scopes)):
        by: dict[str, Any] = {"side": rows["side"], "grouping": ibis.literal(number, type="int16")}
        by["place"] = ibis.literal("") if grouping.scope == ALL else rows[grouping.scope]
        for at in range(depth):
            inside = at < len(grouping.breakdown)
            by[f"category{at + 1}"] = rows[grouping.breakdown[at]] if inside else ibis.literal("")
        if median:
            by["days"] = rows["days"]
        branches.append(rows.group_by(**by).aggregate(n=rows["key"].nunique()))
    return ibis.union(*branches)


def rows_of(indicator: Indicator, facts: Facts, span: Span) -> "ir.Table":
    """Numerator and denominator one under the other, each row of a key once."""
    import ibis

    names = sorted({name for breakdown in indicator.by for name in breakdown})
    sides = []
    for side, function in enumerate((indicator.numerator, indicator.denominator)):
        if function is None or isinstance(function, str):
            continue
        rows = function(facts, span)
        columns: dict[str, Any] = {"side": ibis.literal(side, type="int8"), "key": rows["key"]}
        columns |= {name: rows[name] for name in (UNIT, ORGANISATION)}
        for name in names:
            if name in rows.columns:
                columns[name] = rows[name]
            elif side == 0:
                raise KeyError(f"{indicator.id} is split by {name}, which its rows have not")
            else:
                columns[name] = ibis.literal(EVERY)
        if indicator.measure == Measure.MEDIAN and side == 0:
            # A key that has several rows counts once, by its first.
            chosen = rows.select(**columns, days=rows["days"].cast("int64")).group_by(list(columns))
            chosen = chosen.aggregate(days=lambda table: table["days"].min())
        else:
            chosen = rows.select(**columns).distinct()
        sides.append(chosen)
    return sides[0] if len(sides) == 1 else ibis.union(*sides)


def cells(indicator: Indicator, facts: Facts, span: Span, scopes: Sequence[str] = SCOPES) -> list[Cell]:
    """The figures of an indicator for a time. The total of all is always there, if need be 0; a checklist has none."""
    if indicator.numerator is None:
        return []
    groups = groupings(indicator, scopes)
    kept = materialised(rows_of(indicator, facts, span))
    fetched = counted(indicator, kept, scopes).to_pyarrow().to_pylist()
    let_go(kept)
    numerators: dict[tuple[int, str, tuple[str, ...]], int] = defaultdict(int)
    denominators: dict[tuple[int, str, tuple[str, ...]], int] = {}
    middles: dict[tuple[int, str, tuple[str, ...]], dict[int, int]] = defaultdict(dict)
    for row in fetched:
        depth = len(groups[row["grouping"]].breakdown)
        where = (row["grouping"], row["place"], tuple(row[f"category{place + 1}"] for place in range(depth)))
        if row["side"] == 1:
            denominators[where] = row["n"]
            continue
        numerators[where] += row["n"]
        if "days" in row:
            middles[where][row["days"]] = row["n"]
    people = _people(indicator, facts, span) if indicator.denominator == POPULATION else {}
    divided = indicator.denominator is not None and indicator.denominator != POPULATION
    if ALL in scopes:
        numerators[(groups.index(Grouping(ALL, ())), "", ())] += 0
    for where in denominators:
        if EVERY not in where[2]:
            numerators[where] += 0
    found = []
    for (number, place, categories), numerator in sorted(numerators.items()):
        group = groups[number]
        denominator: int | None = None
        if divided:
            same = denominators.get((number, place, categories))
            denominator = same if same is not None else _wider(denominators, number, place, categories)
        elif group.scope == ALL:
            denominator = people.get((group.breakdown, categories))
        middle = median(middles[(number, place, categories)]) if numerator and indicator.measure == "median" else None
        found.append(
            Cell(indicator.id, group.breakdown, categories, group.scope, place, numerator, denominator, middle)
        )
    return found


def _wider(
    denominators: Mapping[tuple[int, str, tuple[str, ...]], int], number: int, place: str, categories: tuple[str, ...]
) -> int:
    """The denominator of a group that lacks some of the dimensions."""
    for mask in range(1, 2 ** len(categories)):
        masked = tuple(EVERY if mask >> at & 1 else one for at, one in enumerate(categories))
        if (number, place, masked) in denominators:
            return denominators[(number, place, masked)]
    return 0


def median(by_days: Mapping[int, int]) -> float | None:
    """The exact middle of numbers of days, from how many there are of each."""
    total = sum(by_days.values())
    if not total:
        return None

    def at(position: int) -> int:
        for days in sorted(by_days):
            position -= by_days[days]
            if position < 0:
                return days
        raise AssertionError("beyond the last")

    return (at((total - 1) // 2) + at(total // 2)) / 2


def _people(indicator: Indicator, facts: Facts, span: Span) -> dict[tuple[tuple[str, ...], tuple[str, ...]], int]:
    """People of the population for the total and for each group the source knows: of the newest year, two back at most.

    A region, a sex or an age group of which the source says nothing has no rate.
    """
    table = facts["population"]
    rows = table.filter((table["year"] <= span.year) & (table["year"] >= span.year - 2)).to_pyarrow().to_pylist()
    if not rows:
        return {}
    year = max(row["year"] for row in rows)
    whole = {"region": TOTAL, "sex": TOTAL, "age_group": indicator.population_ages or TOTAL}
    known = {tuple(row[name] for name in whole): int(row["people"]) for row in rows if row["year"] == year}
    found = {}
    for breakdown in breakdowns(indicator):
        if set(breakdown) <= set(whole):
            for at, people in known.items():
                row = dict(zip(whole, at, strict=True))
                if all(row[name] == value for name, value in whole.items() if name not in breakdown) and all(
                    row[name] != TOTAL for name in breakdown
                ):
                    found[(breakdown, tuple(row[name] for name in breakdown))] = people
    return found


def listed(indicator: Indicator, facts: Facts, span: Span, keep: Mapping[str, str]) -> list[dict[str, int]]:
    """Keys of the rows behind a figure where ``keep`` holds (unit, dimensions), with the case if the rows say it."""
    if indicator.numerator is None:
        return []
    rows = indicator.numerator(facts, span)
    for name, value in keep.items():
        rows = rows.filter(rows[name] == value)
    wanted = [name for name in ("key", "case_key") if name in rows.columns]
    found: list[dict[str, int]] = rows.select(*wanted).distinct().to_pyarrow().to_pylist()
    return found
