"""Lines between two points as paths of an SVG: straight, double, dotted by style, zigzag, cut."""

from math import hypot

Point = tuple[float, float]


def line_path(one: Point, other: Point, clear: float = 0.0, aside: float = 0.0) -> str:
    """A straight line that ends ``clear`` before both points; ``aside`` moves it to its left."""
    return _path(_between(one, other, clear, aside))


def bond_path(one: Point, other: Point, bond: str, clear: float = 0.0, aside: float = 0.0) -> str:
    """A line in the manner of a bond: close is double, conflict a zigzag, broken has a gap, distant is plain."""
    if one > other:
        one, other = other, one
    start, end = _between(one, other, clear, aside)
    match bond:
        case "close" | "strong":
            return _path(_between(one, other, clear, aside - 2)) + _path(_between(one, other, clear, aside + 2))
        case "conflict" | "stressful":
            return _zigzag(start, end)
        case "broken":
            gap = 7 / max(hypot(end[0] - start[0], end[1] - start[1]), 15)
            ways = (0.5 - gap, 0.5 + gap)
            near, far = (_along(start, end, way) for way in ways)
            return _path((start, near)) + _path((far, end)) + _across(start, end, near) + _across(start, end, far)
        case _:
            return _path((start, end))


def cuts_path(x: float, y: float, number: int) -> str:
    """One or two slanting strokes through a level line: separated, divorced."""
    return "".join(f"M{x + at * 5 - 3:.1f} {y + 8:.1f}L{x + at * 5 + 3:.1f} {y - 8:.1f}" for at in range(number))


def arrow_path(start: Point, end: Point, size: float = 7.0) -> str:
    """The head of an arrow whose point lies at ``end``."""
    x, y, long = end[0] - start[0], end[1] - start[1], max(hypot(end[0] - start[0], end[1] - start[1]), 0.1)
    x, y = x / long * size, y / long * size
    return f"M{end[0]:.1f} {end[1]:.1f}L{end[0] - x - y / 2:.1f} {end[1] - y + x / 2:.1f}" + (
        f"L{end[0] - x + y / 2:.1f} {end[1] - y - x / 2:.1f}Z"
    )


def shortened(one: Point, other: Point, first: float, last: float) -> tuple[Point, Point]:
    """The line without ``first`` units at its beginning and ``last`` at its end."""
    long = max(hypot(other[0] - one[0], other[1] - one[1]), 0.1)
    return _along(one, other, first / long), _along(one, other, 1 - last / long)


def _between(one: Point, other: Point, clear: float, aside: float) -> tuple[Point, Point]:
    start, end = shortened(one, other, clear, clear)
    long = max(hypot(other[0] - one[0], other[1] - one[1]), 0.1)
    x, y = (other[1] - one[1]) / long * aside, -(other[0] - one[0]) / long * aside
    return (start[0] + x, start[1] + y), (end[0] + x, end[1] + y)


def _along(start: Point, end: Point, way: float) -> Point:
    return start[0] + (end[0] - start[0]) * way, start[1] + (end[1] - start[1]) * way


def _path(points: tuple[Point, Point]) -> str:
    (x1, y1), (x2, y2) = points
    return f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"


def _across(start: Point, end: Point, at: Point) -> str:
    long = max(hypot(end[0] - start[0], end[1] - start[1]), 0.1)
    x, y = (end[1] - start[1]) / long * 6, -(end[0] - start[0]) / long * 6
    return _path(((at[0] - x, at[1] - y), (at[0] + x, at[1] + y)))


def _zigzag(start: Point, end: Point) -> str:
    long = hypot(end[0] - start[0], end[1] - start[1])
    teeth = max(int(long / 7), 2)
    x, y = (end[1] - start[1]) / max(long, 0.1) * 4, -(end[0] - start[0]) / max(long, 0.1) * 4
    path = f"M{start[0]:.1f} {start[1]:.1f}"
    for tooth in range(1, teeth):
        at = _along(start, end, tooth / teeth)
        side = 1 if tooth % 2 else -1
        path += f"L{at[0] + x * side:.1f} {at[1] + y * side:.1f}"
    return f"{path}L{end[0]:.1f} {end[1]:.1f}"
