"""The individual work plan: written, agreed with the family, approved by the supervisor, reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.casefile import (
    base,
    day_of_act,
    found_in_case,
    journal,
    lock_case,
    one_of,
    open_case_only,
)
from tirek.casework.actions.duties import keep_duties
from tirek.casework.enums import ApprovalKind, Decision, PlanState, StepState
from tirek.casework.models import Approval, Plan, PlanGoal, PlanStep
from tirek.casework.selectors.facts import pass_gates, programme_of
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.gate import ask_for_entry


@dataclass(frozen=True)
class StepDraft:
    """A step as written: what, who, by when, how it stands."""

    title: str
    responsible: str
    due_on: date | None = None
    state: str = StepState.AHEAD


@dataclass(frozen=True)
class GoalDraft:
    """A goal as written, with its steps."""

    title: str
    domain: str = ""
    due_on: date | None = None
    steps: Sequence[StepDraft] = field(default_factory=tuple)


@act("plan.write")
def write_plan(
    *,
    actor: User,
    case: UUID,
    on: date,
    goals: Sequence[GoalDraft],
    review_on: date | None = None,
    client_ref: UUID | None = None,
) -> Plan:
    """Write a new version of the plan. Earlier versions stay as they were; an unfinished draft is replaced.

    Permission: plan.write. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "plan.write", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    if not goals or not all(goal.title.strip() for goal in goals):
        raise Problem(N_("A plan needs at least one goal, and each goal its words."), field="goals")
    for number, goal in enumerate(goals, start=1):
        for step in goal.steps:
            if not step.title.strip() or not step.responsible.strip():
                raise Problem(
                    N_("Goal %(number)s: write for each step what is done and who does it."),
                    field="goals",
                    number=number,
                )
    last = Plan.objects.filter(case=opened).order_by("-version").first()
    Plan.objects.filter(case=opened, state__in=[PlanState.DRAFT, PlanState.RETURNED]).update(state=PlanState.SUPERSEDED)
    plan = Plan.objects.create(**base(actor, opened, on), version=last.version + 1 if last else 1, review_on=review_on)
    for place, goal in enumerate(goals):
        row = PlanGoal.objects.create(
            **base(actor, opened, on),
            plan=plan,
            position=place,
            domain=goal.domain,
            title=goal.title.strip(),
            due_on=goal.due_on,
        )
        PlanStep.objects.bulk_create(
            PlanStep(
                **base(actor, opened, on),
                goal=row,
                position=order,
                title=step.title.strip(),
                responsible=step.responsible.strip(),
                due_on=step.due_on,
                state=step.state,
            )
            for order, step in enumerate(goal.steps)
        )
    note(version=plan.version, goals=len(goals))
    return plan


