"""What is told of the workforce: rates that name what they are made of, and shares in which nobody is found.

How many practise where is a fact of public life and is told as it is. What says something of people (a degree, a
category, supervision, age, sex, language, who left) is a share, and a share of few is kept back, with one more beside
it where the total would give it away (docs/adr/0029-workforce.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tirek.outcomes.engine.disclosure.rules import THRESHOLD, Kind, sensitive

PER: Final = 100_000
#: Quartiles of fewer workers would be those of somebody.
LEAST_WORKERS: Final = 5


@dataclass(frozen=True)
class Share:
    """A part of a group, with both numbers; ``hidden`` where they would tell of few people."""

    n: int
    of: int
    hidden: bool = False

    @property
    def part(self) -> float | None:
        """The share, if there is a group."""
        return self.n / self.of if self.of and not self.hidden else None


@dataclass(frozen=True)
class Population:
    """The people a rate divides by: how many, of which year, whose figure."""

    people: int
    year: int
    source: str
    verified: bool


@dataclass(frozen=True)
class Spread:
    """How cases lie on workers: the middle, the quarters, the most; nothing of a handful of workers."""

    workers: int
    cases: int
    lower: float
    middle: float
    upper: float
    most: int


def rate(count: float, population: Population | None) -> float | None:
    """How many per 100,000. Without a population that somebody loaded, there is a count and no rate."""
    return count * PER / population.people if population and population.people else None


def shares(
    counts: Mapping[str, tuple[int | None, int]], total: tuple[int | None, int], threshold: int = THRESHOLD
) -> tuple[dict[str, Share], Share]:
    """The shares of groups that together are the total, with what must be hidden of them, and the total itself.

    A number that is none came hidden already. More are hidden until no hidden number can be told nearly from the
    total, the sizes of the groups and what is shown; where that does not help, all are. A total of nobody or of
    everybody says what is so of each group.
    """
    if total[0] in (0, total[1]):
        part = int(bool(total[0]))
        return {key: Share(part * of, of) for key, (_n, of) in counts.items()}, Share(total[0] or 0, total[1])
    whole = Share(total[0] or 0, total[1], hidden=_few(total, threshold))
    hidden = {key for key, numbers in counts.items() if _few(numbers, threshold)}
    if hidden and not whole.hidden:
        # An empty group hides nobody; the smallest others go first.
        others = sorted(
            (key for key, numbers in counts.items() if key not in hidden and numbers[1]),
            key=lambda key: (counts[key][1], key),
        )
        while others and not _guarded(hidden, counts, total, threshold):
            hidden.add(others.pop(0))
        if not _guarded(hidden, counts, total, threshold):
            whole = Share(whole.n, whole.of, hidden=True)
    told = {key: Share(n or 0, of, hidden=whole.hidden or key in hidden) for key, (n, of) in counts.items()}
    return told, whole


def _few(numbers: tuple[int | None, int], threshold: int) -> bool:
    n, of = numbers
    return n is None or sensitive(n, of, kind=Kind.SHARE, threshold=threshold)


def _guarded(
    hidden: set[str], counts: Mapping[str, tuple[int | None, int]], total: tuple[int | None, int], threshold: int
) -> bool:
    """Whether each hidden number can still be so many as the threshold asks, given the sizes and all that is shown.

    Whoever looks knows that a hidden number is neither nought nor everybody: those are told. Of a group that is smaller
    than the threshold nothing more than that may follow.
    """
    if total[0] is None:
        return True
    together = total[0] - sum(n for key, (n, _of) in counts.items() if key not in hidden and n is not None)
    room = sum(max(0, counts[key][1] - 1) for key in hidden)
    for key in hidden:
        most_here = max(0, counts[key][1] - 1)
        most, least = min(most_here, together - len(hidden) + 1), max(1, together - (room - most_here))
        if most - least < min(most_here - 1, threshold - 1):
            return False
    return True


def spread(histogram: Mapping[int, int]) -> Spread | None:
    """The spread of caseloads: how many workers carry how many cases. None, where they are fewer than five."""
    loads = sorted(cases for cases, workers in histogram.items() for _ in range(workers))
    if len(loads) < LEAST_WORKERS:
        return None
    return Spread(len(loads), sum(loads), _at(loads, 0.25), _at(loads, 0.5), _at(loads, 0.75), loads[-1])


def _at(ordered: list[int], part: float) -> float:
    """A quantile, in between where it lies between two."""
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
