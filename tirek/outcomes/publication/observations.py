"""What is published, as one list of observations: protected tables in, figures with their categories out.

Everything that leaves as a file of statistics is made from this list, so no two forms can say different things.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from tirek.outcomes.engine.definition import Indicator, Measure
from tirek.outcomes.engine.tables import TOTAL, Row, Table, Why
from tirek.outcomes.publication.codes import Entry
from tirek.programmes.engine.words import Words

#: The words of a category of a dimension.
Names = Callable[[str, str], Words]
_DIGITS = {Measure.COUNT: 0, Measure.SHARE: 1, Measure.RATE: 2, Measure.RATIO: 2, Measure.MEDIAN: 0}


class NotProtected(ValueError):
    """A table that was not protected was about to leave."""


@dataclass(frozen=True)
class Part:
    """One table of one indicator."""

    indicator: Indicator
    table: Table


@dataclass(frozen=True)
class Facts:
    """The version of the facts a table was counted from."""

    number: int
    digest: str
    on: date


@dataclass(frozen=True)
class Publication:
    """What is published together: the tables, whose they are, from which facts, and the words for every code.

    ``facts`` are the versions the tables were counted from, the newest last. ``made_at`` is part of the files: the same
    publication gives the same bytes.
    """

    parts: tuple[Part, ...]
    place: Words
    names: Names
    dimension_names: Callable[[str], Words]
    areas: tuple[Entry, ...]
    facts: tuple[Facts, ...]
    made_at: datetime
    language: str = "kk"

    def __post_init__(self) -> None:
        for part in self.parts:
            if not part.table.protected:
                raise NotProtected(part.table.indicator)

    def facts_of(self, table: Table) -> Facts:
        """The facts a table was counted from."""
        return next(one for one in self.facts if one.number == table.version)

    @property
    def name(self) -> str:
        """A name for files: letters, digits, hyphens."""
        ids = sorted({part.table.indicator for part in self.parts})
        years = sorted({part.table.last.year for part in self.parts})
        what = ids[0] if len(ids) == 1 else f"{len(ids)}-indicators"
        when = "-".join(str(year) for year in sorted({years[0], years[-1]})) if years else "none"
        return f"tirek-{what.replace('_', '-')}-{when}"


@dataclass(frozen=True)
class Observation:
    """One figure: where it stands and what it says. A hidden one has no number at all."""

    part: Part
    row: Row
    categories: tuple[tuple[str, str], ...]
    value: Decimal | None

    @property
    def hidden(self) -> bool:
        """Hidden to protect people."""
        return not self.row.shown

    def category(self, dimension: str) -> str:
        """The category of a dimension; the total where the table is not split by it."""
        return dict(self.categories).get(dimension, TOTAL)

    @property
    def running(self) -> bool:
        """The year is not over: the figure is provisional."""
        last = self.part.table.last
        return (last.month, last.day) != (12, 31)


def told(indicator: Indicator, row: Row) -> Decimal | None:
    """The value as it is printed everywhere: rounded once, half up. None: hidden, or there is none."""
    if not row.shown or row.value is None:
        return None
    value = Decimal(str(row.value))
    if (
        indicator.measure in (Measure.SHARE, Measure.RATE, Measure.RATIO)
        and row.numerator is not None
        and row.denominator
    ):
        per = 1 if indicator.measure is Measure.RATIO else indicator.per
        value = Decimal(row.numerator) * per / Decimal(row.denominator)
    return value.quantize(Decimal(1).scaleb(-_DIGITS[indicator.measure]), ROUND_HALF_UP)


def is_count(indicator: Indicator, row: Row) -> bool:
    """Whether the number told is a count although the indicator is a rate: its population is not loaded."""
    return row.shown and row.why is Why.NO_POPULATION


def observations(publication: Publication) -> Iterator[Observation]:
    """Every figure once, in the order of the tables; a margin that two tables share comes with the first."""
    seen: set[tuple[object, ...]] = set()
    for part in publication.parts:
        for row in part.table:
            categories = tuple(zip(part.table.by, row.categories, strict=True))
            table = part.table
            key = (
                table.indicator, table.first, table.last, table.scope, table.place,
                frozenset(pair for pair in categories if pair[1] != TOTAL),
            )  # fmt: skip
            if key in seen:
                continue
            seen.add(key)
            yield Observation(part, row, categories, told(part.indicator, row))
