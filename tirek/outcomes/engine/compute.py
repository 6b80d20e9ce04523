"""From rows to figures: distinct counting in every scope and disaggregation, one query for an indicator.

A unit counts what it wrote, an organisation what its units wrote, each once: somebody who moved between two units
counts in both units and once in their organisation. That is why scopes are counted and not added up.

Groupings of two dimensions and more are counted for organisations and for all, not for units: their cells would be
single people. Where a denominator lacks a dimension (where somebody went, of all who left), its total holds.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import combinations, repeat
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, Span, let_go, materialised
from tirek.outcomes.engine.lean import lean, part_of, unique

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNIT: Final = "unit"
ORGANISATION: Final = "organisation"
ALL: Final = "all"
SCOPES: Final = (ALL, ORGANISATION, UNIT)
#: A category of a denominator that has no such dimension.
EVERY: Final = "*"
TOTAL: Final = "total"
#: So many indicators and times are counted by one query, at most: their rows lie side by side meanwhile.
TOGETHER: Final = 16
#: The side of a denominator whose rows say themselves whether they belong to the numerator too.
BOTH: Final = 2
#: Grouping, place, categories.
Where: TypeAlias = tuple[int, str, tuple[str, ...]]


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


def cells(indicator: Indicator, facts: Facts, span: Span, scopes: Sequence[str] = SCOPES) -> list[Cell]:
    """The figures of an indicator for a time. The total of all is always there, if need be 0; a checklist has none."""
    return cells_of([(indicator, span)], facts, scopes)[0]


def cells_of(asked: Sequence[tuple[Indicator, Span]], facts: Facts, scopes: Sequence[str] = SCOPES) -> list[list[Cell]]:
    """The figures of several indicators and times, in their order.

    Those that are split alike are counted by one query together: most indicators have few rows, and to plan twenty
    groupings takes an engine longer than to count them.
    """
    if len(asked) == 1 and len(groupings(asked[0][0], scopes)) == 1:  # nothing is kept for others
        facts = facts.unkept()
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, (indicator, _) in enumerate(asked):
        if indicator.numerator is not None:
            alike[(tuple(breakdowns(indicator)), indicator.measure == Measure.MEDIAN)].append(number)
    found: list[list[Cell]] = [[] for _ in asked]
    with _without_looking_for_garbage():
        for numbers in alike.values():
            for start in range(0, len(numbers), TOGETHER):
                batch = numbers[start : start + TOGETHER]
                counted = Counted(groupings(asked[batch[0]][0], scopes))
                counted.read(_fetched([(number, *asked[number]) for number in batch], facts, scopes))
                for number in batch:
                    found[number] = list(counted.cells(number, *asked[number], facts))
    return found


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """Millions of small objects are made and kept: to look through them again and again is a third of the work."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _fetched(asked: Sequence[tuple[int, Indicator, Span]], facts: Facts, scopes: Sequence[str]) -> dict[str, list[Any]]:
    """What the query gives by column: asked, side, grouping, place, category1 ..., days, n, part.

    Side 0 is the numerator, 1 the denominator; 2 is a denominator of which ``part`` says how much is the numerator.
    """
    indicator = asked[0][1]
    if tuple(scopes) == (ALL,) and not indicator.by and indicator.measure != Measure.MEDIAN:
        return _totals(asked, facts)
    sides = [side for number, one, span in asked for side in rows_of(one, facts, span, number)]
    once = len(groupings(indicator, scopes)) == 1
    rows = _under_one_another(sides) if once else materialised(_gathered(sides))
    fetched: dict[str, list[Any]] = query(indicator, rows, scopes).to_pyarrow().to_pydict()
    if not once:
        let_go(rows)
    return fetched


def _under_one_another(sides: "Sequence[ir.Table]") -> "ir.Table":
    import ibis

    return sides[0] if len(sides) == 1 else ibis.union(*sides)


