"""Ethics: what the two sides do (complain, write, appeal) and what the secretary does with a complaint."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.door import code_hash
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.certification import suspend_certification
from tirek.profession.actions.register import remove_entry
from tirek.profession.engine.ethics import code_of_ethics, is_final, may_appeal
from tirek.profession.enums import ComplaintState, Measure, Side
from tirek.profession.models import Complaint, ComplaintWord, EthicsAppeal, EthicsDecision, Hearing
from tirek.profession.selectors.ethics import (
    NOTHING_THERE,
    complaint_seen,
    decisions_of,
    ethics_offices,
    seats,
    subject_numbered,
)

EMPTY = N_("This can't be empty.")
OVER = N_("This matter is over.")
_ENDED = (ComplaintState.REJECTED, ComplaintState.CLOSED)
#: Shorter than what the house makes, a code could be guessed.
_CODE_LENGTH = 24


@act("door.use")
def complain(
    *,
    actor: User,
    office: UUID,
    code: str,
    about_name: str,
    text: str,
    about_number: str = "",
    happened: str = "",
    norms: list[str] | None = None,
    name: str = "",
    contact: str = "",
    named: bool = False,
    in_own_name: bool = False,
    client_ref: UUID | None = None,
) -> Complaint:
    """Complain about a practitioner, with a name or without. ``code`` opens the matter later; its hash alone is kept.

    Permission: door.use, which everybody holds; hold the code (``with_code``) to get the record back. ``in_own_name``:
    from a desk, so that the matter stands among one's own. Once for a client_ref.
    """
    require(actor, "door.use")
    unit = next((one for one in ethics_offices() if one.uuid == office), None)
    if unit is None:
        raise Missing(NOTHING_THERE)
    for field, said in (("about_name", about_name), ("text", text)):
        if not said.strip():
            raise Problem(EMPTY, field=field)
    if named and not (name.strip() or in_own_name):
        raise Problem(N_("Write your name, if the other side may know it."), field="name")
    if len(code.strip()) < _CODE_LENGTH:
        raise Problem(N_("Open the form again: its code is missing."))
    known = {norm.code for norm in code_of_ethics().norms}
    told: list[Any] = [str(new_uuid()), unit.pk, code_hash(code), in_own_name, name.strip(), contact.strip(), named,
            about_name.strip(), about_number.strip(), happened.strip(), text.strip(),
            [norm for norm in norms or [] if norm in known], today(), now()]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT profession_receive_complaint({', '.join(['%s'] * len(told))})", told)  # nosec B608
        made = cursor.fetchone()[0]
    note(named=named, in_own_name=in_own_name)
    return Complaint.objects.get(pk=made)


@act("door.use")
def write_in_matter(*, actor: User, complaint: UUID, text: str, client_ref: UUID | None = None) -> ComplaintWord:
    """A side adds words to its matter. The secretary and the panel read them; the other side when they are shown it.

    Permission: door.use; as the complainant (account or code) or as the subject. Once for a client_ref.
    """
    require(actor, "door.use")
    matter, side = _of_side(complaint)
    if matter.state in _ENDED:
        raise Problem(OVER)
    if not text.strip():
        raise Problem(EMPTY, field="text")
    note(side=side)
    return ComplaintWord.objects.create(
        complaint=matter,
        side=side,
        text=text.strip(),
        appeal=matter.state == ComplaintState.APPEALED,
        recorded_by=None if side == Side.COMPLAINANT else actor,
    )


@act("door.use")
def appeal_decision(*, actor: User, complaint: UUID, text: str, client_ref: UUID | None = None) -> EthicsAppeal:
    """A side does not accept the first decision: other people will judge anew.

    Permission: door.use; as the complainant or the subject, within the days of the decision. Once for a client_ref.
    """
    require(actor, "door.use")
    matter, side = _of_side(complaint)
    decisions = decisions_of(matter)
    if not may_appeal(
        decided=matter.state == ComplaintState.DECIDED,
        appealed=len(decisions) > 1,
        until=decisions[0].appeal_until if decisions else None,
        on=today(),
    ):
        raise Problem(N_("There is no decision that could still be appealed."))
    if not text.strip():
        raise Problem(EMPTY, field="text")
    note(side=side)
    return EthicsAppeal.objects.create(
        complaint=matter,
        side=side,
        text=text.strip(),
        on=today(),
        recorded_by=None if side == Side.COMPLAINANT else actor,
    )


@act("ethics.handle")
def admit_complaint(
    *,
    actor: User,
    complaint: UUID,
    number: str,
    norms: list[str] | None = None,
    client_ref: UUID | None = None,
) -> Complaint:
    """Admit a complaint: under which number its subject stands in the register, which norms it touches. The actor
    becomes the secretary of the matter.

    Permission: ethics.handle in the office of the matter; never about oneself. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    if matter.state != ComplaintState.RECEIVED:
        raise Problem(N_("This complaint was admitted or rejected already."))
    subject = subject_numbered(number)
    if subject is None:
        raise Problem(N_("Nobody stands in the register under this number."), field="number")
    if subject.user == actor.pk:
        raise Problem(N_("It is about you. Another secretary handles it."), field="number")
    known = {norm.code for norm in code_of_ethics().norms}
    _change(
        matter,
        about_id=subject.entry,
        norms=[norm for norm in norms if norm in known] if norms is not None else matter.norms,
        state=ComplaintState.PANEL,
        handled_by=actor,
    )
    return matter


