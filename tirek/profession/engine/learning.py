"""How many hours a category asks for, how many are there, what is missing. Plain Python: a rule one can argue about.

Hours count when they were approved and lie in the period. The period of somebody with a category is the time before it
ends, as long as the rule says; of somebody without one it ends today. A topic's hours are part of the whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tirek.kernel.intervals import add_months


@dataclass(frozen=True)
class Requirement:
    """Hours in so many months, some of them in given topics."""

    hours: Decimal
    months: int
    topics: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """Hours on a day, about a topic; approved, or still waiting."""

    on: date
    hours: Decimal
    topic: str = ""
    approved: bool = True


@dataclass(frozen=True)
class Part:
    """What is asked of one topic, what is there, what waits."""

    topic: str
    asked: Decimal
    done: Decimal
    waiting: Decimal

    @property
    def missing(self) -> Decimal:
        """Hours that are neither approved nor waiting count as missing; so do those that wait."""
        return max(Decimal(0), self.asked - self.done)


@dataclass(frozen=True)
class Progress:
    """A period and what was learned in it."""

    first_on: date
    last_on: date
    whole: Part
    topics: tuple[Part, ...]

    @property
    def reached(self) -> bool:
        """Nothing is missing, neither of the whole nor of a topic."""
        return not self.whole.missing and not any(part.missing for part in self.topics)

    @property
    def share(self) -> int:
        """How much of the whole is there, in whole per cent, at most 100."""
        return min(100, int(100 * self.whole.done / self.whole.asked)) if self.whole.asked else 100


def period(requirement: Requirement, valid_until: date | None, on: date) -> tuple[date, date]:
    """The days in which hours count: before the end of the category, or before today where there is none (any more)."""
    last = valid_until if valid_until is not None and valid_until >= on else on
    return add_months(last, -requirement.months) + timedelta(days=1), last


def progress(requirement: Requirement, hours: Iterable[Counted], *, valid_until: date | None, on: date) -> Progress:
    """Where somebody stands on a day."""
    first, last = period(requirement, valid_until, on)
    inside = [row for row in hours if first <= row.on <= last]
    topics = tuple(
        _part(topic, asked, [row for row in inside if row.topic == topic])
        for topic, asked in requirement.topics.items()
    )
    return Progress(first, last, _part("", requirement.hours, inside), topics)


def _part(topic: str, asked: Decimal, rows: list[Counted]) -> Part:
    done = sum((row.hours for row in rows if row.approved), Decimal(0))
    waiting = sum((row.hours for row in rows if not row.approved), Decimal(0))
    return Part(topic, asked, done, waiting)
