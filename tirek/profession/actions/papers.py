"""Papers and case studies: offered by anybody, reviewed without the author's name, decided on by the organiser."""

from collections.abc import Mapping
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.door import DOOR, code_hash
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.sessions import lock_session
from tirek.profession.engine.sessions import CRITERIA, SCORES, call_open
from tirek.profession.enums import PaperKind, PaperState
from tirek.profession.models import CapacitySession, Paper, PaperReview
from tirek.profession.selectors.papers import own_review, reviewers
from tirek.profession.selectors.sessions import NOTHING_THERE, session_announced

OWN = "door.use"
DECIDED = N_("This paper is decided on or withdrawn.")
LONGEST = 12_000


@act("door.use")
def offer_paper(
    *,
    actor: User,
    session: str,
    code: str,
    author: str,
    email: str,
    title: str,
    abstract: str,
    kind: str,
    language: str,
    nobody_named: bool,
    affiliation: str = "",
    student: bool = False,
    to_publish: bool = False,
    client_ref: UUID | None = None,
) -> Paper:
    """Anybody offers a paper while the call is open. ``code`` is the author's key to it; keep it in hand for the act.

    No client may be recognised in it, and the author says so. Permission: door.use. Once for a client_ref.
    """
    require(actor, OWN)
    found = session_announced(session)
    if not call_open(found, today()):
        raise Problem(N_("The call for papers is not open."))
    if not nobody_named:
        raise Problem(N_("Say that no client can be recognised in it."), field="nobody_named")
    if kind not in PaperKind.values:
        raise Problem(N_("Choose one of the answers in the list."), field="kind")
    words = {"author": author, "title": title, "abstract": abstract, "email": email}
    for name, text in words.items():
        if not text.strip():
            raise Problem(N_("This can't be empty."), field=name)
    if len(abstract) > LONGEST:
        raise Problem(N_("This is too long."), field="abstract")
    note(kind=kind, student=student)
    return Paper.objects.create(
        session=found,
        door_hash=code_hash(code),
        user=None if actor.username == DOOR else actor,
        recorded_by=actor,
        recorded_at=now(),
        affiliation=affiliation.strip(),
        student=student,
        kind=kind,
        language=language,
        nobody_named=True,
        to_publish=to_publish,
        **{name: text.strip() for name, text in words.items()},
    )


@act("door.use")
def withdraw_paper(*, actor: User, paper: UUID, client_ref: UUID | None = None) -> Paper:
    """The author takes a paper back, with its code in hand. Permission: door.use. Once for a client_ref."""
    found = _own(actor, paper)
    if found.state == PaperState.WITHDRAWN:
        raise Problem(DECIDED)
    found.state = PaperState.WITHDRAWN
    found.save(update_fields=["state"])
    return found


@act("door.use")
def agree_to_publication(*, actor: User, paper: UUID, agreed: bool, client_ref: UUID | None = None) -> Paper:
    """The author lets the paper stand in the proceedings with their name, or no longer. Permission: door.use. Once for
    a client_ref."""
    found = _own(actor, paper)
    found.to_publish = agreed
    found.save(update_fields=["to_publish"])
    note(agreed=agreed)
    return found


@act("session.hold")
def assign_reviewer(
    *, actor: User, session: str, paper: UUID, reviewer: UUID, client_ref: UUID | None = None
) -> PaperReview:
    """Ask somebody to review a paper; never its author. Permission: session.hold in its unit. Once for a client_ref."""
    found = lock_session(actor, session)
    offered = _of_session(found, paper)
    if offered.state not in (PaperState.SUBMITTED, PaperState.REVIEW):
        raise Problem(DECIDED)
    who = next((one for one in reviewers() if one.uuid == reviewer), None)
    if who is None:
        raise Problem(N_("Choose somebody who reviews papers."), field="reviewer")
    if offered.user_id == who.pk or (who.email and who.email.casefold() == offered.email.casefold()):
        raise Problem(N_("Nobody reviews a paper of their own."), field="reviewer")
    if offered.reviews.filter(reviewer=who).exists():
        raise Problem(N_("This reviewer has the paper already."), field="reviewer")
    review = PaperReview.objects.create(paper=offered, reviewer=who, recorded_by=actor, recorded_at=now())
    if offered.state == PaperState.SUBMITTED:
        offered.state = PaperState.REVIEW
        offered.save(update_fields=["state"])
    return review


@act("paper.review")
def review_paper(
    *,
    actor: User,
    review: UUID,
    scores: Mapping[str, int] | None = None,
    accept: bool | None = None,
    to_author: str = "",
    to_organiser: str = "",
    declined: bool = False,
    client_ref: UUID | None = None,
) -> PaperReview:
    """Say what a paper is worth: 1 to 5 on each criterion, whether to accept it, a word to the author.

    ``declined``: a conflict of interest, or no time; then nothing else is asked. May be changed until the organiser
    decides. Permission: paper.review; one's own review. Once for a client_ref.
    """
    require(actor, "paper.review")
    found, paper = own_review(actor, review)
    if paper.state in (PaperState.ACCEPTED, PaperState.DECLINED):
        raise Problem(DECIDED)
    found.declined, found.done_on = declined, today()
    if not declined:
        given = dict(scores or {})
        missing = next((name for name in CRITERIA if given.get(name) not in SCORES), None)
        if missing:
            raise Problem(N_("Give 1 to 5 points."), field=missing)
        if accept is None:
            raise Problem(N_("Say whether it should be accepted."), field="accept")
        found.scores = {name: given[name] for name in CRITERIA}
        found.accept, found.to_author, found.to_organiser = accept, to_author.strip(), to_organiser.strip()
    found.save(update_fields=["declined", "done_on", "scores", "accept", "to_author", "to_organiser"])
    note(declined=declined, accept=accept)
    return found


@act("session.hold")
def decide_paper(
    *, actor: User, session: str, paper: UUID, accept: bool, answer: str, client_ref: UUID | None = None
) -> Paper:
    """Accept a paper or not, with a word to its author. Nobody decides on a paper of their own.

    Permission: session.hold in its unit. Once for a client_ref.
    """
    found = lock_session(actor, session)
    offered = _of_session(found, paper)
    if offered.state == PaperState.WITHDRAWN:
        raise Problem(DECIDED)
    if offered.user_id == actor.pk:
        raise Problem(N_("Nobody decides on a paper of their own."))
    if not answer.strip():
        raise Problem(N_("Write a word to the author."), field="answer")
    offered.state = PaperState.ACCEPTED if accept else PaperState.DECLINED
    offered.decided_by, offered.decided_on, offered.answer = actor, today(), answer.strip()
    offered.save(update_fields=["state", "decided_by", "decided_on", "answer"])
    note(accepted=accept)
    return offered


def _own(actor: User, paper: UUID) -> Paper:
    require(actor, OWN)
    found = Paper.objects.select_for_update().filter(uuid=paper).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def _of_session(session: CapacitySession, paper: UUID) -> Paper:
    found = session.papers.select_for_update().filter(uuid=paper).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found
