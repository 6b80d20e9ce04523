"""The forms about one person: another name, a number to call, an address, a paper, something put right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tirek.directory.selectors import regions
from tirek.kernel.ids import new_uuid
from tirek.people.enums import AddressKind, ContactKind, DocumentKind, Language, NameKind, Precision, Script, Sex
from tirek.people.models import Person
from tirek.people.selectors.persons import names_in_order
from tirek.web.inputs import DayInput
from tirek.web.intake.forms import PlainForm, offer

YES_NO = [("", _("not known")), ("true", _("Yes")), ("false", _("No"))]


class DetailForm(PlainForm):
    """A form about one person, drawn with a reference so that sending it twice does the act once."""

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, person: Person, hides: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        self.person = person
        self.fields["client_ref"].initial = new_uuid()
        if "hidden" in self.fields and not hides:
            del self.fields["hidden"]
        self.prepare()

    def prepare(self) -> None:
        """Fill the lists."""


class NameForm(DetailForm):
    """Another spelling or another name."""

    script = forms.ChoiceField(label=_("Spelling"), choices=Script.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What name this is"), choices=NameKind.choices, initial=NameKind.LEGAL)
    surname = forms.CharField(label=_("Surname"), max_length=100, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    replaces = forms.ChoiceField(
        label=_("Instead of"), help_text=_("After a marriage or with a new paper; the old name stays readable."),
        required=False,
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Since"), widget=DayInput, required=False)

    def prepare(self) -> None:
        """Names that still hold may be given up."""
        lasting = [name for name in names_in_order(self.person) if name.ends_on is None]
        words = [(str(name.uuid), " ".join(filter(None, (name.surname, name.given_name)))) for name in lasting]
        offer(self, "replaces", words, _("nothing: it is added"))


class ContactPointForm(DetailForm):
    """A number or address at which to reach the person."""

    kind = forms.ChoiceField(label=_("How"), choices=ContactKind.choices, initial=ContactKind.PHONE)
    value = forms.CharField(label=_("Number or address"), max_length=120)
    whose = forms.CharField(label=_("Whose it is"), max_length=80, required=False)
    safe_to_call = forms.NullBooleanField(
        label=_("Is it safe to call?"), required=False, widget=forms.Select(choices=YES_NO)
    )
    note_text = forms.CharField(label=_("Note"), max_length=200, required=False)
    hidden = forms.BooleanField(label=_("Keep it hidden"), required=False)


class AddressForm(DetailForm):
    """Where the person lives, is registered or shelters."""

    kind = forms.ChoiceField(label=_("What address this is"), choices=AddressKind.choices, initial=AddressKind.LIVES)
    region = forms.ChoiceField(label=_("Region"), required=False)
    district = forms.CharField(label=_("District"), max_length=120, required=False)
    settlement = forms.CharField(label=_("Town or village"), max_length=120, required=False)
    street = forms.CharField(label=_("Street, house, flat"), max_length=200, required=False)
    on = forms.DateField(
        label=_("Since"), widget=DayInput, required=False,
        help_text=_("With a day, the former address of this kind ends on it."),
    )  # fmt: skip
    hidden = forms.BooleanField(
        label=_("Keep the address hidden"), help_text=_("Only roles that open hidden addresses see it."), required=False
    )

    def prepare(self) -> None:
        """The regions."""
        offer(self, "region", [(one.kato, one.name) for one in regions()], _("not known"))


class DocumentForm(DetailForm):
    """A paper that was shown."""

    kind = forms.ChoiceField(label=_("Document"), choices=DocumentKind.choices)
    number = forms.CharField(label=_("Number"), max_length=40, required=False, help_text=_("Kept sealed."))
    issued_on = forms.DateField(label=_("Issued on"), widget=DayInput, required=False)
    valid_until = forms.DateField(label=_("Valid until"), widget=DayInput, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=120, required=False)


class CorrectionForm(DetailForm):
    """What is recorded of the person, put right."""

    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    birth_date = forms.DateField(label=_("Birth date"), widget=DayInput, required=False)
    birth_precision = forms.ChoiceField(
        label=_("How exactly it is known"), choices=Precision.choices, required=False,
        help_text=_("If only the month or the year is known, choose any day in it."),
    )  # fmt: skip
    iin = forms.CharField(label=_("IIN"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Speaks"), required=False)
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    died_on = forms.DateField(label=_("Day of death"), widget=DayInput, required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)

    def __init__(self, data: Any = None, *, person: Person, **more: Any) -> None:
        now = {name: getattr(person, name) for name in FIELDS_TO_CORRECT}
        super().__init__(data, person=person, initial=now, **more)

    def prepare(self) -> None:
        """The languages; and that the number may stand odd."""
        offer(self, "language", list(Language.choices), _("not known"))

    def changes(self) -> dict[str, Any]:
        """What differs from what is recorded."""
        said = {name: self.cleaned_data[name] for name in FIELDS_TO_CORRECT}
        said["birth_precision"] = said["birth_precision"] or Precision.DAY
        return {name: value for name, value in said.items() if value != getattr(self.person, name)}


FIELDS_TO_CORRECT = ("sex", "birth_date", "birth_precision", "iin", "language", "needs_interpreter", "died_on")


class NameCorrectionForm(DetailForm):
    """A misspelt name."""

    surname = forms.CharField(label=_("Surname"), max_length=100, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)
