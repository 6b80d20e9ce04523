"""Questions about research data: what was asked and handed over, and the words of what may be asked for."""

import csv
import hashlib
from collections import defaultdict
from datetime import date
from functools import cache
from io import StringIO
from uuid import UUID

from django.db.models import Q, QuerySet

from tirek.access.models import Organisation, Unit, User
from tirek.access.policy import holds, units_of
from tirek.directory.selectors import regions
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.outcomes.engine.definition import Span
from tirek.outcomes.engine.research.codebook import Entry, Listed, codebook, domain
from tirek.outcomes.engine.research.fields import RESEARCH_TABLES, ResearchTable
from tirek.outcomes.engine.research.mark import RECORD, recognised, same_order, visible
from tirek.outcomes.engine.research.package import Told, release_archive, twin_archive
from tirek.outcomes.engine.research.rows import research_rows
from tirek.outcomes.engine.research.twin import twin, usual_levels
from tirek.outcomes.enums import RequestState
from tirek.outcomes.facts.opening import newest, opened
from tirek.outcomes.models import ResearchFile, ResearchRelease, ResearchRequest
from tirek.people.vault import unseal
from tirek.programmes.engine.words import Words
from tirek.programmes.selectors.own_packs import own_packs
from tirek.programmes.selectors.packs import packs

NOTHING_THERE = N_("There is no such record in what you may see.")
NO_FACTS = N_("There are no facts yet. They are written every night; ask again tomorrow.")
#: From this part of neighbouring rows on, the order is no chance: shuffled rows have a small part of it.
ENOUGH_ORDER = 0.8
_LISTS = ("ground", "risk", "outcome", "instrument", "care.entry_reason", "care.exit_reason")
_ALL_DAYS = Span(date(1900, 1, 1), date(9998, 12, 31))


def organisations_to_ask(actor: User) -> list[Organisation]:
    """Whose data the actor may ask for: where they were made a researcher."""
    units = Unit.objects.filter(pk__in=units_of(actor, "research.ask"))
    return list(Organisation.objects.filter(pk__in=units.values("organisation_id")).order_by("pk"))


def decides_in(actor: User) -> set[int]:
    """The organisations whose requests the actor decides on."""
    units = Unit.objects.filter(pk__in=units_of(actor, "research.decide"))
    return set(units.values_list("organisation_id", flat=True))


def own_requests(actor: User) -> QuerySet[ResearchRequest]:
    """What the actor asked for, the newest first."""
    return _requests().filter(asked_by=actor)


def requests_to_decide(actor: User) -> QuerySet[ResearchRequest]:
    """What waits for the actor's decision, the oldest first; never one's own."""
    waiting = _requests().filter(state=RequestState.ASKED, organisation_id__in=decides_in(actor))
    return waiting.exclude(asked_by=actor).order_by("asked_at")


def requests_decided(actor: User) -> QuerySet[ResearchRequest]:
    """What was decided in the organisations where the actor decides, without what was released: that is registered."""
    decided = _requests().filter(organisation_id__in=decides_in(actor), releases=None)
    return decided.exclude(state=RequestState.ASKED)


def register_of_releases(actor: User) -> QuerySet[ResearchRelease]:
    """Everything handed over in the organisations where the actor works, the newest first."""
    houses = Unit.objects.filter(pk__in=units_of(actor)).values("organisation_id")
    return (
        ResearchRelease.objects.filter(Q(request__organisation_id__in=houses) | Q(request__asked_by=actor))
        .select_related("request__organisation", "request__asked_by")
        .order_by("-released_at")
    )


def request_seen(actor: User, uuid: UUID) -> ResearchRequest:
    """A request as its asker and those who decide on it see it; Missing for everybody else."""
    asked = _requests().filter(uuid=uuid).first()
    decides = asked is not None and asked.asked_by_id != actor.pk and asked.organisation_id in decides_in(actor)
    if asked is None or not (decides or (asked.asked_by_id == actor.pk and holds(actor, "research.ask"))):
        raise Missing(NOTHING_THERE)
    return asked


def release_of(request: ResearchRequest) -> ResearchRelease | None:
    """What was handed over on a request."""
    releases = ResearchRelease.objects.filter(request=request)
    return releases.select_related("version", "released_by", "recalled_by").first()


def lasts(release: ResearchRelease) -> bool:
    """Whether a release may still be taken."""
    return release.recalled_on is None and release.until >= today()


def earlier_release(request: ResearchRequest) -> ResearchRelease | None:
    """An earlier release of the same rows to the same person: together two would say more than either."""
    return (
        ResearchRelease.objects.filter(
            request__asked_by_id=request.asked_by_id,
            request__organisation_id=request.organisation_id,
            request__table=request.table,
            request__first_on__lte=request.last_on,
            request__last_on__gte=request.first_on,
        )
        .exclude(request=request)
        .first()
    )


def table_of(request: ResearchRequest) -> ResearchTable:
    """The research table of a request."""
    return RESEARCH_TABLES[request.table]


