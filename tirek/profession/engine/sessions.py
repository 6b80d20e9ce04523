"""Rules of a session that one can argue about: until when what is open, what clashes, when feedback is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from tirek.profession.enums import Mode, SessionState

#: At the entrance people are checked in from so long before the start until so long after the end.
CHECK_IN_BEFORE: Final = timedelta(hours=3)
CHECK_IN_AFTER: Final = timedelta(hours=12)
#: How long feedback is taken after the end.
FEEDBACK_DAYS: Final = 30
#: From how many answers on the organiser reads feedback.
FEEDBACK_FROM: Final = 5
#: A presence code holds for a while of this length, unless the organiser says another.
CODE_MINUTES: Final = (5, 10, 15, 30, 60)


class Meeting(Protocol):
    """What the rules ask of a session."""

    state: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    call_from: date | None
    call_until: date | None
    registration_until: datetime | None
    capacity_onsite: int
    capacity_online: int


def call_open(session: Meeting, day: date) -> bool:
    """Whether papers may be offered on this day."""
    if session.state != SessionState.ANNOUNCED or session.call_from is None or session.call_until is None:
        return False
    return session.call_from <= day <= session.call_until


def registration_open(session: Meeting, moment: datetime) -> bool:
    """Whether one may register: until the day the organiser set, else until the end."""
    return session.state == SessionState.ANNOUNCED and moment <= (session.registration_until or session.ends_at)


def check_in_open(session: Meeting, moment: datetime) -> bool:
    """Whether people are checked in now."""
    inside = session.starts_at - CHECK_IN_BEFORE <= moment <= session.ends_at + CHECK_IN_AFTER
    return session.state in (SessionState.ANNOUNCED, SessionState.HELD) and inside


def feedback_open(session: Meeting, moment: datetime) -> bool:
    """Whether feedback is taken now: from the start until a month after the end."""
    return session.starts_at <= moment <= session.ends_at + timedelta(days=FEEDBACK_DAYS)


def ways(session: Meeting) -> tuple[Mode, ...]:
    """How one may take part: what the session is held as, and has places for."""
    offered = {Mode.ONSITE: session.capacity_onsite, Mode.ONLINE: session.capacity_online}
    return tuple(way for way, places in offered.items() if session.mode in (way, Mode.HYBRID) and places)


class Line(Protocol):
    """What the programme's check asks of a line."""

    starts_at: datetime
    ends_at: datetime
    room: str


@dataclass(frozen=True)
class Clash:
    """Two lines of a programme that need one room at one time."""

    first: Line
    second: Line


def clashes(lines: Iterable[Line]) -> list[Clash]:
    """Every pair of lines in one room that overlap. Lines without a room clash with nothing."""
    placed = sorted((line for line in lines if line.room.strip()), key=lambda line: (line.starts_at, line.ends_at))
    return [
        Clash(first, second)
        for at, first in enumerate(placed)
        for second in placed[at + 1 :]
        if second.starts_at < first.ends_at and _same(first.room, second.room)
    ]


def _same(first: str, second: str) -> bool:
    return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()


#: What a reviewer looks at, each from 1 (weak) to 5 (strong).
CRITERIA: Final = ("practice", "method", "care", "clarity")
SCORES: Final = range(1, 6)


def mean_score(scores: Sequence[dict[str, int]]) -> float | None:
    """The mean over all criteria and reviews; None where nobody has reviewed."""
    given = [value for one in scores for value in one.values()]
    return round(sum(given) / len(given), 1) if given else None
