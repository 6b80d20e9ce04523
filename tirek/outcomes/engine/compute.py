"""From rows to figures: distinct counting in every scope and disaggregation, one query for all that read one table.

A unit counts what it wrote, an organisation what its units wrote, each once: somebody who moved between two units
counts in both units and once in their organisation. That is why scopes are counted and not added up.

Groupings of two dimensions and more are counted for organisations and for all, not for units: their cells would be
single people. Where a denominator lacks a dimension (where somebody went, of all who left), its total holds.

The engine finds the rows (``gathering``); into how many groups they fall is arithmetic of whole numbers (``counting``).
"""

import gc
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import combinations, product, repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.lean import lean, part_of, unique, with_doubles

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np

    from tirek.outcomes.engine.counting import Tally
    from tirek.outcomes.engine.gathering import Asked, Codebook

UNIT: Final = "unit"
ORGANISATION: Final = "organisation"
ALL: Final = "all"
SCOPES: Final = (ALL, ORGANISATION, UNIT)
TOTAL: Final = "total"
#: What a row of an indicator says beside its dimensions.
PLACES: Final = (UNIT, ORGANISATION)


class Cell(NamedTuple):
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


class Grouping(NamedTuple):
    """How one set of figures is grouped."""

    scope: str
    breakdown: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of its groups: whose, then split how."""
        return self.breakdown if self.scope == ALL else (self.scope, *self.breakdown)


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

    Those that read the same table are read by one query together.
    """
    if len(asked) == 1 and _is_one_number(asked[0][0], scopes):
        return [[_total(*asked[0], facts)]]
    from tirek.outcomes.engine.gathering import Codebook

    found: list[list[Cell]] = []
    with _without_looking_for_garbage():
        book = Codebook()
        sides, tallies = _counted(asked, facts, scopes, book)
        ranks = book.ranks()
        for (indicator, span), both in zip(asked, sides, strict=True):
            people = _people(indicator, facts, span) if indicator.denominator == POPULATION else {}
            mine: list[Cell] = []
            for at, group in enumerate(groupings(indicator, scopes) if both else ()):
                counted = [tallies[id(one)][at].sorted(ranks) for one in both]
                mine.extend(_cells(indicator, group, counted, book, people))
            found.append(mine)
    return found


def _counted(
    asked: Sequence[tuple[Indicator, Span]], facts: Facts, scopes: Sequence[str], book: "Codebook"
) -> "tuple[list[list[Asked]], dict[int, list[Tally]]]":
    """What each numerator and denominator reads, and how many there are in each grouping of each."""
    from tirek.outcomes.engine.counting import Counter
    from tirek.outcomes.engine.gathering import Query
    from tirek.outcomes.engine.running import running

    tallies: dict[int, list[Tally]] = {}
    with running(facts) as run:
        beside = facts.kept_by(run.keep)
        sides = [_sides(indicator, beside, span, scopes) for indicator, span in asked]
        together: dict[Any, list[Asked]] = defaultdict(list)
        for one in (side for both in sides for side in both):
            together[one.together_with].append(one)
        wanted = {id(side): indicator for (indicator, _), both in zip(asked, sides, strict=True) for side in both}
        queries = deque(
            (several, query, run.read(query.rows)) for several in together.values() for query in [Query(several)]
        )
        while queries:
            several, query, coming = queries.popleft()
            counter = Counter(query.fetched(coming.result(), book), book)
            del coming
            for side in several:
                names = [group.names for group in groupings(wanted[id(side)], scopes)]
                known = [tuple(name for name in one if name in side.columns) for one in names]
                tallies[id(side)] = counter.tallies(side, known)
    return sides, tallies


def _is_one_number(indicator: Indicator, scopes: Sequence[str]) -> bool:
    median = indicator.measure == Measure.MEDIAN
    return groupings(indicator, scopes) == [Grouping(ALL, ())] and not median and indicator.numerator is not None


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


def _sides(indicator: Indicator, facts: Facts, span: Span, scopes: Sequence[str]) -> "list[Asked]":
    """Numerator and denominator as they are read: who, whose, and the dimensions the indicator is split by."""
    from tirek.outcomes.engine.gathering import DAYS, KEY, asked_of

    names = sorted({name for breakdown in indicator.by for name in breakdown})
    sides = []
    for side, rows_of in enumerate(one for one in (indicator.numerator, indicator.denominator) if callable(one)):
        rows = rows_of(facts, span)
        lacking = [name for name in names if name not in rows.columns]
        if lacking and not side:
            raise KeyError(f"{indicator.id} is split by {lacking[0]}, which its rows have not")
        more = [DAYS] if indicator.measure == Measure.MEDIAN else []
        places = [place for place in PLACES if place in scopes]
        sides.append(asked_of(rows.select(KEY, *places, *(name for name in names if name not in lacking), *more)))
    return sides


