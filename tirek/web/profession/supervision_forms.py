"""Forms of supervision. Beside every free text stands that no client is named in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.enums import Mode, SupervisionForm
from tirek.profession.selectors.supervision import Person
from tirek.toolkit.formats import page_language
from tirek.web.inputs import DayInput

NO_NAMES = _("Never write a client's name, address or number. Write “the mother”, “the boy”, “the family”.")
MEMBERS = _("Somebody of another organisation tells you their number in the register.")
MODES = [(Mode.ONSITE.value, Mode.ONSITE.label), (Mode.ONLINE.value, Mode.ONLINE.label)]


class _Form(forms.Form):
    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["client_ref"].initial = new_uuid()

    def choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """Give a field its answers."""
        field: Any = self.fields[name]
        field.choices = choices


class AgreementForm(_Form):
    """Who is asked, for what, how often, from when."""

    form = forms.ChoiceField(
        label=_("Individual or group"),
        choices=[(one.value, one.label) for one in (SupervisionForm.INDIVIDUAL, SupervisionForm.GROUP)],
        initial=SupervisionForm.INDIVIDUAL.value,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Name of the group"), max_length=200, required=False)
    colleagues = forms.MultipleChoiceField(label=_("Who is asked"), widget=forms.CheckboxSelectMultiple, required=False)
    numbers = forms.CharField(label=_("Others, by their numbers"), max_length=300, required=False, help_text=MEMBERS)
    aims = forms.CharField(
        label=_("What it is for"), help_text=NO_NAMES, widget=forms.Textarea({"rows": 3}), required=False
    )
    every_days = forms.TypedChoiceField(
        label=_("How often"),
        coerce=int,
        initial=30,
        choices=[(14, _("every two weeks")), (30, _("every month")), (60, _("every two months")),
                 (90, _("every three months"))],
    )  # fmt: skip
    starts_on = forms.DateField(label=_("From which day"), widget=DayInput)

    def __init__(self, data: Any, colleagues: Sequence[tuple[str, str]], *, equals: bool = False) -> None:
        super().__init__(data)
        self.fields["starts_on"].initial = today()
        self.choose("colleagues", colleagues)
        if not colleagues:
            del self.fields["colleagues"]
        if equals:
            del self.fields["form"]
            self.fields["title"].required = True

    @property
    def members(self) -> list[str]:
        """The numbers of everybody who is asked."""
        typed = self.cleaned_data["numbers"].replace(",", " ").split()
        return [*self.cleaned_data.get("colleagues", []), *typed]


class InviteForm(_Form):
    """One more for a group."""

    member = forms.CharField(label=_("Number in the register"), max_length=20)


class PlanForm(_Form):
    """When, how long, where."""

    on = forms.DateField(label=_("Day of the meeting"), widget=DayInput)
    minutes = forms.IntegerField(label=_("Minutes"), initial=60, min_value=1)
    mode = forms.ChoiceField(label=_("How"), choices=MODES, initial=Mode.ONSITE.value, widget=forms.RadioSelect)


class HoldForm(PlanForm):
    """What a meeting was: on which day, who of the members was there, whether safety was asked about."""

    present = forms.TypedMultipleChoiceField(label=_("Who was there"), coerce=UUID, widget=forms.CheckboxSelectMultiple)
    safety_asked = forms.BooleanField(label=_("We talked about safety at work"), required=False)

    def __init__(self, data: Any, members: Sequence[Person], **more: Any) -> None:
        super().__init__(data, **more)
        self.choose("present", [(str(one.uuid), str(one)) for one in members])
        self.fields["present"].initial = [str(one.uuid) for one in members]


class ThemeForm(_Form):
    """What is brought to a meeting, or was talked about, and what was agreed."""

    kind = forms.ChoiceField(label=_("Theme"))
    text = forms.CharField(
        label=_("In a few words"), help_text=NO_NAMES, widget=forms.Textarea({"rows": 3}), required=False
    )
    agreed = forms.CharField(label=_("What was agreed"), widget=forms.Textarea({"rows": 2}), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        language = page_language()
        self.choose("kind", [("", "—"), *((one.code, one.say(language)) for one in lists().themes)])


class CaseForm(_Form):
    """One of one's own cases."""

    case = forms.TypedChoiceField(
        label=_("Case"), coerce=UUID, help_text=_("Only who may open the case and takes part here sees this line.")
    )

    def __init__(self, data: Any, cases: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.choose("case", [("", "—"), *cases])


class CheckForm(_Form):
    """Our own questions, each of which may be left out."""

    wants_to_talk = forms.BooleanField(label=_("I want to talk about this"), required=False)
    unsafe = forms.BooleanField(label=_("I am not safe at work now"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        language, check = page_language(), lists().check
        answers = [(one.code, one.say(language)) for one in check.answers]
        for question in check.questions:
            self.fields[question.code] = forms.TypedChoiceField(
                label=question.say(language),
                choices=answers,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def areas(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions under the title of their area."""
        language, check = page_language(), lists().check
        return [
            (area.say(language), [self[one.code] for one in check.questions if one.area == area.code])
            for area in check.areas
        ]

    @property
    def answers(self) -> dict[str, int]:
        """What was answered."""
        asked = (one.code for one in lists().check.questions)
        return {code: value for code in asked if (value := self.cleaned_data.get(code)) is not None}


class ShareForm(_Form):
    """To which supervisor a check is shown."""

    supervisor = forms.TypedChoiceField(label=_("To whom"), coerce=UUID)

    def __init__(self, data: Any, supervisors: Sequence[Person]) -> None:
        super().__init__(data)
        self.choose("supervisor", [(str(one.uuid), str(one)) for one in supervisors])
