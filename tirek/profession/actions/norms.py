"""A professional standard is written, laid open to everybody's comments, published; the next wording replaces it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require, units_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.register import office_named
from tirek.profession.engine.norms import may_be_worded
from tirek.profession.enums import ClauseKind, CommentAnswer, StandardState
from tirek.profession.models import Clause, ProfessionalStandard, StandardComment, StandardVersion
from tirek.profession.selectors.norms import NOTHING_THERE, rules_known

EMPTY = N_("This can't be empty.")
HOLDS = N_("This wording does not change now: it is published, or everybody is reading it.")


@act("norm.publish")
def write_standard(
    *,
    actor: User,
    unit: UUID,
    code: str,
    sector: str,
    title: Sequence[str],
    source: str = "",
    client_ref: UUID | None = None,
) -> StandardVersion:
    """Begin a standard for a sector: its title in kk, ru and en, and an empty first draft.

    Permission: norm.publish in the unit. Once for a client_ref.
    """
    place = office_named(unit)
    require(actor, "norm.publish", place.pk)
    if ProfessionalStandard.objects.filter(code=code).exists():
        raise Problem(N_("This code is taken."), field="code")
    _three(title, "title")
    made = ProfessionalStandard.objects.create(
        unit=place, recorded_by=actor, code=code, sector=sector, title_kk=title[0].strip(), title_ru=title[1].strip(),
        title_en=title[2].strip(),
    )  # fmt: skip
    note(standard=code)
    return StandardVersion.objects.create(standard=made, number=1, source=source.strip(), recorded_by=actor)


@act("norm.publish")
def draft_version(*, actor: User, standard: UUID, client_ref: UUID | None = None) -> StandardVersion:
    """Begin the next wording as a copy of the newest one. One draft at a time.

    Permission: norm.publish in the unit of the standard. Once for a client_ref.
    """
    found = ProfessionalStandard.objects.filter(uuid=standard).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "norm.publish", found.unit_id)
    versions = StandardVersion.objects.filter(standard=found)
    if versions.filter(state__in=[StandardState.DRAFT, StandardState.CONSULTATION]).exists():
        raise Problem(N_("There is a draft of this standard already."))
    last = versions.order_by("-number").first()
    made = StandardVersion.objects.create(
        standard=found, number=(last.number if last else 0) + 1, source=last.source if last else "", recorded_by=actor
    )
    Clause.objects.bulk_create(
        Clause(
            version=made, recorded_by=actor, number=one.number, kind=one.kind, competence=one.competence,
            cadres=one.cadres, level=one.level, rules=one.rules, courses=one.courses, text_kk=one.text_kk,
            text_ru=one.text_ru, text_en=one.text_en,
        )
        for one in Clause.objects.filter(version=last, left_out=False).order_by("pk")
    )  # fmt: skip
    note(number=made.number)
    return made


@act("norm.publish")
def write_clause(
    *,
    actor: User,
    version: UUID,
    number: str,
    text: Sequence[str],
    kind: str = ClauseKind.CLAUSE,
    competence: str = "",
    cadres: Sequence[str] = (),
    level: int = 0,
    rules: Sequence[str] = (),
    courses: Sequence[str] = (),
    clause: UUID | None = None,
    client_ref: UUID | None = None,
) -> Clause:
    """Write a clause or a competence of a draft, or word it anew: which rules of the programmes watch over it,
    which courses teach it.

    Permission: norm.publish in the unit. Not while everybody reads the draft, never once it is published. Once for a
    client_ref.
    """
    draft = _draft(actor, version)
    _three(text, "text")
    asks = kind == ClauseKind.COMPETENCE
    if asks and not (competence and cadres and 1 <= level <= 4):
        raise Problem(N_("A competence has a code, cadres and a level from 1 to 4."), field="competence")
    strange = set(rules) - {rule.code for rule in rules_known()}
    if strange:
        raise Problem(N_("There is no such rule in the installed programmes."), field="rules")
    same = Clause.objects.filter(version=draft, number=number.strip(), left_out=False)
    if any(one.uuid != clause for one in same):
        raise Problem(N_("A clause of this number is there already."), field="number")
    written = Clause(version=draft, recorded_by=actor)
    if clause is not None:
        written = _clause(draft, clause)
    written.number, written.kind, written.competence = number.strip(), kind, competence if asks else ""
    written.cadres, written.level = list(cadres), level if asks else 0
    written.rules, written.courses = list(rules), list(courses)
    written.text_kk, written.text_ru, written.text_en = (one.strip() for one in text)
    written.save()
    note(number=written.number, kind=kind)
    return written


@act("norm.publish")
def leave_out_clause(*, actor: User, version: UUID, clause: UUID, client_ref: UUID | None = None) -> Clause:
    """Take a clause out of a draft; what was said of it stays. Permission: norm.publish. Once for a client_ref."""
    dropped = _clause(_draft(actor, version), clause)
    dropped.left_out = True
    dropped.save(update_fields=["left_out"])
    note(number=dropped.number)
    return dropped


@act("norm.publish")
def open_consultation(
    *, actor: User, version: UUID, first_on: date, last_on: date, client_ref: UUID | None = None
) -> StandardVersion:
    """Lay a draft open: from one day to another anybody may comment on it, with an account or without.

    Permission: norm.publish. A draft with at least one clause; it does not change meanwhile. Once for a client_ref.
    """
    draft = _draft(actor, version)
    if not draft.clauses.filter(left_out=False).exists():
        raise Problem(N_("There is no clause in this draft yet."))
    if not today() <= first_on <= last_on:
        raise Problem(N_("The consultation begins today at the earliest, and ends after it began."), field="last_on")
    draft.state, draft.comments_from, draft.comments_until = StandardState.CONSULTATION, first_on, last_on
    draft.save(update_fields=["state", "comments_from", "comments_until"])
    note(first_on=first_on.isoformat(), last_on=last_on.isoformat())
    return draft


@act("norm.publish")
def answer_comment(
    *,
    actor: User,
    comment: UUID,
    outcome: str,
    answer: str,
    withheld: bool = False,
    client_ref: UUID | None = None,
) -> StandardComment:
    """Say what became of a comment and why; from now on everybody reads both. A text that names somebody is withheld,
    its answer is not.

    Permission: norm.publish. Once for a client_ref.
    """
    found = StandardComment.objects.filter(
        uuid=comment, version__standard__unit_id__in=units_of(actor, "norm.publish")
    ).select_related("version__standard")
    said = found.select_for_update(of=("self",)).first()
    if said is None:
        raise Missing(NOTHING_THERE)
    require(actor, "norm.publish", said.version.standard.unit_id)
    if outcome not in (CommentAnswer.TAKEN, CommentAnswer.PARTLY, CommentAnswer.DECLINED):
        raise Problem(N_("Say what became of the comment."), field="outcome")
    if not answer.strip():
        raise Problem(N_("Say why."), field="answer")
    said.outcome, said.answer, said.withheld = outcome, answer.strip(), withheld
    said.answered_by, said.answered_on = actor, today()
    said.save(update_fields=["outcome", "answer", "withheld", "answered_by", "answered_on"])
    note(outcome=outcome, withheld=withheld)
    return said


@act("norm.publish")
def publish_standard(
    *,
    actor: User,
    version: UUID,
    source: str,
    valid_from: date,
    verified: bool = False,
    client_ref: UUID | None = None,
) -> StandardVersion:
    """Publish a draft: the decision it rests on, from when it holds. It never changes again, and replaces the last one.

    Permission: norm.publish. Every comment is answered and the consultation is over. Once for a client_ref.
    """
    draft = _draft(actor, version)
    if not source.strip():
        raise Problem(N_("Name the decision or act on which it rests."), field="source")
    if not draft.clauses.filter(left_out=False).exists():
        raise Problem(N_("There is no clause in this draft yet."))
    if StandardComment.objects.filter(version=draft, outcome=CommentAnswer.OPEN).exists():
        raise Problem(
            N_("Comments wait for an answer. Whoever wrote is told what became of it before it is published.")
        )
    before = StandardVersion.objects.filter(standard=draft.standard, state=StandardState.PUBLISHED)
    newest = before.aggregate(day=Max("valid_from"))["day"]
    if newest and valid_from <= newest:
        raise Problem(N_("It can hold only after the wording before it began to."), field="valid_from")
    before.update(state=StandardState.REPLACED)
    draft.state, draft.source, draft.verified = StandardState.PUBLISHED, source.strip(), verified
    draft.valid_from, draft.published_on, draft.published_by = valid_from, today(), actor
    draft.save(update_fields=["state", "source", "verified", "valid_from", "published_on", "published_by"])
    note(number=draft.number, valid_from=valid_from.isoformat())
    return draft


@act("door.use")
def comment_on_draft(
    *,
    actor: User,
    version: UUID,
    text: str,
    digest: str,
    clause: UUID | None = None,
    author: str = "",
    body: str = "",
    named: bool = False,
    client_ref: UUID | None = None,
) -> StandardComment:
    """Comment on a draft that is open, as a whole or on a clause. A name is shown only if the writer wants it.

    Permission: none beyond being anybody. ``digest``: the hash of the code that opens the comment again, held in hand
    meanwhile. Once for a client_ref.
    """
    require(actor, "door.use")
    draft = StandardVersion.objects.filter(uuid=version, state=StandardState.CONSULTATION).first()
    if draft is None:
        raise Missing(NOTHING_THERE)
    day = today()
    if not (draft.comments_from and draft.comments_until and draft.comments_from <= day <= draft.comments_until):
        raise Problem(N_("This draft is not open to comments on this day."))
    if not text.strip():
        raise Problem(EMPTY, field="text")
    if named and not author.strip():
        raise Problem(N_("Write the name that shall stand there."), field="author")
    about = _clause(draft, clause) if clause else None
    return StandardComment.objects.create(
        version=draft, clause=about, door_hash=digest, author=author.strip(), body=body.strip(), named=named,
        text=text.strip(),
    )  # fmt: skip


def _draft(actor: User, version: UUID) -> StandardVersion:
    """A version of the actor's office whose clauses may change today."""
    found = StandardVersion.objects.filter(uuid=version).select_related("standard").select_for_update(of=("self",))
    draft = found.first()
    if draft is None:
        raise Missing(NOTHING_THERE)
    require(actor, "norm.publish", draft.standard.unit_id)
    if not may_be_worded(draft.state, draft.comments_until, today()):
        raise Problem(HOLDS)
    return draft


def _clause(version: StandardVersion, clause: UUID) -> Clause:
    found = Clause.objects.filter(version=version, uuid=clause, left_out=False).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def _three(words: Sequence[str], name: str) -> None:
    for code, one in zip(("kk", "ru", "en"), words, strict=True):
        if not one.strip():
            raise Problem(EMPTY, field=f"{name}_{code}")
