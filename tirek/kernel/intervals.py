"""Periods of days, half open: the start belongs to the period, the end does not; no end means it lasts."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """``[start, end)`` in days; ``end is None`` means "still going on"."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"period ends {self.end} before it starts {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share at least one day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def days(self, on: date) -> int:
        """Length in days, an open period counted up to and without ``on``."""
        return max(((self.end or on) - self.start) // timedelta(days=1), 0)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, the last day where the month is shorter (31 Jan + 1 = 28 Feb)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise ValueError(f"no such day: {day} + {months} months")


def age_in_years(born_on: date, on: date) -> int:
    """Completed years of life; someone born on 29 February has the birthday on 1 March in other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age_in_months(born_on: date, on: date) -> int:
    """Completed months of life."""
    return (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
