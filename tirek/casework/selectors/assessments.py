"""What was assessed: which instruments a case may use, the last scores, and what one assessment led to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Q

from tirek.access.models import User
from tirek.access.policy import opens
from tirek.casework.enums import TaskState
from tirek.casework.models import Assessment, Case, Consent, RiskRating, Task
from tirek.casework.selectors.facts import gates_before, programme_of
from tirek.casework.selectors.records import record_seen
from tirek.kernel.problems import N_, Gate, Missing
from tirek.programmes.engine.form import FormDefinition
from tirek.programmes.engine.pack_parts import Instrument
from tirek.programmes.models import InstrumentVersion
from tirek.programmes.selectors.instruments import instrument_version, instrument_versions
from tirek.programmes.selectors.own_packs import allowed_instruments, instrument_entry, read_own_pack


@dataclass(frozen=True)
class Offer:
    """An instrument that may be completed in a case; ``listed`` is the programme's entry, None for a published form."""

    code: str
    title: str
    about: str
    listed: Instrument | None
    last: Assessment | None = None
    fits: bool = False


@dataclass(frozen=True)
class Chosen:
    """One instrument in the version that is filled in now."""

    version: InstrumentVersion
    listed: Instrument | None

    def title(self, language: str) -> str:
        """What people call it."""
        return self.listed.title.say(language) if self.listed else self.version.form.title(language)


def listed_instrument(case: Case, code: str) -> Instrument | None:
    """The entry by which completed answers are read; None for a form an administrator published."""
    return instrument_entry(programme_of(case), code)


def entry_of(assessment: Assessment) -> Instrument | None:
    """The entry an assessment was scored by: an instrument of its own pack keeps it with the version."""
    own = assessment.instrument_version.own_pack
    return read_own_pack(own).instrument if own else listed_instrument(assessment.case, assessment.instrument)


def usable_instrument(case: Case, code: str) -> Instrument | None:
    """The entry of an instrument that may be completed in the case: the programme's own, or one that the
    programme lists as optional and whose use an administrator has stated."""
    pack = programme_of(case)
    own = next((item for item in pack.instruments.instruments if item.code == code), None)
    return own or next((item for item in allowed_instruments(pack) if item.code == code), None)


def chosen_instrument(actor: User, case: Case, code: str) -> Chosen:
    """The instrument in the version the case's programme names (a published form in its newest), or Missing:
    unknown, another programme's, not allowed here, or behind a closed door."""
    listed = usable_instrument(case, code)
    version = instrument_version(code, listed.version if listed else None)
    if version is None or (listed is None and version.instrument.pack):
        raise Missing(N_("There is no such record in what you may see."))
    if not opens(actor, case.unit_id, listed.compartment if listed else "general"):
        raise Missing(N_("There is no such record in what you may see."))
    return Chosen(version, listed)


def offers(actor: User, case: Case, language: str) -> list[Offer]:
    """The instruments of the programme that the actor may use, those for this stage first; then published forms."""
    last: dict[str, Assessment] = {}
    for row in Assessment.objects.filter(case=case).defer("answers", "values").order_by("-done_on", "-pk"):
        last.setdefault(row.instrument, row)
    pack = programme_of(case)
    programme = [
        Offer(
            code=item.code,
            title=item.title.say(language),
            about=item.about.say(language) if item.about else "",
            listed=item,
            last=last.get(item.code),
            fits=case.stage in item.used_in,
        )
        for item in (*pack.instruments.instruments, *allowed_instruments(pack))
        if set(item.used_in) & {"intake", "assessment"} and opens(actor, case.unit_id, item.compartment)
    ]
    published = [
        Offer(code, FormDefinition({**head, "items": []}).title(language), "", None, last.get(code))
        for code, head in _published()
    ]
    return sorted(programme, key=lambda offer: not offer.fits) + published


def _published() -> Iterator[tuple[str, dict[str, Any]]]:
    """The newest version of each form that an administrator published."""
    seen: set[str] = set()
    for version in instrument_versions().filter(instrument__pack=""):
        if version.instrument.code not in seen:
            seen.add(version.instrument.code)
            yield version.instrument.code, cast(dict[str, Any], version.head)  # type: ignore[attr-defined]


def assessment_seen(uuid: UUID) -> Assessment:
    """An assessment with its case, its exact version, whom it is about and who recorded it."""
    return record_seen(
        Assessment, uuid, "case__worker", "case__unit", "instrument_version__instrument", "person", "recorded_by"
    )


def rating_after(assessment: Assessment) -> RiskRating | None:
    """The level of risk that the specialist chose on this assessment."""
    ratings = RiskRating.objects.filter(assessment=assessment).select_related("recorded_by")
    return ratings.order_by("-done_on", "-pk").first()


def safety_tasks(assessment: Assessment) -> list[Task]:
    """The safety tasks that critical answers opened: written in one act with the assessment, so by the same hand."""
    if not assessment.critical:
        return []
    same_act = Task.objects.filter(
        case_id=assessment.case_id,
        origin=f"critical:{assessment.instrument}",
        done_on=assessment.done_on,
        recorded_by=assessment.recorded_by,
        recorded_at__gte=assessment.recorded_at,
    )
    return list(same_act.select_related("assigned_to").order_by("pk")[: len(assessment.critical)])


def tasks_opened_since(case: Case, moment: datetime) -> list[Task]:
    """Open tasks of a case that were given at a moment or later."""
    return list(Task.objects.filter(case=case, state=TaskState.OPEN, recorded_at__gte=moment).order_by("pk"))


def gates_before_assessment(case: Case, on: date) -> tuple[Gate, ...]:
    """The gates that stand open before an assessment. Where consent is all that is asked, that is one question."""
    act = "complete_assessment"
    checks = next((gated.gates for gated in programme_of(case).steps.gated_acts if gated.act == act), ())
    lasting = Q(valid_until=None) | Q(valid_until__gte=on)
    if set(checks) <= {"has_consent"} and Consent.objects.filter(lasting, case=case, withdrawn_on=None).exists():
        return ()
    return gates_before(case, act, on)
