"""The specialist's own level of risk, and a step of the plan marked in place."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tirek.casework.actions import assessments, plans
from tirek.casework.models import PlanStep
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.records import latest_score, record_seen
from tirek.kernel.clock import today
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, act_page, acted
from tirek.web.worker.wording import risk_title, score_words


class RiskForm(ActForm):
    """A level, and why."""

    risk_level = forms.ChoiceField(label=_("Level of risk"), widget=forms.RadioSelect)
    risk_reason = WordsField(label=_("Why this level"), help_text=_("What you saw and heard, not the score."))
    on = DayField(label=_("Day"))

    def prepare(self) -> None:
        """The levels one may choose, each with what it means."""
        self.choose(
            "risk_level",
            [
                (
                    level.code,
                    f"{level.title.say(self.language)}. {level.about.say(self.language) if level.about else ''}",
                )
                for level in self.pack.risk.levels
                if level.order > 0
            ],
        )


@desk("assessment.complete")
def rate_risk(request: DeskRequest, case: UUID) -> HttpResponse:
    """Rate the risk anew."""
    opened = case_seen(case)
    pack, language = programme_of(opened), request.LANGUAGE_CODE[:2]
    score = latest_score(opened, pack.risk.instrument)

    def perform(values: dict[str, Any]) -> object:
        return assessments.rate_risk(
            actor=request.user,
            case=case,
            level=values["risk_level"],
            reason=values["risk_reason"],
            on=values["on"],
            assessment=score.uuid if score else None,
            client_ref=values["client_ref"],
        )

    facts: list[tuple[Any, Any]] = [(_("Now"), risk_title(pack, opened.risk_level, language))]
    if score:
        words = score_words(score.score, score.band, score.instrument, pack, language)
        facts.append((_("Last assessment"), words))
        facts.append((_("Assessed on"), score.done_on))
    page = ActPage(
        "rate_risk", _("Rate the risk"), _("Record the rating"), _("The risk is rated."), icon="flag",
        intro=pack.risk.advice.say(language),
    )  # fmt: skip
    return act_page(request, page, RiskForm, opened, perform, more={"facts": facts})


@desk("plan.write")
@require_POST
def mark_step(request: DeskRequest, step: UUID) -> HttpResponse:
    """Move a step of the plan: in work, waiting, done, dropped."""
    marked = record_seen(PlanStep, step)

    def perform() -> object:
        state = request.POST.get("state", "")
        return plans.mark_step(actor=request.user, step=step, state=state, on=today(), client_ref=client_ref(request))

    return acted(request, marked.case, perform, gettext("The step is marked."), f"#step-{step}")