@act("plan.write")
def agree_plan(
    *,
    actor: User,
    plan: UUID,
    on: date,
    agreed_with: str,
    child_opinion: str = "",
    client_ref: UUID | None = None,
) -> Plan:
    """The family agrees to the plan; what the child thinks is written too, or why it was not asked.

    Refused while the programme's gates before a plan are open. Permission: plan.write. Agreeing again changes nothing.
    """
    draft, opened = found_in_case(Plan, plan)
    require(actor, "plan.write", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    if draft.agreed_on is not None:
        return draft
    if draft.state != PlanState.DRAFT:
        raise Problem(N_("Only the newest draft can be agreed."))
    if not agreed_with.strip():
        raise Problem(N_("Write who of the family agreed to the plan."), field="agreed_with")
    pass_gates(opened, "agree_plan", on)
    draft.state, draft.agreed_on = PlanState.AGREED, on
    draft.agreed_with, draft.child_opinion = agreed_with.strip(), child_opinion.strip()
    draft.save(update_fields=["state", "agreed_on", "agreed_with", "child_opinion"])
    journal(draft, "plan_agreed", on=on, by=actor, note=child_opinion.strip(), version=draft.version)
    keep_duties(opened, by=actor)
    note(version=draft.version)
    return draft


@act("plan.write")
def review_plan(*, actor: User, case: UUID, on: date, result: str, client_ref: UUID | None = None) -> Plan:
    """The plan in force was looked at and stays. To change it, write a new version.

    Permission: plan.write. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "plan.write", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    plan = Plan.objects.filter(case=opened, agreed_on__isnull=False).order_by("-version").first()
    if plan is None:
        raise Problem(N_("There is no agreed plan to review yet."))
    if not result.strip():
        raise Problem(N_("Write what the review found."), field="result")
    journal(plan, "plan_reviewed", on=on, note=result.strip(), by=actor, version=plan.version)
    keep_duties(opened, by=actor)
    return plan


@act("plan.write")
def mark_step(
    *, actor: User, step: UUID, state: str, on: date, step_note: str = "", client_ref: UUID | None = None
) -> PlanStep:
    """A step of the plan moves: in work, waiting, done, dropped.

    Permission: plan.write. Marking the same state again changes nothing.
    """
    marked, opened = found_in_case(PlanStep, step)
    require(actor, "plan.write", opened.unit_id)
    day_of_act(on, case=opened)
    if state not in StepState.values:
        raise Problem(N_("Choose one of the answers in the list."), field="state")
    if state == marked.state:
        return marked
    marked.state = state
    marked.finished_on = on if state in (StepState.DONE, StepState.DROPPED) else None
    marked.save(update_fields=["state", "finished_on"])
    journal(marked, "step_marked", on=on, note=step_note.strip(), by=actor, state=state)
    return marked


@act("plan.write")
def request_approval(
    *,
    actor: User,
    case: UUID,
    kind: str,
    on: date,
    request_note: str = "",
    outcome: str = "",
    client_ref: UUID | None = None,
) -> Approval:
    """Ask the supervisor to approve the agreed plan, or the closure with its outcome.

    Refused with reasons while gates stand open. Permission: plan.write. One open request of a kind at a time.
    """
    opened = lock_case(case)
    require(actor, "plan.write", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    if kind not in ApprovalKind.values:
        raise Problem(N_("Choose one of the answers in the list."), field="kind")
    if Approval.objects.filter(case=opened, kind=kind, decision=Decision.WAITING).exists():
        raise Problem(N_("The supervisor has already been asked and has not answered yet."))
    plan = None
    if kind == ApprovalKind.PLAN:
        pass_gates(opened, "request_plan_approval", on)
        plan = Plan.objects.filter(case=opened, state=PlanState.AGREED).order_by("-version").first()
        if plan is None:
            raise Problem(N_("First agree the plan with the family."))
        plan.state = PlanState.SUBMITTED
        plan.save(update_fields=["state"])
    else:
        one_of(programme_of(opened).choices("outcome", "en"), outcome, "outcome")
        pass_gates(opened, "request_closure", on)
    approval = Approval.objects.create(
        **base(actor, opened, on), kind=kind, plan=plan, outcome=outcome, request_note=request_note.strip()
    )
    journal(approval, "approval_requested", on=on, note=request_note.strip(), by=actor, about=kind)
    keep_duties(opened, by=actor)
    note(kind=kind)
    return approval


@act("approval.decide")
def decide_approval(
    *, actor: User, approval: UUID, approve: bool, on: date, reason: str, client_ref: UUID | None = None
) -> Approval:
    """The supervisor approves or returns, and writes why. Nobody decides on their own request.

    Permission: approval.decide. Deciding again is refused with words; of two at once exactly one wins.
    """
    asked, opened = found_in_case(Approval, approval)
    require(actor, "approval.decide", opened.unit_id)
    ask_for_entry(actor, "approval.decide", opened.unit_id)
    day_of_act(on, case=opened)
    if asked.recorded_by_id == actor.pk:
        raise Problem(N_("You can't decide on your own request."))
    if asked.decision != Decision.WAITING:
        raise Problem(N_("This request has already been decided."))
    if not approve and not reason.strip():
        raise Problem(N_("Write what has to be changed."), field="reason")
    asked.decision = Decision.APPROVED if approve else Decision.RETURNED
    asked.decided_by, asked.decided_on, asked.reason = actor, on, reason.strip()
    asked.save(update_fields=["decision", "decided_by", "decided_on", "reason"])
    if asked.plan is not None:
        if approve:
            Plan.objects.filter(case=opened, state=PlanState.APPROVED).update(state=PlanState.SUPERSEDED)
        asked.plan.state = PlanState.APPROVED if approve else PlanState.RETURNED
        asked.plan.save(update_fields=["state"])
    kind = f"{asked.kind}_{'approved' if approve else 'returned'}"
    journal(asked, kind, on=on, note=reason.strip(), by=actor, about=asked.kind)
    keep_duties(opened, by=actor)
    note(kind=asked.kind, approve=approve)
    return asked
