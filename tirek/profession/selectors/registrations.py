"""Questions about registrations: one's own behind a code or a login, those of a session at its entrance."""

from uuid import UUID

from django.db.models import QuerySet

from tirek.access.door import code_hash
from tirek.access.models import User
from tirek.kernel.problems import Missing
from tirek.profession.enums import RegistrationState
from tirek.profession.models import CapacitySession, Registration
from tirek.profession.selectors.sessions import NOTHING_THERE


def registration_in_hand(code: str) -> Registration:
    """The registration that a code opens."""
    found = (
        Registration.objects.filter(door_hash=code_hash(code))
        .select_related("session__unit__organisation")
        .order_by("-pk")
        .first()
    )
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def registrations_of(session: CapacitySession) -> QuerySet[Registration]:
    """Everybody who registered for a session of the actor's unit, by name."""
    return session.registrations.order_by("name", "pk")


def own_registration(actor: User, session: CapacitySession) -> Registration | None:
    """The actor's own, which they made when logged in."""
    return session.registrations.filter(user=actor).exclude(state=RegistrationState.CANCELLED).first()


def registration_with_ticket(session: CapacitySession, ticket: str) -> Registration | None:
    """Who shows this ticket, at the entrance of a session of the actor's unit."""
    return registrations_of(session).filter(ticket=ticket.strip().lower()).first() if ticket.strip() else None


def registration_held(session: CapacitySession, registration: UUID) -> Registration:
    """One registration of a session of the actor's unit."""
    found = registrations_of(session).filter(uuid=registration).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def found_by_name(session: CapacitySession, text: str) -> list[Registration]:
    """Who of those registered is called so, for somebody at the entrance without a ticket."""
    words = text.split()
    if not words:
        return []
    lines = registrations_of(session).exclude(state=RegistrationState.CANCELLED)
    for word in words:
        lines = lines.filter(name__icontains=word)
    return list(lines[:20])
