"""From a genogram to a drawing: symbols, lines and words with their places, in the units of an SVG view box.

Across, a kept layout library decides (``graph_of`` asks it, ``drawing_of`` reads the answer); down, the generations
do. Partners are one block, so they stand side by side; children leave a couple in the order of their age. Every
block is as wide as its words: nothing is cut off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tirek.people.engine.genogram import Couple, Genogram, Human
from tirek.people.engine.strokes import Area, bond_path, cuts_path, line_path

SIZE = 40.0  # of a symbol
LINE = 16.0  # of words
_LETTER = 8.2
_SLOT, _UNKNOWN, _BESIDE, _APART = 92.0, 58.0, 10.0, 22.0
_EDGE, _GAP, _TRACK, _ARC = 16.0, 34.0, 12.0, 12.0
_ROOM = 22  # letters in a line of words


@dataclass(frozen=True, slots=True)
class Word:
    """A line of words beneath a symbol, in its middle."""

    text: str
    y: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """A person. ``shape``: square, circle, diamond, triangle; ``x`` and ``y`` are its middle."""

    key: int
    x: float
    y: float
    shape: str
    died: bool
    index: bool
    home: bool
    unknown: bool
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line by its path. ``kind``: married, partners, parents, cut, born, adopted, foster, loose, close, ..."""

    path: str
    kind: str


@dataclass(slots=True)
class Drawing:
    """Everything in the order in which it is drawn."""

    width: float = 0.0
    height: float = 0.0
    strokes: list[Stroke] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)


def lines_of(text: str, room: int = _ROOM) -> list[str]:
    """The words in lines of at most ``room`` letters; a word that is longer is broken, none is left out."""
    lines: list[str] = []
    for word in text.replace("-", "- ").split():
        while len(word) > room:
            lines.append(f"{word[: room - 1]}-")
            word = word[room - 1 :]
        glue = "" if lines and lines[-1].endswith("-") else " "
        if lines and len(lines[-1]) + len(glue) + len(word) <= room:
            lines[-1] += f"{glue}{word}"
        else:
            lines.append(word)
    return lines


def _words(human: Human) -> tuple[list[str], list[str]]:
    return lines_of(human.name), [line for fact in human.facts for line in lines_of(fact)]


def _slot(human: Human) -> float:
    if human.key < 0:
        return _UNKNOWN
    longest = max((len(line) for part in _words(human) for line in part), default=0)
    return max(_SLOT, longest * _LETTER + 12)


# What the library is asked ---------------------------------------------------------------------------------


def graph_of(drawn: Genogram) -> dict[str, Any]:
    """The blocks as boxes of a layered graph; each couple has a port for each child, in the order of age."""
    boxes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    at = {key: place for place, block in enumerate(drawn.blocks) for key in block}
    middles = [_middles(drawn, block) for block in drawn.blocks]
    for place, block in enumerate(drawn.blocks):
        row = drawn.generation[block[0]]
        ports = [_port(f"t{key}", middles[place][key], 0, "NORTH") for key in block]
        for number, couple in enumerate(drawn.couples):
            if couple.partners and couple.partners[0] in block:
                start = _start(couple, block, middles[place], drawn)
                for order, child in enumerate(couple.children):
                    ports.append(_port(f"c{number}-{child}", start + order * 0.5, 100, "SOUTH"))
        boxes.append(
            {
                "id": f"b{place}",
                "width": _width(drawn, block),
                "height": 100,
                "y": row * 200,
                "ports": ports,
                "layoutOptions": {
                    "elk.portConstraints": "FIXED_POS",
                    "elk.partitioning.partition": str(2 * row),
                },
            }
        )
    for number, couple in enumerate(drawn.couples):
        if not couple.children:
            continue
        if not couple.partners:  # brothers and sisters whose parents are not known: a point above joins them
            row = min(drawn.generation[key] for key in couple.children)
            boxes.append({"id": f"p{number}", "width": 2, "height": 2, "y": row * 200 - 100,
                          "layoutOptions": {"elk.partitioning.partition": str(2 * row - 1)}})  # fmt: skip
        for child in couple.children:
            source = f"c{number}-{child}" if couple.partners else f"p{number}"
            edges.append(_edge(len(edges), source, f"t{child}", 10))
    for loose in drawn.loose:
        upper, lower = sorted((loose.one, loose.other), key=lambda key: drawn.generation[key])
        if drawn.generation[upper] < drawn.generation[lower]:
            edges.append(_edge(len(edges), f"b{at[upper]}", f"b{at[lower]}", 1))
    return {"id": "family", "layoutOptions": _OPTIONS, "children": boxes, "edges": edges}


