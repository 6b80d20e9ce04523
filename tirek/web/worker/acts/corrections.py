"""A value on record was wrong: what may be corrected, with which input, and how the old value reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tirek.casework.actions.corrections import CORRECTABLE, correct_record
from tirek.casework.models import Case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.records import record_seen
from tirek.kernel.problems import N_, Missing
from tirek.programmes.engine.pack import Pack
from tirek.toolkit.formats import long_day
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import YES_NO, ActForm, ActPage, DayField, WordsField, act_page
from tirek.web.worker.wording import follow_up_outcome

LABELS: dict[str, Any] = {
    "done_on": _("Day"),
    "opened_on": _("Day of opening"),
    "call_note": _("Note on the call"),
    "call_source": _("Who called"),
    "note": _("Note"),
    "form": _("How consent was given"),
    "recipient": _("With whom information is shared"),
    "valid_until": _("Valid until"),
    "channel": _("How"),
    "reached": _("Was somebody reached?"),
    "other_party": _("Somebody outside the case"),
    "place": _("Place"),
    "child_seen": _("Was the child seen?"),
    "quantity": _("How much"),
    "provider": _("Who gave it, if another organisation"),
    "kind": _("What"),
    "ended_on": _("Until"),
    "entry_reason": _("Why it began"),
    "exit_reason": _("Why it ended"),
    "destination": _("Where to"),
    "source": _("Where it is known from"),
    "known_from": _("How it is known"),
    "expected_end_on": _("When it is expected to end"),
    "counted_from": _("Counted from"),
    "starts_precision": _("How exactly the first day is known"),
    "ends_precision": _("How exactly the last day is known"),
    "held_on": _("Day"),
    "outcome": _("Outcome"),
}
_LISTS = {"call_source": "call_source", "channel": "contact_kind", "place": "visit_place"}
_OF_TRACK = {"kind", "entry_reason", "exit_reason", "destination", "known_from"}


def correctable(record_type: str) -> list[tuple[str, str | Promise]]:
    """The fields of a kind of record that may be corrected, with their words."""
    _model, fields = CORRECTABLE.get(record_type, (None, frozenset()))
    return [(name, LABELS[name]) for name in LABELS if name in fields]


def choices_of(record_type: str, field: str, pack: Pack, language: str, track: str = "") -> list[tuple[str, Any]]:
    """The answers a coded field may have; empty for free words, days and numbers."""
    if field in _LISTS:
        return list(pack.choices(_LISTS[field], language))
    if field in _OF_TRACK and track:
        return list(pack.choices(f"{track}.{field}", language))
    if (record_type, field) == ("followup", "outcome"):
        return [(item.code, item.title.say(language)) for item in pack.outcome_question.choices]
    model, _fields = CORRECTABLE[record_type]
    column = model._meta.get_field(field)
    if isinstance(column, models.BooleanField):
        return YES_NO
    return list(column.choices or [])


def readable(value: Any, record_type: str, field: str, pack: Pack, language: str, track: str = "") -> str:
    """A value, old or new, as a person reads it. Kept values are plain: days are text, yes is true."""
    if value in (None, ""):
        return gettext("nothing")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if (record_type, field) == ("followup", "outcome"):
        return follow_up_outcome(str(value), pack, language)
    titles = {str(code): str(label) for code, label in choices_of(record_type, field, pack, language, track)}
    if str(value) in titles:
        return titles[str(value)]
    try:
        return long_day(value if isinstance(value, date) else date.fromisoformat(str(value)), language)
    except ValueError:
        return str(value)


class CorrectionForm(ActForm):
    """The right value, and why the old one was wrong."""

    value = forms.CharField(required=False)
    reason = WordsField(label=_("Why it is corrected"), rows=2)

    def __init__(self, *args: Any, record: Any, record_type: str, name: str, **more: Any) -> None:
        self.record, self.record_type, self.name = record, record_type, name
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The input fits the value: a day, yes or no, one of a list, words."""
        old, column = getattr(self.record, self.name), type(self.record)._meta.get_field(self.name)
        choices = choices_of(self.record_type, self.name, self.pack, self.language, getattr(self.record, "track", ""))
        field: forms.Field
        if choices:
            empty = [("", _("not known"))] if getattr(column, "blank", False) else []
            field = forms.ChoiceField(choices=[*empty, *choices], required=not empty)
            old = {True: "yes", False: "no"}.get(old, old) if isinstance(old, bool) else old
        elif isinstance(column, models.DateField):
            field = DayField(required=not column.null)
        elif isinstance(column, models.DecimalField):
            field = forms.DecimalField(max_digits=column.max_digits, decimal_places=column.decimal_places)
        elif isinstance(column, models.TextField):
            field = WordsField(required=False, rows=5)
        else:
            field = forms.CharField(max_length=column.max_length, required=not column.blank)
        field.label, field.initial = LABELS[self.name], old
        self.fields["value"] = field
        self.order_fields(["client_ref", "value", "reason"])


@desk("case.correct")
def correct(request: DeskRequest, record_type: str, record: UUID, field: str) -> HttpResponse:
    """Correct one value; the old one stays readable."""
    model, fields = CORRECTABLE.get(record_type, (None, frozenset()))
    if model is None or field not in fields:
        raise Missing(N_("There is no such record in what you may see."))
    wrong = case_seen(record) if model is Case else record_seen(model, record)
    case = wrong if isinstance(wrong, Case) else wrong.case

    def perform(values: Mapping[str, Any]) -> object:
        value = values["value"]
        yes_no = isinstance(model._meta.get_field(field), models.BooleanField)
        return correct_record(
            actor=request.user,
            record_type=record_type,
            record=record,
            field=field,
            value=(value == "yes") if yes_no and value else value if value is not None else "",
            reason=values["reason"],
            client_ref=values["client_ref"],
        )

    language = request.LANGUAGE_CODE[:2]
    track = getattr(wrong, "track", "")
    old = readable(getattr(wrong, field), record_type, field, programme_of(case), language, track)
    page = ActPage(
        "correct_record", _("Correct a record"), _("Correct"), _("Corrected. The earlier value stays readable."),
        icon="pencil", intro=_("The earlier value stays in the file with your name, the day and the reason."),
    )  # fmt: skip
    about = {"subject": f"{record}:{field}", "facts": [(capfirst(str(LABELS[field])), old)]}
    return act_page(
        request, page, CorrectionForm, case, perform, more=about, back=reverse("journal", args=[case.uuid]),
        record=wrong, record_type=record_type, name=field,
    )  # fmt: skip
