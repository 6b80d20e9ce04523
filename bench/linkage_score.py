"""Precision, recall and F1 of scored pairs, at a line or at the best line there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[object, object]


@dataclass(frozen=True)
class Score:
    """How many of the pairs found are true, and how many of the true pairs were found."""

    precision: float
    recall: float
    f1: float


def score(found: set[Pair], true: set[Pair]) -> Score:
    """Of pairs that were called one person."""
    hits = len(found & true)
    return Score(hits / max(len(found), 1), hits / len(true), 2 * hits / (len(found) + len(true)))


def best_score(weights: Mapping[Pair, float], true: set[Pair]) -> Score:
    """At the line that serves this method best, which in practice nobody knows."""
    best, hits, lines = Score(0, 0, 0), 0, sorted(weights, key=weights.__getitem__, reverse=True)
    for at, pair in enumerate(lines, start=1):
        hits += pair in true
        if at < len(lines) and weights[lines[at]] == weights[pair]:
            continue  # equal weights stand on one side of a line
        f1 = 2 * hits / (at + len(true))
        if f1 > best.f1:
            best = Score(hits / at, hits / len(true), f1)
    return best


def one_to_one(weights: Mapping[Pair, float]) -> dict[Pair, float]:
    """Each record in one pair at most, the strongest first: for two sources that hold everybody once."""
    left: set[object] = set()
    right: set[object] = set()
    kept: dict[Pair, float] = {}
    for one, other in sorted(weights, key=weights.__getitem__, reverse=True):
        if one not in left and other not in right:
            left.add(one)
            right.add(other)
            kept[one, other] = weights[one, other]
    return kept


def ordered(pairs: Iterable[Pair]) -> set[Pair]:
    """The smaller key first."""
    return {(one, other) if one < other else (other, one) for one, other in pairs}  # type: ignore[operator]
