"""Figures of others come in with their source, or not at all; answers on policy, with what they rest on."""

import hashlib
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.outcomes.engine.definition import Measure
from tirek.outcomes.engine.framework import framework
from tirek.outcomes.engine.loading import read_official, read_population
from tirek.outcomes.enums import Answered
from tirek.outcomes.models import Loaded, OfficialValue, PolicyAnswer, PopulationFigure
from tirek.outcomes.selectors.reference import region_codes

POPULATION = "population"
OFFICIAL = "official_values"


@act("evidence.load")
def load_population(
    *,
    actor: User,
    file: bytes,
    source: str,
    citation: str,
    valid_from: date | None,
    verified: bool,
    client_ref: UUID | None = None,
) -> Loaded:
    """People of the regions by year, sex and age, as their official source published them: the whole file or nothing.

    Rates per 100,000 rest on them from the next version of the facts on; without them a rate is a count.
    Permission: evidence.load. Once for a client_ref.
    """
    require(actor, "evidence.load")
    lines = read_population(file, region_codes())
    loaded = _loaded(actor, POPULATION, file, source, citation, valid_from, verified)
    PopulationFigure.objects.bulk_create(
        [
            PopulationFigure(
                loaded=loaded, region=one.region, year=one.year, sex=one.sex, age_group=one.age_group, people=one.people
            )
            for one in lines
        ],
        batch_size=2000,
    )
    note(kind=POPULATION, rows=len(lines), verified=verified)
    return loaded


@act("evidence.load")
def load_official_values(
    *,
    actor: User,
    file: bytes,
    source: str,
    citation: str,
    valid_from: date | None,
    verified: bool,
    indicator: str = "",
    client_ref: UUID | None = None,
) -> Loaded:
    """Values of the country as their official source published them; ``indicator`` where the file does not name it.

    They are shown beside our contribution with the citation and never computed with.
    Permission: evidence.load. Once for a client_ref.
    """
    require(actor, "evidence.load")
    known = framework()
    if indicator and not _is_indicator(indicator):
        raise Problem(N_("There is no indicator %(code)s among the goals."), field="indicator", code=indicator)
    lines = read_official(file, region_codes(), _is_indicator, indicator)
    loaded = _loaded(actor, OFFICIAL, file, source, citation, valid_from, verified)
    OfficialValue.objects.bulk_create(
        [
            OfficialValue(
                loaded=loaded,
                indicator=known[one.indicator].code,
                series=one.series,
                region=one.region,
                year=one.year,
                groups=dict(one.groups),
                value=one.value,
                measured_in=one.measured_in,
            )
            for one in lines
        ],
        batch_size=2000,
    )
    note(kind=OFFICIAL, rows=len(lines), verified=verified)
    return loaded


def _is_indicator(code: str) -> bool:
    entry = framework().get(code)
    return entry is not None and entry.level in {"indicator", "national"}


def _loaded(
    actor: User, kind: str, file: bytes, source: str, citation: str, valid_from: date | None, verified: bool
) -> Loaded:
    if not source.strip():
        raise Problem(N_("Write whose figures these are."), field="source")
    if not citation.strip():
        raise Problem(N_("Write how the source is cited, so that anybody can find it."), field="citation")
    digest = hashlib.sha256(file).hexdigest()
    if Loaded.objects.filter(kind=kind, digest=digest, withdrawn_on=None).exists():
        raise Problem(N_("This very file is loaded already."), field="file")
    return Loaded.objects.create(
        kind=kind,
        source=source.strip(),
        citation=citation.strip(),
        valid_from=valid_from,
        verified=verified,
        digest=digest,
        loaded_by=actor,
    )


@act("evidence.load")
def withdraw_loaded(*, actor: User, loaded: UUID, client_ref: UUID | None = None) -> Loaded:
    """A file was wrong or is replaced: nothing rests on it any more. It stays on the list with the day it went.

    Permission: evidence.load. Once for a client_ref.
    """
    require(actor, "evidence.load")
    found = Loaded.objects.select_for_update(of=("self",)).filter(uuid=loaded).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    if found.withdrawn_on is None:
        found.withdrawn_on = today()
        found.save(update_fields=["withdrawn_on"])
    note(kind=found.kind)
    return found


@act("evidence.load")
def answer_policy_question(
    *,
    actor: User,
    indicator: str,
    question: int,
    answer: str,
    evidence: str,
    on: date,
    client_ref: UUID | None = None,
) -> PolicyAnswer:
    """Answer a question of a policy checklist and say what it rests on: the law, the order, the document.

    ``on`` is the day for which it holds; a newer answer follows the older one, which stays.
    Permission: evidence.load. Once for a client_ref.
    """
    from tirek.outcomes.engine.catalogue import indicators  # reads every definition: not for pages of casework

    require(actor, "evidence.load")
    definition = indicators().get(indicator)
    if definition is None or definition.measure != Measure.CHECKLIST or not 0 <= question < len(definition.questions):
        raise Missing(N_("There is no such record in what you may see."))
    if answer not in Answered.values:
        raise Problem(N_("Choose one of the answers."), field="answer")
    if not evidence.strip():
        raise Problem(N_("Write what the answer rests on."), field="evidence")
    if on > today():
        raise Problem(N_("The day lies in the future."), field="on")
    note(indicator=indicator, question=question, answer=answer)
    return PolicyAnswer.objects.create(
        indicator=indicator, question=question, answer=answer, evidence=evidence.strip(), on=on, recorded_by=actor
    )