def entries_of(request: ResearchRequest, levels: dict[str, int]) -> list[Entry]:
    """The codebook of a request's fields at these steps."""
    fields = table_of(request).chosen(request.fields)
    return codebook(fields, levels, request.first_on, request.last_on, listed_words())


def levels_of(release: ResearchRelease) -> dict[str, int]:
    """The step each field was given at."""
    return {step["field"]: step["level"] for step in release.steps if "level" in step}


def taken_archive(actor: User, release: ResearchRelease) -> bytes:
    """The archive of a release for whom it was made; Missing when its time is over. Row security holds the same."""
    asked = release.request
    if asked.asked_by_id != actor.pk or not lasts(release):
        raise Missing(NOTHING_THERE)
    kept = ResearchFile.objects.filter(release=release).first()
    if kept is None or not kept.sealed:
        raise Missing(NOTHING_THERE)
    rows, body = unseal(kept.sealed), asked.organisation
    if hashlib.sha256(rows.encode()).hexdigest() != release.digest:
        raise RuntimeError(f"the rows of {visible(release.mark_key)} are not those that were released")
    told = Told(
        mark=visible(release.mark_key),
        recipient=str(actor),
        institution=asked.institution,
        organisation=Words(kk=body.name_kk, ru=body.name_ru, en=body.name_en),
        until=release.until,
        rows=release.rows,
        held_back=release.held_back,
        k=release.k,
        diversity=release.diversity,
    )
    entries = entries_of(asked, levels_of(release))
    return release_archive(told, rows, table_of(asked), entries)


def release_recognised(actor: User, text: str) -> ResearchRelease | None:
    """Whose copy a file is that turned up: by its numbers, else by the order of its rows while our copy is kept."""
    given = ResearchRelease.objects.filter(request__organisation_id__in=decides_in(actor))
    releases = {one.mark_key: one for one in given.select_related("request__asked_by")}
    found = recognised(text, [(mark, one.rows) for mark, one in releases.items()])
    if found:
        return releases[found[0]]
    kept = ResearchFile.objects.filter(release__in=releases.values()).exclude(sealed="")
    alike = [(same_order(text, unseal(one.sealed)), one.release_id) for one in kept]
    likeness, release = max(alike, default=(0.0, 0))
    return next((one for one in releases.values() if one.pk == release), None) if likeness > ENOUGH_ORDER else None


def twin_of(request: ResearchRequest) -> bytes:
    """The archive of a twin in the shape of a request; once there is a release, at its steps."""
    version = newest()
    if version is None:
        raise Problem(NO_FACTS)
    table = table_of(request)
    fields = table.chosen(request.fields)
    release = release_of(request)
    levels = levels_of(release) if release else usual_levels(fields)
    listed = listed_words()
    domains = {field.code: list(domain(field, levels, request.first_on, request.last_on, listed)) for field in fields}
    code = request.organisation.code
    with opened(version) as facts:  # all there is, whatever was asked for: else two twins would tell of one day
        raw = research_rows(facts, table.code, code, _ALL_DAYS)
    seed = "|".join((version.digest, code, table.code, *(field.code for field in fields)))
    rows = twin(raw, fields, levels, domains, seed=seed)
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow([RECORD, *(field.code for field in fields)])
    out.writerows([f"TWIN-{place:04}", *(row[field.code] for field in fields)] for place, row in enumerate(rows, 1))
    return twin_archive(text.getvalue(), table, entries_of(request, levels))


@cache
def listed_words() -> Listed:
    """Words for the codes of the packs and of the regions. A new pack arrives with a restart, as code does."""
    found: dict[str, dict[str, list[Words]]] = defaultdict(lambda: defaultdict(list))
    for pack in packs():
        found["programme"][pack.code].append(pack.pack.title)
        for name, items in pack.lists():
            for item in items if name in _LISTS else ():
                found[name][item.code].append(item.title)
    for instrument in _instruments():
        found["instrument"][instrument.code].append(instrument.title)
        for band in instrument.bands:
            found["band"][band.code].append(band.title)
    for region in regions():
        found["region"][region.kato].append(Words(kk=region.name_kk, ru=region.name_ru, en=region.name_en))
    return {name: {code: _joined(words) for code, words in codes.items()} for name, codes in found.items()}


def _instruments() -> list:  # type: ignore[type-arg]
    in_packs = [one for pack in packs() for one in pack.instruments.instruments]
    return [*in_packs, *(own.instrument for own in own_packs().values())]


def _joined(words: list[Words]) -> Words:
    """Programmes may word one code differently."""
    each = {name: " / ".join(dict.fromkeys(one.say(name) for one in words)) for name in ("kk", "ru", "en")}
    return Words(**each)


def _requests() -> QuerySet[ResearchRequest]:
    found = ResearchRequest.objects.select_related("organisation", "asked_by", "decided_by")
    return found.order_by("-asked_at")
