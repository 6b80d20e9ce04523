"""How a pair of records is said in words: each field that was compared, and how probable it is that they are one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.people.enums import EvidenceField, EvidenceLevel
from tirek.toolkit.formats import number

#: What a level means in one field, where the plain word of the level says too little.
TELLING: dict[tuple[str, str], str | Promise] = {
    ("given_name", "same"): gettext_lazy("the same given name"),
    ("given_name", "spelling"): gettext_lazy("the same given name in another spelling"),
    ("given_name", "twin"): gettext_lazy("another given name, all else agrees: perhaps twins"),
    ("given_name", "sibling"): gettext_lazy("another given name, the same family: perhaps siblings"),
    ("given_name", "differs"): gettext_lazy("another given name"),
    ("surname", "same"): gettext_lazy("the same surname"),
    ("surname", "spelling"): gettext_lazy("the same surname in another spelling"),
    ("surname", "woman"): gettext_lazy("the surname may have changed by marriage"),
    ("surname", "differs"): gettext_lazy("another surname"),
    ("surname", "swapped"): gettext_lazy("surname and given name have changed places"),
    ("given_name", "swapped"): gettext_lazy("surname and given name have changed places"),
    ("patronymic", "same"): gettext_lazy("the same patronymic"),
    ("patronymic", "spelling"): gettext_lazy("the same patronymic in another form"),
    ("patronymic", "differs"): gettext_lazy("another father's name"),
    ("birth", "same"): gettext_lazy("born the same day"),
    ("birth", "swapped"): gettext_lazy("day and month of birth have changed places"),
    ("birth", "differs"): gettext_lazy("born on another day"),
    ("birth", "far"): gettext_lazy("born many years apart"),
    ("number", "same"): gettext_lazy("one and the same number"),
    ("number", "differs"): gettext_lazy("two different numbers"),
    ("phone", "same"): gettext_lazy("one phone number"),
    ("phone", "shared"): gettext_lazy("one phone number, as relatives have"),
    ("phone", "differs"): gettext_lazy("other phone numbers"),
    ("region", "same"): gettext_lazy("the same region"),
    ("region", "differs"): gettext_lazy("another region"),
}
#: How a level is coloured: it agrees, is the same in another form, speaks against, tells nothing.
AGREES = frozenset({"same"})
OTHER_FORM = frozenset({"spelling", "alias", "slip", "rough", "near", "initial", "swapped", "father_name", "year",
                        "month", "about", "digit"})  # fmt: skip
SILENT = frozenset({"unknown"})
#: From this probability on, in words.
SAID = (
    (0.95, "blue", gettext_lazy("very probably one person")),
    (0.7, "blue", gettext_lazy("probably one person")),
    (0.3, "plain", gettext_lazy("may be one person")),
    (0.0, "plain", gettext_lazy("rather two people")),
)


@dataclass(frozen=True)
class EvidenceLine:
    """A field of a pair: what it is, at which level the two agree, how it is coloured, what it weighs."""

    field: str
    level: str
    label: str | Promise
    word: str | Promise
    tone: str
    icon: str
    weight: float

    @property
    def weighs(self) -> str:
        """The weight with its sign; nothing where it tells nothing."""
        return f"{'+' if self.weight > 0 else '−'}{number(abs(self.weight), 1)}" if round(self.weight, 1) else "0"


def evidence_lines(evidence: Iterable[Mapping[str, Any]]) -> list[EvidenceLine]:
    """The evidence of a pair in words; a code of a later version is passed over."""
    lines = []
    for row in evidence:
        field, level = str(row.get("field")), str(row.get("level"))
        if field in EvidenceField.values and level in EvidenceLevel.values:
            tone, icon = colour(level, float(row.get("weight") or 0))
            word = TELLING.get((field, level)) or EvidenceLevel(level).label
            lines.append(
                EvidenceLine(field, level, EvidenceField(field).label, word, tone, icon, float(row.get("weight") or 0))
            )
    return lines


def colour(level: str, weight: float) -> tuple[str, str]:
    """Green agrees, blue agrees in another form, amber speaks against."""
    if level in SILENT:
        return "plain", ""
    if level in AGREES:
        return "green", "check"
    return ("blue", "") if level in OTHER_FORM and weight > 0 else ("amber", "")


def probably(probability: float) -> tuple[str, str | Promise]:
    """Colour and words for a probability."""
    return next((tone, word) for least, tone, word in SAID if probability >= least)


def share(probability: float) -> str:
    """The probability as people read it, never as certainty: "94 %", "over 99 %", "under 1 %"."""
    of_hundred = round(probability * 100)
    if of_hundred > 99 or probability > 0.99:
        return _("over 99 %")
    if of_hundred < 1:
        return _("under 1 %")
    return f"{of_hundred} %"


def meaning(probability: float) -> str:
    """The probability as a sentence with what it was measured on."""
    of_hundred = round(probability * 100)
    if probability > 0.99:
        return _("Of a hundred pairs that agree like this, all but one or none are one person.")
    if of_hundred < 1:
        return _("Of a hundred pairs that agree like this, none or one is one person.")
    return _("Of a hundred pairs that agree like this, about %(count)s are one person.") % {"count": of_hundred}


def warnings(evidence: Iterable[Mapping[str, Any]]) -> list[str]:
    """What speaks for caution, from the levels alone: twins, father and son, a phone or number that a family shares."""
    levels = {str(row.get("field")): str(row.get("level")) for row in evidence}
    found = []
    if levels.get("given_name") == "twin":
        found.append(_("Twins have one birthday, one surname and one father. Look at the given names and numbers."))
    elif levels.get("given_name") == "sibling":
        found.append(_("Brothers and sisters share surname, father and phone. Look at the given names."))
    elif levels.get("given_name") in ("same", "spelling", "alias") and levels.get("birth") == "far":
        found.append(_("A father and a son, or a grandmother and a granddaughter, may carry one name. The births lie "
                       "many years apart."))  # fmt: skip
    if levels.get("phone") in ("same", "shared"):
        found.append(_("A phone is often shared by a family, and a number that was given up goes to somebody else."))
    if levels.get("number") == "shared":
        found.append(_("One number stands on both, but the names differ: a parent's number is often written for a "
                       "child."))  # fmt: skip
    elif levels.get("number") == "differs":
        found.append(_("The two carry different numbers. One person has one number: look for a typing error."))
    return found
