"""What ties a family to the world outside: a grandmother's village, a school, a clinic, a debt office."""

from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import door, keep, lock, lock_person
from tirek.people.enums import TieFlow, TieKind, TieStrength
from tirek.people.models import Family, FamilyMember, FamilyTie

#: A tie that tells of health lies behind the same door as health itself.
_DOORS = {TieKind.HEALTH: Compartment.HEALTH}


@act("family.edit")
def record_tie(
    *,
    actor: User,
    family: UUID,
    kind: str,
    name: str,
    strength: str,
    flow: str = "",
    person: UUID | None = None,
    starts_on: date | None = None,
    tie_note: str = "",
    hidden: bool = False,
    client_ref: UUID | None = None,
) -> FamilyTie:
    """The family, or one ``person`` of it, is tied to somebody or something outside.

    ``hidden`` keeps it behind the door of hidden addresses: a shelter tells where somebody is. A tie to a clinic lies
    behind the door of health. Permission: family.edit. Once for a client_ref.
    """
    tied = lock(Family, family)
    require(actor, "family.edit", tied.unit_id)
    for value, known, field in ((kind, TieKind.values, "kind"), (strength, TieStrength.values, "strength")):
        if value not in known:
            raise Problem(N_("Choose one of the list."), field=field)
    if flow and flow not in TieFlow.values:
        raise Problem(N_("Choose one of the list."), field="flow")
    whose = lock_person(person) if person else None
    if whose and not FamilyMember.objects.filter(family=tied, person=whose).exists():
        raise Problem(N_("Choose somebody of the family."), field="person")
    asked = Compartment.ADDRESS if hidden else _DOORS.get(TieKind(kind), Compartment.GENERAL)
    tie = FamilyTie(
        unit_id=tied.unit_id,
        compartment=door(actor, tied.unit_id, asked),
        recorded_by=actor,
        family=tied,
        person=whose,
        kind=kind,
        name=" ".join(name.split()),
        strength=strength,
        flow=flow,
        starts_on=starts_on,
        note=tie_note.strip(),
    )
    keep(tie)
    note(kind=kind, strength=strength)
    return tie


@act("family.edit")
def end_tie(*, actor: User, tie: UUID, on: date, client_ref: UUID | None = None) -> FamilyTie:
    """The tie no longer holds from that day; that it held stays to be read. Permission: family.edit."""
    ended = lock(FamilyTie, tie)
    require(actor, "family.edit", ended.unit_id)
    ended.ends_on = on
    return keep(ended)
