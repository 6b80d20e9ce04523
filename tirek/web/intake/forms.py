"""The forms of an intake. Everything but the barest is optional: a call tells what it tells."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.access.enums import Compartment
from tirek.access.models import Unit, User
from tirek.access.policy import opens, units_of
from tirek.casework.selectors.cases_of_people import programmes_opened
from tirek.directory.selectors import regions
from tirek.kernel.clock import today
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.names import NewName, SpelledName
from tirek.people.enums import FamilyRole, NameKind, Script, Sex
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.packs import packs
from tirek.toolkit.formats import day_of_month, page_language
from tirek.web.inputs import DayInput
from tirek.web.intake.roles import Asking

#: What a word for somebody in the family says of the sex, where nobody has said it.
SEX_OF: dict[str, str] = {
    **dict.fromkeys((FamilyRole.MOTHER, FamilyRole.GRANDMOTHER, FamilyRole.SISTER, FamilyRole.AUNT), Sex.FEMALE),
    **dict.fromkeys((FamilyRole.FATHER, FamilyRole.GRANDFATHER, FamilyRole.BROTHER, FamilyRole.UNCLE), Sex.MALE),
}
#: A child without a name goes by what it is, in each spelling, until it is named.
NAMELESS = {
    FamilyRole.EXPECTED_CHILD: {"kk": "әлі туылмаған", "ru": "ещё не родился", "lat": "not yet born"},
    FamilyRole.CHILD: {"kk": "аты қойылмаған", "ru": "без имени", "lat": "not yet named"},
}
NAME_PARTS: dict[str, Any] = {
    "surname": _("Surname"),
    "given_name": _("Given name"),
    "patronymic": _("Patronymic"),
}
YES_NO_UNSAID = [("", _("not known")), ("true", _("Yes")), ("false", _("No"))]
Blank = tuple[str, str | Promise]


def offer(form: forms.Form, field: str, choices: list[Any], blank: str | Promise = "") -> None:
    """Give a field its answers; ``blank`` is the word for none."""
    first: list[Blank] = [("", blank)] if blank else []
    form.fields[field].choices = first + choices  # type: ignore[attr-defined]


class OneOfGroup(forms.Field):
    """Any field of the group may be left out. The group says so once, so each is not marked as optional."""

    def validate(self, value: Any) -> None:
        """Nothing written is an answer too."""
        if value not in self.empty_values:
            super().validate(value)


class NamePart(OneOfGroup, forms.CharField):
    """A part of a name."""


class BirthPart(OneOfGroup, forms.IntegerField):
    """The day or the year of a birth."""


class BirthMonth(OneOfGroup, forms.ChoiceField):
    """The month of a birth."""


class PlainForm(forms.Form):
    """A form that says what is missing in our words and in our place."""

    use_required_attribute = False
    rare: ClassVar[tuple[str, ...]] = ()

    def rare_open(self) -> bool:
        """Whether what is rarely used stands open: something in it was refused or filled in."""
        return any(self[name].errors or self[name].value() for name in self.rare if name in self.fields)


def in_order_of_use(user: User) -> list[Pack]:
    """Every programme, those first in which the user last opened a case."""
    used = programmes_opened(user)
    return sorted(packs(), key=lambda one: used.index(one.code) if one.code in used else len(used))


class CallForm(PlainForm):
    """The call: who called, what is asked, why. Sources and grounds are those of the programme that is chosen."""

    unit = forms.ChoiceField(label=_("Where the case is opened"))
    programme = forms.ChoiceField(label=_("Programme"))
    call_source = forms.ChoiceField(label=_("Who called"))
    on = forms.DateField(label=_("Day of the call"), widget=DayInput)
    call_note = forms.CharField(
        label=_("What is asked, in the caller's words"), widget=forms.Textarea({"rows": 4}), required=False
    )
    grounds = forms.MultipleChoiceField(
        label=_("Grounds, as far as they are known"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any = None, *, user: User, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"on": today(), **(initial or {})})
        units = Unit.objects.filter(pk__in=units_of(user, "case.open")).order_by("pk")
        language = page_language()
        self.programmes = in_order_of_use(user)
        offer(self, "unit", [(str(unit.uuid), unit.name) for unit in units])
        offer(self, "programme", [(one.code, one.pack.title.say(language)) for one in self.programmes])
        for name in ("unit", "programme"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            if len(choices) == 1:
                self.fields[name].widget = forms.HiddenInput()
            if choices and (name == "unit" or len(choices) == 1):
                self.initial.setdefault(name, choices[0][0])
        self.chosen = next((one for one in self.programmes if one.code == self["programme"].value()), None)
        if self.chosen:
            offer(self, "call_source", self.chosen.choices("call_source", language), _("choose"))
            offer(self, "grounds", self.chosen.choices("ground", language))

    def clean_on(self) -> date:
        """A call has been made; it does not lie ahead."""
        on: date = self.cleaned_data["on"]
        if on > today():
            raise ValidationError(_("This day lies ahead. Write what has happened, with the day it happened."))
        return on


class RoleForm(PlainForm):
    """What somebody is in the family, or to the client of a programme about an adult."""

    role = forms.ChoiceField(label=_("Who this is in the family"))
    carer = forms.BooleanField(label=_("Cares for the child every day"), required=False)
    lives_together = forms.NullBooleanField(
        label=_("Lives with the family"), required=False, widget=forms.Select(choices=YES_NO_UNSAID)
    )

    def __init__(self, data: Any = None, *, asking: Asking | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.asking = asking or Asking()
        offer(self, "role", self.asking.roles(), _("choose"))
        if self.asking.adult:
            self.fields["role"].label = _("Who this is")
            self.fields["lives_together"].label = _("Lives with the client")
            del self.fields["carer"]

    @property
    def part(self) -> str:
        """What the person is in the case."""
        return self.asking.part(self.cleaned_data["role"], cares=bool(self.cleaned_data.get("carer")))


class PersonForm(RoleForm):
    """Somebody new: any part of a name in any spelling, the rest as far as it is known."""

    rare = ("phone", "phone_whose", "safe_to_call", "region_of_living", "settlement", "street", "hidden")

    nameless = forms.BooleanField(label=_("Has no name yet: not yet born or not yet named"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.UNKNOWN)
    birth_day = BirthPart(label=_("Day of birth"), min_value=1, max_value=31)
    birth_month = BirthMonth(label=_("Month"))
    birth_year = BirthPart(label=_("Year"), min_value=1900, max_value=2100)
    birth_about = forms.BooleanField(label=_("The year is a guess"), required=False)
    iin = forms.CharField(label=_("IIN, if there is one"), max_length=40, required=False)
    iin_reason = forms.CharField(
        label=_("Why an odd number is kept"), help_text=_("For example: seen so in the paper."), max_length=300,
        required=False,
    )  # fmt: skip
    phone = forms.CharField(label=_("Phone"), max_length=120, required=False)
    phone_whose = forms.CharField(label=_("Whose phone"), max_length=80, required=False)
    safe_to_call = forms.NullBooleanField(
        label=_("Is it safe to call?"),
        required=False,
        widget=forms.Select(choices=YES_NO_UNSAID),
    )
    region_of_living = forms.ChoiceField(label=_("Region where the person lives"), required=False)
    settlement = forms.CharField(label=_("Town or village, district"), max_length=120, required=False)
    street = forms.CharField(label=_("Street, house, flat"), max_length=200, required=False)
    hidden = forms.BooleanField(
        label=_("Keep phone and address hidden"),
        help_text=_("Only roles that open hidden addresses see them."),
        required=False,
    )

    def __init__(self, data: Any = None, *, user: User, **more: Any) -> None:
        super().__init__(data, **more)
        for script in Script:
            for part, label in NAME_PARTS.items():
                self.fields[f"{part}_{script}"] = NamePart(label=label, max_length=100)
        months = [(str(month), day_of_month(date(2000, month, 1)).removeprefix("1 ")) for month in range(1, 13)]
        offer(self, "birth_month", months, _("not known"))
        offer(self, "region_of_living", [(one.kato, one.name) for one in regions()], _("not known"))
        doors = units_of(user, "person.register")
        if not any(opens(user, unit, Compartment.ADDRESS) for unit in doors):
            del self.fields["hidden"]
        elif self.asking.protects:
            self.fields["hidden"].initial = True

    def spellings(self) -> list[tuple[str, str | Promise, list[BoundField]]]:
        """The groups of name fields, the page's own spelling first."""
        own = {"ru": Script.RUSSIAN}.get(page_language(), Script.KAZAKH)
        scripts = sorted(Script, key=lambda script: script != own)
        return [(script, script.label, [self[f"{part}_{script}"] for part in NAME_PARTS]) for script in scripts]

    def other_spellings_open(self) -> bool:
        """Whether a spelling that is not the page's own was filled in."""
        return any(field.value() for _code, _word, fields in self.spellings()[1:] for field in fields)

    def rare_open(self) -> bool:
        """Where people are protected, how to reach them safely is asked at once."""
        return self.asking.protects or super().rare_open()

    def number_open(self) -> bool:
        """Whether a number was written."""
        return bool(self["iin"].value() or self["iin_reason"].value())

    def clean(self) -> dict[str, Any]:
        """At least one part of a name, and a birth date that can be one."""
        values: dict[str, Any] = super().clean() or {}
        if not self.names() and not (values.get("nameless") and values.get("role") in NAMELESS):
            first = self.spellings()[0][2][1].name
            self.add_error(first, _("Write at least one part of the name. Only a child may have none yet."))
        if values.get("sex") == Sex.UNKNOWN:
            values["sex"] = SEX_OF.get(values.get("role", ""), Sex.UNKNOWN)
        if self.asking.protects and values.get("phone") and values.get("safe_to_call") is None:
            self.add_error("safe_to_call", _("Ask whether it is safe to call or to write before the number is kept."))
        self._clean_birth(values)
        return values

    def _clean_birth(self, values: dict[str, Any]) -> None:
        year, month, day = (values.get(f"birth_{part}") for part in ("year", "month", "day"))
        values["born"] = None
        if year is None:
            if month or day:
                self.add_error("birth_year", _("Write the year too, at least about."))
            return
        if day and not month:
            self.add_error("birth_month", _("Choose the month too, or leave the day out."))
            return
        try:
            value = date(year, int(month or 1), day or 1)
        except ValueError:
            self.add_error("birth_day", _("There is no such day."))
            return
        if value > today():
            self.add_error("birth_year", _("The birth date lies ahead."))
            return
        known = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        values["born"] = PartialDate(value, Precision.ESTIMATED if values.get("birth_about") else known)

    def names(self) -> list[NewName]:
        """The spellings that were filled in."""
        found = []
        for script in Script:
            parts = {part: str(self.cleaned_data.get(f"{part}_{script}") or "").strip() for part in NAME_PARTS}
            if any(parts.values()):
                found.append(NewName(script=script, **parts))
        return found

    def names_or_nameless(self) -> list[NewName]:
        """The spellings to register; a child without a name goes by what it is."""
        names = self.names()
        if names:
            return names
        words = NAMELESS[FamilyRole(self.cleaned_data["role"])]
        return [NewName(given_name=word, script=script, kind=NameKind.ALIAS) for script, word in words.items()]

    def spelled(self) -> list[SpelledName]:
        """The spellings as the search for duplicates takes them."""
        return [SpelledName(name.surname, name.given_name, name.patronymic) for name in self.names()]
