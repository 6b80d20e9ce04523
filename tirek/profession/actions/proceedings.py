"""After a session: closed with the hours it counts for, its proceedings published."""

from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.learning import credit_hours
from tirek.profession.actions.sessions import lock_session
from tirek.profession.enums import SessionState
from tirek.profession.models import CapacitySession


@act("session.hold")
def close_session(*, actor: User, session: str, client_ref: UUID | None = None) -> CapacitySession:
    """Close a session as held: its hours count for every practitioner of the register who was there.

    One closed before its hour has ended then. Closed again, whoever was missing gets theirs. Permission: session.hold
    in its unit. Once for a client_ref.
    """
    found = lock_session(actor, session)
    if found.state not in (SessionState.ANNOUNCED, SessionState.HELD):
        raise Problem(N_("Only an announced session is closed as held."))
    if now() < found.starts_at:
        raise Problem(N_("A session is closed after it began."))
    if found.state == SessionState.ANNOUNCED:
        found.state, found.ends_at = SessionState.HELD, min(found.ends_at, now())  # closed early, it ended then
        found.save(update_fields=["state", "ends_at"])
    credited = 0
    day = found.starts_at.astimezone(now().tzinfo).date()
    if found.hours:
        there = found.registrations.filter(there_at__isnull=False, practitioner__isnull=False).exclude(
            state="cancelled"
        )
        for entry in there.values_list("practitioner", flat=True).distinct():
            credited += credit_hours(actor=actor, practitioner=entry, session=found, hours=found.hours, on=day)
    note(credited=credited)
    return found


@act("session.hold")
def publish_proceedings(*, actor: User, session: str, client_ref: UUID | None = None) -> CapacitySession:
    """Show the proceedings to everybody: programme, papers of authors who agreed, recommendations.

    Permission: session.hold in its unit. Once for a client_ref.
    """
    found = lock_session(actor, session)
    if found.state != SessionState.HELD:
        raise Problem(N_("Close the session first."))
    if found.proceedings_on is None:
        found.proceedings_on = today()
        found.save(update_fields=["proceedings_on"])
    return found
