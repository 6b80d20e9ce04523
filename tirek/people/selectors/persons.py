"""Questions about one person and the people around."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from tirek.kernel.problems import N_, Missing
from tirek.people.engine.kinship import seen_from_other
from tirek.people.enums import FamilyRole
from tirek.people.models import (
    Address,
    Conflict,
    ContactPoint,
    Family,
    FamilyMember,
    Person,
    PersonMerge,
    PersonName,
    Relation,
)
from tirek.people.selectors.names import with_names


def person(uuid: UUID) -> Person:
    """The person with all names, or Missing if there is none in what the current user may see.

    A record that was merged answers with the one that stands for it: compare the ``uuid`` to see whether it did.
    ``kept_apart`` and ``ever_merged`` come along, so that a page asks for those lists only where there is one.
    """
    here = OuterRef("pk")
    persons = Person.objects.annotate(
        kept_apart=Exists(Conflict.objects.filter(person=here)),
        ever_merged=Exists(PersonMerge.objects.filter(survivor=here)),
    )
    found = standing(uuid, with_names(persons))
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def standing(uuid: UUID, persons: QuerySet[Person]) -> Person | None:
    """The person of that identifier among ``persons``, or whoever stands for that record since it was merged."""
    found = persons.filter(uuid=uuid).first()
    if found is not None and found.merged_into_id is None:
        return found
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_standing_for(%s)", [uuid])
        survivor = cursor.fetchone()[0]
    return persons.filter(uuid=survivor).first() if survivor else None


def family(uuid: UUID) -> Family:
    """The family, or Missing."""
    found = Family.objects.filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def _lasting(on: date) -> Q:
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gt=on))


def family_people(family: Family, on: date) -> list[FamilyMember]:
    """Who belongs to the family on that day, in the order of their roles, with persons and names at hand."""
    # The join leaves out whom row security hides; the other of two merged records stands in the family already.
    members = (
        FamilyMember.objects.filter(_lasting(on), family=family, person__merged_into=None)
        .select_related("person")
        .prefetch_related("person__names")
    )
    order = FamilyRole.values
    return sorted(members, key=lambda m: (order.index(m.role), m.person.birth_date or date.max, m.pk))


def families_of(person: Person) -> list[FamilyMember]:
    """The families the person belongs or belonged to, the present ones first."""
    found = FamilyMember.objects.filter(person=person).select_related("family")
    return sorted(found, key=lambda member: (member.ends_on is not None, -member.pk))


@dataclass(frozen=True)
class KnownRelation:
    """A relation from one person's side: the other is the ``kind`` of this one."""

    other: Person
    kind: str
    relation: Relation


def relations_of(person: Person, on: date | None = None) -> list[KnownRelation]:
    """Everyone the person is related to, as seen from the person; with ``on`` only what lasts on that day.

    A relation that two records of one person had each, turned either way, is said once.
    """
    rows = (
        Relation.objects.filter(Q(person=person) | Q(other=person), person__merged_into=None, other__merged_into=None)
        .select_related("person", "other")
        .prefetch_related("person__names", "other__names")
    )
    if on is not None:
        rows = rows.filter(_lasting(on))
    known = [
        KnownRelation(row.person, row.kind, row)
        if row.other_id == person.pk
        else KnownRelation(row.other, seen_from_other(row.kind), row)
        for row in rows.order_by("pk")
    ]
    once = {(one.other.pk, one.kind, one.relation.starts_on, one.relation.ends_on): one for one in reversed(known)}
    return list(reversed(once.values()))


def contact_points(person: Person, on: date) -> list[ContactPoint]:
    """How to reach the person today, the safe ones first and the unsafe last."""
    rank = {True: 0, None: 1, False: 2}
    return sorted(ContactPoint.objects.filter(_lasting(on), person=person), key=lambda c: (rank[c.safe_to_call], -c.pk))


def addresses(person: Person, on: date) -> list[Address]:
    """Where the person is today, as far as the current user may know."""
    return list(Address.objects.filter(_lasting(on), person=person).select_related("region").order_by("kind", "-pk"))


def names_in_order(person: Person) -> list[PersonName]:
    """All spellings, today's first."""
    return sorted(person.names.all(), key=lambda name: (name.ends_on is not None, name.kind != "legal", name.pk))
