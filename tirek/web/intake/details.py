"""What becomes known of a person, and what is put right: a name, a number, an address, a paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tirek.access.enums import Compartment
from tirek.access.policy import opens
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.people.actions import corrections, details
from tirek.people.engine.names import NewName
from tirek.people.models import PersonName
from tirek.people.selectors.names import display_name
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem
from tirek.web.intake.detail_forms import (
    AddressForm,
    ContactPointForm,
    CorrectionForm,
    DetailForm,
    DocumentForm,
    NameCorrectionForm,
    NameForm,
)
from tirek.web.intake.person import found


@dataclass(frozen=True)
class DetailPage:
    """How the page is worded."""

    title: str | Promise
    said: str | Promise
    icon: str
    intro: str | Promise = ""


def detail(
    request: DeskRequest,
    page: DetailPage,
    form_class: type[DetailForm],
    person: UUID,
    perform: Callable[[dict[str, Any], DetailForm], Any],
    **more: Any,
) -> HttpResponse:
    """Draw the form, or do the act and go back to the person."""
    subject, sent = found(person), request.method == "POST"
    hides = opens(request.user, subject.unit_id, Compartment.ADDRESS)
    form = form_class(request.POST if sent else None, person=subject, hides=hides, **more)
    if sent and form.is_valid():
        values = {**form.cleaned_data, "client_ref": client_ref(request)}
        try:
            perform(values, form)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, str(page.said))
            return redirect("person", person)
    if not sent:
        reading(request, subject, "person")
    context = {"form": form, "page": page, "person": subject, "name": display_name(subject)}
    return render(request, "intake/detail.html", context, status=422 if sent else 200)


@desk("person.register")
def add_name(request: DeskRequest, person: UUID) -> HttpResponse:
    """Add a spelling or a name."""

    def perform(values: dict[str, Any], _form: DetailForm) -> object:
        parts = {part: values[part] for part in ("surname", "given_name", "patronymic", "script", "kind")}
        replaces = UUID(values["replaces"]) if values["replaces"] else None
        return details.add_name(
            actor=request.user, person=person, name=NewName(**parts), starts_on=values["starts_on"], replaces=replaces,
            client_ref=values["client_ref"],
        )  # fmt: skip

    page = DetailPage(_("Add a name or a spelling"), _("The name is added."), "plus")
    return detail(request, page, NameForm, person, perform)


@desk("person.register")
def add_contact(request: DeskRequest, person: UUID) -> HttpResponse:
    """Add a phone or another way to reach the person."""

    def perform(values: dict[str, Any], _form: DetailForm) -> object:
        return details.add_contact_point(actor=request.user, person=person, on=today(), **values)

    page = DetailPage(_("Add a phone or another way"), _("The contact is added."), "phone")
    return detail(request, page, ContactPointForm, person, perform)


@desk("person.register")
def add_address(request: DeskRequest, person: UUID) -> HttpResponse:
    """Add an address."""

    def perform(values: dict[str, Any], _form: DetailForm) -> object:
        values["region"] = values["region"] or None
        return details.record_address(actor=request.user, person=person, **values)

    page = DetailPage(_("Add an address"), _("The address is added."), "map-pin")
    return detail(request, page, AddressForm, person, perform)


@desk("person.register")
def add_document(request: DeskRequest, person: UUID) -> HttpResponse:
    """Add a paper: what it is and how long it holds."""

    def perform(values: dict[str, Any], _form: DetailForm) -> object:
        return details.record_identity_document(actor=request.user, person=person, **values)

    page = DetailPage(
        _("Add a document"), _("The document is added."), "id",
        intro=_("Write down what the paper says. Copies of identity papers are not kept."),
    )  # fmt: skip
    return detail(request, page, DocumentForm, person, perform)


@desk("person.correct")
def correct_person(request: DeskRequest, person: UUID) -> HttpResponse:
    """Put right what is recorded of the person, or fill in what was not known."""

    def perform(values: dict[str, Any], form: DetailForm) -> object:
        assert isinstance(form, CorrectionForm)
        changes = form.changes()
        if not changes:
            raise Problem(N_("Nothing differs from what is recorded."))
        return corrections.correct_person(
            actor=request.user, person=person, changes=changes, reason=values["reason"],
            iin_reason=values["reason"] if "iin" in changes else "", client_ref=values["client_ref"],
        )  # fmt: skip

    page = DetailPage(
        _("Correct or fill in"), _("Corrected. The old value stays readable."), "pencil",
        intro=_("The old value stays readable, with who, when and why."),
    )  # fmt: skip
    return detail(request, page, CorrectionForm, person, perform)


@desk("person.correct")
def correct_name(request: DeskRequest, person: UUID, name: UUID) -> HttpResponse:
    """Put right a misspelt name."""
    written = PersonName.objects.filter(uuid=name, person__uuid=person).first()
    if written is None:
        raise Missing(N_("There is no such record in what you may see."))
    now = {part: getattr(written, part) for part in ("surname", "given_name", "patronymic")}

    def perform(values: dict[str, Any], _form: DetailForm) -> object:
        changes = {part: values[part] for part in now if values[part] != now[part]}
        if not changes:
            raise Problem(N_("Nothing differs from what is recorded."))
        return corrections.correct_name(
            actor=request.user, name=name, changes=changes, reason=values["reason"], client_ref=values["client_ref"]
        )

    page = DetailPage(
        _("Correct a misspelt name"), _("Corrected. The old value stays readable."), "pencil",
        intro=_("For a slip in writing. A name that was changed in life is added as a new name instead."),
    )  # fmt: skip
    return detail(request, page, NameCorrectionForm, person, perform, initial=now)


@desk("person.register")
@require_POST
def end_contact(request: DeskRequest, person: UUID, contact: UUID) -> HttpResponse:
    """The number no longer reaches the person."""
    return _ended(
        request, person, lambda on: details.end_contact_point(actor=request.user, contact_point=contact, on=on)
    )


@desk("person.register")
@require_POST
def end_address(request: DeskRequest, person: UUID, address: UUID) -> HttpResponse:
    """The person is no longer there."""
    return _ended(request, person, lambda on: details.end_address(actor=request.user, address=address, on=on))


def _ended(request: DeskRequest, person: UUID, perform: Callable[[date], object]) -> HttpResponse:
    perform(today())
    messages.success(request, str(_("Recorded.")))
    return redirect("person", person)
