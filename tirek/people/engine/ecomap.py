"""An eco-map: the family in the middle, what ties it to the world around it; lines tell how each tie is.

``radial`` lays the ties around the family for a wide page, ``upright`` beneath each other for a phone. Lengths are in
the units of an SVG view box; nothing lies on anything else, and no words are cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

from tirek.people.engine.genogram_drawing import lines_of
from tirek.people.engine.strokes import Point, arrow_path, bond_path, shortened

LINE = 16.0
_LETTER = 7.8
_EDGE = 12.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie to draw. ``kind`` is already a word; ``strength`` and ``flow`` are codes; ``facts`` stand beneath."""

    key: int
    kind: str
    name: str
    strength: str
    flow: str = ""
    ended: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; ``strong`` is the name."""

    text: str
    y: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A box with words: a tie, or the family itself (key 0)."""

    key: int
    x: float
    y: float
    width: float
    height: float
    ended: bool
    lines: tuple[Line, ...]

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Thread:
    """The line of a tie by its path, with the heads of its arrows."""

    path: str
    strength: str
    ended: bool
    heads: tuple[str, ...]


@dataclass(slots=True)
class EcoMap:
    """The drawing: threads first, places over them."""

    width: float
    height: float
    threads: list[Thread] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def radial(ties: Sequence[Tie], middle: Sequence[str], width: float = 900.0) -> EcoMap:
    """The family in the middle of an ellipse of ties. The ellipse grows until no two of them touch."""
    width = max(width, 2 * (26.0 * len(ties) + 92))
    boxes = [_box(tie, 18) for tie in ties]
    high = 130.0 + 16.0 * len(ties)
    while True:
        centres = _around(len(ties), width / 2 - 92, high)
        placed = [
            _placed(tie, lines, (x, y), size) for tie, (lines, size), (x, y) in zip(ties, boxes, centres, strict=True)
        ]
        if high > 2000 or not _touching(placed):
            break
        high += 24
    heart = _heart(middle)
    top = min(place.y for place in (*placed, heart)) - _EDGE
    bottom = max(place.y + place.height for place in (*placed, heart)) + _EDGE
    picture = EcoMap(width, bottom - top)
    for tie, place in zip(ties, placed, strict=True):
        moved = _moved(place, width / 2, -top)
        picture.threads.append(_thread(tie, _moved(heart, width / 2, -top), moved))
        picture.places.append(moved)
    picture.places.append(_moved(heart, width / 2, -top))
    return picture


def upright(ties: Sequence[Tie], middle: Sequence[str], width: float = 336.0) -> EcoMap:
    """The family on the left, its ties on the right beneath each other, each with its own line."""
    heart = _heart(middle, 12)
    left = heart.width + 84
    room = int((width - left - 20) / _LETTER)
    picture, y = EcoMap(width, 0), _EDGE
    places = []
    for tie in ties:
        lines, (_wide, tall) = _box(tie, room)
        places.append(_placed(tie, lines, ((left + width) / 2, y + tall / 2), (width - left - 2, tall)))
        y += tall + 12
    picture.height = max(y, heart.height + 2 * _EDGE)
    whole = _moved(heart, heart.width / 2 + 1, picture.height / 2)
    trunk = whole.width + 26
    for tie, place in zip(ties, places, strict=True):
        at = place.y + place.height / 2
        picture.threads.append(_drawn(tie, (trunk, at), (place.x - 3, at)))
    if places:
        ends = [place.y + place.height / 2 for place in (places[0], places[-1])]
        low, high = min(*ends, picture.height / 2), max(*ends, picture.height / 2)
        stem = f"M{whole.x + whole.width:.1f} {picture.height / 2:.1f}H{trunk:.1f}M{trunk:.1f} {low:.1f}V{high:.1f}"
        picture.threads.append(Thread(stem, "trunk", False, ()))
    picture.places = [*places, whole]
    return picture


def _around(number: int, wide: float, high: float) -> list[Point]:
    turn = 2 * pi / max(number, 1)
    first = -pi / 2 + (turn / 2 if number % 2 == 0 else 0)
    return [(wide * cos(first + at * turn), high * sin(first + at * turn)) for at in range(number)]


def _box(tie: Tie, room: int) -> tuple[list[Line], tuple[float, float]]:
    """The words of a tie, counted from the top of its box, and the size of the box."""
    texts = [(line, False) for line in lines_of(tie.kind, room)] + [(line, True) for line in lines_of(tie.name, room)]
    texts += [(line, False) for fact in tie.facts for line in lines_of(fact, room)]
    lines = [Line(text, 18.0 + at * LINE, strong) for at, (text, strong) in enumerate(texts)]
    wide = max(len(text) for text, _strong in texts) * _LETTER + 16
    return lines, (max(wide, 96.0), len(lines) * LINE + 12)


def _placed(tie: Tie, lines: Sequence[Line], centre: Point, size: Point) -> Place:
    x, y = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    return Place(tie.key, x, y, *size, tie.ended, tuple(Line(one.text, one.y + y, one.strong) for one in lines))


def _heart(middle: Sequence[str], room: int = 22) -> Place:
    texts = [line for text in middle for line in lines_of(text, room)]
    wide = max((len(text) for text in texts), default=6) * (_LETTER + 0.4) + 24
    tall = max(len(texts), 1) * LINE + 28
    lines = tuple(Line(text, -tall / 2 + 25 + at * LINE, True) for at, text in enumerate(texts))
    return Place(0, -wide / 2, -tall / 2, wide, tall, False, lines)


def _moved(place: Place, x: float, y: float) -> Place:
    lines = tuple(Line(one.text, one.y + y, one.strong) for one in place.lines)
    return Place(place.key, place.x + x, place.y + y, place.width, place.height, place.ended, lines)


def _touching(places: Sequence[Place]) -> bool:
    heart = Place(0, -130, -70, 260, 140, False, ())
    everybody = [*places, heart]
    return any(
        abs(one.x + one.width / 2 - other.x - other.width / 2) < (one.width + other.width) / 2 + 10
        and abs(one.y + one.height / 2 - other.y - other.height / 2) < (one.height + other.height) / 2 + 12
        for at, one in enumerate(everybody)
        for other in everybody[at + 1 :]
    )


def _thread(tie: Tie, heart: Place, place: Place) -> Thread:
    start, end = _middle(heart), _middle(place)
    return _drawn(tie, *shortened(start, end, _inside(heart, start, end), _inside(place, end, start)))


def _drawn(tie: Tie, start: Point, end: Point) -> Thread:
    heads = []
    if tie.flow in {"both", "to_family"}:
        heads.append(arrow_path(end, start, 10))
    if tie.flow in {"both", "from_family"}:
        heads.append(arrow_path(start, end, 10))
    return Thread(bond_path(start, end, tie.strength), tie.strength, tie.ended, tuple(heads))


def _middle(place: Place) -> Point:
    return place.x + place.width / 2, place.y + place.height / 2


def _inside(place: Place, start: Point, end: Point) -> float:
    """How much of a line from the middle of a box lies in it, with a little air."""
    x, y = end[0] - start[0], end[1] - start[1]
    long = max(hypot(x, y), 0.1)
    ways = [side / 2 / abs(part) for side, part in ((place.width, x), (place.height, y)) if abs(part) > 0.01]
    return min([*ways, 1.0]) * long + 3
