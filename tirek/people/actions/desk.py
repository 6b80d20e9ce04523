"""What every act on people does: find under row security, check the door, keep or say what is wrong."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from tirek.access.enums import Compartment
from tirek.access.models import Unit, User
from tirek.access.policy import holds, opens, units_of
from tirek.kernel.problems import N_, Missing, Problem
from tirek.people.models import FamilyMember, Person
from tirek.people.selectors.persons import standing

M = TypeVar("M", bound=models.Model)

NOTHING_THERE = N_("There is no such record in what you may see.")


def unit_named(unit: UUID) -> Unit:
    """The unit under that identifier."""
    place = Unit.objects.filter(uuid=unit).first()
    if place is None:
        raise Missing(NOTHING_THERE)
    return place


def lock_person(person: UUID) -> Person:
    """The person, locked until the act is done. Row security hides whom the actor may not see.

    What is written about a record that was merged, from an old page or a tablet, is about the one that stands for it.
    """
    found = standing(person, Person.objects.select_for_update(of=("self",)))
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def unit_for(actor: User, person: Person, permission: str) -> int:
    """The unit to which belongs what the actor writes about a person.

    The person's own if the actor holds the permission there. A person whom another unit keeps is written about in
    the actor's unit: what is known of them here stays here. Of several, the one in which the person has a family.
    """
    units = units_of(actor, permission)
    if not units or holds(actor, permission, person.unit_id):
        return person.unit_id
    here = FamilyMember.objects.filter(person=person, unit_id__in=units).values_list("unit_id", flat=True).first()
    return here or units[0]


def lock(model: type[M], uuid: UUID) -> M:
    """The record, locked until the act is done, or Missing."""
    row = model._default_manager.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if row is None:
        raise Missing(NOTHING_THERE)
    return row


def keep(record: M) -> M:
    """Write the record, or say what is wrong with it in the words of its rule."""
    try:
        record.full_clean(validate_unique=False)
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise Problem(str(messages[0]), field=None if field == "__all__" else field) from wrong
    record.save()
    return record


def door(actor: User, unit_id: int, compartment: str) -> str:
    """The compartment a row goes to, if the actor may open it."""
    if compartment not in Compartment.values or not opens(actor, unit_id, compartment):
        raise Problem(N_("You can't write into this part of the file."), field="compartment")
    return compartment
