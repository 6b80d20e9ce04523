"""Questions about professional standards: what holds, what is a draft, what changed, which rules watch a clause."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.norms import ClauseChange, Worded, changes, open_to_comments
from tirek.profession.enums import CommentAnswer, StandardState
from tirek.profession.models import Clause, ProfessionalStandard, StandardComment, StandardVersion
from tirek.programmes.selectors.packs import packs

NOTHING_THERE = N_("There is no such record in what you may see.")


@dataclass(frozen=True)
class WatchingRule:
    """An executable rule of an installed programme that watches over a clause."""

    code: str
    title: str
    programme: str


@dataclass(frozen=True)
class OpenComment:
    """A comment as everybody reads it, once it is answered; ``author`` is empty where no name is wanted."""

    uuid: UUID
    clause_id: int | None
    author: str
    body: str
    text: str
    withheld: bool
    outcome: str
    answer: str
    answered_on: date

    @property
    def label(self) -> str:
        """What became of it, in a word."""
        return str(CommentAnswer(self.outcome).label)


def rules_known() -> list[WatchingRule]:
    """Every rule of every installed programme in its newest version, by its title in the page's language."""
    language = (get_language() or "kk")[:2]
    return [
        WatchingRule(rule.id, rule.title.say(language), pack.pack.title.say(language))
        for pack in packs()
        for rule in pack.rules
    ]


def clauses_in(*, left_out: bool = False) -> "Prefetch[str]":
    """The clauses of versions in their order, without those taken out of a draft."""
    rows = Clause.objects.order_by("pk")
    return Prefetch("clauses", rows if left_out else rows.filter(left_out=False))


def in_order(clauses: Iterable[Clause]) -> list[Clause]:
    """Clauses by their numbers as people count: 2 before 10, 2.1 before 2.10."""
    return sorted(
        clauses, key=lambda one: [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _parts(one)]
    )


def _parts(clause: Clause) -> list[str]:
    return clause.number.replace("-", ".").split(".")


def holding(versions: Iterable[StandardVersion], on: date) -> StandardVersion | None:
    """The wording in force on a day: the newest published one whose day has come."""
    in_force = [
        one
        for one in versions
        if one.state in (StandardState.PUBLISHED, StandardState.REPLACED) and one.valid_from and one.valid_from <= on
    ]
    return max(in_force, key=lambda one: one.number, default=None)


def standards_seen() -> QuerySet[ProfessionalStandard]:
    """Every standard with those of its versions that row security shows; drafts are the office's."""
    rows = StandardVersion.objects.order_by("-number")
    return ProfessionalStandard.objects.prefetch_related(Prefetch("versions", rows)).order_by("sector", "code")


def standards_kept(actor: User) -> QuerySet[ProfessionalStandard]:
    """The standards of the actor's offices."""
    return standards_seen().filter(unit_id__in=units_of(actor, "norm.publish"))


def standard_seen(code: str) -> ProfessionalStandard:
    """A standard by its code."""
    found = standards_seen().filter(code=code).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def version_seen(standard: str, number: int) -> StandardVersion:
    """A version with its clauses, if row security shows it."""
    found = (
        StandardVersion.objects.filter(standard__code=standard, number=number)
        .select_related("standard")
        .prefetch_related(clauses_in())
        .first()
    )
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def version_kept(actor: User, version: UUID) -> StandardVersion:
    """A version that the actor's office writes."""
    found = StandardVersion.objects.filter(uuid=version, standard__unit_id__in=units_of(actor, "norm.publish"))
    one = found.select_related("standard").prefetch_related(clauses_in()).first()
    if one is None:
        raise Missing(NOTHING_THERE)
    return one


def versions_in_force(on: date) -> list[StandardVersion]:
    """The wording of each standard that holds on a day, with its clauses."""
    rows = (
        StandardVersion.objects.filter(state__in=[StandardState.PUBLISHED, StandardState.REPLACED], valid_from__lte=on)
        .select_related("standard")
        .prefetch_related(clauses_in())
    )
    newest: dict[int, StandardVersion] = {}
    for one in rows.order_by("number"):
        newest[one.standard_id] = one
    return list(newest.values())


def consultations(on: date) -> list[StandardVersion]:
    """Drafts that anybody may comment on that day, those that end first before the others."""
    rows = StandardVersion.objects.filter(
        Q(state=StandardState.CONSULTATION), comments_from__lte=on, comments_until__gte=on
    )
    return list(rows.select_related("standard").order_by("comments_until", "pk"))


def takes_comments(version: StandardVersion, on: date) -> bool:
    """Whether anybody may comment on this version that day."""
    return open_to_comments(version.state, version.comments_from, version.comments_until, on)


def what_changed(before: StandardVersion | None, after: StandardVersion) -> list[ClauseChange]:
    """From the wording before to this one, in the page's language."""
    return changes(_worded(before) if before else [], _worded(after))


def _worded(version: StandardVersion) -> list[Worded]:
    return [
        Worded(one.competence or one.number, one.number, one.text, one.level, frozenset(one.cadres))
        for one in in_order(version.clauses.all())
    ]


def comments_to_answer(actor: User) -> QuerySet[StandardComment]:
    """Comments on the drafts of the actor's office, those without an answer first."""
    return (
        StandardComment.objects.filter(version__standard__unit_id__in=units_of(actor, "norm.publish"))
        .select_related("version__standard", "clause", "answered_by")
        .order_by("answered_on", "recorded_at")
    )


def comment_seen(actor: User, comment: UUID) -> StandardComment:
    """A comment the actor's office answers."""
    found = comments_to_answer(actor).filter(uuid=comment).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def comment_in_hand(digest: str) -> StandardComment:
    """The comment that a code opens; row security opens it to whoever holds the code."""
    found = StandardComment.objects.filter(door_hash=digest).select_related("version__standard", "clause").first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def open_comments(version: StandardVersion) -> list[OpenComment]:
    """What was said of a draft and what was answered, as everybody may read it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT uuid, clause_id, author, body, text, withheld, outcome, answer, answered_on"
            " FROM profession_open_comments(%s)",
            [version.pk],
        )
        return [OpenComment(*row) for row in cursor.fetchall()]


def comments_waiting(version: StandardVersion) -> int:
    """How many comments on a draft have no answer yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT profession_comments_waiting(%s)", [version.pk])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def summary(comments: Iterable[OpenComment]) -> list[tuple[str, int]]:
    """How many comments were taken over, in part, not: in that order, with their words."""
    counted = Counter(one.outcome for one in comments)
    order = (CommentAnswer.TAKEN, CommentAnswer.PARTLY, CommentAnswer.DECLINED)
    return [(str(one.label), counted[one.value]) for one in order]
