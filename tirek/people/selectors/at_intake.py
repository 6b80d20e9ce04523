"""Somebody is about to be written down: who of those the actor sees may be this person?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.kernel.problems import N_, Refused
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.keys import Described
from tirek.people.engine.likelihood import Weighed, weigh
from tirek.people.engine.names import SpelledName, fold, patronymic_stem
from tirek.people.enums import Sex
from tirek.people.models import Person
from tirek.people.selectors.likeness import known_aliases
from tirek.people.selectors.names import with_names
from tirek.people.selectors.search import search_persons
from tirek.people.vault import find_keys
from tirek.toolkit.postgresql.user import acting_as

#: Below this probability nobody is asked about: 19 of 20 such people are somebody else.
LEAST = 0.05
CANDIDATES = 200


@dataclass(frozen=True)
class Possible:
    """Somebody on record who may be the person that is being written down, and what speaks for it."""

    person: Person
    found: Weighed


@dataclass(frozen=True)
class Typed:
    """What is typed of somebody, as far as it is known."""

    names: Sequence[SpelledName] = ()
    born: PartialDate | None = None
    sex: str = Sex.UNKNOWN
    iin: str = ""
    phone: str = ""
    region: str = ""

    @property
    def digits(self) -> str:
        """The phone as it is compared: its last ten digits."""
        kept = "".join(sign for sign in self.phone if sign in "0123456789")
        return kept[-10:] if len(kept) >= 7 else ""

    @property
    def day(self) -> date | None:
        """The day of birth, if the day is known."""
        return self.born.value if self.born and self.born.precision is Precision.DAY else None


def possible_duplicates_at_intake(actor: User, typed: Typed, limit: int = 10) -> list[Possible]:
    """Who of those the actor sees may be the person about to be registered, the likeliest first.

    Ask before ``register_person``. Permission: person.search. Whom the actor does not see changes nothing, not even
    the number of questions. Without a day of birth and a number the fuzzy search is asked too.
    """
    if not holds(actor, "person.search"):
        raise Refused(N_("Your role does not allow this here."))
    keys = find_keys(typed.iin) if typed.iin else []
    with acting_as(actor.pk), transaction.atomic():
        also = _by_search(actor, typed) if typed.day is None and not typed.iin and typed.names else []
        near = _weighed(typed, keys, _alike(typed, keys, also))[:limit]
        persons = {person.pk: person for person in with_names(Person.objects.filter(pk__in=dict(near)))}
    return [Possible(persons[pk], found) for pk, found in near if pk in persons]


def _weighed(typed: Typed, keys: list[str], told: dict[str, Any]) -> list[tuple[int, Weighed]]:
    """Those who may be meant, the likeliest first; a number may have been kept under any of its keys."""
    aliases, size = known_aliases(), told["persons"]
    near = []
    for row in told["found"]:
        ways = [weigh(_as_described(typed, key), _recorded(row), aliases=aliases, persons=size) for key in keys or [""]]
        found = max(ways, key=lambda way: way.weight)
        if found.probability >= LEAST or same_number(found):
            near.append((int(row["id"]), found))
    return sorted(near, key=lambda one: (-one[1].weight, one[0]))


def same_number(found: Weighed) -> bool:
    """Whether the two carry one number."""
    return any(row.field == "number" and row.level in ("same", "shared") for row in found.evidence)


def _as_described(typed: Typed, key: str) -> Described:
    phones = frozenset({typed.digits} - {""})
    return Described(tuple(typed.names), typed.sex, typed.born, key, phones, typed.region)


def _recorded(row: dict[str, Any]) -> Described:
    born = date.fromisoformat(row["born"]) if row["born"] else None
    return Described(
        names=tuple(SpelledName(*name) for name in row["names"]),
        sex=row["sex"],
        born=PartialDate(born, Precision(row["precision"])) if born else None,
        iin_hash=row["number"],
        phones=frozenset(row["phones"]),
        region=str(row["region"] or ""),
    )


def _alike(typed: Typed, keys: list[str], also: list[int]) -> dict[str, Any]:
    days = [typed.day] if typed.day else []
    if typed.day and typed.day.day <= 12:
        days.append(date(typed.day.year, typed.day.day, typed.day.month))
    names = typed.names
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_alike(%s::text[], %s::date[], %s::text[], %s::text[], %s::text[], %s, %s::bigint[], %s)",
            [
                keys,
                days,
                sorted({fold(name.surname) for name in names} - {""}),
                sorted({fold(name.given_name) for name in names} - {""}),
                sorted({patronymic_stem(name.patronymic) for name in names} - {""}),
                typed.digits,
                also,
                CANDIDATES,
            ],
        )
        told: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return told


def _by_search(actor: User, typed: Typed) -> list[int]:
    year = typed.born.value.year if typed.born else None
    words = {" ".join((name.surname, name.given_name, name.patronymic)) for name in typed.names}
    return sorted({match.person.pk for text in words for match in search_persons(actor, text, year)})
