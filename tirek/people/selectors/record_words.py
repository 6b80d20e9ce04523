"""How a row of any table is called in practice words: for a merge, which moves rows of every app.

The floor above adds its own tables and rules when it is ready; a table nobody named is called by its model's name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tirek.people.selectors.names import display_name

Words = str | Promise


@dataclass(frozen=True)
class RecordKind:
    """What rows of a table are: ``words`` for many of them, the field with their day, and what one row says."""

    words: Words
    says: Callable[[Any], str] = str
    day: str = ""


@dataclass(frozen=True)
class RecordLine:
    """One row in words: ``key`` names it to ``unmerge_persons``."""

    key: str
    kind: Words
    says: str
    day: date | None


def _kin(row: Any) -> str:
    names = (display_name(row.person), str(row.get_kind_display()), display_name(row.other))
    return " – ".join(names)


KINDS: dict[str, RecordKind] = {
    "people_personname": RecordKind(_("names")),
    "people_contactpoint": RecordKind(_("phones and other contacts"), day="starts_on"),
    "people_address": RecordKind(_("addresses"), day="starts_on"),
    "people_identitydocument": RecordKind(_("papers"), lambda row: row.get_kind_display(), "issued_on"),
    "people_personcorrection": RecordKind(_("corrections"), lambda row: row.reason),
    "people_familymember": RecordKind(
        _("places in families"), lambda row: f"{row.family.reference}, {row.get_role_display()}", "starts_on"
    ),
    "people_relation": RecordKind(_("relations"), _kin, "starts_on"),
    "people_familytie": RecordKind(_("ties of the family"), day="starts_on"),
    "people_accessrequest": RecordKind(_("requests for access"), lambda row: row.get_purpose_display()),
    "people_person": RecordKind(_("records merged earlier"), display_name),
}

#: Why a row has to stay aside, by the name of the rule.
RULES: dict[str, Words] = {
    "once_in_a_family_at_a_time": _("Both belong to this family at that time."),
    "one_relation_of_a_kind_at_a_time": _("Both have this relation at that time."),
    "nobody_is_related_to_themselves": _("The two are recorded as relatives of each other."),
    "access_is_asked_once_at_a_time": _("Access to both was asked for."),
    "nobody_learns_of_a_hidden_person": _("Access that was given to one record does not show a hidden person."),
}
FIELDS: dict[str, Words] = {
    "sex": _("Sex"),
    "birth_date": _("Birth date"),
    "died_on": _("Day of death"),
    "iin": _("IIN"),
    "language": _("Language"),
    "needs_interpreter": _("Needs an interpreter"),
    "sealed": _("Hidden from others"),
}


def kind_of(place: str) -> RecordKind:
    """How rows of a table are called."""
    return KINDS.get(place) or RecordKind(_model(place)._meta.verbose_name_plural or place)


def rule_words(rule: str) -> Words:
    """Why a rule keeps a row aside."""
    return RULES.get(rule) or _("A rule of the register does not let it stand twice.")


def record_lines(rows: Iterable[tuple[str, str, int]]) -> list[RecordLine]:
    """Rows given as table, column and key, in words, as far as the current user sees them; one question a table."""
    rows = list(rows)
    wanted: dict[str, list[int]] = {}
    for place, _pointer, key in rows:
        wanted.setdefault(place, []).append(key)
    found = {(place, row.pk): row for place, ids in wanted.items() for row in _model(place).objects.filter(pk__in=ids)}
    return [_line(place, pointer, found[place, key]) for place, pointer, key in rows if (place, key) in found]


def _line(place: str, pointer: str, row: Any) -> RecordLine:
    kind = kind_of(place)
    day = getattr(row, kind.day, None) if kind.day else None
    return RecordLine(f"{place}:{pointer}:{row.pk}", kind.words, kind.says(row), day or localdate(row.recorded_at))


def _model(place: str) -> Any:
    return next(model for model in apps.get_models() if _table(model) == place)


def _table(model: type[models.Model]) -> str:
    return str(model._meta.db_table)
