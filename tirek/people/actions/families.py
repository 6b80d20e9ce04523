"""Families and relations: who belongs to whom, from which day."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import door, keep, lock, lock_person, unit_for, unit_named
from tirek.people.actions.intake import settle_person
from tirek.people.engine.kinship import is_stored_turned, seen_from_other
from tirek.people.enums import RelationKind
from tirek.people.models import Family, FamilyMember, Relation

# Without letters and digits that look alike. Drawn, not counted: a running number would tell how many there are.
REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_ADOPTION = {RelationKind.ADOPTIVE_PARENT, RelationKind.ADOPTED_CHILD}


@dataclass(frozen=True)
class NewMember:
    """A person as somebody in a family being formed; ``starts_on`` None means "always"."""

    person: UUID
    role: str
    lives_together: bool | None = None
    starts_on: date | None = None


@act("family.edit")
def form_family(
    *, actor: User, unit: UUID, members: Sequence[NewMember], family_note: str = "", client_ref: UUID | None = None
) -> Family:
    """People are one family for the work. The actor has the family in intake until a case holds it.

    Permission: family.edit in the unit. Once for a client_ref.
    """
    place = unit_named(unit)
    require(actor, "family.edit", place.pk)
    family = Family(unit=place, recorded_by=actor, intake_by=actor, reference=_reference(), note=family_note.strip())
    keep(family)
    for member in members:
        keep(_member(actor, family, member))
    note(members=len(members))
    return family


@act("family.edit")
def join_family(*, actor: User, family: UUID, member: NewMember, client_ref: UUID | None = None) -> FamilyMember:
    """Somebody belongs to the family from a day on: a newborn, a returning father. Permission: family.edit.

    Where a case holds the family it now holds the person too. Belonging twice at one time is refused with words.
    """
    joined = lock(Family, family)
    require(actor, "family.edit", joined.unit_id)
    added = keep(_member(actor, joined, member))
    if joined.intake_by_id is None:
        settle_person(added.person, joined.unit_id)
    note(role=added.role)
    return added


@act("family.edit")
def leave_family(
    *, actor: User, member: UUID, on: date, reason: str = "", client_ref: UUID | None = None
) -> FamilyMember:
    """Somebody no longer belongs to the family from that day; the time before stays. Permission: family.edit."""
    leaving = lock(FamilyMember, member)
    require(actor, "family.edit", leaving.unit_id)
    leaving.ends_on, leaving.end_reason = on, reason.strip()
    return keep(leaving)


@act("family.edit")
def relate_persons(
    *,
    actor: User,
    person: UUID,
    other: UUID,
    kind: str,
    bond: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    source: str = "",
    relation_note: str = "",
    client_ref: UUID | None = None,
) -> Relation:
    """``person`` is the ``kind`` of ``other``. Adoption lies behind its own door. Permission: family.edit.

    The same relation at the same time is refused with words. Once for a client_ref.
    """
    one, two = (lock_person(uuid) for uuid in (person, other))
    unit_id = unit_for(actor, one, "family.edit")
    require(actor, "family.edit", unit_id)
    if kind not in RelationKind.values:
        raise Problem(N_("Choose what they are to each other."), field="kind")
    secret = RelationKind(kind) in _ADOPTION
    if is_stored_turned(kind) or (seen_from_other(kind) == kind and one.pk > two.pk):
        one, two, kind = two, one, seen_from_other(kind)
    relation = Relation(
        unit_id=unit_id,
        compartment=door(actor, unit_id, Compartment.ADOPTION if secret else Compartment.GENERAL),
        recorded_by=actor,
        person=one,
        other=two,
        kind=kind,
        bond=bond,
        starts_on=starts_on,
        ends_on=ends_on,
        source=source,
        note=relation_note.strip(),
    )
    keep(relation)
    note(kind=relation.kind)
    return relation


@act("family.edit")
def end_relation(
    *, actor: User, relation: UUID, on: date, relation_note: str = "", client_ref: UUID | None = None
) -> Relation:
    """The relation ended on that day: a divorce, a guardianship taken away. Permission: family.edit."""
    ended = lock(Relation, relation)
    require(actor, "family.edit", ended.unit_id)
    ended.ends_on = on
    ended.note = relation_note.strip() or ended.note
    return keep(ended)


def _member(actor: User, family: Family, member: NewMember) -> FamilyMember:
    return FamilyMember(
        unit_id=family.unit_id,
        recorded_by=actor,
        family=family,
        person=lock_person(member.person),
        role=member.role,
        lives_together=member.lives_together,
        starts_on=member.starts_on,
    )


def _reference() -> str:
    return "F-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(7))
