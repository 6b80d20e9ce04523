"""Dates of which only a part is known: never a false day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How much of a date is known; the unknown rest is stored as the first day or month."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"


_UNTIL = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4, Precision.ESTIMATED: 4}
# An age given "about" is a guess of a grown-up by a grown-up; two years either way still agree.
ESTIMATE_MARGIN_YEARS = 2


@dataclass(frozen=True)
class PartialDate:
    """A date and how much of it is known."""

    value: date
    precision: Precision = Precision.DAY

    def trimmed(self) -> "PartialDate":
        """The same with the unknown rest set to the first month and day, as it is stored."""
        if self.precision is Precision.MONTH:
            return PartialDate(self.value.replace(day=1), self.precision)
        if self.precision is Precision.DAY:
            return self
        return PartialDate(self.value.replace(month=1, day=1), self.precision)

    def agrees(self, other: "PartialDate") -> bool:
        """Whether both may mean one day: compared only as far as both are known."""
        if Precision.ESTIMATED in (self.precision, other.precision):
            return abs(self.value.year - other.value.year) <= ESTIMATE_MARGIN_YEARS
        shown = min(_UNTIL[self.precision], _UNTIL[other.precision])
        return self.value.isoformat()[:shown] == other.value.isoformat()[:shown]
