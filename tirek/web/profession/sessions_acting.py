"""How the pages of sessions do an act: with a form that may be refused, or with a single button."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from tirek.kernel.clock import ZONE
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.selectors.sessions import NOTHING_THERE
from tirek.web.inputs import show_problem, worded

LANGUAGES = ("kk", "ru", "en")


class SessionForm(forms.Form):
    """A form of a session, drawn with a reference so that sending it twice does the act once."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["client_ref"].initial = new_uuid()

    def words(self, name: str) -> dict[str, str]:
        """A text in three languages, as an act takes it."""
        return {code: self.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES}

    def moment(self, name: str) -> datetime:
        """A day and a time of day as one instant."""
        return instant(self.cleaned_data[f"{name}_on"], self.cleaned_data[f"{name}_time"])


def uuid_of(text: str) -> UUID:
    """A reference that came in with a form; what is none leads nowhere."""
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Missing(NOTHING_THERE) from wrong


def instant(on: date, at: time) -> datetime:
    """A day and a time on the wall here."""
    return datetime.combine(on, at, ZONE)


def done(request: HttpRequest, form: forms.Form, do: Callable[[], Any], said: str | Promise = "") -> bool:
    """Do the act of a valid form and confirm it; what is refused stands beside its field."""
    if not form.is_valid():
        return False
    try:
        do()
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return False
    if said:
        messages.success(request, str(said))
    return True


def pressed(request: HttpRequest, do: Callable[[], Any], said: str | Promise = "") -> bool:
    """Do the act of a button; what is refused is said above the page."""
    try:
        do()
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))
        return False
    if said:
        messages.success(request, str(said))
    return True
