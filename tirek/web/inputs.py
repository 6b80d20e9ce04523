"""Form inputs that every desk uses."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from tirek.kernel.problems import GatesOpen, Problem


class DayInput(forms.DateInput):
    """A day, with the calendar of the device."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day on the 24-hour clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def worded(problem: Problem) -> str:
    """A problem in the language of the page."""
    text = gettext(problem.message)
    return text % problem.params if problem.params else text


def show_problem(form: forms.BaseForm, problem: Problem) -> None:
    """Put what an act refused beside the field it belongs to, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, worded(problem))
    if isinstance(problem, GatesOpen):
        for gate in problem.gates:
            form.add_error(None, gettext(gate.message) % gate.params if gate.params else gettext(gate.message))