def _gathered(sides: "Sequence[ir.Table]") -> "ir.Table":
    """The rows as every grouping needs them: keys that have one row alone are counted (``n``), the others stay rows.

    A key that the model says stands once has no other row; of the rest the rows themselves tell.
    """
    import ibis

    single: list[ir.Table] = []
    others: list[ir.Table] = []
    for side in sides:
        (single if unique(side.op(), "key") else others).append(side)
    no_key = ibis.null(sides[0]["key"].type())
    by = [name for name in sides[0].columns if name != "key"]
    if "days" in by and others:  # of a key with several rows each group takes the shortest
        return _under_one_another(sides).distinct()
    parts = []
    if single:
        counted = _under_one_another(single).group_by(by).aggregate(n=ibis._.key.count())
        parts.append(counted.mutate(key=no_key) if others else counted)
    if others:
        rows = _under_one_another(others).distinct()
        rows = rows.mutate(alone=ibis._.count().over(group_by=["asked", "side", "key"]) == 1)
        shared = rows["alone"].ifelse(no_key, rows["key"])
        gathered = rows.group_by(*by, key=shared).aggregate(n=rows["alone"].ifelse(1, 0).sum())
        parts.append(gathered.select(*by, "n", "key"))
    return _under_one_another(parts)


def _totals(asked: Sequence[tuple[int, Indicator, Span]], facts: Facts) -> dict[str, list[Any]]:
    """The total of all alone, in the columns of a query: nothing is grouped, and a part is read with its whole."""
    import ibis

    branches = []
    for number, indicator, span in asked:
        assert indicator.numerator is not None
        part = indicator.numerator(facts, span)
        whole = indicator.denominator(facts, span) if callable(indicator.denominator) else None
        met = None if whole is None else part_of(part, whole)
        if whole is not None and met is not None:
            branches.append(_number(number, BOTH, lean(whole.select("key", met=met))))
            continue
        branches.append(_number(number, 0, lean(part.select("key"))))
        if whole is not None:
            branches.append(_number(number, 1, lean(whole.select("key"))))
    numbers = branches[0] if len(branches) == 1 else ibis.union(*branches)
    found: dict[str, list[Any]] = numbers.to_pyarrow().to_pydict()
    several = len(found["asked"])
    return found | {"grouping": [0] * several, "place": [""] * several}


def _number(asked: int, side: int, rows: "ir.Table") -> "ir.Table":
    """How many different keys there are, and how many among the rows that are ``met``, where rows say so."""
    import ibis

    counted = rows["key"].count if unique(rows.op(), "key") else rows["key"].nunique
    part = {"part": counted(where=rows["met"]).cast("int64")} if side == BOTH else {}
    numbers = rows.aggregate(n=counted().cast("int64"), **part)
    return numbers.select(
        "n",
        part=numbers["part"] if part else ibis.literal(0).cast("int64"),
        asked=ibis.literal(asked, type="int16"),
        side=ibis.literal(side, type="int8"),
    )


def query(indicator: Indicator, rows: "ir.Table", scopes: Sequence[str] = SCOPES) -> "ir.Table":
    """The one query: every grouping of the rows, under one another."""
    import ibis

    depth = max(len(breakdown) for breakdown in breakdowns(indicator))
    branches = []
    for number, grouping in enumerate(groupings(indicator, scopes)):
        by: dict[str, Any] = {"asked": rows["asked"], "side": rows["side"]}
        by["grouping"] = ibis.literal(number, type="int16")
        by["place"] = ibis.literal("") if grouping.scope == ALL else rows[grouping.scope]
        for at in range(depth):
            inside = at < len(grouping.breakdown)
            by[f"category{at + 1}"] = rows[grouping.breakdown[at]] if inside else ibis.literal("")
        if "days" in rows.columns and "n" in rows.columns:
            branches.append(rows.group_by(**by, days=rows["days"]).aggregate(n=rows["n"].sum().cast("int64")))
            continue
        if "days" in rows.columns:  # a key counts once in each group, by its shortest
            shortest = rows.group_by(**by, key=rows["key"]).aggregate(days=rows["days"].min())
            branches.append(shortest.group_by(*by, "days").aggregate(n=shortest["key"].count()))
            continue
        whole: Any = ibis.literal(0)
        part: Any = ibis.literal(0)
        if "n" in rows.columns:
            whole, part = rows["n"].sum(), rows["n"].sum(where=rows["met"]).fill_null(0)
        if "key" in rows.columns:
            whole, part = whole + rows["key"].nunique(), part + rows["key"].nunique(where=rows["met"])
        branches.append(rows.group_by(**by).aggregate(n=whole.cast("int64"), part=part.cast("int64")))
    return branches[0] if len(branches) == 1 else ibis.union(*branches)


