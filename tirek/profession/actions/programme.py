"""The programme of a session: its lines, put in and taken out."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tirek.access.acts import act
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.sessions import lock_session, worded_in_all
from tirek.profession.enums import PaperState, SessionState
from tirek.profession.models import CapacitySession, Paper, ProgrammeItem
from tirek.profession.selectors.sessions import NOTHING_THERE


@act("session.hold")
def add_programme_item(
    *,
    actor: User,
    session: str,
    starts_at: datetime,
    ends_at: datetime,
    titles: Mapping[str, str] | None = None,
    room: str = "",
    speakers: str = "",
    paper: UUID | None = None,
    pause: bool = False,
    client_ref: UUID | None = None,
) -> ProgrammeItem:
    """Put a line into the programme; an accepted paper brings its title and its author.

    Lines in one room at one time are told on the page and not refused: a programme is put together piece by piece.
    Permission: session.hold in its unit. Once for a client_ref.
    """
    found = lock_session(actor, session)
    if found.state == SessionState.CANCELLED:
        raise Problem(N_("This session is closed or cancelled."))
    if ends_at <= starts_at:
        raise Problem(N_("The end lies before the start."), field="ends_at")
    if starts_at < found.starts_at or ends_at > found.ends_at:
        raise Problem(N_("This lies outside of the session."), field="starts_at")
    offered = _accepted(found, paper) if paper else None
    words = titles or {}
    if offered is not None and not any(words.values()):
        words = dict.fromkeys(("kk", "ru", "en"), offered.title)  # an author's title stays in the author's language
    return ProgrammeItem.objects.create(
        session=found,
        recorded_by=actor,
        starts_at=starts_at,
        ends_at=ends_at,
        room=room.strip(),
        speakers=speakers.strip() or (offered.author if offered else ""),
        paper=offered,
        pause=pause,
        **worded_in_all("title", words, longest=300),
    )


@act("session.hold")
def remove_programme_item(*, actor: User, session: str, item: UUID, client_ref: UUID | None = None) -> ProgrammeItem:
    """Take a line out of the programme. Permission: session.hold in its unit. Once for a client_ref."""
    found = lock_session(actor, session)
    line = found.items.filter(uuid=item, removed_on=None).first()
    if line is None:
        raise Missing(NOTHING_THERE)
    line.removed_on = today()
    line.save(update_fields=["removed_on"])
    return line


def _accepted(session: CapacitySession, paper: UUID) -> Paper:
    found = session.papers.filter(uuid=paper, state=PaperState.ACCEPTED).first()
    if found is None:
        raise Problem(N_("Only an accepted paper gets into the programme."), field="paper")
    return found
