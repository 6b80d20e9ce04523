"""The forms of an organiser: a session, a line of its programme, a material, a recommendation."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.kernel.clock import ZONE
from tirek.profession.enums import Mode
from tirek.profession.models import CapacitySession, Paper
from tirek.profession.selectors.learning import topics
from tirek.profession.selectors.sessions import online_link, units_to_hold
from tirek.web.inputs import DayInput, TimeInput
from tirek.web.profession.sessions_acting import LANGUAGES, SessionForm, instant

_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_END_OF_DAY = time(23, 59)


class DayField(forms.DateField):
    """A day with the calendar of the device."""

    widget = DayInput


class TimeField(forms.TimeField):
    """A time of day."""

    widget = TimeInput


def in_three(form: forms.Form, name: str, *, rows: int = 0, required: bool = True) -> None:
    """Give a form a text in three languages."""
    for code in LANGUAGES:
        widget = forms.Textarea({"rows": rows, "lang": code}) if rows else forms.TextInput({"lang": code})
        longest = None if rows else 300
        form.fields[f"{name}_{code}"] = forms.CharField(
            label=_NAMES[code], widget=widget, required=required, max_length=longest
        )


class MeetingForm(SessionForm):
    """What is said of a session: its title and text in three languages, when, where, for how many."""

    unit = forms.ChoiceField(label=_("Who holds it"))
    starts_on = DayField(label=_("Begins on"))
    starts_time = TimeField(label=_("Time"))
    ends_on = DayField(label=_("Ends on"))
    ends_time = TimeField(label=_("Time"))
    mode = forms.ChoiceField(label=_("How one takes part"), choices=Mode.choices, initial=Mode.HYBRID)
    capacity_onsite = forms.IntegerField(label=_("Places on site"), min_value=0, max_value=100_000, initial=0)
    capacity_online = forms.IntegerField(label=_("Places online"), min_value=0, max_value=100_000, initial=0)
    online_link = forms.URLField(
        label=_("Link to the meeting online"), required=False, max_length=300, assume_scheme="https",
        help_text=_("Shown only to those registered online, from the day on."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours that count"), min_value=0, max_value=200, max_digits=4, decimal_places=1, initial=0,
        help_text=_("For practitioners in the register who were there."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("What the hours are about"), required=False)
    registration_until = DayField(label=_("Registration until"), required=False)
    call_from = DayField(label=_("Papers are taken from"), required=False)
    call_until = DayField(label=_("Papers are taken until"), required=False)

    def __init__(self, data: Any, user: User, session: CapacitySession | None = None) -> None:
        super().__init__(data, initial=_said(session) if session else None)
        units = [(str(unit.uuid), str(unit)) for unit in units_to_hold(user)]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if session or len(units) == 1:
            del self.fields["unit"]
            self.only_unit = units[0][0] if units else ""
        self.fields["topic"].choices = [("", _("of no topic")), *topics()]  # type: ignore[attr-defined]
        in_three(self, "title")
        in_three(self, "text", rows=4, required=False)
        in_three(self, "place", required=False)
        in_three(self, "call", rows=3, required=False)

    def said(self) -> dict[str, Any]:
        """The values as the acts take them."""
        values = self.cleaned_data
        plain = (
            "mode",
            "capacity_onsite",
            "capacity_online",
            "online_link",
            "hours",
            "topic",
            "call_from",
            "call_until",
        )
        last = values["registration_until"]
        return {
            **{name: values[name] for name in plain},
            "titles": self.words("title"), "texts": self.words("text"), "places": self.words("place"),
            "calls": self.words("call"), "starts_at": self.moment("starts"), "ends_at": self.moment("ends"),
            "registration_until": min(instant(last, _END_OF_DAY), self.moment("ends")) if last else None,
        }  # fmt: skip


def _said(session: CapacitySession) -> dict[str, Any]:
    starts, ends = session.starts_at.astimezone(ZONE), session.ends_at.astimezone(ZONE)
    words = {
        f"{name}_{code}": getattr(session, f"{name}_{code}")
        for name in ("title", "text", "place", "call")
        for code in LANGUAGES
    }
    last = session.registration_until
    return {
        **words, "starts_on": starts.date(), "starts_time": starts.time(), "ends_on": ends.date(),
        "ends_time": ends.time(), "mode": session.mode, "capacity_onsite": session.capacity_onsite,
        "capacity_online": session.capacity_online, "online_link": online_link(session), "hours": session.hours,
        "topic": session.topic, "call_from": session.call_from, "call_until": session.call_until,
        "registration_until": last.astimezone(ZONE).date() if last else None,
    }  # fmt: skip


class ItemForm(SessionForm):
    """A line of the programme: a paper, a talk, a break."""

    paper = forms.ChoiceField(label=_("Accepted paper"), required=False)
    starts_on = DayField(label=_("Day"))
    starts_time = TimeField(label=_("Begins"))
    ends_time = TimeField(label=_("Ends"))
    room = forms.CharField(label=_("Room"), max_length=100, required=False)
    speakers = forms.CharField(label=_("Who speaks"), max_length=300, required=False)
    pause = forms.BooleanField(label=_("A break"), required=False)

    def __init__(self, data: Any, session: CapacitySession, papers: list[Paper]) -> None:
        super().__init__(data)
        choices = [("", _("none"))] + [(str(paper.uuid), f"{paper.title} ({paper.author})") for paper in papers]
        self.fields["paper"].choices = choices  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = session.starts_at.astimezone(ZONE).date()
        in_three(self, "title", required=False)


class MaterialForm(SessionForm):
    """Something to take along."""

    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")
    text = forms.CharField(label=_("Text"), widget=forms.Textarea({"rows": 3}), required=False)
    public = forms.BooleanField(label=_("For everybody, not only for participants"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        in_three(self, "title")


class RecommendationForm(SessionForm):
    """What the session recommends, as it was said; who answers for it is decided at its adoption."""

    owner = forms.CharField(
        label=_("Which body should do it"), max_length=200, required=False,
        help_text=_("May be decided when it is adopted."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        in_three(self, "text", rows=2, required=False)
