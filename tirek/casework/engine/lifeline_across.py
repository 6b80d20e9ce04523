"""The life line with time from left to right: for a desk and for paper."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tirek.casework.engine.lifeline import (
    LETTER,
    LINE,
    Box,
    Dot,
    Drawing,
    Moment,
    Rows,
    Rule,
    Spell,
    Text,
    Track,
    Window,
    cut,
    ends_of,
    in_lines,
    lanes_of,
    outline,
    pushed,
    ticks,
)

_LEFT, _RIGHT, _TOP = 152.0, 24.0, 26.0
_LANE, _DAYS, _GAP, _HEAD, _CAPTION = 24.0, 18.0, 8.0, 22.0, 14.0

#: How many rows of words may stand above the bars of a lane.
_ROWS = 3

At = Callable[[date], float]


def across(
    tracks: Sequence[Track],
    rows: Rows,
    shown: Window,
    words: dict[str, str],
    width: float = 960,
) -> Drawing:
    """The wide drawing. ``words``: acts, meetings, follow_up, today, unknown."""
    drawing = Drawing(width)
    breadth = width - _LEFT - _RIGHT
    y, person = _TOP, ""
    several = len({track.person for track in tracks}) > 1

    def at(day: date) -> float:
        return round(_LEFT + shown.place(day) * breadth, 1)

    for track in tracks:
        lanes = lanes_of(track, shown, words["unknown"])
        if not lanes:
            continue
        if several and track.person != person:
            if person:
                drawing.rules.append(Rule(0, y, width, y, "between"))
            drawing.texts.append(Text(0, y + 16, cut(track.person, width), strong=True))
            y += _HEAD
        person = track.person
        y = _track(drawing, track, lanes, at, shown, y)
    y = _beneath(drawing, rows, shown, words, at, y)
    for day, label in ticks(shown, breadth):
        drawing.rules.insert(0, Rule(at(day), _TOP - 6, at(day), y, "year"))
        if at(day) + len(label) * LETTER <= width:
            drawing.texts.append(Text(at(day), 14, label))
    if shown.holds(shown.today):
        half = len(words["today"]) * LETTER / 2
        drawing.rules.append(Rule(at(shown.today), _TOP - 6, at(shown.today), y, "today"))
        drawing.texts.append(Text(min(at(shown.today), width - half), y + 14, words["today"], "middle", True))
    drawing.height = y + 20
    return drawing


def _track(drawing: Drawing, track: Track, lanes: list[list[Spell]], at: At, shown: Window, y: float) -> float:
    """The lanes of one track under its name; the place beneath them."""
    name = in_lines(track.name, _LEFT - (26 if track.sealed else 10), 2)
    top = y
    for lane in lanes:
        if lane[0].moment:
            drawing.dots += _days(lane, at, y + _DAYS / 2 + 1, drawing.width)
            y += _DAYS + _GAP
            continue
        boxes = [_wide_box(spell, at, shown) for spell in lane]
        captions = _captions(boxes, drawing.width)
        y += _CAPTION * max((one.row + 1 for one in captions), default=0)
        if lane is lanes[0]:
            top = y
        drawing.texts += [Text(one.x, y - 4 - one.row * _CAPTION, one.text) for one in captions]
        drawing.rules += [Rule(one.at, y - 3 - one.row * _CAPTION, one.at, y, "flag") for one in captions]
        drawing.boxes += [_laid(spell, box, y, shown) for spell, box in zip(lane, boxes, strict=True)]
        for spell in lane:
            _expected(drawing, spell, at, shown, y)
        y += _LANE + _GAP
    first = top + (16 if len(name) == 1 else 10)
    drawing.texts += [Text(0, first + line * LINE, text) for line, text in enumerate(name)]
    if track.sealed:
        drawing.locks.append((_LEFT - 22, top + 5))
    return max(y, top + 10 + len(name) * LINE)


def _wide_box(spell: Spell, at: At, shown: Window) -> Text:
    """Where the middle of a bar lies and what can stand in it: ``y`` is its width for now."""
    x, end = at(spell.start), at(min(spell.end or shown.today, shown.until))
    width = max(end - x, 3.0)
    return Text(x, width, spell.label)


class _Caption(NamedTuple):
    """The words of a narrow bar, in a row above it, with a line down to it at ``at``."""

    x: float
    row: int
    text: str
    at: float


def _captions(bars: list[Text], width: float) -> list[_Caption]:
    """The labels of bars too narrow for them, above their bars like flags, none over another nor over its line."""
    placed: list[_Caption] = []
    for bar in reversed(bars):
        length = len(bar.text) * LETTER
        if length <= bar.y - 8:
            continue
        at = round(bar.x + min(bar.y / 2, 3), 1)
        # To the right as low as may be; else to the left as high as may be, so that bars before it keep their place.
        places = [(bar.x, row) for row in range(_ROWS)]
        places += [(bar.x + max(bar.y, 6) - length, row) for row in reversed(range(_ROWS))]
        for x, row in places:
            if x >= _LEFT - 2 and x + length <= width and _free(placed, x, x + length, row, at):
                placed.append(_Caption(round(x, 1), row, bar.text, at))
                break
    return _settled(placed)


def _settled(placed: list[_Caption]) -> list[_Caption]:
    """The same, each as low as it can stand now that all have a place."""
    settled = sorted(placed, key=lambda one: one.row)
    for at, one in enumerate(settled):
        others = settled[:at] + settled[at + 1 :]
        for row in range(one.row):
            if _free(others, one.x, one.x + len(one.text) * LETTER, row, one.at):
                settled[at] = one._replace(row=row)
                break
    return settled


def _free(placed: list[_Caption], x: float, end: float, row: int, at: float) -> bool:
    """Whether words and their line touch neither the words nor the lines that stand there."""
    for other in placed:
        left, right = other.x - LETTER, other.x + len(other.text) * LETTER + LETTER
        words = other.row == row and x < right and left < end
        over_line = row < other.row and x - 2 < other.at < end + 2
        own_line = other.row < row and other.x - 2 < at < right
        if words or over_line or own_line:
            return False
    return True


def _laid(spell: Spell, box: Text, y: float, shown: Window) -> Box:
    x, width = box.x, round(box.y, 1)
    start, end = ends_of(spell, shown)
    shape, edge = outline(lambda along, over: f"{x + along:.1f} {y + over:.1f}", width, _LANE, start, end)
    strip = f"M{x + 1:.1f} {y + _LANE - 1.5:.1f}H{x + width - 1:.1f}" if width > 8 else ""
    fits = len(spell.label) * LETTER <= width - 8
    words = (Text(round(x + width / 2, 1), y + 15, spell.label, "middle"),) if fits else ()
    rough = "rough" in (start, end)
    return Box(x, y, width, _LANE, spell.look, spell.title, spell.end is None, shape, edge, strip, words, rough)


def _expected(drawing: Drawing, spell: Spell, at: At, shown: Window, y: float) -> None:
    """The end that was planned: what is still ahead as an open end, a tick on its day."""
    day = spell.expected_end
    if day is None or spell.end is not None or not shown.holds(day):
        return
    x, end = at(shown.today), at(day)
    if end - x > 2:
        shape, edge = outline(lambda along, over: f"{x + along:.1f} {y + over:.1f}", end - x, _LANE, "cut", "flat")
        drawing.ghosts.append(Box(x, y, round(end - x, 1), _LANE, spell.look, spell.title, True, shape, edge))
    drawing.rules.append(Rule(end, y - 3, end, y + _LANE + 3, "expected"))


def _beneath(drawing: Drawing, rows: Rows, shown: Window, words: dict[str, str], at: At, y: float) -> float:
    """Acts, meetings and follow-ups under a line."""
    named = ((words["acts"], rows.acts), (words["meetings"], rows.meetings), (words["follow_up"], rows.follow_ups))
    inside = [(name, [one for one in row if shown.holds(one.on)]) for name, row in named]
    if any(row for _name, row in inside) and y > _TOP:
        drawing.rules.append(Rule(0, y, drawing.width, y, "between"))
        y += 6
    for name, row in inside:
        if not row:
            continue
        row.sort(key=lambda one: one.on)
        drawing.texts.append(Text(0, y + 16, cut(name, _LEFT - 10), strong=True))
        if row[0].kind == "act":
            spells = [Spell(one.label, "act", one.on, moment=True) for one in row]
            drawing.dots += _days(spells, at, y + 12, drawing.width, "act")
        elif row[0].kind in {"meeting", "missed_meeting"}:
            drawing.dots += [Dot(at(one.on), y + 12, one.kind, one.label) for one in row]
        else:
            drawing.dots += _diamonds(row, at, y + 12, drawing.width)
        y += _LANE + 4
    return y + 4


def _days(spells: list[Spell], at: At, y: float, width: float, kind: str = "day") -> list[Dot]:
    """Marks on one line; a label goes to the right of its mark, or to the left, if nothing stands there."""
    dots, free = [], _LEFT - 4
    for place, spell in enumerate(spells):
        x, length = at(spell.start), len(spell.label) * LETTER
        following = at(spells[place + 1].start) - 8 if place + 1 < len(spells) else width
        words: tuple[Text, ...] = ()
        if x + 10 + length <= following and x - 6 >= free - LETTER:
            words, free = (Text(round(x + 10, 1), y + 4, spell.label),), x + 10 + length + LETTER
        elif x - 10 - length >= free:
            words, free = (Text(round(x - 10, 1), y + 4, spell.label, "end"),), x + 8
        else:
            free = max(free, x + 8)
        dots.append(Dot(x, y, kind, spell.title, words, spell.look))
    return dots


def _diamonds(row: list[Moment], at: At, y: float, width: float) -> list[Dot]:
    """Follow-ups with their months in them, moved apart where they would cover each other."""
    places = pushed([at(one.on) for one in row], 24, _LEFT, width - 12)
    apart = len(places) < 2 or min(after - before for before, after in pairwise(places)) >= 20
    return [
        Dot(round(x, 1), y, one.kind, one.label, (Text(round(x, 1), y + 4, one.label, "middle"),) if apart else ())
        for one, x in zip(row, places, strict=True)
    ]
