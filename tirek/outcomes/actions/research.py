"""Data for research: asked for, agreed to, decided on, handed over, taken, recalled. Each step is somebody's act."""

import hashlib
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import Organisation, Unit, User
from tirek.access.policy import require, units_of
from tirek.kernel.clock import now, today
from tirek.kernel.intervals import add_months
from tirek.kernel.problems import N_, Missing, Problem
from tirek.outcomes.engine.definition import Span
from tirek.outcomes.engine.research.agreement import VERSION
from tirek.outcomes.engine.research.anonymity import (
    USUAL_K,
    USUAL_L,
    Coarsened,
    NotEnough,
    coarsen,
    measured,
    measured_by_library,
)
from tirek.outcomes.engine.research.fields import RESEARCH_TABLES, Part, ResearchField
from tirek.outcomes.engine.research.mark import new_mark, visible, written
from tirek.outcomes.engine.research.rows import research_rows
from tirek.outcomes.enums import RequestState
from tirek.outcomes.facts.opening import newest, opened
from tirek.outcomes.models import FactsVersion, ResearchFile, ResearchRelease, ResearchRequest
from tirek.outcomes.selectors.research import (
    NO_FACTS,
    NOTHING_THERE,
    earlier_release,
    lasts,
    organisations_to_ask,
    table_of,
)
from tirek.people.vault import seal
from tirek.toolkit.formats import page_language

LONGEST_MONTHS = 36
DECIDED = N_("This request has been decided or withdrawn already.")


@act("research.ask")
def ask_research(
    *,
    actor: User,
    organisation: UUID,
    title: str,
    purpose: str,
    institution: str,
    ethics_body: str,
    ethics_number: str,
    ethics_on: date,
    table: str,
    fields: list[str],
    first_on: date,
    last_on: date,
    until: date,
    client_ref: UUID | None = None,
) -> ResearchRequest:
    """Ask for data of one organisation: the question, who approved it, which fields, of which time, until when.

    Permission: research.ask in a unit of that organisation. Fields come from the allow-list alone. Once for a
    client_ref.
    """
    body = next((one for one in organisations_to_ask(actor) if one.uuid == organisation), None)
    if body is None:
        raise Missing(NOTHING_THERE)
    require(actor, "research.ask", _unit_in(actor, "research.ask", body))
    if table not in RESEARCH_TABLES:
        raise Problem(N_("Choose a table."), field="table")
    chosen = [field.code for field in RESEARCH_TABLES[table].chosen(fields)]
    if not chosen or set(chosen) != set(fields):
        raise Problem(N_("Choose fields of this table."), field="fields")
    day = today()
    if not first_on <= last_on <= day:
        raise Problem(N_("The period ends today at the latest, and after it began."), field="last_on")
    if ethics_on > day:
        raise Problem(N_("The approval can't be given in the future."), field="ethics_on")
    if not day < until <= add_months(day, LONGEST_MONTHS):
        raise Problem(N_("The data may be used until a day within the next three years."), field="until")
    words = {
        "title": title, "purpose": purpose, "institution": institution, "ethics_body": ethics_body,
        "ethics_number": ethics_number,
    }  # fmt: skip
    for name, text in words.items():
        if not text.strip():
            raise Problem(N_("This can't be empty."), field=name)
    note(table=table, fields=chosen, until=until.isoformat())
    return ResearchRequest.objects.create(
        organisation=body,
        ethics_on=ethics_on,
        table=table,
        fields=chosen,
        first_on=first_on,
        last_on=last_on,
        until=until,
        asked_by=actor,
        **{name: text.strip() for name, text in words.items()},
    )


@act("research.ask")
def accept_agreement(*, actor: User, request: UUID, version: str, client_ref: UUID | None = None) -> ResearchRequest:
    """Accept the agreement on the use of the data, in the version that was read.

    Permission: research.ask; one's own request that waits. Accepted again, nothing changes. Once for a client_ref.
    """
    asked = _own_waiting(actor, request)
    if version != VERSION:
        raise Problem(N_("The agreement has been worded anew. Read it again."))
    if asked.agreed_at is None:
        asked.agreed_at, asked.agreement = now(), version
        asked.save(update_fields=["agreed_at", "agreement"])
    note(agreement=version)
    return asked


