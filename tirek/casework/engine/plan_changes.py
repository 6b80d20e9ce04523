"""What a new version of a plan changed, goal by goal. Plain Python: two versions in, a list of changes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class StepAsWritten:
    """A step: what, who, by when."""

    title: str
    responsible: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoalAsWritten:
    """A goal with its steps."""

    title: str
    due_on: date | None = None
    steps: Sequence[StepAsWritten] = field(default_factory=tuple)


class Change(StrEnum):
    """What may differ between two versions."""

    GOAL_ADDED = "goal_added"
    GOAL_DROPPED = "goal_dropped"
    GOAL_DUE = "goal_due"
    STEP_ADDED = "step_added"
    STEP_DROPPED = "step_dropped"
    STEP_WHO = "step_who"
    STEP_DUE = "step_due"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One difference: in which goal, in which step, what stood there and what stands there now."""

    change: Change
    goal: str
    step: str = ""
    before: str | date | None = None
    after: str | date | None = None


def plan_changes(before: Sequence[GoalAsWritten], after: Sequence[GoalAsWritten]) -> list[PlanChange]:
    """Differences in the order of the new version, what was dropped last. Goals and steps are known by their words:
    one that was reworded reads as dropped and added, which is what the family is told.
    """
    old = {_key(goal.title): goal for goal in before}
    changes = [change for goal in after for change in _goal(old.pop(_key(goal.title), None), goal)]
    changes += [PlanChange(Change.GOAL_DROPPED, goal.title) for goal in old.values()]
    return changes


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def _goal(before: GoalAsWritten | None, goal: GoalAsWritten) -> Iterator[PlanChange]:
    if before is None:
        yield PlanChange(Change.GOAL_ADDED, goal.title)
        return
    if before.due_on != goal.due_on:
        yield PlanChange(Change.GOAL_DUE, goal.title, before=before.due_on, after=goal.due_on)
    old = {_key(step.title): step for step in before.steps}
    for step in goal.steps:
        was = old.pop(_key(step.title), None)
        if was is None:
            yield PlanChange(Change.STEP_ADDED, goal.title, step.title)
            continue
        if was.responsible != step.responsible:
            yield PlanChange(Change.STEP_WHO, goal.title, step.title, was.responsible, step.responsible)
        if was.due_on != step.due_on:
            yield PlanChange(Change.STEP_DUE, goal.title, step.title, was.due_on, step.due_on)
    for step in old.values():
        yield PlanChange(Change.STEP_DROPPED, goal.title, step.title)
