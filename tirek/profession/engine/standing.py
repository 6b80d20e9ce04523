"""Where somebody stands with the register on a day, and what that lets them do where an organisation asks for it.

Days are whole days; the last day of a category still counts. The rule knows no client and no case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a practitioner stands."""

    NONE = "none"  # no entry, or no category yet
    VALID = "valid"
    EXPIRING = "expiring"  # still valid, and ends soon
    IN_WARNING = "in_warning"  # ended a short while ago
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"  # from the register
    LEFT = "left"


class Verdict(StrEnum):
    """What a right that asks for a valid entry says."""

    PASS = "pass"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Given:
    """A category with its days; ``withdrawn_on`` ends it from that day on."""

    category: str
    valid_from: date
    valid_until: date
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Away:
    """A suspension: from the first to the last day, or until the day it was lifted."""

    starts_on: date
    ends_on: date | None = None
    lifted_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (
            self.starts_on <= on
            and (self.ends_on is None or on <= self.ends_on)
            and (self.lifted_on is None or on < self.lifted_on)
        )


@dataclass(frozen=True)
class Standing:
    """State on a day; the category it rests on and its last day; days left (negative: days since)."""

    state: State
    on: date
    category: str = ""
    until: date | None = None
    days_left: int | None = None

    @property
    def is_valid(self) -> bool:
        """Whether the entry is valid on the day."""
        return self.state in (State.VALID, State.EXPIRING)


@dataclass(frozen=True)
class Asked:
    """A right asks for a valid entry from a day on, with a time in which it only warns."""

    starts_on: date
    warns_days: int


def standing_of(
    given: Sequence[Given],
    away: Sequence[Away],
    *,
    on: date,
    entry: str = "entered",
    warns_days: int = 90,
    grace_days: int = 90,
) -> Standing:
    """Where somebody stands on a day.

    ``entry`` is the state of the entry, empty where there is none. Of several categories that hold, the one that lasts
    longest counts; a category that begins later counts from then on.
    """
    if entry in ("removed", "left"):
        return Standing(State(entry), on)
    begun = [one for one in given if one.valid_from <= on]
    if entry != "entered" or not begun:
        return Standing(State.NONE, on)
    lasting = [one for one in begun if one.withdrawn_on is None or on < one.withdrawn_on]
    if not lasting:
        return Standing(State.WITHDRAWN, on, max(begun, key=_end).category)
    best = max(lasting, key=_end)
    left = (best.valid_until - on).days
    if any(one.holds(on) for one in away):
        state = State.SUSPENDED
    elif left >= 0:
        state = State.EXPIRING if left <= warns_days else State.VALID
    else:
        state = State.IN_WARNING if -left <= grace_days else State.EXPIRED
    return Standing(state, on, best.category, best.valid_until, left)


def refused_from(standing: Standing, asked: Asked) -> date | None:
    """The first day on which the right is refused if nothing changes; none while the entry is valid.

    A suspension and a withdrawal were decided: they warn nobody. Whoever has no category, or one that ended, has as
    many days as the organisation gives, counted from the later of its decision and the end of the category.
    """
    if standing.is_valid:
        return None
    if standing.state in (State.SUSPENDED, State.WITHDRAWN, State.REMOVED):
        return asked.starts_on
    since = asked.starts_on
    if standing.until is not None and standing.until >= since:
        since = standing.until + timedelta(days=1)
    return since + timedelta(days=asked.warns_days)


def verdict(standing: Standing, asked: Asked | None) -> Verdict:
    """What the right says on the day of the standing."""
    if asked is None or standing.on < asked.starts_on or standing.is_valid:
        return Verdict.PASS
    first = refused_from(standing, asked)
    return Verdict.REFUSE if first is not None and standing.on >= first else Verdict.WARN


def reminder_step(until: date, warned_on: date | None, on: date, steps: Sequence[int]) -> int | None:
    """Which reminder is due on a day: so many days before the end, once each; none after the end."""
    left = (until - on).days
    reached = [step for step in steps if 0 <= left <= step]
    if not reached:
        return None
    step = min(reached)
    return step if warned_on is None or warned_on < until - timedelta(days=step) else None


def _end(one: Given) -> tuple[date, date]:
    return one.valid_until, one.valid_from
