"""What a rule says about a case. A finding never depends on today, so it can be stored as a duty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How it stands with the duty, whatever the day."""

    MET = "met"
    OPEN = "open"
    #: The case was closed before the duty was done: nobody owes it any more, but it was not kept.
    LAPSED = "lapsed"
    NOT_APPLICABLE = "not_applicable"


class Status(StrEnum):
    """How it stands on a given day."""

    MET = "met"
    MET_LATE = "met_late"
    AHEAD = "ahead"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One duty. ``(rule_id, subject)`` is its key within a case.

    ``since``: the day the clock started. ``warn_on``: from then on it is "due soon". ``due_on``: the last
    good day. ``escalate_on``: from then on the supervisor is told. ``subject`` tells several duties of one rule apart
    (the month of a follow-up, the reference of a task, the day an episode or another start lies on).
    ``params``: numbers, codes and days for the explanation, JSON-ready.
    """

    rule_id: str
    state: State
    since: date | None = None
    due_on: date | None = None
    met_on: date | None = None
    warn_on: date | None = None
    subject: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    escalate_on: date | None = None

    def status(self, on: date) -> Status:
        """How the duty stands on a day: this, and never the finding, knows what "overdue" is."""
        if self.state is State.NOT_APPLICABLE:
            return Status.NOT_APPLICABLE
        if self.state is State.LAPSED:
            return Status.LAPSED
        if self.state is State.MET:
            late = self.due_on is not None and self.met_on is not None and self.met_on > self.due_on
            return Status.MET_LATE if late else Status.MET
        if self.due_on is None:
            return Status.AHEAD
        if on > self.due_on:
            return Status.OVERDUE
        if on == self.due_on:
            return Status.DUE_TODAY
        if self.warn_on is not None and on >= self.warn_on:
            return Status.DUE_SOON
        return Status.AHEAD

    def days_overdue(self, on: date) -> int:
        """Calendar days past the due day, 0 when nothing is overdue."""
        if self.state is not State.OPEN or self.due_on is None:
            return 0
        return max((on - self.due_on).days, 0)
