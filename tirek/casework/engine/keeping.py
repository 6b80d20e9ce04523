"""How far duties were kept: what is counted, over which days, and which counts are shown to those who see no file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

#: How a duty stands whose last good day lies in the period, in the order of a table.
KEPT = ("in_time", "late", "broken", "lapsed", "ahead")
#: Of these the share is made: what had to be done by now.
COUNTED = ("in_time", "late", "broken")
#: A count below this could point to one family.
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Period:
    """Days from one to another, both included."""

    first: date
    last: date

    def whole_months(self) -> "Period":
        """The same, widened to whole months: who compares two periods can't single out one day."""
        return Period(self.first.replace(day=1), _month_after(self.last) - timedelta(days=1))


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def month_of(on: date) -> Period:
    """The month a day lies in, to its end."""
    return Period(on, on).whole_months()


def quarter_before(on: date) -> Period:
    """The last quarter of a year that has ended."""
    begins = on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
    last = begins - timedelta(days=1)
    return Period(last.replace(month=last.month - 2, day=1), last)


def year_of(on: date) -> Period:
    """The year a day lies in, to its end."""
    return Period(on.replace(month=1, day=1), on.replace(month=12, day=31))


@dataclass
class Figures:
    """How many duties stand how. ``hidden`` are those too few to be shown."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEPT, 0))
    hidden: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[tuple[str, int | None]]:
        return ((kept, None if kept in self.hidden else self.counts[kept]) for kept in KEPT)

    def add(self, kept: str, n: int) -> None:
        """Count more duties."""
        self.counts[kept] += n

    @property
    def had_to_be_done(self) -> int | None:
        """The denominator: duties that had to be done by now. None when a part of it may not be shown."""
        return None if self.hidden.intersection(COUNTED) else sum(self.counts[kept] for kept in COUNTED)

    @property
    def share(self) -> float | None:
        """Those done in time among those that had to be done; None when there were none, or too few to say."""
        return self.counts["in_time"] / whole if (whole := self.had_to_be_done) else None

    def without_small(self) -> "Figures":
        """For whoever sees no file: no count from 1 to 4, and no sum that would tell such a count."""
        small = frozenset(kept for kept, n in self.counts.items() if 0 < n < SMALLEST_SHOWN)
        return Figures(dict(self.counts), small)


def summed(rows: Mapping[str, Figures]) -> Figures:
    """All rows of a table together."""
    whole = Figures()
    for figures in rows.values():
        for kept, n in figures.counts.items():
            whole.add(kept, n)
    return whole
