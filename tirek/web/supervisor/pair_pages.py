"""What the pages of pairs show: a line of the list, the two records side by side, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.casework.models import Case
from tirek.casework.selectors.cases_of_people import cases_of_people
from tirek.people.enums import Decision, EvidenceField
from tirek.people.models import Address, ContactPoint
from tirek.people.selectors.duplicates import PairShown, Side
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import names_in_order
from tirek.toolkit.formats import partial_day
from tirek.web.evidence import EvidenceLine, evidence_lines, probably, share

NAME_PARTS = {"given_name": "given_name", "surname": "surname", "patronymic": "patronymic"}
DECISION_TONES: dict[str, tuple[str, str]] = {
    Decision.SAME: ("green", "check"),
    Decision.DIFFERENT: ("plain", "x"),
    Decision.UNSURE: ("amber", "help"),
}
LISTS: dict[str, str | Promise] = {
    "to_decide": gettext_lazy("To decide"),
    "waiting": gettext_lazy("Waiting for another unit"),
    "unsure": gettext_lazy("Not sure"),
    "same": gettext_lazy("The same, to be joined"),
    "different": gettext_lazy("Different people"),
    "merged": gettext_lazy("Joined"),
}
EMPTY: dict[str, str | Promise] = {
    "to_decide": gettext_lazy("No pair of records waits for your decision."),
    "waiting": gettext_lazy("No pair waits for another unit."),
    "unsure": gettext_lazy("Nobody was unsure about a pair."),
    "same": gettext_lazy("No pair waits to be joined."),
    "different": gettext_lazy("No pair was found to be different people."),
    "merged": gettext_lazy("No records were joined yet."),
}


@dataclass(frozen=True)
class PairLine:
    """A pair in the list: both names, how probable, what speaks for it and against it."""

    shown: PairShown
    names: tuple[str, str]
    tone: str
    word: str | Promise
    share: str
    reasons: list[EvidenceLine]


@dataclass(frozen=True)
class PairRow:
    """A field of the two records side by side. ``left`` and ``right`` are lists of values; None is not shown."""

    label: str | Promise
    left: list[str] | None
    right: list[str] | None
    line: EvidenceLine | None


@dataclass(frozen=True)
class Column:
    """The head of a record in the comparison: the name or two letters, who keeps it, its cases."""

    side: Side
    name: str
    short: str
    cases: list[Case]


@dataclass(frozen=True)
class DecisionLine:
    """What a unit decided. The reason and the author stay with the unit that wrote them."""

    word: str | Promise
    tone: str
    icon: str
    unit: str
    who: str
    at: datetime
    reason: str


def side_name(side: Side) -> str:
    """The name for those who see the record; else two letters and the year."""
    if side.person is not None:
        return display_name(side.person)
    letters = side.initials or _("name not known")
    return f"{letters}, {side.birth_year}" if side.birth_year else letters


def side_place(side: Side) -> str:
    """The own unit by its name; another by how its organisation is named to others."""
    return side.unit.name if side.mine else side.unit.organisation.shown_as


def pair_lines(pairs: Iterable[PairShown]) -> list[PairLine]:
    """Pairs as the list shows them, with the fields that tell most."""
    lines = []
    for one in pairs:
        tone, word = probably(one.pair.probability)
        telling = sorted(evidence_lines(one.pair.evidence), key=lambda row: -abs(row.weight))
        reasons = [row for row in telling if abs(row.weight) >= 1 and row.field != EvidenceField.RARITY][:4]
        left, right = one.sides
        names = (side_name(left), side_name(right))
        lines.append(PairLine(one, names, tone, word, share(one.pair.probability), reasons))
    return lines


def columns(shown: PairShown) -> list[Column]:
    """The heads of both records."""
    cases = cases_of_people(side.person.pk for side in shown.sides if side.person)
    return [
        Column(
            side,
            side_name(side),
            display_name(side.person, form="short") if side.person else side_name(side),
            cases.get(side.person.pk, []) if side.person else [],
        )
        for side in shown.sides
    ]


def side_by_side(shown: PairShown) -> list[PairRow]:
    """Every compared field with both values, as far as they may be seen."""
    persons = [side.person for side in shown.sides if side.person]
    phones: dict[int, list[str]] = {}
    for phone in ContactPoint.objects.filter(person__in=persons).exclude(digits="").order_by("pk"):
        phones.setdefault(phone.person_id, []).append(f"{phone.value}, {phone.whose}" if phone.whose else phone.value)
    regions: dict[int, list[str]] = {}
    for place in Address.objects.filter(person__in=persons, region__isnull=False).select_related("region"):
        regions.setdefault(place.person_id, []).append(str(place.region))
    known = {line.field: line for line in evidence_lines(shown.pair.evidence)}
    return [
        PairRow(
            field.label,
            _values(field, shown.sides[0], phones, regions),
            _values(field, shown.sides[1], phones, regions),
            known.get(field),
        )
        for field in EvidenceField
        if field != EvidenceField.RARITY or field in known
    ]


def _values(
    field: EvidenceField, side: Side, phones: dict[int, list[str]], regions: dict[int, list[str]]
) -> list[str] | None:
    """What a record holds in a field; of a record that is not seen the year of birth alone."""
    person = side.person
    if person is None:
        return [str(side.birth_year)] if field == EvidenceField.BIRTH and side.birth_year else None
    match field:
        case EvidenceField.GIVEN_NAME | EvidenceField.SURNAME | EvidenceField.PATRONYMIC:
            values = [getattr(name, NAME_PARTS[field]) for name in names_in_order(person)]
        case EvidenceField.BIRTH:
            values = [partial_day(person.birth_date, person.birth_precision)] if person.birth_date else []
        case EvidenceField.NUMBER:
            values = [person.iin]
        case EvidenceField.PHONE:
            values = phones.get(person.pk, [])
        case EvidenceField.SEX:
            values = [str(person.get_sex_display())] if person.sex != "unknown" else []
        case EvidenceField.REGION:
            values = regions.get(person.pk, [])
        case _:
            values = []
    return list(dict.fromkeys(filter(None, values)))


def decision_lines(shown: PairShown) -> list[DecisionLine]:
    """What was decided, the last first."""
    own = {side.unit.pk for side in shown.sides if side.mine}
    lines = []
    for row in shown.decisions:
        mine = row.unit_id in own
        tone, icon = DECISION_TONES[row.decision]
        lines.append(
            DecisionLine(
                row.get_decision_display(), tone, icon,
                unit=row.unit.name if mine else row.unit.organisation.shown_as,
                who=str(row.recorded_by) if mine else "",
                at=row.recorded_at,
                reason=row.reason if mine else "",
            )
        )  # fmt: skip
    return lines
