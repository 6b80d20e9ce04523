"""Scores of one instrument over time, as points between the bands of the instrument. No database, no clock.

A line joins what one version of the instrument said; scores of two versions are not one measure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, pairwise

from tirek.casework.engine.lifeline import LETTER, LINE, Rule, Text, Window, in_lines

_TOP, _HEIGHT, _FOOT, _LEFT = 22.0, 168.0, 26.0, 34.0


@dataclass(frozen=True, slots=True)
class Scored:
    """One score: its day, which version of the instrument gave it, and all of it in words."""

    on: date
    score: float
    version: str
    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Level:
    """A band of the score from ``low`` on, with its word and tone; it reaches to the next one."""

    low: float
    high: float | None
    title: str
    tone: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A band as it is drawn."""

    y: float
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Point:
    """A score as it is drawn."""

    x: float
    y: float
    title: str


@dataclass(slots=True)
class ScoreDrawing:
    """Everything to draw, in a view box of ``width`` by ``height``."""

    width: float
    height: float = _TOP + _HEIGHT + _FOOT
    left: float = _LEFT
    breadth: float = 0.0
    grounds: list[Ground] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def score_drawing(
    scores: Sequence[Scored], levels: Sequence[Level], version_word: str, width: float = 640
) -> ScoreDrawing:
    """The drawing of at least one score, the oldest on the left."""
    scores = sorted(scores, key=lambda one: one.on)
    levels = sorted(levels, key=lambda one: one.low)
    room = 128.0 if width > 480 else 98.0
    drawing = ScoreDrawing(width, breadth=width - _LEFT - (room if levels else 16))
    low, high = _ends(scores, levels)
    shown = _days(scores)

    def at(day: date) -> float:
        return round(_LEFT + 14 + shown.place(day) * (drawing.breadth - 28), 1)

    def up(score: float) -> float:
        return round(_TOP + _HEIGHT * (1 - (score - low) / (high - low)), 1)

    _bands(drawing, levels, up, high, room)
    _axis(drawing, scores, at)
    runs = [list(run) for _version, run in groupby(scores, key=lambda one: one.version)]
    for run in runs:
        drawing.lines += [
            f"M{at(one.on):.1f} {up(one.score):.1f}L{at(other.on):.1f} {up(other.score):.1f}"
            for one, other in pairwise(run)
        ]
    _versions(drawing, runs, at, version_word)
    free = 0.0
    for one in scores:
        x, y = at(one.on), up(one.score)
        drawing.points.append(Point(x, y, one.title))
        half = len(one.value) * LETTER / 2
        if x - half >= free:
            drawing.texts.append(Text(x, y - 9 if y - 18 > _TOP - 12 else y + 19, one.value, "middle", True))
            free = x + half + 3
    return drawing


def _ends(scores: Sequence[Scored], levels: Sequence[Level]) -> tuple[float, float]:
    """The least and the greatest score of the picture: those the instrument may give, as far as it says so."""
    known = [one.score for one in scores]
    bounds = [bound for level in levels for bound in (level.low, level.high) if bound is not None]
    if levels and levels[-1].high is None:
        bounds.append(max(levels[-1].low * 1.25, levels[-1].low + 1))
    low, high = min([0, *known, *bounds[:1]]), max([*known, *bounds])
    return low, high if high > low else low + 1


def _days(scores: Sequence[Scored]) -> Window:
    first, last = scores[0].on, scores[-1].on
    spare = timedelta(days=max((30 - (last - first).days) // 2, 0))
    return Window(first - spare, last + spare, last)


def _axis(drawing: ScoreDrawing, scores: Sequence[Scored], at: Callable[[date], float]) -> None:
    """The days of the scores: the last and the first, and those between that have room."""
    low = _TOP + _HEIGHT
    taken: list[tuple[float, float]] = []
    for one in (scores[-1], *scores[:-1]):
        length = 10 * LETTER
        x = min(max(at(one.on) - length / 2, 0.0), drawing.width - length)
        if all(x >= right + 4 or x + length + 4 <= left for left, right in taken):
            taken.append((x, x + length))
            drawing.texts.append(Text(round(x + length / 2, 1), low + 19, f"{one.on:%d.%m.%Y}", "middle"))
            drawing.rules.append(Rule(at(one.on), low, at(one.on), low + 5, "tick"))


def _bands(
    drawing: ScoreDrawing, levels: Sequence[Level], up: Callable[[float], float], high: float, room: float
) -> None:
    """The bands with their words beside them, moved apart where a band is lower than its words."""
    if not levels:
        drawing.grounds.append(Ground(_TOP, _HEIGHT, "plain"))
        return
    tops = [level.low for level in levels[1:]] + [high]
    written = _TOP + _HEIGHT + 2 * LINE
    labels: list[tuple[float, list[str]]] = []
    for level, top in zip(levels, tops, strict=True):
        y, bottom = up(top), up(level.low)
        drawing.grounds.append(Ground(y, round(bottom - y, 1), level.tone))
        if bottom + 4 <= written - LINE:
            drawing.texts.append(Text(_LEFT - 6, bottom + 4, f"{level.low:g}", "end"))
            written = bottom + 4
        most = 3 if len(levels) < 5 else 2
        labels.insert(0, ((y + bottom) / 2, in_lines(level.title, room - 10, most)))
    x = drawing.left + drawing.breadth + 8
    for (_middle, lines), y in zip(labels, _stacked(labels), strict=True):
        drawing.texts += [Text(x, round(y + 10 + at * LINE, 1), line) for at, line in enumerate(lines)]


def _stacked(labels: Sequence[tuple[float, list[str]]]) -> list[float]:
    """Where each label begins: around the middle of its band, as far as none covers another."""
    heights = [len(lines) * LINE + 2 for _middle, lines in labels]
    starts: list[float] = []
    free = _TOP - 14
    for (middle, _lines), height in zip(labels, heights, strict=True):
        starts.append(max(middle - height / 2, free))
        free = starts[-1] + height
    limit = _TOP + _HEIGHT + _FOOT
    for at in reversed(range(len(starts))):
        starts[at] = min(starts[at], limit - heights[at])
        limit = starts[at]
    return starts


def _versions(
    drawing: ScoreDrawing, runs: Sequence[Sequence[Scored]], place: Callable[[date], float], word: str
) -> None:
    """Where another version of the instrument begins: a line, and its number above."""
    for before, run in pairwise(runs):
        x = round((place(before[-1].on) + place(run[0].on)) / 2, 1)
        drawing.rules.append(Rule(x, _TOP - 6, x, _TOP + _HEIGHT, "version"))
        label = word % {"version": run[0].version}
        middle = min(max(x, len(label) * LETTER / 2), drawing.width - len(label) * LETTER / 2)
        drawing.texts.append(Text(middle, 11, label, "middle"))
