"""The life line with time from the top down, the newest day first: for a phone."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tirek.casework.engine.lifeline import (
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

_AXIS, _LEFT, _YEAR = 44.0, 82.0, 52.0
_ACTS, _AFTER = 54.0, 70.0
#: Lanes that a phone shows beside each other; more go into a drawing beneath.
ABREAST = 4

At = Callable[[date], float]


def upright(
    tracks: Sequence[Track], rows: Rows, shown: Window, words: dict[str, str], width: float = 336
) -> list[Drawing]:
    """The narrow drawings, one beneath the other; acts and follow-ups are dots beside the first axis."""
    lanes = [(track, lane) for track in tracks for lane in lanes_of(track, shown, words["unknown"])]
    parts = [lanes[at : at + ABREAST] for at in range(0, len(lanes), ABREAST)] or [[]]
    if not lanes and not any(shown.holds(one.on) for one in (*rows.acts, *rows.follow_ups)):
        return [Drawing(width, 24)]
    scale = min(max(shown.days / 365.25 * _YEAR, 300.0), 1200.0) / shown.days
    panels = []
    for at, part in enumerate(parts):
        beneath = rows if at == 0 else Rows()
        panels.append(_panel(part, beneath, _used(part, beneath, shown), words, width, scale))
    return panels


def _used(lanes: Sequence[tuple[Track, list[Spell]]], rows: Rows, shown: Window) -> Window:
    """The window without the days before anything begins: a phone does not scroll past emptiness."""
    days = [spell.start for _track, lane in lanes for spell in lane]
    days += [one.on for one in (*rows.acts, *rows.follow_ups) if shown.holds(one.on)]
    first = min([shown.today, shown.until, *days])
    since = max(shown.since, first - timedelta(days=max(shown.days // 20, 2)))
    return Window(since, shown.until, shown.today)


def _panel(
    lanes: Sequence[tuple[Track, list[Spell]]], rows: Rows, shown: Window, words: dict[str, str], width: float,
    scale: float,
) -> Drawing:  # fmt: skip
    length = max(shown.days * scale, 120.0)
    broad = min((width - _LEFT) / max(len(lanes), 1), 120.0)
    several = len({track.person for track, _lane in lanes}) > 1
    names = [in_lines(track.name, broad - 6, 4) for track, _lane in lanes]
    locks = 16 if any(track.sealed for track, _lane in lanes) else 0
    top = (18 if several else 0) + locks + max((len(lines) for lines in names), default=0) * LINE + 24
    drawing = Drawing(width, top + length + 14)

    def at(day: date) -> float:
        return round(top + (1 - shown.place(day)) * length, 1)

    for day, label in ticks(shown, length * 1.6):
        drawing.rules.append(Rule(_AXIS, at(day), width, at(day), "year"))
        if not shown.holds(shown.today) or abs(at(day) - at(shown.today)) > 0:
            drawing.texts.append(Text(0, at(day) + 4, cut(label, _AXIS)))
    person, before = "", None
    for place, (track, lane) in enumerate(lanes):
        x = round(_LEFT + place * broad, 1)
        if several and track.person != person:
            person = track.person
            wide = broad * sum(1 for other, _lane in lanes if other.person == person)
            drawing.texts.append(Text(x, 14, cut(person, wide - 4), strong=True))
        if track is not before:
            heads = top - 18 - (len(names[place]) - 1) * LINE
            drawing.texts += [Text(x, round(heads + at * LINE, 1), text) for at, text in enumerate(names[place])]
            if track.sealed:
                drawing.locks.append((x, heads - 25))
        before = track
        _column(drawing, lane, x, broad - 4, at, shown)
    _beside(drawing, rows, shown, at)
    if shown.holds(shown.today):
        drawing.rules.append(Rule(_AXIS, at(shown.today), width, at(shown.today), "today"))
    return drawing


def _column(drawing: Drawing, lane: list[Spell], x: float, width: float, at: At, shown: Window) -> None:
    if lane[0].moment:
        drawing.dots += _days(lane, x, width, at, drawing.height)
        return
    for spell in lane:
        drawing.boxes.append(_tall_box(spell, x, width, at, shown))
        day = spell.expected_end
        if day is None or spell.end is not None or not shown.holds(day):
            continue
        high, low = at(day), at(shown.today)
        if low - high > 2:
            shape, edge = _outline(x, high, width, low - high, "cut", "flat")
            drawing.ghosts.append(Box(x, high, width, round(low - high, 1), spell.look, spell.title, True, shape, edge))
        drawing.rules.append(Rule(x - 2, high, x + width + 2, high, "expected"))


def _outline(x: float, y: float, width: float, height: float, start: str, end: str) -> tuple[str, str]:
    return outline(lambda along, over: f"{x + over:.1f} {y + height - along:.1f}", height, width, start, end)


def _tall_box(spell: Spell, x: float, width: float, at: At, shown: Window) -> Box:
    top = at(min(spell.end or shown.today, shown.until))
    height = max(at(spell.start) - top, 3.0)
    lines = in_lines(spell.label, width - 4, max(int((height - 4) // LINE), 1)) if height >= LINE + 4 else []
    first = top + height / 2 - (len(lines) - 1) * LINE / 2 + 4
    words = tuple(
        Text(round(x + width / 2, 1), round(first + line * LINE, 1), text, "middle") for line, text in enumerate(lines)
    )
    start, end = ends_of(spell, shown)
    shape, edge = _outline(x, top, width, height, start, end)
    strip = f"M{x + 1.5:.1f} {top + height - 1:.1f}V{top + 1:.1f}" if height > 8 else ""
    return Box(
        x, top, width, round(height, 1), spell.look, spell.title, spell.end is None, shape, edge, strip, words,
        "rough" in (start, end),
    )  # fmt: skip


def _days(lane: list[Spell], x: float, width: float, at: At, height: float) -> list[Dot]:
    """Marks of a track with their words beside them, where the next mark leaves room."""
    dots, free = [], 0.0
    for spell in reversed(lane):
        y = at(spell.start)
        lines = in_lines(spell.label, width - 16, 2)
        words: tuple[Text, ...] = ()
        if y - 8 >= free and y + 4 + (len(lines) - 1) * LINE <= height:
            words = tuple(Text(x + 14, round(y + 4 + line * LINE, 1), text) for line, text in enumerate(lines))
            free = y + (len(lines) - 1) * LINE + 8
        dots.append(Dot(x + 6, y, "day", spell.title, words, spell.look))
    return dots


def _beside(drawing: Drawing, rows: Rows, shown: Window, at: At) -> None:
    """Acts, and follow-ups with their months, beside the axis."""
    drawing.dots += [Dot(_ACTS, at(one.on), "act", one.label, look="act") for one in rows.acts if shown.holds(one.on)]
    after: list[Moment] = sorted((one for one in rows.follow_ups if shown.holds(one.on)), key=lambda one: one.on)
    places = pushed([at(one.on) for one in reversed(after)], 22, 12, drawing.height - 12)
    for one, y in zip(reversed(after), places, strict=True):
        drawing.dots.append(Dot(_AFTER, round(y, 1), one.kind, one.label, (Text(_AFTER, y + 4, one.label, "middle"),)))
