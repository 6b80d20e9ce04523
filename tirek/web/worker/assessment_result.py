"""What an assessment said: score and band, what it changed, the level of risk the specialist chooses, the answers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tirek.casework.actions import assessments
from tirek.casework.enums import CaseState
from tirek.casework.models import Assessment
from tirek.casework.selectors.assessments import (
    assessment_seen,
    entry_of,
    rating_after,
    safety_tasks,
)
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.findings import DutyLine, in_words, open_duties
from tirek.casework.selectors.scores import ScoreHistory, scores_like
from tirek.kernel.clock import today
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_parts import Instrument
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActPage, act_page
from tirek.web.worker.acts.rating import RiskForm
from tirek.web.worker.answers import answer_sections
from tirek.web.worker.links import may, page_url
from tirek.web.worker.scores import score_picture
from tirek.web.worker.wording import risk_title, score_words

SHOWN_DUTIES = 3
SAFETY = "_safety"


@dataclass(frozen=True)
class SafetyPanel:
    """A critical answer that was given: its steps, each with whether it was marked as done."""

    title: str
    steps: list[tuple[str, bool]]


@desk("contact.record")
def assessment(request: DeskRequest, assessment: UUID) -> HttpResponse:
    """One assessment on record; its level of risk is chosen here."""
    seen, language = assessment_seen(assessment), page_language()
    case, pack = seen.case, programme_of(seen.case)
    listed, rated, history = entry_of(seen), rating_after(seen), scores_like(seen)
    before = history.before(seen)
    decides = may(request.user, "rate_risk", case) and case.state == CaseState.OPEN and rated is None

    def perform(values: dict[str, Any]) -> object:
        return assessments.rate_risk(
            actor=request.user, case=case.uuid, level=values["risk_level"], reason=values["risk_reason"],
            on=values["on"], assessment=seen.uuid, client_ref=values["client_ref"],
        )  # fmt: skip

    page = ActPage(
        "assessment", gettext_lazy("Assessment"), gettext_lazy("Record the rating"),
        gettext_lazy("The risk is rated."), icon="flag", template="worker/assessment_result.html",
    )  # fmt: skip
    more = {
        "assessment": seen,
        "title": listed.title.say(language) if listed else seen.instrument_version.form.title(language),
        "listed": listed,
        "person": display_name(seen.person, language) if seen.person else "",
        "score": score_words(seen.score, seen.band, seen.instrument, pack, language),
        "band": _band(listed, seen.band),
        "about": listed.about.say(language) if listed and listed.about else "",
        "proposed": proposed_title(seen, pack, language),
        "advice": pack.risk.advice.say(language),
        "before": before,
        "before_score": score_words(before.score, before.band, seen.instrument, pack, language) if before else "",
        **_over_time(history, seen, language),
        "panels": safety_panels(seen, listed, language),
        "tasks": safety_tasks(seen),
        "duties": _duties(seen, language),
        "rated": rated,
        "rated_title": risk_title(pack, rated.level, language) if rated else "",
        "decides": decides,
        "risk": risk_title(pack, case.risk_level, language),
        "plan_url": page_url("write_plan", case.uuid) if may(request.user, "write_plan", case) else "",
        "sections": answer_sections(seen.instrument_version.form, seen.values, language),
    }
    back = reverse("assessment", args=[seen.uuid])
    return act_page(request, page, RiskForm, case, perform, more=more, back=back, initial={"on": seen.done_on})


def proposed_title(seen: Assessment, pack: Pack, language: str) -> str:
    """The level that the programme's own instrument proposes for the score; nothing for other instruments."""
    if seen.score is None or seen.instrument != pack.risk.instrument:
        return ""
    level = pack.proposed_level(int(seen.score))
    return risk_title(pack, level, language) if level else ""


def safety_panels(seen: Assessment, listed: Instrument | None, language: str) -> list[SafetyPanel]:
    """The steps of every critical answer that was given."""
    marks = seen.answers.get(SAFETY)
    marks = marks if isinstance(marks, dict) else {}
    return [
        SafetyPanel(
            item.title.say(language),
            [(step.say(language), at in marks.get(item.code, [])) for at, step in enumerate(item.safety_steps)],
        )
        for item in (listed.critical if listed else ())
        if item.field in seen.critical
    ]


def _band(listed: Instrument | None, code: str) -> str:
    return next((band.token for band in listed.bands if band.code == code), "plain") if listed else "plain"


def _over_time(history: ScoreHistory, seen: Assessment, language: str) -> dict[str, Any]:
    """The picture of the scores, where there is one; and what the score was before, in the same version."""
    if seen.score is None:
        return {}
    picture = score_picture(history, language)
    row = next((row for row in picture.rows if row.seen.pk == seen.pk), None)
    return {"picture": picture, "change": row.change if row and "→" in row.change else ""}


def _duties(seen: Assessment, language: str) -> list[DutyLine]:
    day = today()
    rows = list(open_duties([seen.case], day, ahead=None).filter(due_on__isnull=False)[:SHOWN_DUTIES])
    return in_words(rows, {seen.case_id: seen.case}, day, language)
