"""The one clock. Acts ask it, engines never do: they get their day handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Almaty")

_fixed: ContextVar[datetime | None] = ContextVar("tirek_fixed_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in Kazakhstan's zone."""
    return _fixed.get() or datetime.now(ZONE)


def today() -> date:
    """The present day as people in Kazakhstan read it on the wall."""
    return now().date()


@contextmanager
def clock_at(moment: datetime | date) -> Iterator[None]:
    """Hold the clock at a moment (a day means 10:00 on it): for the demo's past and for tests."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 10, tzinfo=ZONE)
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
