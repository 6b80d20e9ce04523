"""The strip of follow-ups: 1, 3, 6, 12, 24 months, and how each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from tirek.casework.models import FollowUp


@dataclass(frozen=True)
class FollowUpMark:
    """One month of the strip. ``state``: held, unreached, missed (a later one was held), overdue, due, ahead."""

    months: int
    state: str
    follow_up: FollowUp


def current_follow_ups() -> QuerySet[FollowUp]:
    """The follow-ups of the closure that stands; those of an earlier one are history and stand in the journal."""
    return (
        FollowUp.objects.filter(dropped_on=None, counted_from=F("case__closed_on"))
        .defer("answers", "note", "compartment", "recorded_at")
        .order_by("case_id", "months")
    )


def marks(rows: Iterable[FollowUp], on: date) -> list[FollowUpMark]:
    """How each follow-up of a case stands on a day."""
    rows = list(rows)
    latest = max((row.months for row in rows if row.held_on is not None), default=0)
    return [FollowUpMark(row.months, _state(row, on, latest), row) for row in rows]


def _state(row: FollowUp, on: date, latest: int) -> str:
    if row.held_on is not None:
        return "held" if row.reached else "unreached"
    if row.months < latest:
        return "missed"
    if on > row.closes_on:
        return "overdue"
    return "due" if on >= row.opens_on else "ahead"
