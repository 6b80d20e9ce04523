"""Somebody is about to be written down: who of those the actor sees may be this person?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
from tirek.people.selectors.likeness import described, known_aliases, size_of_register
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
    with acting_as(actor.pk), transaction.atomic():
        ids = set(_alike(typed))
        if typed.day is None and not typed.iin and typed.names:
            ids |= _by_search(actor, typed)
        persons = {person.pk: person for person in with_names(Person.objects.filter(pk__in=ids))}
        known = described(persons.values())
        aliases, size = known_aliases(), size_of_register()
    keys = find_keys(typed.iin) if typed.iin else [""]
    found = [
        Possible(person, max((weigh(_as_described(typed, key), known[pk], aliases=aliases, persons=size)
                              for key in keys), key=lambda one: one.weight))
        for pk, person in persons.items()
    ]  # fmt: skip
    near = [one for one in found if one.found.probability >= LEAST or same_number(one.found)]
    return sorted(near, key=lambda one: (-one.found.weight, one.person.pk))[:limit]


def same_number(found: Weighed) -> bool:
    """Whether the two carry one number."""
    return any(row.field == "number" and row.level in ("same", "shared") for row in found.evidence)


def _as_described(typed: Typed, key: str) -> Described:
    phones = frozenset({typed.digits} - {""})
    return Described(tuple(typed.names), typed.sex, typed.born, key, phones, typed.region)


def _alike(typed: Typed) -> list[int]:
    days = [typed.day] if typed.day else []
    if typed.day and typed.day.day <= 12:
        days.append(date(typed.day.year, typed.day.day, typed.day.month))
    names = typed.names
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_alike(%s::text[], %s::date[], %s::text[], %s::text[], %s::text[], %s, %s)",
            [
                find_keys(typed.iin) if typed.iin else [],
                days,
                sorted({fold(name.surname) for name in names} - {""}),
                sorted({fold(name.given_name) for name in names} - {""}),
                sorted({patronymic_stem(name.patronymic) for name in names} - {""}),
                typed.digits,
                CANDIDATES,
            ],
        )
        return [person for (person,) in cursor.fetchall()]


def _by_search(actor: User, typed: Typed) -> set[int]:
    year = typed.born.value.year if typed.born else None
    words = {" ".join((name.surname, name.given_name, name.patronymic)) for name in typed.names}
    return {match.person.pk for text in sorted(words) for match in search_persons(actor, text, year)}
