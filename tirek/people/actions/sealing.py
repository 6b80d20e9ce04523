"""A person is hidden from everybody outside the file, not even shown as two letters; and shown again."""

from uuid import UUID

from tirek.access.acts import act
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import keep, lock_person
from tirek.people.models import Person, PersonCorrection
from tirek.people.selectors.conflicts import is_protected


@act("person.seal")
def seal_person(*, actor: User, person: UUID, reason: str, client_ref: UUID | None = None) -> Person:
    """Hide a person: no search, preview or pair of others shows them, and access that was given ends.

    Permission: person.seal in the unit of the person. The reason stays readable inside the file. Once for a client_ref.
    """
    return _seal(actor, person, True, reason)


@act("person.seal")
def unseal_person(*, actor: User, person: UUID, reason: str, client_ref: UUID | None = None) -> Person:
    """Let others find that the person is known. Permission: person.seal in the unit. Once for a client_ref."""
    return _seal(actor, person, False, reason)


def _seal(actor: User, person: UUID, sealed: bool, reason: str) -> Person:
    subject = lock_person(person)
    require(actor, "person.seal", subject.unit_id)
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    if subject.sealed == sealed:
        raise Problem(N_("This person is hidden already.") if sealed else N_("This person is not hidden."))
    if not sealed and is_protected(subject):
        raise Problem(N_("This person's file is kept apart from others: while it is, the person stays hidden."))
    subject.sealed = sealed
    subject.save(update_fields=["sealed"])
    keep(
        PersonCorrection(
            unit_id=subject.unit_id,
            recorded_by=actor,
            person=subject,
            field="sealed",
            old=str(not sealed),
            new=str(sealed),
            reason=reason.strip(),
        )
    )
    return subject
