"""A record was wrong. The right value is written, the old one stays readable with who, when and why."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.casefile import base, day_of_act, found_in_case, lock_case
from tirek.casework.actions.duties import keep_duties
from tirek.casework.models import Case, Consent, Contact, Correction, Entry, Episode, FollowUp, Service, Visit
from tirek.casework.selectors.facts import programme_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Problem

#: What may be corrected, by record. Everything else is changed by an act of its own.
CORRECTABLE: dict[str, tuple[type[Any], frozenset[str]]] = {
    "case": (Case, frozenset({"call_note", "call_source", "opened_on"})),
    "entry": (Entry, frozenset({"note"})),
    "consent": (Consent, frozenset({"done_on", "form", "recipient", "valid_until"})),
    "contact": (Contact, frozenset({"done_on", "channel", "reached", "other_party"})),
    "visit": (Visit, frozenset({"done_on", "place", "reached", "child_seen"})),
    "service": (Service, frozenset({"done_on", "quantity", "provider"})),
    "episode": (
        Episode,
        frozenset(
            {"done_on", "kind", "ended_on", "entry_reason", "exit_reason", "destination", "source",
             "starts_precision", "ends_precision", "expected_end_on", "known_from", "counted_from"}
        ),
    ),
    "followup": (FollowUp, frozenset({"held_on", "outcome", "note"})),
}  # fmt: skip


#: Days of a record that are the day of another line than its first; lines whose day is not the record's first.
_DAYS = {"opened_on": "case_opened", "ended_on": "episode_ended", "held_on": "follow_up"}
_LATER = {"consent_withdrawn", "episode_ended"}
_NOTES = {"call_note", "note"}
_MAY_LIE_AHEAD = {"expected_end_on", "valid_until"}
#: Fields that go by another name in the journal.
_CODES = {"call_source": "source", "exit_reason": "reason"}


@act("case.correct")
def correct_record(
    *,
    actor: User,
    record_type: str,
    record: UUID,
    field: str,
    value: Any,
    reason: str,
    client_ref: UUID | None = None,
) -> Correction:
    """Correct one value of a record. The old value, who, when and why stay readable in the file.

    Permission: case.correct. Once for a client_ref. Only the fields of CORRECTABLE; a value that a rule of the
    record forbids is refused with that rule's words.
    """
    model, fields = CORRECTABLE.get(record_type, (None, frozenset()))
    if model is None or field not in fields:
        raise Problem(N_("This can't be corrected here."), field="field")
    wrong: Any
    if record_type == "case":
        wrong = opened = lock_case(record)
    else:
        wrong, opened = found_in_case(model, record)
    require(actor, "case.correct", opened.unit_id)
    if not reason.strip():
        raise Problem(N_("Write why the record is corrected."), field="reason")
    column = model._meta.get_field(field)
    old = getattr(wrong, field)
    try:
        new = column.clean(value if value != "" or not column.null else None, wrong)
    except ValidationError:
        raise Problem(N_("This value does not fit here."), field="value") from None
    if isinstance(new, date) and field not in _MAY_LIE_AHEAD:
        day_of_act(new, field="value")
    setattr(wrong, field, new)
    try:
        with transaction.atomic():
            wrong.save(update_fields=[field])
    except IntegrityError as error:
        raise Problem(_words_of(model, error), field="value") from None
    correction = Correction.objects.create(
        **base(actor, opened, today(), wrong.compartment),
        subject_type=record_type,
        subject_uuid=record,
        field=field,
        old=_plain(old),
        new=_plain(new),
        reason=reason.strip(),
    )
    _keep_journal(wrong, field, new)
    keep_duties(opened, by=actor)
    note(record_type=record_type, field=field)
    return correction


def _keep_journal(record: Any, field: str, new: Any) -> None:
    """The journal line of a corrected record says what the record says now; the rules read the line.

    Of several lines of one kind (a follow-up tried twice) the record stands for the newest.
    """
    newest: dict[str, Entry] = {}
    for entry in Entry.objects.filter(subject_uuid=record.uuid).order_by("pk"):
        newest[entry.kind] = entry
    code = _CODES.get(field, field)
    for kind, entry in newest.items():
        if (field == "done_on" and kind not in _LATER) or _DAYS.get(field) == kind:
            entry.done_on = new or entry.done_on
        elif field in _NOTES and kind in {"case_opened", "follow_up"}:
            entry.note = new or ""
        elif code in entry.detail:
            entry.detail = {**entry.detail, code: _plain(new)}
            if code == "kind" and "placement" in entry.detail:
                kinds = programme_of(record.case).track(record.track).kinds
                entry.detail["placement"] = any(one.placement for one in kinds if one.code == new)
        else:
            continue
        entry.save(update_fields=["done_on", "note", "detail"])


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | None) else str(value)


def _words_of(model: type[models.Model], error: IntegrityError) -> str:
    for constraint in model._meta.constraints:
        if constraint.name in str(error):
            return str(constraint.violation_error_message)
    return N_("This value does not fit here.")
