"""The generated register as offices keep it: who is written down twice, and what happened to the second record."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import invented_people
from aliases import other_name

from tirek.people.engine.aliases import known_aliases
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.keys import Aliases, Described, aliases_of
from tirek.people.engine.names import SpelledName

TWICE = 0.2
OTHER_NAME = 0.02  # goes by another form of the name: Чингиз, Саша
# How often each happens to a record beyond the first; several may.
HABITS = (
    ("russian", 0.40), ("latin", 0.08), ("spelling", 0.25), ("typo", 0.06), ("patronymic", 0.25),
    ("no_patronymic", 0.20), ("swapped", 0.015), ("day_month", 0.02), ("year_only", 0.02), ("january", 0.02),
    ("no_birth", 0.01), ("wrong_digit", 0.025), ("no_surname", 0.01), ("no_iin", 0.45),
)  # fmt: skip
MARRIED = 0.15  # of grown women
WRONG_NUMBER = 0.015  # a digit of the number mistyped
MOVED, OTHER_PHONE, NO_PHONE = 0.12, 0.35, 0.25


@dataclass(frozen=True)
class Entry:
    """A record with whose it truly is."""

    key: int
    person: int
    record: invented_people.Record
    described: Described


def entries(persons: int, seed: int) -> Iterator[Entry]:
    """A register of ``persons`` people, a fifth of them written down twice.

    Of brothers or sisters to whom chance gave one name, the elder alone is taken: parents do not do that.
    """
    chance = random.Random(f"linkage {seed}")
    key = 0
    children: set[tuple[int, str]] = set()
    for somebody in invented_people.people(persons, seed):
        if somebody.father is not None:
            child = (somebody.father, somebody.given_kk)
            if child in children:
                continue
            children.add(child)
        for again in (False, True) if chance.random() < TWICE else (False,):
            key += 1
            record = _written(somebody, chance, again)
            yield Entry(key, somebody.number, record, described(record))


def _written(whom: invented_people.Somebody, chance: random.Random, again: bool) -> invented_people.Record:
    record = invented_people.recorded(whom)
    for kind, share in HABITS:
        # The first record is no better kept than any other: only the papers were nearer.
        if chance.random() < (share if again else share / 2):
            record = invented_people.corrupt(record, kind, chance)
    if whom.sex == "female" and whom.birth_date.year < 2006 and again and chance.random() < MARRIED:
        record = invented_people.corrupt(record, "married", chance)
    changes: dict[str, str] = {}
    if (
        again
        and record.script != "lat"
        and chance.random() < OTHER_NAME
        and (other := other_name(whom.given_kk, chance))
    ):
        changes["given"] = other
    if record.iin and chance.random() < WRONG_NUMBER:
        at = chance.randrange(12)
        changes["iin"] = record.iin[:at] + str((int(record.iin[at]) + chance.randint(1, 9)) % 10) + record.iin[at + 1 :]
    if chance.random() < MOVED:
        changes["region"] = chance.choice(invented_people.REGIONS)
    if chance.random() < NO_PHONE:
        changes["phone"] = ""
    elif again and chance.random() < OTHER_PHONE:
        changes["phone"] = f"+7705{chance.randrange(10**7):07}"
    return invented_people.replace(record, **changes)


def described(record: invented_people.Record, *, number: bool = True) -> Described:
    """A record as the engine takes it."""
    born = PartialDate(record.birth_date, Precision(record.precision)) if record.birth_date else None
    return Described(
        names=(SpelledName(record.surname, record.given, record.patronymic),),
        sex=record.of.sex,
        born=born,
        iin_hash=record.iin if number else "",
        phones=frozenset({record.phone[-10:]} if record.phone else ()),
        region=record.region,
    )


def true_pairs(who: dict[int, int]) -> set[tuple[int, int]]:
    """The pairs of records of one person, the smaller key first."""
    held: dict[int, list[int]] = {}
    for key, person in who.items():
        held.setdefault(person, []).append(key)
    return {pair for keys in held.values() for pair in combinations(sorted(keys), 2)}


def aliases() -> Aliases:
    """The shipped table of names that are one, as the application has it in its database."""
    return aliases_of(known_aliases())
