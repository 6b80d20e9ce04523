"""What may be told of a curve to people who may not open the files: steps of at least five endings, or none.

A curve drawn day by day tells on which day one child went back. So others get it on a grid of months, and between two
points that are shown lie no ending or at least so many as a cell needs; the first readings to be kept are those of
twelve and of twenty-four months. Where the event and the other endings can't both be told so, the curve that is read
first is told alone. A group is told when at least ten entered; a single group that can't be told takes the smallest of
the others with it, or it could be computed from the total.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from tirek.outcomes.engine.cohort import EVENT, STILL, Cohort, days_of
from tirek.outcomes.engine.disclosure import THRESHOLD, sensitive
from tirek.outcomes.engine.survival import CENSORED, Ended
from tirek.outcomes.engine.tables import LEAST_BEHIND_A_CURVE

#: The months at which a curve may be told, those that are asked for most first.
MONTHS: Final = (12, 24, 6, 3, 36, 18, 1, 9, 15, 21, 30, 48, 60)
#: The series of a curve: which endings move it.
SERIES: Final = ("still", "event", "other")


def ended_by(rows: Iterable[Ended], days: int, series: str) -> int:
    """How many had ended by a day, of the endings that move a series."""
    return sum(row.people for row in rows if row.days <= days and _moves(row.ending, series))


def _moves(ending: str, series: str) -> bool:
    if ending in CENSORED:
        return False
    return series == STILL or (ending == EVENT) == (series == "event")


def tellable(rows: Sequence[Ended], threshold: int = THRESHOLD) -> bool:
    """Whether a group as a whole may be told: enough entered, and not all but a few of them ended, or a few alone."""
    entered, ended = _sums(rows)
    return entered >= LEAST_BEHIND_A_CURVE and not sensitive(ended, entered, threshold=threshold)


def grid(rows: Sequence[Ended], series: Sequence[str], last: int, threshold: int = THRESHOLD) -> list[int]:
    """The months at which these series may be read, in order; 0 always."""
    entered = sum(row.people for row in rows)
    kept = [0]
    for months in MONTHS:
        if days_of(months) > last:
            continue
        tried = sorted({*kept, months})
        counts = {name: {m: ended_by(rows, days_of(m), name) if m else 0 for m in tried} for name in series}
        steps = (counts[name][b] - counts[name][a] for name in series for a, b in pairwise(tried))
        left = entered - max(counts[name][months] for name in series)
        if not any(sensitive(step, threshold=threshold) for step in (*steps, left)):
            kept = tried
    return kept


def told(
    cohort: Cohort, points: Mapping[str, Any], rows: Sequence[Ended], threshold: int = THRESHOLD
) -> dict[str, Any]:
    """The curves as others may read them: on the grid, without numbers of people that could be small."""
    both, alone = (grid(rows, names, points["last"], threshold) for names in (("event", "other"), (_first(cohort),)))
    split = both == alone or 12 in both
    months, names = (both, SERIES) if split else (alone, (_first(cohort),))
    days = {days_of(m): m for m in months}
    return {
        **{name: [_told_at(points[name], day) for day in days] if name in names else [] for name in SERIES},
        "last": max(days),
        "lost": None,
        "horizons": [_horizon(one, names, one["months"] in months, threshold) for one in points["horizons"]],
    }


def _first(cohort: Cohort) -> str:
    return "event" if cohort.main == EVENT else "still"


def _told_at(course: Sequence[Sequence[float]], days: int) -> list[float]:
    """The point of a curve on a day of the grid, without how many were at risk."""
    before = [point for point in course if point[0] <= days]
    return [days, *before[-1][1:4], 0] if before else [days, 0.0, 0.0, 0.0, 0]


def _horizon(one: Mapping[str, Any], names: Sequence[str], kept: bool, threshold: int) -> dict[str, Any]:
    unknown = one["known"]["unknown"]
    few = sensitive(unknown, threshold=threshold)
    return {
        "months": one["months"],
        "days": one["days"],
        **{name: one[name] if kept and name in names else None for name in SERIES},
        "at_risk": None,
        "known": {"still": None, "ended": {}, "unknown": None if few else unknown, "early": None},
        "kept_back": not kept and one["still"] is not None,
    }


def hidden_groups(groups: Mapping[str, Sequence[Ended]], threshold: int = THRESHOLD) -> set[str]:
    """The groups of a whole that are not told: those too small, and one more where a single one would be computed."""
    hidden = {name for name, rows in groups.items() if not tellable(rows, threshold)}
    rest = {name: sum(row.people for row in rows) for name, rows in groups.items() if name not in hidden}
    if len(hidden) == 1 and rest:
        hidden.add(min(rest, key=lambda name: (rest[name], name)))
    return hidden


def rest_is_tellable(whole: Sequence[Ended], part: Sequence[Ended], threshold: int = THRESHOLD) -> bool:
    """Whether who knows a part may be told the whole: what is left is nobody, or not a few."""
    (entered, ended), (entered_there, ended_there) = _sums(whole), _sums(part)
    return not sensitive(ended - ended_there, entered - entered_there, threshold=threshold)


def _sums(rows: Sequence[Ended]) -> tuple[int, int]:
    return sum(row.people for row in rows), sum(row.people for row in rows if row.ending not in CENSORED)
