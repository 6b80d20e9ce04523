"""A page on which several things can be done, each with a form of its own: which one was sent, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.web.inputs import show_problem

Words = str | Promise
LANGUAGES = ("kk", "ru", "en")


class StepForm(forms.Form):
    """The form of a step; drawn with a reference, so that sending it twice does the act once."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["client_ref"] = new_uuid()

    def choose(self, name: str, choices: Sequence[tuple[str, Words]]) -> None:
        """What a field offers on this page."""
        field: Any = self.fields[name]
        field.choices = list(choices)


@dataclass
class Step:
    """One thing that can be done: its form, the act, and the words around it.

    ``draft``: the key under which what is typed is kept until it is sent; empty where it must not be kept anywhere.
    """

    code: str
    title: Words
    form: Callable[..., forms.Form]
    do: Callable[..., Any]
    button: Words
    done: Words
    icon: str = "check"
    about: Words = ""
    draft: str = ""
    folded: bool = False
    danger: bool = False
    drawn: Any = None  # the form as the page shows it


def take(request: HttpRequest, steps: Sequence[Step]) -> bool:
    """Do the step that was sent, if any; what it refuses stands in its form. Whether something was done."""
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    for step in steps:
        step.drawn = step.form(request.POST if step.code == sent else None, auto_id=f"{step.code}_%s")
    taken = next((one for one in steps if one.code == sent), None)
    if taken is None or not taken.drawn.is_valid():
        return False
    said = {**taken.drawn.cleaned_data}
    said["client_ref"] = said.get("client_ref") or new_uuid()
    try:
        taken.do(**said)
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(taken.drawn, problem)
        return False
    messages.success(request, str(taken.done))
    return True


def three(said: dict[str, Any], name: str) -> dict[str, str]:
    """Take a text in three languages out of what was said, as an act wants it."""
    return {code: said.pop(f"{name}_{code}", "") for code in LANGUAGES}
