"""The life line: episodes, acts and follow-ups in; boxes, dots and lines of a drawing out. No database, no clock.

Lengths are in the units of an SVG view box. ``across`` lays time from left to right, ``upright`` from the newest
day at the top down, for phones. Nothing is drawn outside of the view box, and a label is drawn only where it fits:
the table beside the drawing says everything.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

#: How wide a letter of the drawing is at most, on average, for Cyrillic at 12 units.
LETTER = 7.0
LINE = 14.0
_VOWELS = frozenset("аәеёиіоөуұүыэюяaeiouy")


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of one person's life on one track. The day of the end no longer belongs to it; None: it lasts."""

    label: str
    setting: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A strand of one person's life."""

    person: str
    name: str
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something happened or is to happen. ``kind``: act, held, unreached, due, ahead."""

    on: date
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are drawn, both included."""

    since: date
    until: date
    today: date

    def place(self, day: date) -> float:
        """Where a day lies, from 0 (the first) to 1 (the last); days outside lie on the edge."""
        whole = max((self.until - self.since).days, 1)
        return min(max((day - self.since).days / whole, 0.0), 1.0)

    def shows(self, start: date, end: date | None) -> bool:
        """Whether a stretch touches the window."""
        return start <= self.until and (end is None or end > self.since)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words. ``anchor``: start, middle, end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An episode. ``lasts``: it goes on; ``title`` is all of it in words."""

    x: float
    y: float
    width: float
    height: float
    setting: str
    title: str
    lasts: bool
    words: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A moment."""

    x: float
    y: float
    kind: str
    title: str
    words: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: of a year, between people, of today."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(slots=True)
class Drawing:
    """Everything to draw, in a view box of ``width`` by ``height``."""

    width: float
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def window(tracks: Iterable[Track], moments: Iterable[Moment], today: date, years: int | None = None) -> Window:
    """The days to draw: the last ``years``, or everything that is known; always today and what lies ahead of it."""
    days = [spell.start for track in tracks for spell in track.spells] + [moment.on for moment in moments]
    last = max([today, *days])
    until = max(last, today) + timedelta(days=45)
    if years is not None:
        return Window(date(today.year - years, today.month, 1), min(until, date(today.year + 1, 12, 31)), today)
    first = min([today, *days])
    return Window(date(first.year, 1, 1), until, today)


def ticks(shown: Window) -> list[tuple[date, str]]:
    """The days to mark on the axis: each January, in a short window each quarter too."""
    short = (shown.until - shown.since).days < 3 * 366
    marks = []
    for year in range(shown.since.year, shown.until.year + 1):
        for month in (1, 4, 7, 10) if short else (1,):
            day = date(year, month, 1)
            if shown.since <= day <= shown.until:
                marks.append((day, str(year) if month == 1 else f"{month:02d}.{year}"))
    return marks


def side_by_side(spells: Sequence[Spell]) -> list[list[Spell]]:
    """Spells that overlap in lanes of their own; one lane where none do."""
    lanes: list[list[Spell]] = []
    for spell in sorted(spells, key=lambda one: one.start):
        for lane in lanes:
            end = lane[-1].end
            if end is not None and end <= spell.start:
                lane.append(spell)
                break
        else:
            lanes.append([spell])
    return lanes


def wrapped(text: str, width: float) -> list[str]:
    """Words in lines that fit a width; a word too long for a line is broken where a syllable may begin."""
    room = max(int(width / LETTER), 3)
    lines: list[str] = []
    for word in text.split():
        *parts, last = _broken(word, room)
        if lines and not parts and len(lines[-1]) + 1 + len(last) <= room:
            lines[-1] += f" {last}"
        else:
            lines += [*parts, last]
    return lines


def _broken(word: str, room: int) -> list[str]:
    parts = []
    while len(word) > room:
        ends = min(room, len(word) - 1)
        places = [at for at in range(2, ends) if word[at] not in _VOWELS and word[at + 1] in _VOWELS]
        place = max(places, default=room - 1)
        parts.append(f"{word[:place]}-")
        word = word[place:]
    return [*parts, word]


# Time from left to right -----------------------------------------------------------------------------------

_LEFT, _RIGHT, _TOP = 150.0, 24.0, 26.0
_LANE, _GAP, _HEAD = 24.0, 8.0, 22.0


def across(
    tracks: Sequence[Track],
    acts: Sequence[Moment],
    follow_ups: Sequence[Moment],
    shown: Window,
    names: tuple[str, str, str],
    width: float = 960,
) -> Drawing:
    """The wide drawing. ``names`` are the words for acts, follow-up and today."""
    drawing = Drawing(width)
    breadth = width - _LEFT - _RIGHT
    y, person = _TOP, ""

    def at(day: date) -> float:
        return round(_LEFT + shown.place(day) * breadth, 1)

    for track in tracks:
        if track.person != person:
            if person:
                drawing.rules.append(Rule(0, y, width, y, "between"))
            person = track.person
            drawing.texts.append(Text(0, y + 16, person, strong=True))
            y += _HEAD
        drawing.texts.append(Text(0, y + 16, _cut(track.name, _LEFT - 8)))
        for lane in side_by_side([spell for spell in track.spells if shown.shows(spell.start, spell.end)]):
            for spell in lane:
                x, end = at(spell.start), at(spell.end or shown.today)
                drawing.boxes.append(_wide_box(spell, x, y, max(end - x, 3.0)))
            y += _LANE + _GAP
        if not track.spells:
            y += _LANE + _GAP
    if acts or follow_ups:
        drawing.rules.append(Rule(0, y, width, y, "between"))
        y += 6
    for row, moments in ((names[0], acts), (names[1], follow_ups)):
        inside = [moment for moment in moments if shown.since <= moment.on <= shown.until]
        if inside:
            drawing.texts.append(Text(0, y + 16, row, strong=True))
            drawing.dots += _in_a_row(inside, at, y + 12, width)
            y += _LANE + _GAP
    for day, label in ticks(shown):
        drawing.rules.append(Rule(at(day), _TOP - 6, at(day), y, "year"))
        if at(day) + len(label) * LETTER <= width:
            drawing.texts.append(Text(at(day), 14, label))
    drawing.rules.append(Rule(at(shown.today), _TOP - 6, at(shown.today), y, "today"))
    drawing.texts.append(
        Text(min(at(shown.today), width - len(names[2]) * LETTER / 2), y + 14, names[2], "middle", True)
    )
    drawing.height = y + 20
    return drawing


