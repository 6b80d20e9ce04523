"""A demo made through the acts: three invented organisations, twelve users, families with three years of history."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from tqdm import tqdm

from tirek.config.demo.names import People
from tirek.config.demo.staff import Desk, make_staff
from tirek.config.demo.story import Story
from tirek.kernel.clock import clock_at, today
from tirek.toolkit.postgresql.user import acting_as

YEARS = 3


def build_demo(*, families: int = 120, seed: int = 1, quiet: bool = False) -> None:
    """Fill an empty installation. The same seed gives the same people; every day is counted back from today.

    Each step is the act a worker would have done on that day, under row security; nothing is written past them.
    """
    last = today()
    first = last - timedelta(days=YEARS * 365)
    with clock_at(first):
        desks = make_staff(first)
    people = People(seed)
    days = _beginnings(people, families, first, last)
    pairs = zip(_turns(desks, families), days, strict=True)
    for desk, begins_on in tqdm(list(pairs), desc="families", unit="", disable=quiet):
        with acting_as(desk.worker.pk):
            Story(desk, people, last, begins_on).tell()


def _turns(desks: list[Desk], families: int) -> list[Desk]:
    """Whose family the next one is, by the shares of the desks."""
    whole = sum(desk.share for desk in desks)
    turns = [desk for desk in desks for _ in range(round(families * desk.share / whole))]
    more: Iterator[Desk] = cycle(desks)
    while len(turns) < families:
        turns.append(next(more))
    return turns[:families]


def _beginnings(people: People, families: int, first: date, last: date) -> list[date]:
    """The days of the calls: all three years, the last nine months denser, so that most desks are full today."""
    span = (last - first).days
    days = []
    for _ in range(families):
        recent = people.chance.random() < 0.55
        back = people.chance.randint(1, 270) if recent else people.chance.randint(270, span - 5)
        days.append(last - timedelta(days=back))
    return days
