"""Assessments: which may be done, one filled in step by step, and what it said and changed."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.casework.actions import assessments
from tirek.casework.actions.assessments import AnswersOpen
from tirek.casework.enums import CaseState, Part
from tirek.casework.models import Assessment, Case
from tirek.casework.selectors.assessments import Chosen, chosen_instrument, gates_before_assessment, offers
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import CasePerson, case_title, people_of_cases
from tirek.casework.selectors.records import latest_score
from tirek.kernel.clock import today
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.own_packs import instrument_source
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.acting import ActForm, ActPage, DayField, act_page, reference_of
from tirek.web.worker.answers import question_label
from tirek.web.worker.links import GateLine, gate_lines, may
from tirek.web.worker.wording import score_words


class AnswersField(forms.CharField):
    """The answers of a form element: JSON in a hidden input, an object or nothing."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        """The answers as they came; None where nothing was filled in."""
        text = super().clean(value)
        if not text:
            return None
        try:
            answers = json.loads(text)
        except ValueError as wrong:
            raise ValidationError(gettext("The answers could not be read. Reload the page.")) from wrong
        if not isinstance(answers, dict):
            raise ValidationError(gettext("The answers could not be read. Reload the page."))
        return answers or None


class AssessmentForm(ActForm):
    """The answers, whom they are about, and the day."""

    answers = AnswersField(label=_("Answers"))
    person = forms.ChoiceField(label=_("About whom"), required=False)
    on = DayField(label=_("Day of the assessment"))

    def __init__(self, *args: Any, asked_about: str, **more: Any) -> None:
        self.asked_about = asked_about
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """Those the instrument may be about; a family instrument is about nobody alone."""
        about = people_asked_about(self.asked_about, self.people)
        if not about:
            del self.fields["person"]
            return
        self.offer_people("person", about, _("nobody in particular") if self.asked_about == "person" else "")
        if self.asked_about != "person":
            self.fields["person"].initial = str(about[0].person.uuid)
            self.fields["person"].required = True


def people_asked_about(asked_about: str, people: list[CasePerson]) -> list[CasePerson]:
    """Who of the case an instrument may be about."""
    if asked_about == "family":
        return []
    if asked_about == "child":
        return [one for one in people if one.part == Part.CHILD]
    if asked_about == "client":
        return [one for one in people if one.part == Part.CLIENT]
    if asked_about == "mother":
        return [one for one in people if one.part == Part.MOTHER]
    return people if asked_about == "person" else [one for one in people if one.part != Part.CHILD]


def form_setup(chosen: Chosen, pack: Pack, language: str) -> dict[str, Any]:
    """What the form element needs: the questions, where they come from, which answers can't wait."""
    version, listed = chosen.version, chosen.listed
    about: dict[str, Any] = {"licence": version.licence, "status": version.wording_status}
    about["source"] = instrument_source(pack, listed, language) if listed else version.source
    if listed:
        about["notice"] = listed.notice.model_dump()
    critical = [item.model_dump(mode="json") for item in (listed.critical if listed else ())]
    return {"definition": version.definition, "about": about, "critical": critical}


def open_answers(problem: AnswersOpen, chosen: Chosen, language: str) -> list[tuple[str, str]]:
    """What the server could not take: each question with what is wrong, in the author's words if there are some."""
    form = chosen.version.form
    general = {"required": gettext("Answer this question."), "constraint": gettext("The answer does not fit.")}
    return [
        (
            question_label(form, one.name, language),
            form.text(one.text, language) or general.get(one.kind, gettext("The answer can't be read. Write it anew.")),
        )
        for one in problem.violations
    ]


@desk("contact.record")
@require_safe
def assessments_of_case(request: DeskRequest, case: UUID) -> HttpResponse:
    """Which instruments may be completed now, and what each said last."""
    opened, language = case_seen(case), page_language()
    reading(request, opened, "assessment")
    pack, people = programme_of(opened), people_of_cases([opened.pk]).get(opened.pk, [])
    can = may(request.user, "complete_assessment", opened) and opened.state == CaseState.OPEN
    shown = [(one, _last(one.last, pack, language)) for one in offers(request.user, opened, language)]
    context = {
        "case": opened,
        "case_name": case_title(people, language) or opened.reference,
        "groups": [
            (_("Of the programme"), [line for line in shown if line[0].listed]),
            (_("Published by the organisation"), [line for line in shown if not line[0].listed]),
        ],
        "can": can,
        "gates": _standing(opened) if can else [],
    }
    return render(request, "worker/assessments.html", context)


def _last(last: Assessment | None, pack: Pack, language: str) -> str:
    return score_words(last.score, last.band, last.instrument, pack, language) if last else ""


@desk("assessment.complete")
def complete_assessment(request: DeskRequest, case: UUID, instrument: str) -> HttpResponse:
    """One instrument, one question at a time; what is typed is kept, a critical answer shows its safety steps."""
    opened, language = case_seen(case), page_language()
    chosen, pack = chosen_instrument(request.user, opened, instrument), programme_of(opened)
    done: list[Assessment] = []
    wrong: list[tuple[str, str]] = []

    def perform(values: dict[str, Any]) -> None:
        values["person"] = reference_of(values.get("person"))
        try:
            done.append(
                assessments.complete_assessment(
                    actor=request.user, case=case, instrument=instrument, language=language, **values
                )
            )
        except AnswersOpen as problem:
            wrong.extend(open_answers(problem, chosen, language))
            raise

    last = latest_score(opened, instrument)
    page = ActPage(
        "complete_assessment", chosen.title(language), _("Complete the assessment"), _("The assessment is complete."),
        icon="clipboard-check", template="worker/assessment.html",
    )  # fmt: skip
    more = {
        "chosen": chosen,
        "setup": form_setup(chosen, pack, language),
        "today": today(),
        "wrong": wrong,
        "last": last,
        "last_words": _last(last, pack, language),
        "advice": pack.risk.advice.say(language),
        "about": chosen.listed.about.say(language) if chosen.listed and chosen.listed.about else "",
        "notice": chosen.listed.notice.say(language) if chosen.listed else "",
        "standing": _standing(opened) if request.method != "POST" else [],
        "subject": f"{case}:{instrument}",
        "language": language,
    }
    asked_about = chosen.listed.asked_about if chosen.listed else "person"
    answer = act_page(request, page, AssessmentForm, opened, perform, more=more, asked_about=asked_about)
    return redirect("assessment", done[0].uuid) if done else answer


def _standing(case: Case) -> list[GateLine]:
    """What would refuse the assessment at its end is said at its beginning."""
    gates = gates_before_assessment(case, today())
    return [line for line in gate_lines(case, "complete_assessment", gates, on=today()) if not line.holds]
