"""A demo made through the acts: four invented organisations, their users, three years of cases in five programmes; an
association of those who practise."""

import multiprocessing
import os
import random
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connections
from tqdm import tqdm

from tirek.config.demo import doubles
from tirek.config.demo.great_family import GreatFamily
from tirek.config.demo.household import Known
from tirek.config.demo.names import People
from tirek.config.demo.profession import make_association
from tirek.config.demo.staff import Desk, make_staff
from tirek.config.demo.story import Story
from tirek.config.demo.two_files import keep_two_apart
from tirek.config.demo.way import begun_on
from tirek.config.demo.ways import LONG_AGO, WAYS
from tirek.kernel.clock import clock_at, today
from tirek.toolkit.postgresql.user import acting_as

YEARS = 3
FIRST, WHOLE = "family_preservation", 120  # the programme of the families, and how many of them a whole demo has
PRACTITIONERS, FEWEST = 300, 30  # in the register of a whole demo, and of the smallest
ENOUGH = 20  # families from which on some people are known twice


@dataclass(frozen=True)
class Call:
    """Where and when a family's story begins, and the number that chance is drawn from."""

    desk: Desk
    begins_on: date
    today: date
    seed: int
    great: bool = False
    known: Known | None = None
    number: int = 0


def build_demo(*, families: int = 120, seed: int = 1, quiet: bool = False) -> None:
    """Fill an empty installation. The same seed gives the same people; every day is counted back from today.

    Each step is the act a worker would have done on that day, under row security; nothing is written past them.
    Families know nothing of each other, so each processor tells its own. When they are told, some of these people
    come once more: to another organisation, to a colleague.
    """
    last = today()
    first = last - timedelta(days=YEARS * 365)
    with clock_at(first):
        everybody = make_staff(first)
    desks = [desk for desk in everybody if desk.programme == FIRST]
    others = [desk for desk in everybody if desk.programme != FIRST]
    calls = _calls(desks, families, seed, first, last)
    if families >= ENOUGH:
        calls.append(Call(desks[0], last - timedelta(days=160), last, seed * 1_000_000 + families, great=True))
    _tell_all([*_other_calls(others, families, seed, first, last), *calls], quiet, "cases")
    if families >= ENOUGH:
        _come_again(desks, seed, last, quiet)
        keep_two_apart(others, last)
    make_association(practitioners=max(FEWEST, round(families * PRACTITIONERS / WHOLE)), seed=seed)


def _come_again(desks: list[Desk], seed: int, last: date, quiet: bool) -> None:
    """What happens to people who are known twice."""
    home = desks[0]
    known = doubles.mothers(home.supervisor, home.unit)
    away, twice, rest = known[: doubles.ELSEWHERE], known[doubles.ELSEWHERE :][: doubles.TWICE], known[11:]
    again = doubles.twice_in_a_unit(twice, desks[1], last, random.Random(seed))
    if again:
        doubles.join(twice[0].person, again[0], home.supervisor, last)
    if rest:
        doubles.hide(rest[0].person, home.supervisor, last)
    others = [desk for desk in desks if desk.unit != home.unit]
    doubles.ask(rest[1:3], others[0].worker, home.supervisor, last)
    begun = random.Random(seed + 1)
    calls = []
    for number, (desk, mother) in enumerate(doubles.elsewhere(away, others)):
        begins_on = max(last - timedelta(days=begun.randint(15, 100)), mother.child_born_on + timedelta(days=4))
        calls.append(Call(desk, begins_on, last, seed * 2_000_000 + number, known=mother))
    _tell_all([call for call in calls if call.begins_on <= last], quiet, "known twice")


def _tell_all(calls: list[Call], quiet: bool, title: str = "families") -> None:
    connections.close_all()  # each process opens its own
    processes = min(os.cpu_count() or 1, 4)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        told = [pool.submit(_tell, call) for call in calls]
        for done in tqdm(as_completed(told), total=len(told), desc=title, unit="", disable=quiet):
            done.result()


def _tell(call: Call) -> None:
    people = People(call.seed)
    with acting_as(call.desk.worker.pk):
        if way := WAYS.get(call.desk.programme):
            way(call.desk, people, call.today, call.begins_on, number=call.number).tell()
        elif call.great:
            GreatFamily(call.desk, people, call.today, call.begins_on).tell()
        else:
            Story(call.desk, people, call.today, call.begins_on, known=call.known).tell()


def _other_calls(desks: list[Desk], families: int, seed: int, first: date, last: date) -> list[Call]:
    """The cases of the other programmes, in the measure of the families; the first two begin long ago."""
    calls = []
    for place, desk in enumerate(desks):
        chance = random.Random(seed * 1_000 + place)
        for number in range(int(desk.share * families / WHOLE)):
            begins_on = last - LONG_AGO if number < 2 else begun_on(chance, first, last)
            calls.append(Call(desk, begins_on, last, seed * 3_000_000 + place * 1_000 + number, number=number))
    return calls


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