_OPTIONS = {
    "elk.algorithm": "layered",
    "elk.direction": "DOWN",
    "elk.edgeRouting": "POLYLINE",
    "elk.partitioning.activate": "true",
    "elk.separateConnectedComponents": "false",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.considerModelOrder.strategy": "PREFER_EDGES",
    "elk.layered.crossingMinimization.greedySwitch.type": "TWO_SIDED",
    "elk.layered.thoroughness": "20",
    "elk.spacing.nodeNode": str(_APART),
    "elk.randomSeed": "1",
}


def _port(name: str, x: float, y: float, side: str) -> dict[str, Any]:
    return {"id": name, "x": x, "y": y, "width": 0, "height": 0, "layoutOptions": {"elk.port.side": side}}


def _edge(number: int, source: str, target: str, weight: int) -> dict[str, Any]:
    straight = {"elk.layered.priority.straightness": str(weight), "elk.layered.priority.shortness": str(weight)}
    return {"id": f"e{number}", "sources": [source], "targets": [target], "layoutOptions": straight}


def _middles(drawn: Genogram, block: Sequence[int]) -> dict[int, float]:
    """Where the middle of each person of a block lies, from its left edge."""
    x, found = 0.0, {}
    for key in block:
        wide = _slot(drawn.people[key])
        found[key] = x + wide / 2
        x += wide + _BESIDE
    return found


def _width(drawn: Genogram, block: Sequence[int]) -> float:
    return sum(_slot(drawn.people[key]) + _BESIDE for key in block) - _BESIDE


def _start(couple: Couple, block: Sequence[int], middles: dict[int, float], drawn: Genogram) -> float:
    """Where the line to the children leaves a couple: between two people's words, never through them."""
    last = max(couple.partners, key=block.index)
    if len(couple.partners) == 1:
        return middles[last] + _slot(drawn.people[last]) / 2 + _BESIDE / 2
    return middles[last] - _slot(drawn.people[last]) / 2 - _BESIDE / 2


# What is drawn from the answer -----------------------------------------------------------------------------


def drawing_of(drawn: Genogram, laid: dict[str, Any]) -> Drawing:
    """The drawing, with the boxes where the library put them."""
    lefts = {box["id"]: float(box["x"]) for box in laid["children"]}
    x = _across(drawn, [lefts[f"b{place}"] for place in range(len(drawn.blocks))])
    bars = _bars(drawn, x)
    y, bottom = _down(drawn, bars)
    picture = Drawing()
    for couple in drawn.couples:
        _draw_couple(picture, drawn, couple, x, y)
    for couple, children, track in bars:
        _draw_children(picture, drawn, couple, children, track, x, y)
    for loose in (one for one in drawn.loose if not one.bond):  # a bond is drawn as its own line
        picture.strokes.append(Stroke(line_path(_at(loose.one, x, y), _at(loose.other, x, y), SIZE / 2 + 2), "loose"))
    areas = {key: _area(x[key], y[key]) for key in x}
    for bond in drawn.bonds:
        beside = y[bond.one] == y[bond.other] and abs(x[bond.one] - x[bond.other]) < 2 * _SLOT
        avoid = [] if beside else [area for key, area in areas.items() if key not in (bond.one, bond.other)]
        ends = _at(bond.one, x, y), _at(bond.other, x, y)
        path = bond_path(*ends, bond.bond, SIZE / 2 + 3, 9.0 if beside else 0.0, avoid)
        picture.strokes.append(Stroke(path, bond.bond))
    picture.symbols = [_symbol(drawn.people[key], x[key], y[key]) for block in drawn.blocks for key in block]
    right = max((x[key] + _slot(drawn.people[key]) / 2 for key in x), default=0.0)
    picture.width, picture.height = right + _EDGE, bottom + _EDGE / 2
    return picture


