"""Meetings with the family: consent, contact, visit, service."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.assessments import rate_risk, take_answers
from tirek.casework.actions.casefile import (
    base,
    day_of_act,
    door,
    found_in_case,
    journal,
    lock_case,
    member_of,
    one_of,
    open_case_only,
)
from tirek.casework.actions.duties import keep_duties
from tirek.casework.enums import ConsentForm
from tirek.casework.models import Consent, Contact, Service, Visit
from tirek.casework.selectors.facts import programme_of
from tirek.kernel.problems import N_, Problem


@act("consent.record")
def give_consent(
    *,
    actor: User,
    case: UUID,
    person: UUID,
    purpose: str,
    form: str,
    on: date,
    recipient: str = "",
    valid_until: date | None = None,
    consent_note: str = "",
    client_ref: UUID | None = None,
) -> Consent:
    """A person agrees to something: for which purpose, in which form, until when.

    Permission: consent.record. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "consent.record", opened.unit_id)
    day_of_act(on, case=opened)
    if form not in ConsentForm.values:
        raise Problem(N_("Choose how consent was given."), field="form")
    if not purpose.strip():
        raise Problem(N_("Write what the person agrees to."), field="purpose")
    if valid_until is not None and valid_until < on:
        raise Problem(N_("Consent can't end before it was given."), field="valid_until")
    consent = Consent.objects.create(
        **base(actor, opened, on),
        person=member_of(opened, person),
        purpose=purpose,
        form=form,
        recipient=recipient.strip(),
        valid_until=valid_until,
    )
    journal(consent, "consent", on=on, note=consent_note.strip(), by=actor, purpose=purpose, form=form)
    keep_duties(opened, by=actor)
    note(purpose=purpose, form=form)
    return consent


@act("consent.record")
def withdraw_consent(*, actor: User, consent: UUID, on: date, reason: str, client_ref: UUID | None = None) -> Consent:
    """A person takes consent back. From that day on nothing may rest on it.

    Permission: consent.record. Withdrawing again changes nothing.
    """
    given, opened = found_in_case(Consent, consent)
    require(actor, "consent.record", opened.unit_id)
    day_of_act(on, case=opened)
    if given.withdrawn_on is None:
        given.withdrawn_on, given.withdrawn_reason = max(on, given.done_on), reason.strip()
        given.save(update_fields=["withdrawn_on", "withdrawn_reason"])
        journal(given, "consent_withdrawn", on=on, note=reason.strip(), by=actor, purpose=given.purpose)
        keep_duties(opened, by=actor)
    return given


@act("contact.record")
def record_contact(
    *,
    actor: User,
    case: UUID,
    channel: str,
    on: date,
    contact_note: str,
    reached: bool = True,
    person: UUID | None = None,
    other_party: str = "",
    compartment: str = Compartment.GENERAL,
    client_ref: UUID | None = None,
) -> Contact:
    """A call, a message or a talk: with whom, whether somebody was reached, what was said.

    Permission: contact.record. Once for a client_ref. Possible in a closed case too: families call back.
    """
    opened = lock_case(case)
    require(actor, "contact.record", opened.unit_id)
    day_of_act(on, case=opened)
    one_of(programme_of(opened).choices("contact_kind", "en"), channel, "channel")
    contact = Contact.objects.create(
        **base(actor, opened, on, door(actor, opened, compartment)),
        person=member_of(opened, person) if person else None,
        channel=channel,
        other_party=other_party.strip(),
        reached=reached,
    )
    journal(contact, "contact", on=on, note=contact_note.strip(), by=actor, channel=channel, reached=reached)
    keep_duties(opened, by=actor)
    note(channel=channel, reached=reached)
    return contact


@act("visit.record")
def record_visit(
    *,
    actor: User,
    case: UUID,
    place: str,
    on: date,
    visit_note: str,
    reached: bool = True,
    child_seen: bool = False,
    answers: dict[str, Any] | None = None,
    language: str = "kk",
    risk_level: str = "",
    risk_reason: str = "",
    compartment: str = Compartment.GENERAL,
    client_ref: UUID | None = None,
) -> Visit:
    """The worker saw the family: where, was the child seen, what was seen and agreed.

    With ``answers`` the programme's visit form is scored by the server; with ``risk_level`` the specialist rates
    risk anew, and a risen risk opens the review of the plan. Permission: visit.record. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "visit.record", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    one_of(programme_of(opened).choices("visit_place", "en"), place, "place")
    if child_seen and not reached:
        raise Problem(N_("The child can't have been seen when nobody was met."), field="child_seen")
    assessment = None
    if answers is not None:
        form = next(item for item in programme_of(opened).instruments.instruments if "visit" in item.used_in)
        assessment = take_answers(
            actor=actor, case=opened, instrument=form.code, answers=answers, on=on, language=language
        )
    visit = Visit.objects.create(
        **base(actor, opened, on, door(actor, opened, compartment)),
        place=place,
        reached=reached,
        child_seen=child_seen,
        assessment=assessment,
    )
    journal(
        visit,
        "visit",
        on=on,
        note=visit_note.strip(),
        by=actor,
        place=place,
        reached=reached,
        child_seen=child_seen,
        **({"band": assessment.band} if assessment and assessment.compartment == visit.compartment else {}),
    )
    if risk_level and risk_level != opened.risk_level:
        rate_risk(
            actor=actor,
            case=case,
            level=risk_level,
            reason=risk_reason,
            on=on,
            assessment=assessment.uuid if assessment else None,
        )
    keep_duties(opened, by=actor)
    note(place=place, reached=reached, child_seen=child_seen)
    return visit


@act("service.record")
def record_service(
    *,
    actor: User,
    case: UUID,
    service: str,
    on: date,
    quantity: Decimal = Decimal(1),
    person: UUID | None = None,
    provider: str = "",
    service_note: str = "",
    client_ref: UUID | None = None,
) -> Service:
    """A service was given: which, how much in its own unit, to whom, by whom.

    The compartment follows the service (a treatment lies with health). Permission: service.record. Once for a
    client_ref.
    """
    opened = lock_case(case)
    require(actor, "service.record", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    listed = next((item for item in programme_of(opened).services.services if item.code == service), None)
    if listed is None:
        raise Problem(N_("Choose one of the answers in the list."), field="service")
    if quantity <= 0:
        raise Problem(N_("Write how much was given; it must be more than zero."), field="quantity")
    given = Service.objects.create(
        **base(actor, opened, on, door(actor, opened, listed.compartment)),
        person=member_of(opened, person) if person else None,
        service=service,
        quantity=quantity,
        provider=provider.strip(),
    )
    journal(given, "service", on=on, note=service_note.strip(), by=actor, service=service, quantity=str(quantity))
    keep_duties(opened, by=actor)
    note(service=service)
    return given
