"""What is to be done: tasks, follow-ups, the duties that the standards found, and who was told of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from tirek.casework.enums import NoticeKind, TaskState
from tirek.casework.models.case import CaseRecord


class Task(CaseRecord):
    """Somebody has to do something by a day. ``done_on`` is the day it was given."""

    title = models.CharField(max_length=300, blank=True)
    words = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    finished_on = models.DateField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.TextField(blank=True)
    origin = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["assigned_to", "state", "due_on"], name="tasks_of_a_worker"),
            models.Index(fields=["case", "state"], name="tasks_of_a_case"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def says(self) -> str:
        """What is to be done, in the page's language when the task came from a rule or an instrument."""
        return str(self.words.get((get_language() or "kk")[:2]) or self.title)


class FollowUp(CaseRecord):
    """After the support has ended: is the child still home, the man in work? ``done_on`` is the target day.

    ``counted_from`` is the closure it belongs to: a case that was reopened and closed again is asked anew.
    ``outcome`` is the answer to the question that the programme names as its outcome.
    """

    months = models.PositiveSmallIntegerField()
    counted_from = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    reached = models.BooleanField(null=True)
    outcome = models.CharField(max_length=60, blank=True)
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "counted_from", "months"],
                condition=models.Q(dropped_on=None),
                name="one_follow_up_per_month",
            ),
        ]
        indexes = [models.Index(fields=["unit", "held_on", "opens_on"], name="follow_ups_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.months}"


class Duty(CaseRecord):
    """A finding of a standard, kept: what is owed or was met. ``done_on`` is the day its clock started."""

    rule = models.CharField(max_length=30)
    subject = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20)
    warn_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    escalate_on = models.DateField(null=True, blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "rule", "subject"], name="one_duty_per_rule_and_subject"),
        ]
        indexes = [
            models.Index(fields=["case", "state", "due_on"], name="duties_of_a_case"),
            models.Index(fields=["unit", "due_on"], name="duties_of_a_unit"),
            models.Index(fields=["warn_on"], condition=models.Q(state="open"), name="duties_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.state}"


class Notice(CaseRecord):
    """Somebody was told in the application that a duty is due soon, overdue, or passed on to the supervisor.

    ``done_on`` is the day of telling, ``due_on`` the last good day it spoke of: once the duty is done, or its clock
    runs anew, the notice is over. The mail says counts alone. ``answer`` is what the supervisor made of it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    due_on = models.DateField()
    read_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "user", "kind", "due_on"], name="one_notice_of_a_kind_a_clock"),
        ]
        indexes = [models.Index(fields=["user", "-done_on"], name="notices_of_a_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_on}"