def _area(x: float, y: float) -> Area:
    """What a symbol takes, with a little air. Words have a ground of their own and may be passed beneath."""
    half = SIZE / 2 + 5
    return x - half, y - half, x + half, y + half


def _across(drawn: Genogram, lefts: list[float]) -> dict[int, float]:
    """The middle of everybody; a box that would touch its neighbour moves to the right."""
    found: dict[int, float] = {}
    ends: dict[int, float] = {}
    for place in sorted(range(len(lefts)), key=lambda place: lefts[place]):
        block = drawn.blocks[place]
        row = drawn.generation[block[0]]
        left = max(lefts[place], ends.get(row, float("-inf")))
        ends[row] = left + _width(drawn, block) + _APART
        found |= {key: left + middle for key, middle in _middles(drawn, block).items()}
    start = min((found[key] - _slot(drawn.people[key]) / 2 for key in found), default=0.0)
    return {key: round(middle - start + _EDGE, 1) for key, middle in found.items()}


Bar = tuple[Couple, list[int], int]


def _bars(drawn: Genogram, x: dict[int, float]) -> list[Bar]:
    """The bar above each couple's children, on a track of its own where two would run into each other."""
    bars: list[Bar] = []
    tracks: dict[int, list[list[tuple[float, float]]]] = {}
    wanted = [
        (couple, [key for key in couple.children if drawn.generation[key] == row])
        for couple in drawn.couples
        for row in sorted({drawn.generation[key] for key in couple.children})
    ]
    for couple, children in sorted(wanted, key=lambda one: _reach(drawn, one[0], one[1], x)):
        low, high = _reach(drawn, couple, children, x)
        rows = tracks.setdefault(drawn.generation[children[0]], [])
        free = (at for at, row in enumerate(rows) if all(high + 6 < start or low - 6 > end for start, end in row))
        track = next(free, len(rows))
        if track == len(rows):
            rows.append([])
        rows[track].append((low, high))
        bars.append((couple, children, track))
    return bars


def _reach(drawn: Genogram, couple: Couple, children: list[int], x: dict[int, float]) -> tuple[float, float]:
    places = [x[key] for key in children]
    if couple.partners:
        places.append(_start(couple, _block(drawn, couple), x, drawn))
    return min(places), max(places)


def _block(drawn: Genogram, couple: Couple) -> tuple[int, ...]:
    return next(block for block in drawn.blocks if couple.partners[0] in block)


def _down(drawn: Genogram, bars: list[Bar]) -> tuple[dict[int, float], float]:
    """The height of everybody's symbol, generation by generation, and where the picture ends."""
    found: dict[int, float] = {}
    y = _EDGE
    for row in sorted(set(drawn.generation.values())):
        keys = [key for key, place in drawn.generation.items() if place == row]
        above = [track for _couple, children, track in bars if drawn.generation[children[0]] == row]
        if above:
            y += (max(above) + 1) * _TRACK + _ARC
        y += max((_arc(drawn, couple) for couple in drawn.couples if couple.partners and couple.partners[0] in keys),
                 default=0) * _ARC  # fmt: skip
        found |= {key: round(y + SIZE / 2, 1) for key in keys}
        y += SIZE + 4 + max(sum(map(len, _words(drawn.people[key]))) for key in keys) * LINE + _GAP
    return found, y - _GAP