@act("ethics.handle")
def reject_complaint(*, actor: User, complaint: UUID, reason: str, client_ref: UUID | None = None) -> Complaint:
    """A complaint is not for this office or says nothing that could be looked into; the complainant reads why.

    Permission: ethics.handle in the office of the matter. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    if matter.state != ComplaintState.RECEIVED:
        raise Problem(N_("This complaint was admitted or rejected already."))
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    _change(matter, state=ComplaintState.REJECTED, reason=reason.strip(), handled_by=actor)
    return matter


@act("ethics.handle")
def tell_subject(*, actor: User, complaint: UUID, client_ref: UUID | None = None) -> Complaint:
    """From now on the practitioner reads what is said of them, never who said it unless that person agreed.

    Permission: ethics.handle in the office of the matter. Told again, nothing changes. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    if matter.state in _ENDED or matter.state == ComplaintState.RECEIVED:
        raise Problem(N_("The practitioner is told of a complaint that was admitted and is not over."))
    if matter.told_on is None:
        _change(matter, told_on=today())
    return matter


@act("ethics.handle")
def answer_sides(
    *,
    actor: User,
    complaint: UUID,
    text: str,
    to_complainant: bool = False,
    to_subject: bool = False,
    client_ref: UUID | None = None,
) -> ComplaintWord:
    """The secretary writes to one side, to both, or a note for the file alone.

    Permission: ethics.handle in the office of the matter. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    if not text.strip():
        raise Problem(EMPTY, field="text")
    return ComplaintWord.objects.create(
        complaint=matter,
        side=Side.SECRETARY,
        text=text.strip(),
        to_complainant=to_complainant,
        to_subject=to_subject,
        appeal=matter.state == ComplaintState.APPEALED,
        recorded_by=actor,
    )


@act("ethics.handle")
def show_word(*, actor: User, word: UUID, client_ref: UUID | None = None) -> ComplaintWord:
    """Show what was written to the sides: a side's words to the other one, minutes to both.

    Permission: ethics.handle in the office of the matter. The secretary reads it first: it may say who wrote it.
    """
    found = ComplaintWord.objects.select_related("complaint").filter(uuid=word).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    handled_matter(actor, found.complaint.uuid)
    if found.side == Side.SECRETARY:
        raise Problem(N_("The secretary's own words stay with whom they were written to."))
    found.to_subject = found.side != Side.SUBJECT
    found.to_complainant = found.side != Side.COMPLAINANT
    found.save(update_fields=["to_subject", "to_complainant"])
    return found


@act("ethics.handle")
def set_hearing(*, actor: User, complaint: UUID, at: datetime, place: str, client_ref: UUID | None = None) -> Hearing:
    """Set when and where the panel hears the sides. Both read it. Permission: ethics.handle. Once for a client_ref."""
    matter = handled_matter(actor, complaint)
    if matter.state not in (ComplaintState.PANEL, ComplaintState.HEARING, ComplaintState.APPEALED):
        raise Problem(N_("A hearing is set while the matter is with a panel."))
    if at <= now():
        raise Problem(N_("The hearing lies ahead."), field="at")
    if not place.strip():
        raise Problem(EMPTY, field="place")
    if matter.state == ComplaintState.PANEL:
        _change(matter, state=ComplaintState.HEARING)
    return Hearing.objects.create(complaint=matter, at=at, place=place.strip(), recorded_by=actor)


@act("ethics.handle")
def keep_minutes(*, actor: User, hearing: UUID, minutes: str, client_ref: UUID | None = None) -> ComplaintWord:
    """The hearing was held; its minutes go to the panel. Permission: ethics.handle. Once for a client_ref."""
    found = Hearing.objects.select_related("complaint").filter(uuid=hearing).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    matter = handled_matter(actor, found.complaint.uuid)
    if matter.state in _ENDED:
        raise Problem(OVER)
    if found.at > now():
        raise Problem(N_("The hearing lies ahead."))
    if not minutes.strip():
        raise Problem(EMPTY, field="minutes")
    found.held = True
    found.save(update_fields=["held"])
    return ComplaintWord.objects.create(
        complaint=matter,
        side=Side.MINUTES,
        text=minutes.strip(),
        appeal=matter.state == ComplaintState.APPEALED,
        recorded_by=actor,
    )


@act("ethics.handle")
def close_matter(*, actor: User, complaint: UUID, client_ref: UUID | None = None) -> Complaint:
    """The decision is final: the days of appeal are over, or the second panel has decided.

    The file closes to the panel; a suspension or removal is written into the register. Permission: ethics.handle in
    the office of the matter. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    decisions = decisions_of(matter)
    final = decisions[-1] if decisions else None
    if final is None or not is_final(
        decided=matter.state == ComplaintState.DECIDED, final=final.appeal, until=final.appeal_until, on=today()
    ):
        raise Problem(N_("A matter is closed when the decision can't be appealed any more."))
    _carry_out(actor, matter, final)
    _change(matter, state=ComplaintState.CLOSED)
    note(measure=final.measure)
    return matter


