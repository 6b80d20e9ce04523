"""When the next supervision is due: by what was agreed, and by the rule that is given as data."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tirek.kernel.intervals import add_months


class By(StrEnum):
    """What made a day due."""

    AGREEMENT = "agreement"
    RULE = "rule"


@dataclass(frozen=True)
class Due:
    """The last good day for the next meeting, and which of the two asked for it."""

    on: date
    by: By

    def overdue(self, on: date) -> bool:
        """Whether that day has passed."""
        return self.on < on

    def soon(self, on: date, warn_days: int) -> bool:
        """Whether it comes within the days of warning."""
        return not self.overdue(on) and (self.on - on).days <= warn_days


def next_due(*, since: date, last_on: date | None, every_days: int, months: int) -> Due:
    """The earlier of two days, both counted from the last meeting held, or from the start where there was none.

    ``every_days`` is agreed between the two; ``months`` is the least the rule asks for. Neither looks at a meeting that
    is only planned: a plan keeps nobody supervised.
    """
    start = last_on or since
    agreed, ruled = start + timedelta(days=every_days), add_months(start, months)
    return Due(agreed, By.AGREEMENT) if agreed <= ruled else Due(ruled, By.RULE)
