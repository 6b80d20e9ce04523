"""Outcomes over time, from counts alone: how many ended how after how many days.

Everything here needs no person, only groups (`Ended`): days, ending, people. So a cohort may be counted on any engine,
and what leaves it names nobody. Where more than one ending is possible the share that came to one of them is the
cumulative incidence of Aalen and Johansen; one minus Kaplan-Meier would count a child who was adopted as somebody who
may still come back into care, and is never used. The share to whom nothing has happened yet is Kaplan-Meier over every
ending.

Conventions: days are whole; an ending of day ``t`` has happened at ``t``; who was last seen on day ``t`` was still
under watch on that day; somebody watched from day ``e`` on (left truncation) is at risk from the day after. An ending
on the first day itself counts on day 1.

A curve with people who came under watch later is drawn only where enough were watched from the first week: among those
who came later nobody had ended before, and a start read off them would make the first months look safe.

Sources: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (2nd ed.), chapters 1 and 8; Collett,
Modelling Survival Data in Medical Research (3rd ed.), section 12.2, for the variance of the cumulative incidence;
Clopper & Pearson 1934 for the bound where nobody, or everybody, has ended.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from tirek.outcomes.engine.cohort import LOST, STILL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Two-sided error of every interval: intervals of 95 per cent.
ALPHA: Final = 0.05
#: The normal quantile of it.
Z: Final = 1.959963984540054
#: So many must have been watched from the first ``FIRST_DAYS`` on, where others came later.
FROM_THE_START: Final = 10
FIRST_DAYS: Final = 7
#: Endings that say only that the watching stopped.
CENSORED: Final = frozenset({STILL, LOST})


@dataclass(frozen=True)
class Ended:
    """``people`` whose watching stopped after ``days`` with this ``ending``.

    ``entry``: the day from which they were watched (0: from the start). ``reach``: how many days could have passed
    since they entered, up to the last horizon; -1: not known.
    """

    days: int
    ending: str
    people: int = 1
    entry: int = 0
    reach: int = -1


@dataclass(frozen=True)
class Point:
    """The curve from day ``days`` on, with its 95 per cent interval; ``at_risk``: under watch until that day."""

    days: int
    estimate: float
    low: float
    high: float
    at_risk: int
    variance: float = 0.0


@dataclass(frozen=True)
class Course:
    """A step curve. ``last``: the last day on which anybody was watched; after it nothing is known."""

    points: tuple[Point, ...]
    last: int

    def at(self, days: int) -> Point | None:
        """The curve on that day; None after the last day anybody was watched, unless all had ended."""
        if days > self.last and not (self.points and self.points[-1].at_risk == 0):
            return None
        found = [point for point in self.points if point.days <= days]
        return found[-1] if found else None


@dataclass(frozen=True)
class Known:
    """What is known of those who entered early enough for a horizon, in people.

    ``ended`` by ending; ``still`` without any; ``unknown`` nobody looked so late; ``early`` entered too late to say.
    """

    still: int
    ended: Mapping[str, int]
    unknown: int
    early: int

    @property
    def due(self) -> int:
        """How many entered early enough."""
        return self.still + sum(self.ended.values()) + self.unknown

    @property
    def completeness(self) -> float | None:
        """The share of them whose status is known."""
        return 1 - self.unknown / self.due if self.due else None


@dataclass(frozen=True)
class Compared:
    """The log-rank test: chi-square, degrees of freedom, and how often chance alone would give as much."""

    statistic: float
    degrees: int
    p: float


@dataclass(frozen=True)
class _Steps:
    days: "NDArray[np.int64]"
    at_risk: "NDArray[np.int64]"
    ended: Mapping[str, "NDArray[np.int64]"]
    last: int


def watched(rows: Iterable[Ended]) -> list[Ended]:
    """The rows that were under watch at all: an ending of the first day moves to day 1, what was over before is out."""
    moved = [replace(row, days=1) if row.days == 0 and row.ending not in CENSORED else row for row in rows]
    return [row for row in moved if row.days > row.entry and row.people > 0]


def _drawable(rows: Sequence[Ended]) -> bool:
    """Whether a curve may start at day 0, and its people do not all end while others are still to come."""
    if not rows or all(row.entry <= FIRST_DAYS for row in rows):
        return bool(rows)
    if sum(row.people for row in rows if row.entry <= FIRST_DAYS) < FROM_THE_START:
        return False
    steps = _steps(rows)
    ended = sum(steps.ended.values(), steps.days * 0)
    return not any(steps.at_risk[:-1] == ended[:-1])


def _steps(rows: Sequence[Ended]) -> _Steps:
    import numpy as np

    days = np.unique(np.array([row.days for row in rows], dtype=np.int64))
    until = np.array([row.days for row in rows], dtype=np.int64)
    entry = np.array([row.entry for row in rows], dtype=np.int64)
    people = np.array([row.people for row in rows], dtype=np.int64)
    place = np.searchsorted(days, until)
    left = np.bincount(place, people, len(days)).astype(np.int64)
    came = np.bincount(np.searchsorted(days, entry, side="right"), people, len(days) + 1).astype(np.int64)[:-1]
    at_risk = np.cumsum(came) - np.concatenate(([0], np.cumsum(left)[:-1]))
    endings = {}
    for ending in sorted({row.ending for row in rows} - CENSORED):
        chosen = np.array([row.ending == ending for row in rows])
        endings[ending] = np.bincount(place[chosen], people[chosen], len(days)).astype(np.int64)
    return _Steps(days, at_risk, endings, int(days[-1]))


def free_of_endings(rows: Iterable[Ended]) -> Course:
    """The share to whom nothing has happened yet: Kaplan-Meier over every ending, by lifelines.

    S(t) = prod over days i <= t of (1 - d_i / n_i). Variance of Greenwood: S² sum d_i / (n_i (n_i - d_i)). The
    interval is the log-log one, S^exp(±z se / (S log S)), which stays between 0 and 1. Where nobody has ended it is the
    exact binomial bound instead, since Greenwood would say that we are certain.
    """
    rows = watched(rows)
    if not _drawable(rows):
        return Course((), 0)
    import numpy as np
    from lifelines import KaplanMeierFitter

    steps = _steps(rows)
    entries = np.array([row.entry for row in rows], dtype=float)
    fitted = KaplanMeierFitter(alpha=ALPHA).fit(
        [row.days for row in rows],
        event_observed=[row.ending not in CENSORED for row in rows],
        # Half a day later: at risk from the day after, never on the day itself.
        entry=entries + 0.5 if entries.any() else None,
        weights=[row.people for row in rows],
        timeline=steps.days.astype(float),
    )
    estimate = fitted.survival_function_.to_numpy()[:, 0]
    bounds = fitted.confidence_interval_.to_numpy()
    d = sum(steps.ended.values(), np.zeros_like(steps.days))
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.where(estimate > 0, estimate**2 * np.cumsum(d / (steps.at_risk * (steps.at_risk - d))), 0.0)
    return _course(steps, 1.0, estimate, bounds[:, 0], bounds[:, 1], greenwood)


def came_to(rows: Iterable[Ended], ending: str) -> Course:
    """The share that came to one ending, the others competing: Aalen-Johansen on counts.

    F(t) = sum over days i <= t of S(i-1) d_ki / n_i, with S the share free of every ending. Its variance by the delta
    method (Collett, 12.2): sum (F(t) - F_i)² d_i / (n_i (n_i - d_i)) + sum S(i-1)² d_ki (n_i - d_ki) / n_i³
    - 2 sum (F(t) - F_i) S(i-1) d_ki / n_i². The interval is the one of log(-log F). Ties are taken as they are: days
    have them, and shaking them apart at random (as lifelines does) would change the figure with every run.
    """
    rows = watched(rows)
    if not _drawable(rows):
        return Course((), 0)
    import numpy as np

    steps = _steps(rows)
    n = steps.at_risk.astype(float)
    nothing = np.zeros_like(steps.days)
    d, dk = sum(steps.ended.values(), nothing).astype(float), steps.ended.get(ending, nothing).astype(float)
    after = np.cumprod(1 - d / n)
    before = np.concatenate(([1.0], after[:-1]))
    f = np.cumsum(before * dk / n)
    # Where all who were at risk ended, the sum is infinite and meets a zero ever after: F can't grow any more.
    a = np.divide(d, n * (n - d), out=np.zeros_like(d), where=n > d)
    c = before * dk / n**2
    first = f**2 * np.cumsum(a) - 2 * f * np.cumsum(a * f) + np.cumsum(a * f**2)
    second = np.cumsum(before**2 * dk * (n - dk) / n**3)
    third = f * np.cumsum(c) - np.cumsum(c * f)
    variance = np.maximum(first + second - 2 * third, 0.0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        spread = Z * np.sqrt(variance) / (f * np.abs(np.log(f)))
        low, high = f ** np.exp(spread), f ** np.exp(-spread)
    return _course(steps, 0.0, f, low, high, variance)


def _course(steps: _Steps, start: float, estimate: Any, low: Any, high: Any, variance: Any) -> Course:
    """The curve from its start on; where nobody or everybody has ended so far, with the exact binomial bounds."""
    points = [Point(0, start, start, start, int(steps.at_risk[0]))]
    most = int(steps.at_risk.max())
    for i, day in enumerate(steps.days):
        e, at_risk = min(max(float(estimate[i]), 0.0), 1.0), int(steps.at_risk[i])
        lo, hi = float(low[i]), float(high[i])
        people = max(at_risk if e == start else most, 1)
        if e == 1:
            lo, hi = (ALPHA / 2) ** (1 / people), 1.0
        elif e == 0:
            lo, hi = 0.0, 1 - (ALPHA / 2) ** (1 / people)
        points.append(Point(int(day), e, lo, hi, at_risk, float(variance[i])))
    return Course(tuple(points), steps.last)


def at_risk(rows: Iterable[Ended], days: int) -> int:
    """How many were under watch on that day and had not ended before it."""
    return sum(row.people for row in watched(rows) if row.entry < days <= row.days or (days == 0 and row.entry == 0))


def known_at(rows: Iterable[Ended], days: int) -> Known:
    """What is known of everybody who entered, ``days`` later. Those last seen earlier are nobody's success."""
    still = unknown = early = 0
    ended: dict[str, int] = {}
    for row in rows:
        if 0 <= row.reach < days:
            early += row.people
        elif row.ending not in CENSORED and row.days <= days:
            ended[row.ending] = ended.get(row.ending, 0) + row.people
        elif row.days >= days:
            still += row.people
        else:
            unknown += row.people
    return Known(still, ended, unknown, early)