def _carry_out(actor: User, matter: Complaint, decision: EthicsDecision) -> None:
    """What the measure changes in the register. Its reason there is the reference alone: the office reads no more."""
    if matter.about is None or decision.measure not in (Measure.SUSPENSION, Measure.REMOVAL):
        return
    if decision.measure == Measure.REMOVAL:
        remove_entry(matter.about, on=today(), reason=matter.reference)
    else:
        suspend_certification(
            matter.about,
            by=actor,
            decision=matter.reference,
            reason=matter.reference,
            starts_on=today(),
            ends_on=decision.measure_until,
        )
    decision.carried_on = today()
    decision.save(update_fields=["carried_on"])


def _of_side(uuid: UUID) -> tuple[Complaint, Side]:
    matter = complaint_seen(uuid)
    side = seats(matter).side
    if side is None:
        raise Missing(NOTHING_THERE)
    return matter, side


def handled_matter(actor: User, uuid: UUID) -> Complaint:
    """A matter of the actor as its secretary, locked."""
    matter = Complaint.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if matter is None or not seats(matter).secretary:
        raise Missing(NOTHING_THERE)
    require(actor, "ethics.handle", matter.unit_id)
    return matter


def _change(matter: Complaint, **values: Any) -> None:
    for name, value in values.items():
        setattr(matter, name, value)
    matter.save(update_fields=[name.removesuffix("_id") for name in values])
