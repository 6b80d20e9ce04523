"""What becomes known of a person: other spellings, numbers to call, addresses, papers."""

from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import door, keep, lock, lock_person, unit_for
from tirek.people.actions.intake import new_name
from tirek.people.engine.iin import digits_of
from tirek.people.engine.names import NewName
from tirek.people.enums import AddressKind, ContactKind, Precision
from tirek.people.models import Address, ContactPoint, IdentityDocument, PersonName
from tirek.people.vault import find_key, seal


@act("person.register")
def add_name(
    *,
    actor: User,
    person: UUID,
    name: NewName,
    starts_on: date | None = None,
    replaces: UUID | None = None,
    client_ref: UUID | None = None,
) -> PersonName:
    """Another spelling or another name of a person. ``replaces`` ends the name given up (a marriage, a new paper).

    A misspelt name is corrected with ``correct_name`` instead. Permission: person.register. Once for a client_ref.
    """
    whose = lock_person(person)
    place = unit_for(actor, whose, "person.register")
    require(actor, "person.register", place)
    if replaces is not None:
        former = lock(PersonName, replaces)
        require(actor, "person.register", former.unit_id)
        if former.person_id != whose.pk or starts_on is None:
            raise Problem(N_("Say from which day the new name holds."), field="starts_on")
        former.ends_on = starts_on
        keep(former)
    added = new_name(actor, whose, name, place)
    added.starts_on = starts_on
    keep(added)
    note(script=added.script, kind=added.kind)
    return added


@act("person.register")
def add_contact_point(
    *,
    actor: User,
    person: UUID,
    value: str,
    kind: str = ContactKind.PHONE,
    whose: str = "",
    safe_to_call: bool | None = None,
    note_text: str = "",
    hidden: bool = False,
    on: date | None = None,
    client_ref: UUID | None = None,
) -> ContactPoint:
    """A phone, messenger or e-mail, whose it is and whether it is safe; ``hidden`` puts it behind the address door.

    Permission: person.register. Once for a client_ref.
    """
    about = lock_person(person)
    unit_id = unit_for(actor, about, "person.register")
    require(actor, "person.register", unit_id)
    added = ContactPoint(
        unit_id=unit_id,
        compartment=door(actor, unit_id, Compartment.ADDRESS if hidden else Compartment.GENERAL),
        recorded_by=actor,
        person=about,
        kind=kind,
        value=value.strip(),
        whose=whose.strip(),
        safe_to_call=safe_to_call,
        note=note_text.strip(),
        starts_on=on,
    )
    keep(added)
    note(kind=added.kind, safe=added.safe_to_call)
    return added


@act("person.register")
def end_contact_point(*, actor: User, contact_point: UUID, on: date, client_ref: UUID | None = None) -> ContactPoint:
    """The number no longer reaches the person; it stays readable. Permission: person.register."""
    ended = lock(ContactPoint, contact_point)
    require(actor, "person.register", ended.unit_id)
    ended.ends_on = on
    return keep(ended)


@act("person.register")
def record_address(
    *,
    actor: User,
    person: UUID,
    kind: str = AddressKind.LIVES,
    region: str | None = None,
    district: str = "",
    settlement: str = "",
    street: str = "",
    kato: str = "",
    hidden: bool = False,
    on: date | None = None,
    precision: str = Precision.DAY,
    client_ref: UUID | None = None,
) -> Address:
    """Where the person lives, is registered or shelters; ``region`` is a KATO code. A hidden one is behind its door.

    A new place of living ends the former one on that day, if the day is known. Permission: person.register.
    Once for a client_ref.
    """
    about = lock_person(person)
    unit_id = unit_for(actor, about, "person.register")
    require(actor, "person.register", unit_id)
    place = Address(
        unit_id=unit_id,
        compartment=door(actor, unit_id, Compartment.ADDRESS if hidden else Compartment.GENERAL),
        recorded_by=actor,
        person=about,
        kind=kind,
        region_id=region,
        district=district.strip(),
        settlement=settlement.strip(),
        street=street.strip(),
        kato=kato.strip(),
        starts_on=on,
        starts_precision=precision,
    )
    if on is not None:
        for former in Address.objects.filter(person=about, unit_id=unit_id, kind=kind, ends_on=None):
            if former.starts_on is None or former.starts_on <= on:
                former.ends_on = on
                keep(former)
    keep(place)
    note(kind=place.kind, region=region, hidden=place.hidden)
    return place


@act("person.register")
def end_address(*, actor: User, address: UUID, on: date, client_ref: UUID | None = None) -> Address:
    """The person is no longer there; the address stays readable. Permission: person.register."""
    ended = lock(Address, address)
    require(actor, "person.register", ended.unit_id)
    ended.ends_on = on
    return keep(ended)


@act("person.register")
def record_identity_document(
    *,
    actor: User,
    person: UUID,
    kind: str,
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
    issuer: str = "",
    client_ref: UUID | None = None,
) -> IdentityDocument:
    """A paper the person showed: what it is, its number (kept sealed) and how long it holds. Never a copy of it.

    Permission: person.register. Once for a client_ref.
    """
    about = lock_person(person)
    unit_id = unit_for(actor, about, "person.register")
    require(actor, "person.register", unit_id)
    plain = digits_of(number)
    if len(plain) > 40:
        raise Problem(N_("This is too long for a number."), field="number")
    paper = IdentityDocument(
        unit_id=unit_id,
        recorded_by=actor,
        person=about,
        kind=kind,
        number_sealed=seal(plain) if plain else "",
        number_hash=find_key(plain) if plain else "",
        issued_on=issued_on,
        valid_until=valid_until,
        issuer=issuer.strip(),
    )
    keep(paper)
    note(kind=paper.kind)
    return paper