def _arc(drawn: Genogram, couple: Couple) -> int:
    """How many people stand between two partners: their line goes over these."""
    if len(couple.partners) < 2:
        return 0
    block = _block(drawn, couple)
    return abs(block.index(couple.partners[0]) - block.index(couple.partners[1])) - 1


def _at(key: int, x: dict[int, float], y: dict[int, float]) -> tuple[float, float]:
    return x[key], y[key]


def _draw_couple(picture: Drawing, drawn: Genogram, couple: Couple, x: dict[int, float], y: dict[int, float]) -> None:
    if len(couple.partners) < 2:
        return
    left, right = sorted(couple.partners, key=lambda key: x[key])
    over = _arc(drawn, couple)
    middle = (x[left] + x[right]) / 2
    if over:
        top = y[left] - SIZE / 2
        high = top - over * _ARC + 2
        path = f"M{x[left] + 8:.1f} {top:.1f}V{high:.1f}H{x[right] - 8:.1f}V{top:.1f}"
        cut = (middle, high)
    else:
        path = f"M{x[left] + SIZE / 2:.1f} {y[left]:.1f}H{x[right] - SIZE / 2:.1f}"
        cut = (_start(couple, _block(drawn, couple), x, drawn) - 13, y[left])
    picture.strokes.append(Stroke(path, couple.form))
    if couple.ended:
        picture.strokes.append(Stroke(cuts_path(*cut, 2 if couple.ended == "divorced" else 1), "cut"))


def _draw_children(
    picture: Drawing,
    drawn: Genogram,
    couple: Couple,
    children: list[int],
    track: int,
    x: dict[int, float],
    y: dict[int, float],
) -> None:
    row = drawn.generation[children[0]]
    top = y[children[0]] - SIZE / 2
    arcs = max((_arc(drawn, one) for one in drawn.couples if one.partners and drawn.generation[one.partners[0]] == row),
               default=0)  # fmt: skip
    bar = top - arcs * _ARC - _ARC - track * _TRACK
    births = _births(drawn, children)
    feet = [sum(x[key] for key in together) / len(together) for together in births]
    joints = list(feet)
    if couple.partners:
        start, upper = _start(couple, _block(drawn, couple), x, drawn), y[couple.partners[0]]
        if len(couple.partners) == 1:
            side = x[couple.partners[0]] + SIZE / 2
            picture.strokes.append(Stroke(f"M{side:.1f} {upper:.1f}H{start:.1f}V{bar:.1f}", "born"))
        else:
            over = _arc(drawn, couple)
            upper = upper - SIZE / 2 - over * _ARC + 2 if over else upper
            picture.strokes.append(Stroke(f"M{start:.1f} {upper:.1f}V{bar:.1f}", "born"))
        joints.append(start)
    picture.strokes.append(Stroke(f"M{min(joints):.1f} {bar:.1f}H{max(joints):.1f}", "born"))
    for foot, together in zip(feet, births, strict=True):
        for key in together:
            picture.strokes.append(Stroke(f"M{foot:.1f} {bar:.1f}L{x[key]:.1f} {top:.1f}", couple.children[key]))


def _births(drawn: Genogram, children: Iterable[int]) -> list[list[int]]:
    """The children, twins together."""
    groups: list[list[int]] = []
    for key in children:
        human = drawn.people[key]
        before = drawn.people[groups[-1][0]] if groups else None
        if before and human.exact and before.exact and human.born and human.born == before.born:
            groups[-1].append(key)
        else:
            groups.append([key])
    return groups


def _symbol(human: Human, x: float, y: float) -> Symbol:
    shape = {"male": "square", "female": "circle"}.get(human.sex, "diamond")
    name, facts = _words(human)
    first = y + SIZE / 2 + LINE
    return Symbol(
        key=human.key,
        x=x,
        y=y,
        shape="triangle" if human.role == "expected_child" else shape,
        died=human.died,
        index=human.index,
        home=human.home,
        unknown=human.key < 0,
        words=tuple(
            Word(text, round(first + line * LINE, 1), line < len(name)) for line, text in enumerate([*name, *facts])
        ),
    )
