"""Contact, consent and its withdrawal, service: what happened between the worker and the family."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tirek.access.enums import Compartment
from tirek.access.policy import opens
from tirek.casework.actions import encounters
from tirek.casework.enums import ConsentForm, ConsentPurpose, Part
from tirek.casework.models import Consent
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.records import record_seen
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, YesNoField, act_page, reference_of
from tirek.web.worker.wording import purpose_title


class ContactForm(ActForm):
    """A call, a message, a talk."""

    rare = ("other_party", "compartment")

    channel = forms.ChoiceField(label=_("How"), widget=forms.Select)
    person = forms.ChoiceField(label=_("With whom"), required=False)
    reached = YesNoField(label=_("Was somebody reached?"), initial="yes")
    contact_note = WordsField(label=_("What was said and agreed"), required=False)
    on = DayField(label=_("Day"))
    other_party = forms.CharField(
        label=_("Somebody outside the case"),
        help_text=_("A doctor, a teacher, an official."),
        max_length=200,
        required=False,
    )
    compartment = forms.ChoiceField(label=_("Part of the file"), required=False)

    def __init__(self, *args: Any, doors: list[tuple[str, Any]], **more: Any) -> None:
        self.doors = doors
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The programme's channels, the people, and the parts of the file this user may write to."""
        self.choose("compartment", self.doors)
        self.choose("channel", self.pack.choices("contact_kind", self.language))
        self.offer_people("person", self.people, _("somebody else"))
        if self.people:
            self.fields["person"].initial = str(self.people[0].person.uuid)


@desk("contact.record")
def record_contact(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record a call, a message or a talk."""
    opened = case_seen(case)
    doors = [(code, label) for code, label in Compartment.choices if opens(request.user, opened.unit_id, code)]

    def perform(values: dict[str, Any]) -> object:
        values["person"] = reference_of(values["person"])
        values["compartment"] = values["compartment"] or Compartment.GENERAL
        return encounters.record_contact(actor=request.user, case=case, **values)

    page = ActPage("record_contact", _("Record contact"), _("Record contact"), _("Contact recorded."), icon="phone")
    return act_page(request, page, ContactForm, opened, perform, doors=doors)


class ConsentRecordForm(ActForm):
    """A person agrees to something."""

    rare = ("valid_until", "consent_note")

    person = forms.ChoiceField(label=_("Who agrees"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("To what"), widget=forms.RadioSelect, choices=ConsentPurpose.choices)
    recipient = forms.CharField(
        label=_("With whom information is shared"),
        help_text=_("Only for sharing: name the organisation or person and what is told."),
        max_length=200,
        required=False,
    )
    form = forms.ChoiceField(
        label=_("How"), widget=forms.RadioSelect, choices=ConsentForm.choices, initial=ConsentForm.WRITTEN
    )
    on = DayField(label=_("Day"))
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("Empty: until it is withdrawn."))
    consent_note = WordsField(label=_("Note"), required=False, rows=2)

    def prepare(self) -> None:
        """Adults first; a child may agree for itself."""
        self.offer_people("person", self.people)
        self.fields["purpose"].initial = ConsentPurpose.SUPPORT
        adult = next((one for one in self.people if one.part != Part.CHILD), None)
        if adult:
            self.fields["person"].initial = str(adult.person.uuid)

    def clean(self) -> dict[str, Any]:
        """Sharing without a recipient is no consent to anything."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("purpose") == ConsentPurpose.SHARING and not values.get("recipient"):
            self.add_error("recipient", _("Write with whom information may be shared."))
        return values


@desk("consent.record")
def give_consent(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record consent."""

    def perform(values: dict[str, Any]) -> object:
        values["person"] = UUID(values["person"])
        return encounters.give_consent(actor=request.user, case=case, **values)

    page = ActPage("give_consent", _("Record consent"), _("Record consent"), _("Consent recorded."), icon="file-check")
    return act_page(request, page, ConsentRecordForm, case_seen(case), perform)


class WithdrawalForm(ActForm):
    """A person takes consent back."""

    on = DayField(label=_("Day"))
    reason = WordsField(label=_("What the person said"), required=False, rows=3)


@desk("consent.record")
def withdraw_consent(request: DeskRequest, consent: UUID) -> HttpResponse:
    """Record that consent was withdrawn."""
    given = record_seen(Consent, consent)

    def perform(values: dict[str, Any]) -> object:
        return encounters.withdraw_consent(actor=request.user, consent=consent, **values)

    page = ActPage(
        "withdraw_consent",
        _("Withdraw consent"),
        _("Withdraw consent"),
        _("Consent is withdrawn."),
        icon="arrow-back-up",
        intro=_("From that day on nothing may rest on this consent. What was done before stays on record."),
    )
    about = {"subject": consent, "facts": [(_("Consent"), purpose_title(given.purpose)), (_("Given"), given.done_on)]}
    return act_page(request, page, WithdrawalForm, given.case, perform, more=about)


class ServiceForm(ActForm):
    """A service was given."""

    rare = ("provider", "service_note")

    service = forms.ChoiceField(label=_("Service"))
    person = forms.ChoiceField(label=_("To whom"), required=False)
    quantity = forms.DecimalField(label=_("How much"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2)
    on = DayField(label=_("Day"))
    provider = forms.CharField(label=_("Who gave it, if another organisation"), max_length=200, required=False)
    service_note = WordsField(label=_("Note"), required=False, rows=3)

    def prepare(self) -> None:
        """The services of the programme by their kind, each with the unit it is counted in."""
        self.choose("service", grouped_services(self))
        self.offer_people("person", self.people, _("the whole family"))
        self.fields["quantity"].initial = 1


def grouped_services(form: ActForm) -> list[tuple[str, Any]]:
    """Services under the names of their kinds, as a select draws them."""
    pack, language = form.pack, form.language
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in pack.services.services:
        line = f"{item.title.say(language)} ({pack.title_of('unit', item.unit, language)})"
        groups.setdefault(item.kind, []).append((item.code, line))
    return [(kind.title.say(language), groups[kind.code]) for kind in pack.services.kinds if kind.code in groups]


@desk("service.record")
def record_service(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record a service."""

    def perform(values: dict[str, Any]) -> object:
        values["person"] = reference_of(values["person"])
        return encounters.record_service(actor=request.user, case=case, **values)

    page = ActPage(
        "record_service", _("Record service"), _("Record service"), _("Service recorded."), icon="heart-handshake"
    )
    return act_page(request, page, ServiceForm, case_seen(case), perform)
