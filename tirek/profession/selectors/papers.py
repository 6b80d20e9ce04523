"""Questions about papers: one's own behind a code, those to review without their authors, those of a session."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from tirek.access.door import code_hash
from tirek.access.models import Membership, User
from tirek.access.roles import ROLES
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing
from tirek.profession.engine.sessions import mean_score
from tirek.profession.models import CapacitySession, Paper, PaperReview
from tirek.profession.selectors.sessions import NOTHING_THERE


@dataclass(frozen=True)
class BlindPaper:
    """A paper as a reviewer reads it."""

    review: UUID
    session_id: int
    kind: str
    language: str
    title: str
    abstract: str
    state: str


@dataclass(frozen=True)
class PublishedPaper:
    """A paper as the proceedings show it."""

    uuid: UUID
    author: str
    affiliation: str
    kind: str
    language: str
    title: str
    abstract: str


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def papers_of_session(session: CapacitySession) -> QuerySet[Paper]:
    """Every paper offered to a session of the actor's unit, with its reviews."""
    return session.papers.prefetch_related("reviews__reviewer").order_by("recorded_at", "pk")


def paper_held(session: CapacitySession, paper: UUID) -> Paper:
    """One paper of a session of the actor's unit."""
    found = papers_of_session(session).filter(uuid=paper).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def paper_in_hand(code: str) -> Paper:
    """The paper that a code opens."""
    found = Paper.objects.filter(door_hash=code_hash(code)).select_related("session").first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def words_to_author(paper: Paper) -> list[str]:
    """What reviewers say to the author after the decision; not who they are."""
    return [row[0] for row in _rows("SELECT * FROM profession_words_to_author(%s)", paper.pk)]


def score_of(paper: Paper) -> float | None:
    """The mean score of a paper's reviews that were sent in."""
    return mean_score([review.scores for review in paper.reviews.all() if review.done_on and not review.declined])


def reviewers() -> list[User]:
    """Everybody who reviews papers, by name."""
    roles = [role.code for role in ROLES.values() if "paper.review" in role.permissions]
    day = today()
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), role__in=roles, starts_on__lte=day, user__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("last_name", "first_name", "username"))


def own_reviews(actor: User) -> list[tuple[PaperReview, BlindPaper]]:
    """What the actor was asked to review, without the authors; what is open first."""
    return list(_with_reviews(PaperReview.objects.filter(reviewer=actor).order_by("done_on", "recorded_at")))


def own_review(actor: User, review: UUID) -> tuple[PaperReview, BlindPaper]:
    """One paper the actor was asked to review."""
    found = next(_with_reviews(PaperReview.objects.filter(reviewer=actor, uuid=review)), None)
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def _with_reviews(reviews: QuerySet[PaperReview]) -> Iterator[tuple[PaperReview, BlindPaper]]:
    blind = {row[0]: BlindPaper(*row) for row in _rows("SELECT * FROM profession_papers_to_review()")}
    # The paper itself, with its author, is not theirs to see: the review is read without it.
    return ((review, blind[review.uuid]) for review in reviews if review.uuid in blind)


def published_papers(session: CapacitySession) -> list[PublishedPaper]:
    """What the proceedings hold: accepted, and their authors agreed."""
    return [PublishedPaper(*row) for row in _rows("SELECT * FROM profession_published_papers(%s)", session.pk)]
