"""A table of figures: the one object that pages, charts, maps, files, SDMX and reports read.

Its margins are rows like any other, with the category ``total``; a table by nothing has the one row of the total.
A protected table holds nothing of a hidden row but its categories: who reads it need not know what must not be told.
Whether a row is hidden was decided beforehand for all tables of an indicator and a year together (``disclosure``), so
two tables that are shown never tell what one of them hides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from tirek.outcomes.engine.definition import POPULATION, Indicator, Measure

#: The category of a margin: all categories of its dimension together.
TOTAL: Final = "total"
#: A median is shown with at least so many behind it, a curve with at least so many who entered.
LEAST_BEHIND_A_MEDIAN: Final = 10
LEAST_BEHIND_A_CURVE: Final = 10


class Why(StrEnum):
    """Why a row shows no value. Small cells and those that guard them carry one word: which is which would tell."""

    SHOWN = ""
    HIDDEN = "hidden"  # few people, or a neighbour from whom few people could be computed
    CHANGED = "changed"  # the same, against what was taken out before
    FEW = "few"  # too few for a median; how many they are may be told
    NOBODY = "nobody"  # nobody in the denominator: there is no share of nobody
    NO_POPULATION = "no_population"  # a rate without its population: the count is told


@dataclass(frozen=True)
class Row:
    """One figure: ``categories`` in the order of the table's dimensions. Of a hidden row all numbers are None.

    ``value`` is what is read: the count, the per cent, the rate, the middle. Rounding is for who presents it.
    ``shown`` says that the numbers may be told; ``value`` can still be None, and ``why`` says why.
    """

    categories: tuple[str, ...]
    numerator: int | None
    denominator: int | None
    value: float | None
    shown: bool = True
    why: Why = Why.SHOWN

    @property
    def margin(self) -> bool:
        """Whether it sums over a dimension."""
        return TOTAL in self.categories

    def hidden(self, why: Why = Why.HIDDEN) -> "Row":
        """The same row with nothing told."""
        return Row(self.categories, None, None, None, shown=False, why=why)


@dataclass(frozen=True)
class Table:
    """Figures of one indicator for one time and place, split ``by`` dimensions crossed with each other.

    ``version`` is the number of the facts, ``definition`` the version of the definition; ``scope`` and ``place`` whose
    figures they are (the code of a unit or an organisation, empty for all). ``protected``: nobody can be found in it.
    """

    indicator: str
    definition: int
    version: int
    first: date
    last: date
    scope: str
    place: str
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    protected: bool = False

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def row(self, *categories: str) -> Row | None:
        """The row of these categories; none, when there is no such row (nobody in it)."""
        return next((row for row in self.rows if row.categories == categories), None)

    @property
    def total(self) -> Row | None:
        """The row over everything."""
        return self.row(*([TOTAL] * len(self.by)))

    @property
    def cells(self) -> tuple[Row, ...]:
        """The rows that are no margin; of a table by nothing, its total."""
        return tuple(row for row in self.rows if not row.margin)

    @property
    def kept_back(self) -> int:
        """How many rows are hidden."""
        return sum(not row.shown for row in self.rows)

    def hiding(self, rows: Iterable[tuple[str, ...]], why: Why = Why.HIDDEN) -> "Table":
        """The table with these rows hidden too."""
        gone = set(rows)
        return replace(
            self,
            rows=tuple(one.hidden(why) if one.shown and one.categories in gone else one for one in self.rows),
        )

    def plain(self) -> dict[str, Any]:
        """As JSON holds it; ``from_plain`` reads it back."""
        return {
            "indicator": self.indicator, "definition": self.definition, "version": self.version,
            "first": self.first.isoformat(), "last": self.last.isoformat(),
            "scope": self.scope, "place": self.place, "by": list(self.by), "protected": self.protected,
            "rows": [
                [list(row.categories), row.numerator, row.denominator, row.value, row.shown, row.why.value]
                for row in self.rows
            ],
        }  # fmt: skip


def from_plain(kept: Mapping[str, Any]) -> Table:
    """A table as ``plain`` wrote it."""
    rows = tuple(Row(tuple(a), b, c, d, shown=e, why=Why(f)) for a, b, c, d, e, f in kept["rows"])
    rest = {name: kept[name] for name in ("indicator", "definition", "version", "scope", "place", "protected")}
    first, last = date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])
    return Table(**rest, first=first, last=last, by=tuple(kept["by"]), rows=rows)


def row_of(
    indicator: Indicator, categories: tuple[str, ...], numerator: int, denominator: int | None, middle: float | None
) -> Row:
    """A row from what was counted: the value after the indicator's measure, or why there is none."""
    if indicator.measure is Measure.MEDIAN:
        few = numerator < LEAST_BEHIND_A_MEDIAN or middle is None
        return Row(categories, numerator, None, None if few else middle, why=Why.FEW if few else Why.SHOWN)
    if indicator.measure is Measure.COUNT:
        return Row(categories, numerator, denominator, float(numerator))
    if not denominator:
        missing = Why.NO_POPULATION if indicator.denominator == POPULATION else Why.NOBODY
        return Row(categories, numerator, denominator, None, why=missing)
    per = 1 if indicator.measure is Measure.RATIO else indicator.per
    return Row(categories, numerator, denominator, numerator * per / denominator)
