"""What the register asks for: an entry, its details, a category, a suspension, a vacancy, a requirement."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tirek.access.models import Unit
from tirek.access.roles import PERMISSIONS
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.gate import MAY_ASK
from tirek.profession.enums import Cadre, Degree, Sector
from tirek.profession.models import Practitioner
from tirek.web.inputs import DayInput
from tirek.web.profession.register_words import (
    SEXES,
    Choices,
    category_choices,
    language_choices,
    region_choices,
    specialisation_choices,
)


class RegisterForm(forms.Form):
    """What every form here has: a reference that lets it be sent twice, and choices made when it is drawn."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    days: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), **initial})
        for name, choices in self.drawn().items():
            if name in self.fields:
                field: Any = self.fields[name]
                field.choices = choices
        for name in self.days:
            self.fields[name].widget.attrs["max"] = today().isoformat()

    def drawn(self) -> dict[str, Choices]:
        """Choices in the language of the page."""
        return {
            "region": region_choices(),
            "category": category_choices(),
            "languages": language_choices(),
            "specialisations": specialisation_choices(),
        }

    def said(self) -> dict[str, Any]:
        """What was said, for an act."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_ref"}


class NamesForm(RegisterForm):
    """Who an entry is about."""

    surname = forms.CharField(label=_("Surname"), max_length=100)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    born_year = forms.IntegerField(label=_("Year of birth"), min_value=1920, max_value=2015, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)


class OwnForm(RegisterForm):
    """What a practitioner says of themselves."""

    region = forms.ChoiceField(label=_("Region where you work"))
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Never public. Reminders go there."))
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, help_text=_("Never public."))
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple, required=False)
    specialisations = forms.MultipleChoiceField(
        label=_("Specialisations"), widget=forms.CheckboxSelectMultiple, required=False
    )


class EntryForm(OwnForm, NamesForm):
    """A new entry: by the office, or asked for by oneself."""

    unit = forms.ChoiceField(label=_("Office that keeps the register"))
    field_order = ("client_ref", "unit", "surname", "given_name", "patronymic", "born_year", "sex", "region")

    def __init__(self, data: Any, offices: list[Unit], **initial: Any) -> None:
        self.offices = offices
        super().__init__(data, **initial)
        if len(offices) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = str(offices[0].uuid)

    def drawn(self) -> dict[str, Choices]:
        """The offices too."""
        return {
            **super().drawn(),
            "unit": [(str(one.uuid), f"{one.organisation.name}, {one.name}") for one in self.offices],
        }


class OfficeEntryForm(EntryForm):
    """A new entry made by the office: since when, and whose account reads it."""

    on = forms.DateField(label=_("Entered on"), widget=DayInput)
    username = forms.CharField(
        label=_("User name in Tirek"), required=False, help_text=_("Whoever reads the entry as their own.")
    )
    days = ("on",)


class CorrectForm(NamesForm):
    """Who an entry is about, and whose account reads it."""

    username = forms.CharField(
        label=_("User name in Tirek"), required=False, help_text=_("Whoever reads the entry as their own.")
    )

    @classmethod
    def of(cls, data: Any, entry: Practitioner) -> "CorrectForm":
        """The form filled in as the entry stands."""
        names = {name: getattr(entry, name) for name in ("surname", "given_name", "patronymic", "born_year", "sex")}
        return cls(data, username=entry.user.username if entry.user else "", **names)


class EducationForm(RegisterForm):
    """What somebody studied."""

    programme = forms.CharField(label=_("Programme"), max_length=200)
    institution = forms.CharField(label=_("University or college"), max_length=200)
    degree = forms.ChoiceField(label=_("Level"), choices=[("", _("Choose")), *Degree.choices])
    year = forms.IntegerField(label=_("Year of graduation"), min_value=1950, max_value=2100)
    social_work = forms.BooleanField(label=_("A degree in social work itself"), required=False)
    seen = forms.BooleanField(label=_("The office saw the diploma"), required=False)


class PostForm(RegisterForm):
    """A post, present or past."""

    employer = forms.CharField(label=_("Employer"), max_length=200)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Choose")), *Sector.choices])
    cadre = forms.ChoiceField(label=_("Kind of post"), choices=[("", _("Choose")), *Cadre.choices])
    region = forms.ChoiceField(label=_("Region"))
    share = forms.DecimalField(
        label=_("Share of a full post"), min_value=0, max_value=2, decimal_places=2, initial=1, localize=True
    )
    starts_on = forms.DateField(label=_("Since"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, required=False)
    days = ("starts_on",)


class CategoryForm(RegisterForm):
    """A category that the commission gave."""

    category = forms.ChoiceField(label=_("Category"))
    decision = forms.CharField(label=_("Number of the decision"), max_length=80)
    decided_on = forms.DateField(label=_("Day of the decision"), widget=DayInput)
    valid_from = forms.DateField(
        label=_("Holds from"),
        widget=DayInput,
        required=False,
        help_text=_("If left empty: the day of the decision; a renewal follows on the category before it."),
    )
    valid_until = forms.DateField(
        label=_("Holds until"),
        widget=DayInput,
        required=False,
        help_text=_("If left empty: as many months as the rule says."),
    )
    days = ("decided_on",)


class SuspensionForm(RegisterForm):
    """An entry suspended for a time."""

    decision = forms.CharField(label=_("Number of the decision"), max_length=80)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The practitioner reads it. No names of families.")
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("If left empty: until it is lifted.")
    )


class VacancyForm(RegisterForm):
    """Posts that nobody holds."""

    employer = forms.CharField(label=_("Employer"), max_length=200)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Choose")), *Sector.choices])
    cadre = forms.ChoiceField(label=_("Kind of post"), choices=[("", _("Choose")), *Cadre.choices])
    region = forms.ChoiceField(label=_("Region"))
    posts = forms.IntegerField(label=_("How many posts"), min_value=1, max_value=1000, initial=1)
    source = forms.CharField(label=_("Who told it"), max_length=300, help_text=_("Letter, table, date."))
    opened_on = forms.DateField(label=_("Vacant since"), widget=DayInput)
    days = ("opened_on",)


class RequirementForm(RegisterForm):
    """A right that asks for a valid entry."""

    unit = forms.ChoiceField(label=_("Unit"))
    permission = forms.ChoiceField(label=_("Right"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("From which day"), widget=DayInput)
    warns_days = forms.IntegerField(
        label=_("Days of warning"),
        min_value=0,
        max_value=365,
        initial=90,
        help_text=_("As long as this after the start, and after a category runs out, Tirek only warns."),
    )

    def __init__(self, data: Any, units: list[Unit]) -> None:
        self.units = units
        super().__init__(data, starts_on=today())
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = str(units[0].uuid)

    def drawn(self) -> dict[str, Choices]:
        """Units of the manager, and the rights of the short list."""
        return {
            "unit": [(str(one.uuid), f"{one.organisation.name}, {one.name}") for one in self.units],
            "permission": [(code, PERMISSIONS[code]) for code in MAY_ASK],
        }
