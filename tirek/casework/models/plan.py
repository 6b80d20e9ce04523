"""The individual work plan, version by version, and what the supervisor decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tirek.casework.enums import ApprovalKind, Decision, PlanState, StepState
from tirek.casework.models.case import CaseRecord


class Plan(CaseRecord):
    """One version of the plan. A changed plan is a new version; the old one stays."""

    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.DRAFT)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_with = models.CharField(max_length=200, blank=True)
    child_opinion = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_plan_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"


class PlanGoal(CaseRecord):
    """What shall be true for the family, by when."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveIntegerField()
    domain = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["case", "plan"], name="goals_of_a_case")]

    def __str__(self) -> str:
        return self.title


class PlanStep(CaseRecord):
    """Who does what by when for a goal."""

    goal = models.ForeignKey(PlanGoal, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    responsible = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=StepState, default=StepState.AHEAD)
    finished_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["case", "goal"], name="steps_of_a_case")]

    def __str__(self) -> str:
        return self.title


class Approval(CaseRecord):
    """The supervisor is asked, and decides with a reason."""

    kind = models.CharField(max_length=10, choices=ApprovalKind)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=60, blank=True)
    request_note = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(decision="waiting"),
                name="one_open_request_per_kind",
                violation_error_message=_("The supervisor has already been asked and has not answered yet."),
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("recorded_by")),
                name="nobody_approves_their_own_request",
                violation_error_message=_("You can't decide on your own request."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "decision"], name="approvals_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"
