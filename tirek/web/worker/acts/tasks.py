"""Tasks, and the follow-ups after the support has ended."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.access.selectors.staff import members_of_unit
from tirek.casework.actions import tasks
from tirek.casework.models import FollowUp, Task
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.records import follow_up_of_month, record_seen
from tirek.toolkit.formats import long_day
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import YES_NO, ActForm, ActPage, DayField, WordsField, YesNoField, act_page, reference_of
from tirek.web.worker.wording import about_adult

DONE, DROPPED = "done", "dropped"
YES_NO_UNKNOWN = [*YES_NO, ("unknown", _("Not known"))]


class TaskForm(ActForm):
    """Somebody is to do something by a day."""

    rare = ("task_note",)

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = DayField(label=_("By which day"), required=False)
    urgent = forms.BooleanField(label=_("Urgent: somebody's safety depends on it"), required=False)
    assigned_to = forms.ChoiceField(label=_("Who does it"))
    on = forms.DateField(widget=forms.HiddenInput, required=False)
    task_note = WordsField(label=_("Note"), required=False, rows=2)

    def __init__(self, *args: Any, staff: list[User], me: User, **more: Any) -> None:
        self.staff, self.me = staff, me
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The colleagues of the unit, oneself first."""
        names = [(str(user.uuid), user.get_full_name()) for user in self.staff if user.pk != self.me.pk]
        self.choose("assigned_to", [(str(self.me.uuid), gettext("I do it myself")), *names])


@desk("task.edit")
def open_task(request: DeskRequest, case: UUID) -> HttpResponse:
    """Give a task."""
    opened = case_seen(case)
    staff = list(members_of_unit(opened.unit_id))

    def perform(values: dict[str, Any]) -> object:
        values["assigned_to"] = reference_of(values["assigned_to"])
        return tasks.open_task(actor=request.user, case=case, **values)

    page = ActPage("open_task", _("Give a task"), _("Give the task"), _("The task is given."), icon="list-check")
    return act_page(request, page, TaskForm, opened, perform, staff=staff, me=request.user)


class TaskDoneForm(ActForm):
    """The task is done, or will not be done."""

    ending = forms.ChoiceField(
        label=_("How it ended"),
        widget=forms.RadioSelect,
        choices=[(DONE, _("Done")), (DROPPED, _("Not needed any more"))],
        initial=DONE,
    )
    result = WordsField(label=_("What came of it"), required=False, rows=3)
    on = DayField(label=_("Day"))


@desk("task.edit")
def task_done(request: DeskRequest, task: UUID) -> HttpResponse:
    """Finish or drop a task."""
    given = record_seen(Task, task)

    def perform(values: dict[str, Any]) -> object:
        values["dropped"] = values.pop("ending") == DROPPED
        return tasks.finish_task(actor=request.user, task=task, **values)

    page = ActPage("finish_task", _("Finish the task"), _("Record"), _("Recorded."), icon="list-check")
    facts: list[tuple[Any, Any]] = [(_("Task"), given.says)]
    if given.due_on:
        facts.append((_("Due"), given.due_on))
    return act_page(request, page, TaskDoneForm, given.case, perform, more={"subject": task, "facts": facts})


class FollowUpForm(ActForm):
    """The programme's questions after the support has ended."""

    reached = YesNoField(label=_("Was the family reached?"))
    follow_up_note = WordsField(label=_("Note"), required=False, rows=3)
    on = DayField(label=_("Day"))

    def prepare(self) -> None:
        """One field for each question; without contact none is asked."""
        if about_adult(self.pack):
            self.fields["reached"].label = _("Was the client reached?")
        asked: dict[str, forms.Field] = {}
        for question in self.pack.follow_up.questions:
            label, must = question.title.say(self.language), question.required
            if question.answer == "choice":
                kinds = [(item.code, item.title.say(self.language)) for item in question.choices]
                asked[question.code] = forms.ChoiceField(
                    label=label, choices=[("", _("choose")), *kinds], required=must
                )
            elif question.answer == "yes_no_unknown":
                asked[question.code] = forms.ChoiceField(
                    label=label, choices=YES_NO_UNKNOWN, required=must, widget=forms.RadioSelect
                )
        self.fields.update(asked)
        self.questions = list(asked)
        self.order_fields(["client_ref", "reached", *asked, "follow_up_note", "on"])

    def clean(self) -> dict[str, Any]:
        """Gather the answers; without contact nobody could answer."""
        values: dict[str, Any] = super().clean() or {}
        values["answers"] = {code: values.pop(code, "") for code in self.questions}
        if values.get("reached") is False:
            for code in self.questions:
                self.errors.pop(code, None)
            values["answers"] = {}
        return values


@desk("visit.record")
def follow_up(request: DeskRequest, follow_up: UUID) -> HttpResponse:
    """Record a follow-up: was the family reached, and how do they live?"""
    due = record_seen(FollowUp, follow_up)

    def perform(values: dict[str, Any]) -> object:
        return tasks.record_follow_up(actor=request.user, follow_up=follow_up, **values)

    title = ngettext("Follow-up after %(count)s month", "Follow-up after %(count)s months", due.months)
    page = ActPage(
        "record_follow_up",
        title % {"count": due.months},
        _("Record follow-up"),
        _("Follow-up recorded."),
        icon="heart-handshake",
        intro=_("Without contact the questions stay empty; it may be tried again until the last day."),
    )
    span = f"{long_day(due.opens_on)} – {long_day(due.closes_on)}"
    facts = [(_("Counts for this month"), span)]
    if due.held_on and not due.reached:
        facts.append((_("Last tried without contact"), long_day(due.held_on)))
    return act_page(request, page, FollowUpForm, due.case, perform, more={"subject": follow_up, "facts": facts})


@desk("visit.record")
def follow_up_due(request: DeskRequest, case: UUID, months: int) -> HttpResponse:
    """The follow-up of a month, for links that know the month alone."""
    return redirect("follow_up", follow_up_of_month(case_seen(case), months).uuid)