def _wide_box(spell: Spell, x: float, y: float, width: float) -> Box:
    fits = len(spell.label) * LETTER <= width - 6
    short = _cut(spell.label, width - 6)
    label = spell.label if fits else short if len(short) > 4 else ""
    words = (Text(round(x + width / 2, 1), y + 16, label, "middle"),) if label else ()
    return Box(x, y, round(width, 1), _LANE, spell.setting, spell.label, spell.end is None, words)


def _in_a_row(moments: list[Moment], at: Callable[[date], float], y: float, width: float) -> list[Dot]:
    """Dots on one line; a label goes to the right of its dot unless the next dot stands there."""
    dots = []
    ordered = sorted(moments, key=lambda moment: moment.on)
    for place, moment in enumerate(ordered):
        x = at(moment.on)
        following = at(ordered[place + 1].on) if place + 1 < len(ordered) else width
        if moment.kind != "act":
            words: tuple[Text, ...] = (Text(x, y + 4, moment.label, "middle"),)
        elif x + 10 + len(moment.label) * LETTER < following - 8:
            words = (Text(x + 9, y + 4, moment.label),)
        else:
            words = ()
        dots.append(Dot(x, y, moment.kind, moment.label, words))
    return dots


# Time from the top down ------------------------------------------------------------------------------------

_AXIS, _HEADS, _YEAR = 44.0, 68.0, 64.0


def upright(
    tracks: Sequence[Track],
    acts: Sequence[Moment],
    follow_ups: Sequence[Moment],
    shown: Window,
    today_word: str,
    width: float = 336,
) -> Drawing:
    """The narrow drawing: the newest day on top. Acts and follow-ups are dots beside the axis."""
    years = (shown.until - shown.since).days / 365.25
    length = min(max(years * _YEAR, 360.0), 1600.0)
    drawing = Drawing(width, _HEADS + length + 12)
    lanes = [
        (track, lane)
        for track in tracks
        for lane in side_by_side([one for one in track.spells if shown.shows(one.start, one.end)]) or [[]]
    ]
    dots_at = _AXIS + 8
    left = _AXIS + 18
    broad = (width - left) / max(len(lanes), 1)

    def at(day: date) -> float:
        return round(_HEADS + (1 - shown.place(day)) * length, 1)

    for day, label in ticks(shown):
        drawing.rules.append(Rule(_AXIS, at(day), width, at(day), "year"))
        drawing.texts.append(Text(0, min(at(day) + 4, drawing.height - 2), label))
    person = ""
    for place, (track, lane) in enumerate(lanes):
        x = round(left + place * broad, 1)
        if track.person != person:
            person = track.person
            wide = broad * sum(1 for other, _lane in lanes if other.person == person)
            drawing.texts.append(Text(x, 14, _cut(person, wide), strong=True))
        for line, text in enumerate(wrapped(track.name, broad - 4)[:2]):
            drawing.texts.append(Text(x, 30 + line * LINE, text))
        drawing.boxes += [_tall_box(spell, x, broad - 4, at, shown) for spell in lane]
    for moment in (*acts, *follow_ups):
        if shown.since <= moment.on <= shown.until:
            drawing.dots.append(Dot(dots_at, at(moment.on), moment.kind, moment.label))
    drawing.rules.append(Rule(_AXIS, at(shown.today), width, at(shown.today), "today"))
    drawing.texts.append(Text(width, at(shown.today) - 4, today_word, "end", True))
    return drawing


def _tall_box(spell: Spell, x: float, width: float, at: Callable[[date], float], shown: Window) -> Box:
    top = at(spell.end or shown.today)
    height = max(at(spell.start) - top, 3.0)
    lines = wrapped(spell.label, width - 4)
    room = int((height - 2) // LINE)
    if len(lines) > room:
        lines = [_cut(spell.label, width - 4)] if room else []
    first = top + height / 2 - (len(lines) - 1) * LINE / 2 + 4
    words = tuple(
        Text(round(x + width / 2, 1), round(first + line * LINE, 1), text, "middle") for line, text in enumerate(lines)
    )
    return Box(x, top, round(width, 1), round(height, 1), spell.setting, spell.label, spell.end is None, words)


def _cut(text: str, width: float) -> str:
    room = max(int(width / LETTER), 1)
    return text if len(text) <= room else f"{text[: max(room - 1, 1)]}…"
