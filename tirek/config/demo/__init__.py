"""A demo made through the acts: three invented organisations, twelve users, families with three years of history."""

import multiprocessing
import os
import random
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connections
from tqdm import tqdm

from tirek.config.demo.names import People
from tirek.config.demo.staff import Desk, make_staff
from tirek.config.demo.story import Story
from tirek.kernel.clock import clock_at, today
from tirek.toolkit.postgresql.user import acting_as

YEARS = 3


@dataclass(frozen=True)
class Call:
    """Where and when a family's story begins, and the number that chance is drawn from."""

    desk: Desk
    begins_on: date
    today: date
    seed: int


def build_demo(*, families: int = 120, seed: int = 1, quiet: bool = False) -> None:
    """Fill an empty installation. The same seed gives the same people; every day is counted back from today.

    Each step is the act a worker would have done on that day, under row security; nothing is written past them.
    Families know nothing of each other, so each processor tells its own.
    """
    last = today()
    first = last - timedelta(days=YEARS * 365)
    with clock_at(first):
        desks = make_staff(first)
    calls = _calls(desks, families, seed, first, last)
    connections.close_all()  # each process opens its own
    processes = min(os.cpu_count() or 1, 4)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        told = [pool.submit(_tell, call) for call in calls]
        for done in tqdm(as_completed(told), total=len(told), desc="families", unit="", disable=quiet):
            done.result()


def _tell(call: Call) -> None:
    with acting_as(call.desk.worker.pk):
        Story(call.desk, People(call.seed), call.today, call.begins_on).tell()


def _calls(desks: list[Desk], families: int, seed: int, first: date, last: date) -> list[Call]:
    """Which desk gets which family, by the desks' shares, and when: more of them in the last nine months."""
    chance = random.Random(seed)
    whole = sum(desk.share for desk in desks)
    turns = [desk for desk in desks for _ in range(round(families * desk.share / whole))]
    turns += desks * (families // len(desks) + 1)
    calls = []
    for number, desk in enumerate(turns[:families]):
        recent = chance.random() < 0.55
        back = chance.randint(1, 270) if recent else chance.randint(270, (last - first).days - 5)
        calls.append(Call(desk, last - timedelta(days=back), last, seed * 1_000_000 + number))
    return sorted(calls, key=lambda call: call.begins_on)
