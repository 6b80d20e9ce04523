"""The life line: what is drawn, on which days, and what every drawing of it shares. No database, no clock.

Lengths are in the units of an SVG view box. ``lifeline_across`` lays time from left to right for a desk and for
paper, ``lifeline_upright`` from the newest day at the top down for a phone. Nothing is drawn outside of the view
box, and a label stands only where it fits: the table beside the drawing says everything.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

#: How wide a letter of the drawing is at most, on average, for Cyrillic at 12 units.
LETTER = 7.0
LINE = 13.0
#: How far the point of what goes on reaches beyond today.
POINT = 6.0
SHORTEST, LONGEST = 14, 366 * 110
_VOWELS = frozenset("аәеёиіоөуұүыэюяaeiouy")


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of one person's life on one track. The day of the end no longer belongs to it; None: it lasts.

    ``look`` says how it is filled; ``moment``: a day without duration; ``rough_*``: the day is not exactly known;
    ``says`` is all of it in words.
    """

    label: str
    look: str
    start: date
    end: date | None = None
    expected_end: date | None = None
    moment: bool = False
    rough_start: bool = False
    rough_end: bool = False
    says: str = ""

    @property
    def title(self) -> str:
        """All of it in words."""
        return self.says or self.label


@dataclass(frozen=True, slots=True)
class Track:
    """A strand of one person's life. ``sealed``: something in it is open to few. ``whole``: no day is without it,
    so a day that nothing covers is not known."""

    person: str
    name: str
    spells: tuple[Spell, ...]
    sealed: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something happened or is to happen.

    ``kind``: act; meeting, missed_meeting; held, unreached, missed, overdue, due, ahead of a follow-up.
    """

    on: date
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are drawn, both included."""

    since: date
    until: date
    today: date

    @property
    def days(self) -> int:
        """How long it is."""
        return max((self.until - self.since).days, 1)

    def place(self, day: date) -> float:
        """Where a day lies, from 0 (the first) to 1 (the last); days outside lie on the edge."""
        return min(max((day - self.since).days / self.days, 0.0), 1.0)

    def holds(self, day: date) -> bool:
        """Whether a day is drawn."""
        return self.since <= day <= self.until

    def shows(self, spell: Spell) -> bool:
        """Whether a stretch touches the window."""
        if spell.moment:
            return self.holds(spell.start)
        last = spell.end or max(self.today, spell.expected_end or self.today)
        return spell.start <= self.until and last >= self.since and (spell.end is None or spell.end > self.since)

    def zoomed(self, factor: float) -> "Window":
        """A longer or shorter one around today, around its middle where today is not in it."""
        length = min(max(round(self.days * factor), SHORTEST), LONGEST)
        centre = self.today if self.holds(self.today) else self.since + timedelta(days=self.days // 2)
        before = round(length * self.place(centre))
        return Window(_moved(centre, -before), _moved(centre, length - before), self.today)

    def shifted(self, part: float) -> "Window":
        """One as long, earlier or later by a part of its length."""
        step = round(self.days * part)
        return Window(_moved(self.since, step), _moved(self.until, step), self.today)


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
    """An episode. ``shape`` is filled, ``edge`` drawn around it, ``strip`` the pattern that goes with the colour;
    ``title`` is all of it in words."""

    x: float
    y: float
    width: float
    height: float
    look: str
    title: str
    lasts: bool
    shape: str
    edge: str
    strip: str = ""
    words: tuple[Text, ...] = ()
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A moment. ``look`` colours one that lies on a track."""

    x: float
    y: float
    kind: str
    title: str
    words: tuple[Text, ...] = ()
    look: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``year`` of the axis, ``between`` parts, ``today``, ``expected`` end of an episode."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(slots=True)
class Drawing:
    """Everything to draw, in a view box of ``width`` by ``height``. ``ghosts``: what is expected but has not been."""

    width: float
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    ghosts: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    locks: list[tuple[float, float]] = field(default_factory=list)


class Rows(NamedTuple):
    """The rows beneath the tracks: acts that turned the case, meetings, follow-ups."""

    acts: Sequence[Moment] = ()
    meetings: Sequence[Moment] = ()
    follow_ups: Sequence[Moment] = ()


def window(tracks: Iterable[Track], moments: Iterable[Moment], today: date, days: int | None = None) -> Window:
    """The days to draw: the last ``days`` and a little ahead, or everything that is known and what lies ahead of it."""
    if days is not None:
        return Window(_moved(today, -days), _moved(today, max(days // 8, 14)), today)
    spells = [spell for track in tracks for spell in track.spells]
    known = [spell.start for spell in spells] + [moment.on for moment in moments]
    ahead = [spell.expected_end for spell in spells if spell.expected_end and spell.end is None]
    first, last = min([today, *known]), max([today, *known, *ahead])
    length = (last - first).days
    start = date(first.year, 1, 1) if length > 2 * 366 else _moved(first, -max(length // 20, 7))
    return Window(start, _moved(last, max(length // 25, 14)), today)


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def ticks(shown: Window, breadth: float) -> list[tuple[date, str]]:
    """The days to mark on the axis, as close as their labels leave room for on ``breadth``."""
    for step, label in ((7, "%d.%m"), (1, "%m.%Y"), (3, "%m.%Y"), (12, "%Y"), (24, "%Y"), (60, "%Y"), (120, "%Y")):
        length = 7 if step == 7 else step * 30
        letters = 5 if step == 7 else 7 if label == "%m.%Y" else 4
        if length / shown.days * breadth >= letters * LETTER + 12:
            break
    days = _mondays(shown) if step == 7 else _firsts(shown, step)
    return [(day, str(day.year) if label == "%Y" else day.strftime(label)) for day in days]


def _mondays(shown: Window) -> list[date]:
    first = shown.since + timedelta(days=-shown.since.weekday() % 7)
    return [first + timedelta(days=at) for at in range(0, (shown.until - first).days + 1, 7)]


def _firsts(shown: Window, months: int) -> list[date]:
    years = range(
        shown.since.year - shown.since.year % max(months // 12, 1), shown.until.year + 1, max(months // 12, 1)
    )
    days = [date(year, month, 1) for year in years if year > 0 for month in range(1, 13, min(months, 12))]
    return [day for day in days if shown.holds(day)]


def side_by_side(spells: Iterable[Spell]) -> list[list[Spell]]:
    """Spells that overlap in lanes of their own; one lane where none do."""
    lanes: list[list[Spell]] = []
    for spell in sorted(spells, key=lambda one: (one.start, one.end or date.max)):
        for lane in lanes:
            end = lane[-1].end
            if end is not None and end <= spell.start:
                lane.append(spell)
                break
        else:
            lanes.append([spell])
    return lanes


def lanes_of(track: Track, shown: Window, unknown: str = "") -> list[list[Spell]]:
    """What a track shows in a window: a lane for what follows each other, more where it overlaps, days at the end.

    ``unknown`` is the word for the days of a ``whole`` track that nothing covers.
    """
    lasting = [spell for spell in track.spells if not spell.moment]
    if track.whole and unknown:
        lasting += gaps(lasting, unknown)
    days = sorted((one for one in track.spells if one.moment and shown.shows(one)), key=lambda one: one.start)
    return [*side_by_side(spell for spell in lasting if shown.shows(spell)), *([days] if days else [])]


def gaps(spells: Sequence[Spell], label: str) -> list[Spell]:
    """The days between episodes that none of them covers."""
    found, covered = [], date.min
    for spell in sorted(spells, key=lambda one: one.start):
        if date.min < covered < spell.start:
            found.append(Spell(label, "gap", covered, spell.start))
        covered = max(covered, spell.end or date.max)
    return found


def ends_of(spell: Spell, shown: Window) -> tuple[str, str]:
    """How a stretch begins and ends in a window: flat, rough (not exactly known), cut (goes on outside), lasts."""
    start = "cut" if spell.start < shown.since else "rough" if spell.rough_start else "flat"
    if spell.end is None:
        return start, "lasts" if shown.holds(shown.today) else "cut"
    return start, "cut" if spell.end > shown.until else "rough" if spell.rough_end else "flat"


Place = Callable[[float, float], str]


def outline(at: Place, length: float, thick: float, start: str, end: str) -> tuple[str, str]:
    """The shape of a bar and the edge drawn around it; ``at`` turns a point along and across the bar into words."""
    tooth = min(3.0, length / 3)
    teeth = [(tooth * (step % 2), thick * step / 6) for step in range(1, 6)]
    finish = {"rough": [(length - along, across) for along, across in teeth], "lasts": [(length + POINT, thick / 2)]}
    after = [(length, 0.0), *finish.get(end, []), (length, thick)]
    before = [(0.0, thick), *(reversed(teeth) if start == "rough" else ()), (0.0, 0.0)]

    def path(points: Iterable[tuple[float, float]]) -> str:
        return "M" + "L".join(at(along, across) for along, across in points)

    shape = path([*after, *before]) + "Z"
    if start == "cut" and end == "cut":
        return shape, path([(0, 0), (length, 0)]) + path([(0, thick), (length, thick)])
    if start == "cut":
        return shape, path([(0, 0), *after, (0, thick)])
    if end == "cut":
        return shape, path([(length, thick), *before, (length, 0)])
    return shape, shape


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


def in_lines(text: str, width: float, most: int) -> list[str]:
    """Words in so many lines at most; what is left out shows as an ellipsis."""
    lines = wrapped(text, width)
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]


def cut(text: str, width: float) -> str:
    """As much of a text as fits."""
    room = max(int(width / LETTER), 1)
    return text if len(text) <= room else f"{text[: max(room - 1, 1)].rstrip()}…"


def pushed(places: Sequence[float], gap: float, first: float, last: float) -> list[float]:
    """Places in order, moved as little as need be so that they stand ``gap`` apart between ``first`` and ``last``."""
    gap = min(gap, (last - first) / max(len(places) - 1, 1))
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap if moved else first))
    limit = last
    for at in reversed(range(len(moved))):
        moved[at] = min(moved[at], limit)
        limit = moved[at] - gap
    return moved
