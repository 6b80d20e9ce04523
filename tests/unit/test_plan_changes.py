"""What a new version of a plan changed."""

from datetime import date

from tirek.casework.engine.plan_changes import Change, GoalAsWritten, StepAsWritten, plan_changes

HOUSING = GoalAsWritten("Баспана бар", date(2026, 12, 1), (StepAsWritten("Кезекке тұру", "Әсем"),))


def test_the_same_plan_has_no_changes():
    assert plan_changes([HOUSING], [GoalAsWritten(" баспана  БАР", date(2026, 12, 1), HOUSING.steps)]) == []


def test_goals_that_come_and_go_are_named():
    changes = plan_changes([HOUSING], [GoalAsWritten("Құжат бар")])
    assert [(one.change, one.goal) for one in changes] == [
        (Change.GOAL_ADDED, "Құжат бар"), (Change.GOAL_DROPPED, "Баспана бар"),
    ]  # fmt: skip


def test_who_and_when_of_a_step_are_compared():
    steps = (StepAsWritten("Кезекке тұру", "Қор", date(2027, 1, 1)), StepAsWritten("Жөндеу", "Қор"))
    now = GoalAsWritten("Баспана бар", None, steps)
    assert [(one.change, one.before, one.after) for one in plan_changes([HOUSING], [now])] == [
        (Change.GOAL_DUE, date(2026, 12, 1), None),
        (Change.STEP_WHO, "Әсем", "Қор"),
        (Change.STEP_DUE, None, date(2027, 1, 1)),
        (Change.STEP_ADDED, None, None),
    ]
    assert [one.change for one in plan_changes([now], [HOUSING])][-1] == Change.STEP_DROPPED
