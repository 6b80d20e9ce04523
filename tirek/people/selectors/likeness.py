"""Two recorded persons as the likelihood engine takes them."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any

from tirek.people.engine.keys import Aliases, Described, aliases_of
from tirek.people.engine.likelihood import Weighed, weigh
from tirek.people.models import Address, ContactPoint, NameAlias, Person, RegisterComparison


def described(persons: Iterable[Person]) -> dict[int, Described]:
    """What is known of each person, as far as the current user sees it; hand in persons ``with_names``.

    The region is that of the address written last; the street is never compared.
    """
    people = list(persons)
    ids = [person.pk for person in people]
    phones: dict[int, set[str]] = {}
    for key, digits in ContactPoint.objects.filter(person__in=ids).exclude(digits="").values_list("person", "digits"):
        phones.setdefault(key, set()).add(digits)
    lived = Address.objects.filter(person__in=ids, region__isnull=False).order_by("pk")
    regions: dict[int, str] = dict(lived.values_list("person", "region"))
    return {
        person.pk: Described(
            names=tuple(name.spelled for name in person.names.all()),
            sex=person.sex,
            born=person.born,
            iin_hash=person.iin_hash,
            phones=frozenset(phones.get(person.pk, ())),
            region=str(regions.get(person.pk, "")),
        )
        for person in people
    }


@cache
def known_aliases() -> Aliases:
    """The words that stand for others of one name: Чингиз for Шыңғыс. Read once: they change with a version only."""
    return aliases_of(NameAlias.objects.values_list("word", "alias"))


def size_of_register() -> int | None:
    """How many people the last comparison of the register read; None before the first."""
    done = RegisterComparison.objects.filter(finished_at__isnull=False).order_by("-finished_at")
    return done.values_list("persons", flat=True).first()


def weighed(one: Person, other: Person) -> Weighed:
    """What speaks for the two being one person."""
    known = described([one, other])
    return weigh(known[one.pk], known[other.pk], aliases=known_aliases(), persons=size_of_register())


def as_json(found: Weighed) -> list[dict[str, Any]]:
    """The evidence as a pair keeps it."""
    return [asdict(row) for row in found.evidence]