def _cells(
    indicator: Indicator, group: Grouping, sides: "Sequence[Tally]", book: "Codebook",
    people: "dict[tuple[tuple[str, ...], tuple[str, ...]], int]",
) -> Iterator[Cell]:  # fmt: skip
    """The cells of one grouping, in the order of places and categories. The total of all is always there."""
    import numpy as np

    counted, *divided = sides
    names, there = group.names, counted.groups
    known = divided[0].names if divided else names
    if divided and len(known) == len(names):
        there = np.union1d(there, divided[0].groups)
    if not names:
        there = np.zeros(1, np.int64)
    words = [book.words[name] for name in names]
    split = words if group.scope == ALL else words[1:]
    categories = list(product(*split))
    whose, which = np.divmod(there, max(1, len(categories)))
    said = [categories[at] for at in which.tolist()]
    places = repeat("") if group.scope == ALL else [words[0][at] for at in whose.tolist()]
    numerators, at, found = _looked_up(counted, there)
    middles: Any = repeat(None)
    if counted.middle is not None and len(counted.middle):
        middles = [one if there else None for one, there in zip(counted.middle[at].tolist(), found, strict=True)]
    denominators: Any = repeat(None)
    if divided:
        wider = _put_together(there, [len(one) for one in words], [name in known for name in names])
        denominators = _looked_up(divided[0], wider)[0]
    elif indicator.denominator is not None and group.scope == ALL:
        denominators = [people.get((group.breakdown, one)) for one in said]
    return map(
        Cell, repeat(indicator.id), repeat(group.breakdown), said, repeat(group.scope), places, numerators,
        denominators, middles,
    )  # fmt: skip


def _looked_up(tally: "Tally", groups: "np.ndarray[Any, Any]") -> tuple[list[int], Any, list[bool]]:
    """How many of each group there are, where they stand in the tally, and whether they do."""
    import numpy as np

    if not len(tally.groups):
        return [0] * len(groups), None, [False] * len(groups)
    at = np.minimum(np.searchsorted(tally.groups, groups), len(tally.groups) - 1)
    found = tally.groups[at] == groups
    return np.where(found, tally.n[at], 0).tolist(), at, found.tolist()


def _put_together(groups: "np.ndarray[Any, Any]", sizes: Sequence[int], kept: Sequence[bool]) -> Any:
    """The groups by some of their columns alone."""
    import numpy as np

    if all(kept):
        return groups
    wider, weight = np.zeros(len(groups), np.int64), 1
    for size, keep in zip(reversed(sizes), reversed(kept), strict=True):
        groups, one = np.divmod(groups, max(1, size))
        if keep:
            wider += one * weight
            weight *= max(1, size)
    return wider


def _total(indicator: Indicator, span: Span, facts: Facts) -> Cell:
    """The total of all alone: nothing is kept for others, nothing is grouped, and a part is read with its whole."""
    import ibis

    from tirek.outcomes.engine.running import running

    assert indicator.numerator is not None
    facts = facts.unkept()
    part = indicator.numerator(facts, span)
    whole = indicator.denominator(facts, span) if callable(indicator.denominator) else None
    met = None if whole is None else part_of(part, whole)
    if whole is None or met is None:
        sides = [_number(lean(rows.select("key"))) for rows in (part, whole) if rows is not None]
    else:
        sides = [_number(lean(whole.select("key", met=met)))]
    numbers = [one.mutate(side=ibis.literal(side, type="int8")) for side, one in enumerate(sides)]
    told = ibis.union(*numbers) if sides[1:] else numbers[0]
    with running(facts) as run:
        found = {row.pop("side"): row for row in run.read(told).result().to_pylist()}
    people = _people(indicator, facts, span).get(((), ())) if indicator.denominator == POPULATION else None
    numerator = found[0]["n" if met is None else "part"]
    denominator = people if whole is None else found[0 if met is not None else 1]["n"]
    return Cell(indicator.id, (), (), ALL, "", numerator, denominator)


def _number(rows: "ir.Table") -> "ir.Table":
    """How many different keys there are, and how many among the rows that are ``met``, where rows say so."""
    once = unique(rows.op(), "key")  # rows are counted then, and the key is not even read
    rows = rows if once else with_doubles(rows)
    counted: Any = rows.count if once else rows["key"].nunique
    part = {"part": counted(where=rows["met"]).cast("int64")} if "met" in rows.columns else {}
    return rows.aggregate(n=counted().cast("int64"), **part)


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
