"""A plan between the page and the acts: what the editor is given, what it sends back, what a new version changed."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tirek.access.models import User
from tirek.casework.actions.plans import GoalDraft, StepDraft
from tirek.casework.engine.plan_changes import Change, PlanChange
from tirek.casework.enums import StepState
from tirek.casework.models import Case, Plan
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import people_of_cases
from tirek.people.selectors.names import display_name
from tirek.toolkit.formats import long_day

LONGEST_TITLE, LONGEST_WHO, MOST_ROWS = 300, 200, 100


class GoalsField(forms.CharField):
    """The goals as the editor sends them: JSON in a hidden input."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        """Drafts of goals and steps. What is missing in them is said by the act."""
        text = super().clean(value)
        try:
            goals = json.loads(text)
            if not isinstance(goals, list) or len(goals) > MOST_ROWS:
                raise ValueError("not a list of goals")
            return [_goal(goal) for goal in goals]
        except (ValueError, TypeError, AttributeError) as wrong:
            raise ValidationError(_("The plan could not be read. Reload the page.")) from wrong


def _goal(given: Mapping[str, Any]) -> GoalDraft:
    steps = given.get("steps") or []
    if len(steps) > MOST_ROWS:
        raise ValueError("too many steps")
    return GoalDraft(
        title=_text(given, "title", LONGEST_TITLE),
        domain=_text(given, "domain", 40),
        due_on=_day(given),
        steps=[
            StepDraft(
                title=_text(step, "title", LONGEST_TITLE),
                responsible=_text(step, "responsible", LONGEST_WHO),
                due_on=_day(step),
                state=StepState(_text(step, "state", 10) or StepState.AHEAD),
            )
            for step in steps
        ],
    )


def _text(given: Mapping[str, Any], name: str, longest: int) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(name)
    return " ".join(value.split())[:longest]


def _day(given: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(given["due_on"]) if given.get("due_on") else None


def plan_value(plan: Plan | None) -> str:
    """A version of the plan as the editor reads it."""
    goals = plan.goals.all() if plan else []
    return json.dumps(
        [
            {
                "title": goal.title,
                "domain": goal.domain,
                "due_on": goal.due_on.isoformat() if goal.due_on else "",
                "steps": [
                    {
                        "title": step.title,
                        "responsible": step.responsible,
                        "due_on": step.due_on.isoformat() if step.due_on else "",
                        "state": step.state,
                    }
                    for step in goal.steps.all()
                ],
            }
            for goal in goals
        ],
        ensure_ascii=False,
    )


def editor_setup(case: Case, user: User, language: str) -> dict[str, Any]:
    """The programme's library by domain, who may stand as responsible, and the words of the editor."""
    pack, people = programme_of(case), people_of_cases([case.pk]).get(case.pk, [])
    domains = [
        {
            "code": domain.code,
            "title": domain.title.say(language),
            "goals": [
                {"title": goal.title.say(language), "steps": [step.title.say(language) for step in goal.steps]}
                for goal in pack.goals.goals
                if goal.domain == domain.code
            ],
        }
        for domain in pack.goals.domains
    ]
    names = [display_name(one.person, language, form="short") for one in people]
    return {
        "domains": domains,
        "people": [user.short_name, *names],
        "who": user.short_name,
        "states": {code: capfirst(str(label)) for code, label in StepState.choices},
        "words": _editor_words(),
    }


def _editor_words() -> dict[str, str]:
    return {
        "goal": _("Goal {n}"),
        "step": _("Step {n}"),
        "steps": _("Steps"),
        "domain": _("Area"),
        "who": _("Who does it"),
        "by": _("By when"),
        "optional": _("optional"),
        "addStep": _("Add a step"),
        "removeStep": _("Remove step {n}"),
        "removeGoal": _("Remove goal {n}"),
        "removed": _("Removed: {title}."),
        "undo": _("Put back"),
        "untitled": _("without words"),
        "library": _("Add a goal"),
        "libraryHint": _("One touch adds a goal with its usual steps; every word may be changed."),
        "ownGoal": _("A goal in own words"),
        "none": _("A plan needs at least one goal. Choose one below or write your own."),
        "missing_goal": _("Write the goal."),
        "missing_step": _("Write what is done."),
        "missing_who": _("Write who does it."),
    }


def change_words(change: PlanChange) -> str:
    """A difference between two versions as a sentence."""
    said = {
        Change.GOAL_ADDED: _("New goal: %(goal)s"),
        Change.GOAL_DROPPED: _("Goal dropped: %(goal)s"),
        Change.GOAL_DUE: _("%(goal)s: by when %(after)s, before %(before)s"),
        Change.STEP_ADDED: _("%(goal)s: new step: %(step)s"),
        Change.STEP_DROPPED: _("%(goal)s: step dropped: %(step)s"),
        Change.STEP_WHO: _("%(step)s: done by %(after)s, before %(before)s"),
        Change.STEP_DUE: _("%(step)s: by when %(after)s, before %(before)s"),
    }[change.change]
    return said % {
        "goal": change.goal, "step": change.step, "before": _shown(change.before), "after": _shown(change.after)
    }  # fmt: skip


def _shown(value: str | date | None) -> str:
    return long_day(value) if isinstance(value, date) else value or "–"
