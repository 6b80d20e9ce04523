"""An instrument is completed; the specialist rates the risk and writes why."""

from datetime import date
from typing import Any
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.casefile import (
    base,
    day_of_act,
    door,
    found,
    journal,
    lock_case,
    member_of,
    one_of,
    open_case_only,
)
from tirek.casework.actions.duties import keep_duties
from tirek.casework.actions.tasks import open_task
from tirek.casework.engine.scoring import Scored, score_answers
from tirek.casework.enums import PlanState
from tirek.casework.models import Assessment, Case, Plan, RiskRating
from tirek.casework.selectors.assessments import usable_instrument
from tirek.casework.selectors.facts import pass_gates, programme_of
from tirek.kernel.problems import N_, Problem
from tirek.programmes.engine.form.evaluate import evaluate
from tirek.programmes.selectors.instruments import instrument_version
from tirek.standards.engine.calendar import add_working_days

#: After risk has risen the plan is looked at again within so many working days: a practice default, not law.
REVIEW_WITHIN = 5
REVIEW_WORDS = {
    "kk": "Қауіп көтерілді: жоспарды қайта қарау",
    "ru": "Риск вырос: пересмотреть план",
    "en": "Risk has risen: review the plan",
}


class AnswersOpen(Problem):
    """Answers that can't be taken yet: each with its question and what is wrong."""

    def __init__(self, violations: list[Any]) -> None:
        super().__init__(N_("Some answers are missing or don't fit. Each is marked beside its question."))
        self.violations = violations


@act("assessment.complete")
def complete_assessment(
    *,
    actor: User,
    case: UUID,
    instrument: str,
    answers: dict[str, Any],
    on: date,
    language: str,
    person: UUID | None = None,
    risk_level: str = "",
    risk_reason: str = "",
    client_ref: UUID | None = None,
) -> Assessment:
    """Complete an instrument. The server scores the answers itself; a critical answer opens its safety task at once.

    Refused while the programme's gates before an assessment are open (consent). With ``risk_level`` the
    specialist also rates the risk. Permission: assessment.complete. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "assessment.complete", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    pass_gates(opened, "complete_assessment", on)
    assessment = take_answers(
        actor=actor,
        case=opened,
        instrument=instrument,
        answers=answers,
        on=on,
        language=language,
        person=person,
    )
    journal(
        assessment,
        "assessment",
        on=on,
        by=actor,
        instrument=instrument,
        score=assessment.score,
        band=assessment.band,
    )
    if risk_level:
        rate_risk(actor=actor, case=case, level=risk_level, reason=risk_reason, on=on, assessment=assessment.uuid)
    keep_duties(opened, by=actor)
    note(instrument=instrument)
    return assessment


def take_answers(
    *,
    actor: User,
    case: Case,
    instrument: str,
    answers: dict[str, Any],
    on: date,
    language: str,
    person: UUID | None = None,
) -> Assessment:
    """Score answers through the instrument's exact version and keep both, answers and the server's values."""
    listed = usable_instrument(case, instrument)
    version = instrument_version(instrument, listed.version if listed else None)
    # An instrument of a programme, or under a licence of its own, that is not listed here is not to be used here.
    if version is None or (listed is None and version.instrument.pack):
        raise Problem(N_("Choose one of the answers in the list."), field="instrument")
    evaluation = evaluate(version.form, answers, today=on, language=language)
    if evaluation.violations:
        raise AnswersOpen(list(evaluation.violations))
    scored = score_answers(listed, evaluation.values) if listed else Scored(None, "", ())
    assessment = Assessment.objects.create(
        **base(actor, case, on, door(actor, case, listed.compartment if listed else "general")),
        person=member_of(case, person) if person else None,
        instrument_version=version,
        instrument=instrument,
        answers=answers,
        values=evaluation.values,
        score=scored.score,
        band=scored.band,
        critical=[item.field for item in scored.critical],
        findings=[
            *(f"unknown:{name}" for name in evaluation.extra_keys),
            *(f"not_asked:{name}" for name in evaluation.dropped),
            *(f"differs:{name}" for name in evaluation.different),
        ],
        language=language,
    )
    for critical in scored.critical:
        open_task(
            actor=actor,
            case=case.uuid,
            words=critical.task.model_dump(),
            on=on,
            due_on=add_working_days(on, critical.within_working_days),
            urgent=True,
            assigned_to=case.worker.uuid,
            origin=f"critical:{instrument}",
            compartment=assessment.compartment,
        )
    return assessment


@act("assessment.complete")
def rate_risk(
    *,
    actor: User,
    case: UUID,
    level: str,
    reason: str,
    on: date,
    assessment: UUID | None = None,
    client_ref: UUID | None = None,
) -> RiskRating:
    """The specialist chooses the level of risk and writes why. A risen risk opens the review of an agreed plan.

    A score only proposes. Permission: assessment.complete. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "assessment.complete", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    programme = programme_of(opened)
    one_of([(item.code, "") for item in programme.risk.levels if item.order > 0], level, "risk_level")
    if not reason.strip():
        raise Problem(N_("Write why you chose this level."), field="risk_reason")
    source = found(Assessment, assessment, case=opened) if assessment else None
    proposed = ""
    if source is not None and source.instrument == programme.risk.instrument and source.score is not None:
        proposed = programme.proposed_level(int(source.score)) or ""
    rating = RiskRating.objects.create(
        **base(actor, opened, on), level=level, proposed=proposed, reason=reason.strip(), assessment=source
    )
    order = {item.code: item.order for item in programme.risk.levels}
    before = opened.risk_level
    rose = order.get(before, 0) > 0 and order[level] > order[before]
    if opened.risk_on is None or on >= opened.risk_on:
        opened.risk_level, opened.risk_on = level, on
        opened.save(update_fields=["risk_level", "risk_on"])
    journal(rating, "risk_rated", on=on, note=reason.strip(), by=actor, level=level, before=before, rose=rose)
    agreed = Plan.objects.filter(case=opened, state__in=[PlanState.AGREED, PlanState.SUBMITTED, PlanState.APPROVED])
    if rose and agreed.exists():
        open_task(
            actor=actor,
            case=case,
            words=REVIEW_WORDS,
            on=on,
            due_on=add_working_days(on, REVIEW_WITHIN),
            assigned_to=opened.worker.uuid,
            origin="risk_rose",
        )
    keep_duties(opened, by=actor)
    note(level=level, before=before)
    return rating
