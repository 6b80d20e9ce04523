"""Where a recommendation stands on a day, when its owner is reminded, how a plan is summed up.

Overdue is never typed: it follows from the day that was promised and the state that was reported.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

#: An owner hears of an item so many days before it is due, and again so many days after the last reminder.
SOON: Final = timedelta(days=30)
AGAIN: Final = timedelta(days=30)
#: How an SDG target is written: 16.2, 16.b. Whether there is one of that code, the page asks the framework.
TARGET: Final = re.compile(r"(?:[1-9]|1[0-7])\.(?:\d{1,2}|[a-d])")
#: The states of an item that somebody still works at.
OPEN: Final = ("adopted", "running")
#: What whoever answers for an item may report. The office alone adopts and drops.
REPORTED: Final = ("running", "done")


class Standing(StrEnum):
    """Where an item stands, as everybody reads it."""

    DONE = "done"
    RUNNING = "running"
    LATE = "late"
    NOT_STARTED = "not_started"
    PROPOSED = "proposed"
    DROPPED = "dropped"


def standing(state: str, due_on: date | None, on: date) -> Standing:
    """Where an item stands on a day. Whoever works at it past its day is late."""
    if state in OPEN and due_on is not None and due_on < on:
        return Standing.LATE
    if state == "adopted":
        return Standing.NOT_STARTED
    return Standing(state)


def reminder_due(state: str, due_on: date | None, reminded_on: date | None, on: date) -> bool:
    """Whether the owner of an item is to be reminded: near its day or past it, and not twice within a month."""
    if state not in OPEN or due_on is None or due_on > on + SOON:
        return False
    return reminded_on is None or reminded_on <= on - AGAIN


@dataclass(frozen=True)
class Progress:
    """A plan in numbers: how many items stand where. Proposals are no promise yet and are counted apart."""

    done: int
    running: int
    late: int
    not_started: int
    dropped: int
    proposed: int

    @property
    def promised(self) -> int:
        """Items that somebody answers for, or did: all but proposals."""
        return self.done + self.running + self.late + self.not_started + self.dropped


def progress(standings: Iterable[Standing]) -> Progress:
    """Sum up where the items of a plan stand."""
    found = Counter(standings)
    return Progress(**{one.value: found[one] for one in Standing})
