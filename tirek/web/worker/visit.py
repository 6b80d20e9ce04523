"""A visit: the worker's own words first, in two minutes; the visit form and the risk for those who need them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tirek.access.enums import Compartment
from tirek.access.policy import opens
from tirek.casework.actions import encounters
from tirek.casework.actions.assessments import AnswersOpen
from tirek.casework.models import Case
from tirek.casework.selectors.assessments import Chosen, chosen_instrument, tasks_opened_since
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import cases_with_children
from tirek.kernel.clock import now, today
from tirek.toolkit.formats import page_language, until_day
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, YesNoField, act_page
from tirek.web.worker.assessment import AnswersField, form_setup, open_answers
from tirek.web.worker.wording import about_adult, risk_title

FOUND = 302


class VisitForm(ActForm):
    """Where and when, who was met, what was seen; the rest waits until it is needed."""

    rare = ("risk_level", "risk_reason")

    on = DayField(label=_("Day"))
    place = forms.ChoiceField(label=_("Where"))
    reached = YesNoField(label=_("Was the family met?"), initial="yes")
    child_seen = YesNoField(
        label=_("Was the child seen?"), error_messages={"required": _("Say whether the child was seen.")}
    )
    visit_note = WordsField(
        label=_("What you saw and what was agreed"),
        help_text=_("In your own words; two or three sentences are enough."),
    )
    compartment = forms.ChoiceField(
        label=_("This note lies in"),
        help_text=_("Only those whose role opens this part of the file read it."),
        widget=forms.RadioSelect,
        required=False,
    )
    risk_level = forms.ChoiceField(label=_("Level of risk"), widget=forms.RadioSelect, required=False)
    risk_reason = WordsField(
        label=_("Why this level"), help_text=_("What you saw and heard, not the score."), required=False, rows=2
    )
    answers = AnswersField(label=_("Visit form"), required=False)

    def __init__(self, *args: Any, doors: list[tuple[str, Any]], **more: Any) -> None:
        self.doors = doors
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The programme's places and levels; the parts of the file, where there is more than one to choose.

        Whether the child was seen is asked where a child is in the case.
        """
        if not cases_with_children([self.case.pk]):
            del self.fields["child_seen"]
        if about_adult(self.pack):
            self.fields["reached"].label = _("Was the client met?")
        self.choose("place", self.pack.choices("visit_place", self.language))
        levels = [(one.code, one.title.say(self.language)) for one in self.pack.risk.levels if one.order > 0]
        self.choose("risk_level", levels, _("stays as it is"))
        if len(self.doors) > 1:
            self.choose("compartment", self.doors)
            self.fields["compartment"].initial = Compartment.GENERAL
        else:
            del self.fields["compartment"]

    def clean(self) -> dict[str, Any]:
        """Whoever met the family says whether the child was seen; whoever changes the risk says why."""
        values: dict[str, Any] = super().clean() or {}
        self._clean_child_seen(values)
        level = values.get("risk_level")
        if level and level != self.case.risk_level and not values.get("risk_reason"):
            self.add_error("risk_reason", gettext("Write why you chose this level."))
        return values

    def _clean_child_seen(self, values: dict[str, Any]) -> None:
        if "child_seen" not in self.fields:
            values["child_seen"] = False
            return
        answered = (values.get("answers") or {}).get("child_seen")
        if values.get("child_seen") is None and (answered in ("yes", "no") or values.get("reached") is False):
            self.errors.pop("child_seen", None)
            values["child_seen"] = answered == "yes"
        elif values.get("reached") and answered in ("yes", "no") and values["child_seen"] != (answered == "yes"):
            self.add_error("child_seen", gettext("The visit form says otherwise. Correct one of the two."))


@desk("visit.record")
def record_visit(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record a visit and show what it changed."""
    opened, language = case_seen(case), page_language()
    pack, chosen = programme_of(opened), visit_instrument(request, opened)
    doors = [(code, label) for code, label in Compartment.choices if opens(request.user, opened.unit_id, code)]
    wrong: list[tuple[str, str]] = []
    begun = now()

    def perform(values: dict[str, Any]) -> None:
        values["compartment"] = values.get("compartment") or Compartment.GENERAL
        values["answers"] = values["answers"] if chosen else None
        try:
            encounters.record_visit(actor=request.user, case=case, language=language, **values)
        except AnswersOpen as problem:
            wrong.extend(open_answers(problem, chosen, language) if chosen else [])
            raise

    page = ActPage(
        "record_visit", _("Record visit"), _("Record visit"), _("Visit recorded."), icon="home-check",
        template="worker/visit.html",
    )  # fmt: skip
    more = {
        "chosen": chosen,
        "chosen_title": chosen.title(language) if chosen else "",
        "setup": form_setup(chosen, pack, language) if chosen else {},
        "wrong": wrong,
        "risk": risk_title(pack, opened.risk_level, language),
        "advice": pack.risk.advice.say(language),
        "today": today(),
        "language": language,
    }
    answer = act_page(request, page, VisitForm, opened, perform, more=more, doors=doors)
    if answer.status_code == FOUND:
        for words in tasks_in_words(opened, begun):
            messages.info(request, words)
    return answer


def visit_instrument(request: DeskRequest, case: Case) -> Chosen | None:
    """The programme's form for a visit, if it has one and its part of the file is open to the user."""
    listed = next((one for one in programme_of(case).instruments.instruments if "visit" in one.used_in), None)
    if listed is None or not opens(request.user, case.unit_id, listed.compartment):
        return None
    return chosen_instrument(request.user, case, listed.code)


def tasks_in_words(case: Case, begun: datetime) -> list[str]:
    """The tasks that an act opened, as sentences."""
    day, tasks = today(), tasks_opened_since(case, begun)
    if not tasks:
        return []
    lines = [f"{task.says} ({until_day(task.due_on, day)})" if task.due_on else task.says for task in tasks]
    head = ngettext("A task was opened:", "Tasks were opened:", len(lines))
    return [f"{head} {'; '.join(lines)}"]