@act("research.ask")
def withdraw_research(*, actor: User, request: UUID, client_ref: UUID | None = None) -> ResearchRequest:
    """Take back a request of one's own that was not decided. Permission: research.ask. Once for a client_ref."""
    asked = _own_waiting(actor, request)
    asked.state = RequestState.WITHDRAWN
    asked.save(update_fields=["state"])
    return asked


@act("research.decide")
def decide_research(
    *,
    actor: User,
    request: UUID,
    approve: bool,
    reason: str,
    k: int = USUAL_K,
    diversity: int = USUAL_L,
    client_ref: UUID | None = None,
) -> ResearchRequest:
    """Allow a request or refuse it, and say why. How many must look alike and differ can be raised, never lowered.

    Permission: research.decide in the organisation; never on one's own request. Once for a client_ref.
    """
    asked = _to_decide(actor, request)
    if asked.state != RequestState.ASKED:
        raise Problem(DECIDED)
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    if approve and asked.agreed_at is None:
        raise Problem(N_("The asker has not accepted the agreement yet."))
    if approve and asked.until <= today():
        raise Problem(N_("The time for which the data were asked is over."))
    if approve and earlier_release(asked) is not None:
        raise Problem(
            N_("This person was already given rows of these days. Two releases together may say more than either.")
        )
    if k < USUAL_K or diversity < USUAL_L:
        raise Problem(N_("At least five families must look alike and differ by at least two values."), field="k")
    asked.state = RequestState.APPROVED if approve else RequestState.REFUSED
    asked.decided_by, asked.decided_on, asked.reason = actor, today(), reason.strip()
    asked.k, asked.diversity = k, diversity
    asked.save(update_fields=["state", "decided_by", "decided_on", "reason", "k", "diversity"])
    note(approved=approve, k=k, diversity=diversity)
    return asked


@act("research.decide")
def release_data(*, actor: User, request: UUID, client_ref: UUID | None = None) -> ResearchRelease:
    """Make what was approved out of the newest facts: coarsened until k and l hold, measured twice, marked, sealed.

    Permission: research.decide in the organisation. Nothing is released where more than a tenth of the rows would have
    to be held back. There is one release a request. Once for a client_ref.
    """
    asked = _to_decide(actor, request)
    if asked.state != RequestState.APPROVED or ResearchRelease.objects.filter(request=asked).exists():
        raise Problem(N_("There is nothing to release: the request was not approved, or was released already."))
    version = newest()
    if version is None:
        raise Problem(NO_FACTS)
    table, fields = table_of(asked), table_of(asked).chosen(asked.fields)
    with opened(version) as facts:
        span = Span(asked.first_on, asked.last_on)
        raw = research_rows(facts, table.code, asked.organisation.code, span)
    try:
        found = coarsen(raw, fields, k=asked.k, diversity=asked.diversity)
    except NotEnough as short:
        raise _too_few(short, fields, asked.k) from short
    mark = new_mark()
    text = written(mark, [field.code for field in fields], found.rows.values)
    release = ResearchRelease.objects.create(
        request=asked,
        version=version,
        k=asked.k,
        diversity=asked.diversity,
        measured=_measures(found, fields, asked),
        steps=_steps(found, fields),
        rows=len(found.rows),
        held_back=found.held_back,
        mark_key=mark,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        until=asked.until,
        released_by=actor,
    )
    ResearchFile.objects.create(release=release, sealed=seal(text))
    note(mark=visible(mark), rows=release.rows, held_back=release.held_back, k=release.k)
    return release


@act("research.ask")
def take_release(*, actor: User, request: UUID, client_ref: UUID | None = None) -> ResearchRelease:
    """Take the data that were released on one's own request. Each time is on record; none after the last day.

    Permission: research.ask. Once for a client_ref.
    """
    require(actor, "research.ask")
    found = ResearchRelease.objects.select_related("request__organisation")
    release = found.filter(request__uuid=request, request__asked_by=actor).first()
    if release is None:
        raise Missing(NOTHING_THERE)
    if not lasts(release):
        raise Problem(N_("The time of this release is over. Destroy what you have of it."))
    note(mark=visible(release.mark_key), first=release.taken_at is None)
    if release.taken_at is None:
        release.taken_at = now()
        release.save(update_fields=["taken_at"])
    return release