def rows_of(indicator: Indicator, facts: Facts, span: Span, asked: int = 0) -> "list[ir.Table]":
    """Numerator and denominator as the query reads them: who, whose, and the dimensions the indicator is split by."""
    import ibis

    names = sorted({name for breakdown in indicator.by for name in breakdown})
    median = indicator.measure == Measure.MEDIAN
    found = [one(facts, span) for one in (indicator.numerator, indicator.denominator) if callable(one)]
    met = part_of(*found) if len(found) == 2 and not median else None
    sides = []
    for side, rows in enumerate(found) if met is None else [(BOTH, found[1])]:
        columns: dict[str, Any] = {
            "asked": ibis.literal(asked, type="int16"), "side": ibis.literal(side, type="int8"), "key": rows["key"],
            UNIT: rows[UNIT], ORGANISATION: rows[ORGANISATION],
        }  # fmt: skip
        for name in names:
            if name in rows.columns:
                columns[name] = rows[name]
            elif side != 1:
                raise KeyError(f"{indicator.id} is split by {name}, which its rows have not")
            else:
                columns[name] = ibis.literal(EVERY)
        if median:
            columns["days"] = rows["days"].cast("int64")
        else:
            columns["met"] = ibis.literal(False) if met is None else met.fill_null(False)
        sides.append(lean(rows.select(**columns)))
    return sides


class Counted:
    """What a query gave, by what was asked; made into cells."""

    def __init__(self, groups: Sequence[Grouping]) -> None:
        self._groups = groups
        self._sides: dict[int, tuple[dict[Where, int], dict[Where, int]]] = defaultdict(
            lambda: (defaultdict(int), defaultdict(int))
        )
        self._days: dict[int, dict[Where, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))

    def read(self, fetched: Mapping[str, list[Any]]) -> None:
        """Take what the query gave, column by column."""
        depths = [len(group.breakdown) for group in self._groups]
        columns = [fetched[f"category{at + 1}"] for at in range(max(depths))]
        categories = zip(*columns, strict=True) if columns else repeat(())
        named = [fetched[name] for name in ("asked", "side", "grouping", "place", "n")]
        parts = fetched.get("part", repeat(0))
        for row, (asked, side, group, place, n, said, part) in enumerate(zip(*named, categories, parts, strict=False)):
            where = (group, place, said[: depths[group]])
            if side == BOTH:
                self._sides[asked][0][where] += part
                self._sides[asked][1][where] += n
            else:
                self._sides[asked][side][where] += n
            if "days" in fetched:
                self._days[asked][where][fetched["days"][row]] = n

    def cells(self, asked: int, indicator: Indicator, span: Span, facts: Facts) -> Iterator[Cell]:
        """The cells of one indicator and time, its total first."""
        numerators, denominators = self._sides[asked]
        people = _people(indicator, facts, span) if indicator.denominator == POPULATION else {}
        divided = indicator.denominator is not None and indicator.denominator != POPULATION
        there = dict.fromkeys(numerators) | dict.fromkeys(w for w in denominators if EVERY not in w[2])
        for number, group in enumerate(self._groups):
            if group.scope == ALL and not group.breakdown:
                there[(number, "", ())] = None
        for where in sorted(there):
            number, place, categories = where
            group = self._groups[number]
            numerator, middle, denominator = numerators.get(where, 0), None, None
            if divided:
                same = denominators.get(where)
                denominator = same if same is not None else _wider(denominators, number, place, categories)
            elif group.scope == ALL:
                denominator = people.get((group.breakdown, categories))
            if indicator.measure == Measure.MEDIAN:
                middle = median(self._days[asked][where])
            yield Cell(indicator.id, group.breakdown, categories, group.scope, place, numerator, denominator, middle)


def _wider(denominators: Mapping[Where, int], number: int, place: str, categories: tuple[str, ...]) -> int:
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
