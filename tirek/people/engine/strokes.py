"""Lines between two points as paths of an SVG: plain, double, zigzag, cut; bent around what stands between."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
#: left, top, right, bottom
Area = tuple[float, float, float, float]
_BENDS = (0.0, 14.0, -14.0, 26.0, -26.0, 40.0, -40.0, 56.0, -56.0)
_STEPS = 28


def line_path(one: Point, other: Point, clear: float = 0.0) -> str:
    """A straight line that ends ``clear`` before both points."""
    return _path(shortened(one, other, clear, clear))


def bond_path(
    one: Point, other: Point, bond: str, clear: float = 0.0, aside: float = 0.0, avoid: Sequence[Area] = ()
) -> str:
    """A line in the manner of a bond: close is double, conflict a zigzag, broken has a gap, distant is plain.

    ``aside`` moves it to its left; ``avoid`` is what it goes around as far as a bend can.
    """
    if one > other:
        one, other = other, one
    ways = [_bent(one, other, bend) for bend in (_BENDS if avoid else _BENDS[:1])]
    way = min(zip(_BENDS, ways, strict=False), key=lambda one: _hits(one[1], avoid) + abs(one[0]) / 14)[1]
    way = [_beside(way, at, aside) for at in range(len(way))]
    way = [point for point in way if min(_far(point, one), _far(point, other)) >= clear] or way
    match bond:
        case "close" | "strong":
            return "".join(_path([_beside(way, at, side) for at in range(len(way))]) for side in (-2.0, 2.0))
        case "conflict" | "stressful":
            return _zigzag(way)
        case "broken":
            middle = len(way) // 2
            gap = max(1, round(7 / max(_far(way[0], way[-1]) / len(way), 0.1)))
            first, last = way[: middle - gap + 1] or way[:1], way[middle + gap :] or way[-1:]
            return _path(first) + _path(last) + _across(first[-1], way) + _across(last[0], way)
        case _:
            return _path(way)


def cuts_path(x: float, y: float, number: int) -> str:
    """One or two slanting strokes through a level line: separated, divorced."""
    return "".join(f"M{x + at * 5 - 3:.1f} {y + 8:.1f}L{x + at * 5 + 3:.1f} {y - 8:.1f}" for at in range(number))


def arrow_path(start: Point, end: Point, size: float = 7.0) -> str:
    """The head of an arrow whose point lies at ``end``."""
    x, y = _unit(start, end)
    x, y = x * size, y * size
    return (
        f"M{end[0]:.1f} {end[1]:.1f}L{end[0] - x - y / 2:.1f} {end[1] - y + x / 2:.1f}"
        f"L{end[0] - x + y / 2:.1f} {end[1] - y - x / 2:.1f}Z"
    )


def shortened(one: Point, other: Point, first: float, last: float) -> tuple[Point, Point]:
    """The line without ``first`` units at its beginning and ``last`` at its end."""
    x, y = _unit(one, other)
    return (one[0] + x * first, one[1] + y * first), (other[0] - x * last, other[1] - y * last)


def _bent(one: Point, other: Point, bend: float) -> list[Point]:
    x, y = _unit(one, other)
    over = ((one[0] + other[0]) / 2 + y * bend * 2, (one[1] + other[1]) / 2 - x * bend * 2)
    steps = max(_STEPS, int(_far(one, other) / 4))
    parts = [(at / steps, 1 - at / steps) for at in range(steps + 1)]
    return [
        (
            b * b * one[0] + 2 * a * b * over[0] + a * a * other[0],
            b * b * one[1] + 2 * a * b * over[1] + a * a * other[1],
        )
        for a, b in parts
    ]


def _hits(way: Sequence[Point], avoid: Sequence[Area]) -> int:
    return sum(left <= x <= right and top <= y <= bottom for x, y in way for left, top, right, bottom in avoid)


def _unit(one: Point, other: Point) -> Point:
    long = max(_far(one, other), 0.1)
    return (other[0] - one[0]) / long, (other[1] - one[1]) / long


def _far(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _beside(way: Sequence[Point], at: int, side: float) -> Point:
    x, y = _unit(way[max(at - 1, 0)], way[min(at + 1, len(way) - 1)])
    return way[at][0] + y * side, way[at][1] - x * side


def _path(points: Sequence[Point]) -> str:
    straight = len(points) > 2 and abs(_far(points[0], points[-1]) - sum(_far(a, b) for a, b in pairwise(points))) < 0.5
    kept = [points[0], points[-1]] if straight else points
    return "".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(kept))


def _across(at: Point, way: Sequence[Point]) -> str:
    x, y = _unit(way[0], way[-1])
    return _path(((at[0] + y * 6, at[1] - x * 6), (at[0] - y * 6, at[1] + x * 6)))


def _zigzag(way: Sequence[Point]) -> str:
    teeth = max(int(_far(way[0], way[-1]) / 7), 2)
    points = [way[0]]
    for tooth in range(1, teeth):
        at = round(tooth / teeth * (len(way) - 1))
        points.append(_beside(way, at, 4.0 if tooth % 2 else -4.0))
    return _path([*points, way[-1]])