def compared(strata: Mapping[str, Sequence[Ended]]) -> Compared | None:
    """Whether the groups differ in how soon anything ended: the log-rank test, by lifelines.

    None where there is nothing to compare: fewer than two groups under watch, no ending at all, or people who came
    under watch later (the test has no place for them).
    """
    groups = {name: kept for name, rows in strata.items() if (kept := watched(rows))}
    rows = [(name, row) for name, kept in groups.items() for row in kept]
    if len(groups) < 2 or all(row.ending in CENSORED for _, row in rows) or any(row.entry for _, row in rows):
        return None
    import numpy as np
    from lifelines.statistics import multivariate_logrank_test

    found = multivariate_logrank_test(
        [row.days for _, row in rows],
        [name for name, _ in rows],
        [row.ending not in CENSORED for _, row in rows],
        weights=np.array([row.people for _, row in rows]),
    )
    return Compared(float(found.test_statistic), len(groups) - 1, float(found.p_value))


def thinned(course: Course, most: int = 400) -> Course:
    """The curve with at most so many points for drawing: the days on which it moves, and if need be every n-th."""
    moving = [p for i, p in enumerate(course.points) if i == 0 or p.estimate != course.points[i - 1].estimate]
    if course.points and moving[-1] != course.points[-1]:
        moving.append(course.points[-1])
    if len(moving) <= most:
        return Course(tuple(moving), course.last)
    step = -(-len(moving) // (most - 1))
    return Course((*moving[:-1:step], moving[-1]), course.last)
