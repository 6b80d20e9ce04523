"""How a form of the register is sent: the act is called, what it refuses stands beside its field."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest

from tirek.kernel.problems import Missing, Problem, Refused
from tirek.web.desk import client_ref
from tirek.web.inputs import show_problem, worded
from tirek.web.profession.register_forms import RegisterForm


def sent(
    request: HttpRequest, form: RegisterForm, act: Callable[..., models.Model], **more: Any
) -> models.Model | None:
    """What the act made of a form; nothing where the form has to be mended."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(actor=request.user, client_ref=client_ref(request), **{**form.said(), **more})
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return None


def done(request: HttpRequest, said: str, act: Callable[..., models.Model], **more: Any) -> bool:
    """An act behind a single button: what came of it is said above the next page."""
    try:
        act(actor=request.user, client_ref=client_ref(request), **more)
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
        return False
    messages.success(request, said)
    return True
