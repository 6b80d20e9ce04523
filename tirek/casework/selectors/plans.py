"""Versions of the individual work plan: the newest, all of them, and what the supervisor answered to each."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tirek.casework.engine.plan_changes import GoalAsWritten, PlanChange, StepAsWritten, plan_changes
from tirek.casework.enums import ApprovalKind, PlanState
from tirek.casework.models import Approval, Case, Plan
from tirek.kernel.problems import N_, Missing


@dataclass(frozen=True)
class PlanVersion:
    """A version, what the supervisor was asked and answered, and how it differs from the one before."""

    plan: Plan
    approval: Approval | None
    changes: list[PlanChange]


def plan_of_case(case: Case, version: int | None = None) -> Plan | None:
    """A version of the plan with goals and steps; without a number, the newest that was not replaced."""
    plans: QuerySet[Plan] = Plan.objects.filter(case=case).select_related("recorded_by")
    plans = plans.exclude(state=PlanState.SUPERSEDED) if version is None else plans.filter(version=version)
    return plans.order_by("-version").prefetch_related("goals__steps").first()


def agreed_plan(case: Case) -> Plan | None:
    """The newest version the family agreed to: the one a review is about, even while a new draft is being written."""
    agreed = Plan.objects.filter(case=case, agreed_on__isnull=False).select_related("recorded_by")
    return agreed.order_by("-version").prefetch_related("goals__steps").first()


def plan_version(case: Case, version: int | None) -> Plan:
    """A version, or Missing."""
    plan = plan_of_case(case, version)
    if plan is None:
        raise Missing(N_("There is no such record in what you may see."))
    return plan


def approval_of(plan: Plan) -> Approval | None:
    """What the supervisor was asked last about this version, with the answer."""
    asked = Approval.objects.filter(plan=plan, kind=ApprovalKind.PLAN).select_related("recorded_by", "decided_by")
    return asked.order_by("-pk").first()


def plan_versions(case: Case) -> list[PlanVersion]:
    """Every version, the newest first, each compared with the one before it."""
    plans = list(
        Plan.objects.filter(case=case)
        .select_related("recorded_by")
        .prefetch_related("goals__steps")
        .order_by("version")
    )
    asked = Approval.objects.filter(case=case, kind=ApprovalKind.PLAN).select_related("recorded_by", "decided_by")
    approvals = {approval.plan_id: approval for approval in asked.order_by("pk")}
    versions = []
    for at, plan in enumerate(plans):
        changes = plan_changes(as_written(plans[at - 1]), as_written(plan)) if at else []
        versions.append(PlanVersion(plan, approvals.get(plan.pk), changes))
    return versions[::-1]


def as_written(plan: Plan) -> list[GoalAsWritten]:
    """The goals and steps of a version as plain values."""
    return [
        GoalAsWritten(
            goal.title,
            goal.due_on,
            [StepAsWritten(step.title, step.responsible, step.due_on) for step in goal.steps.all()],
        )
        for goal in plan.goals.all()
    ]
