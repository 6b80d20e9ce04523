"""A case conference: several professions met, what they were to answer, what they decided."""

from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tirek.casework.actions.conferences import hold_conference as record_conference
from tirek.casework.selectors.caseload import case_seen
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, YesNoField, act_page

TASKS = 3


class ConferenceForm(ActForm):
    """The question, who took part, the decision, and what follows from it."""

    on = DayField(label=_("Day of the conference"))
    question = WordsField(label=_("What the conference was to answer"), rows=2)
    participants = WordsField(
        label=_("Who took part"), rows=5, help_text=_("One person on a line: the name and what they are.")
    )
    family_present = YesNoField(label=_("Was the family there?"))
    decision = WordsField(label=_("What was decided"), rows=4)
    next_on = DayField(label=_("When they meet again"), required=False)

    def prepare(self) -> None:
        """A few lines for tasks; they are drawn together."""
        for number in range(1, TASKS + 1):
            self.fields[f"task_{number}"] = forms.CharField(
                label=gettext("Task %(number)s") % {"number": number}, max_length=300, required=False
            )
            self.fields[f"due_{number}"] = DayField(label=_("By which day"), required=False)

    def plain_fields(self) -> list[BoundField]:
        """Everything but the tasks."""
        return [field for field in self if not field.name.startswith(("task_", "due_"))]

    def task_rows(self) -> list[tuple[BoundField, BoundField]]:
        """What is to be done and by when, line by line."""
        return [(self[f"task_{number}"], self[f"due_{number}"]) for number in range(1, TASKS + 1)]


@desk("conference.hold")
def hold_conference(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record a case conference."""
    opened = case_seen(case)

    def perform(values: dict[str, Any]) -> object:
        tasks = [(values.pop(f"task_{number}"), values.pop(f"due_{number}")) for number in range(1, TASKS + 1)]
        people = values.pop("participants").splitlines()
        return record_conference(actor=request.user, case=case, participants=people, tasks=tasks, **values)

    page = ActPage(
        "hold_conference", _("Case conference"), _("Record the conference"), _("The conference is on record."),
        icon="users-group", template="worker/act_conference.html",
    )  # fmt: skip
    return act_page(request, page, ConferenceForm, opened, perform)