@act("research.decide")
def recall_release(*, actor: User, request: UUID, reason: str, client_ref: UUID | None = None) -> ResearchRelease:
    """Call a release back: nobody takes it any more, our copy is emptied, the asker is told to destroy theirs.

    Permission: research.decide in the organisation. Once for a client_ref.
    """
    asked = _to_decide(actor, request)
    release = ResearchRelease.objects.filter(request=asked).first()
    if release is None or release.recalled_on is not None:
        raise Problem(N_("There is nothing to recall."))
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    ResearchFile.objects.filter(release=release).update(sealed="")
    release.recalled_on, release.recalled_by, release.recall_reason = today(), actor, reason.strip()
    release.save(update_fields=["recalled_on", "recalled_by", "recall_reason"])
    note(mark=visible(release.mark_key), taken=release.taken_at is not None)
    return release


def empty_expired(_version: FactsVersion | None = None) -> int:
    """The nightly work, by the owner's door: nothing is kept of the rows of a release whose time is over."""
    over = ResearchFile.objects.using("owner").filter(release__until__lt=today()).exclude(sealed="")
    return over.update(sealed="")


def _unit_in(actor: User, permission: str, body: Organisation) -> int:
    """A unit of the organisation where the actor holds it; one that does not exist else, so that policy says no."""
    found = Unit.objects.filter(pk__in=units_of(actor, permission), organisation=body).order_by("pk")
    return found.values_list("pk", flat=True).first() or -1


def _own_waiting(actor: User, request: UUID) -> ResearchRequest:
    asked = ResearchRequest.objects.select_for_update().filter(uuid=request, asked_by=actor).first()
    if asked is None:
        raise Missing(NOTHING_THERE)
    require(actor, "research.ask")
    if asked.state != RequestState.ASKED:
        raise Problem(DECIDED)
    return asked


def _to_decide(actor: User, request: UUID) -> ResearchRequest:
    asked = ResearchRequest.objects.select_for_update(of=("self",)).filter(uuid=request).first()
    if asked is None:
        raise Missing(NOTHING_THERE)
    require(actor, "research.decide", _unit_in(actor, "research.decide", asked.organisation))
    if asked.asked_by_id == actor.pk:
        raise Problem(N_("You can't decide on your own request."))
    return asked


def _too_few(short: NotEnough, fields: tuple[ResearchField, ...], k: int) -> Problem:
    if short.fields:
        named = ", ".join(field.title.say(page_language()) for field in fields if field.code in short.fields)
        return Problem(
            N_("Nothing can be released: all rows say the same of “%(fields)s”. Ask again without it."), fields=named
        )
    return Problem(
        N_("Nothing can be released: these days hold fewer than %(k)s families. Ask for a longer time."), k=str(k)
    )


def _measures(found: Coarsened, fields: tuple[ResearchField, ...], asked: ResearchRequest) -> dict[str, object]:
    """k and l by our own grouping and by the library; they must be equal, and hold."""
    from importlib.metadata import version

    outward = [field.code for field in fields if field.part is Part.OUTWARD]
    confidential = [field.code for field in fields if field.part is Part.CONFIDENTIAL]
    own = measured(found.rows, outward, confidential)
    library = measured_by_library(found.rows, outward, confidential)
    if (own.k, own.diversity) != library:
        raise RuntimeError(f"two measures of one release differ: {own} and {library}")
    if own.families < asked.k or (own.diversity and own.diversity < asked.diversity):
        raise RuntimeError(f"a release that does not hold: {own}")
    return {
        "k": own.k,
        "families": own.families,
        "diversity": own.diversity,
        "groups": own.groups,
        "loss": round(found.loss, 4),
        "second": {"name": f"pycanon {version('pycanon')}", "k": library[0], "diversity": library[1]},
    }


def _steps(found: Coarsened, fields: tuple[ResearchField, ...]) -> list[dict[str, object]]:
    """What was done, in order, so that it can be done again."""
    taken: list[dict[str, object]] = [{"field": code, "rare": count} for code, count in found.rare.items()]
    taken += [
        {"field": field.code, "level": found.levels[field.code], "of": len(field.ladder)}
        for field in fields
        if field.code in found.levels
    ]
    return [*taken, {"held_back": found.held_back}]
