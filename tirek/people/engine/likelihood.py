"""How much speaks for two records being one person: field by field, as weights that add up, and as a probability.

Fellegi and Sunter (1969): a field at a level weighs log2 of how often that level occurs among records of one person
over how often it occurs by chance. Two things the plain sum gets wrong are levels of their own: what a family
shares (surname, father, day of birth of twins, phone, a parent's number) tells little once the given names differ.
The levels with their frequencies and the map from weight to probability are data: ``levels.json``, read here and by
the comparison of the whole register.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log2

from tirek.people.engine.keys import Aliases, Described, Keys, NameKeys, keys_of, slips

__all__ = ["Described", "Evidence", "Weighed", "model", "probability", "weigh", "weigh_keys", "weight_of"]

NO_AGREEMENT = frozenset({"differs", "twin", "sibling"})
# Between relatives the surname and the father agree as a matter of course, however rare they are.
RELATIVES = frozenset({"twin", "sibling"})
NAME_AGREES = frozenset({"same", "spelling", "alias", "rough", "slip"})
BIRTH_AGREES = frozenset({"same", "swapped", "digit", "month", "year", "about"})
# A letter as an initial folds to one or two letters (Ж is "zh").
LONGEST_INITIAL = 2
FAR_YEARS = 10
# A register of a small town is no random draw of the country: relatives and namesakes are nearer than chance.
SMALLEST_REGISTER = 10_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """One field: at which level the two agree, and what that weighs. Codes of ``enums.EvidenceLevel``; no values."""

    field: str
    level: str
    weight: float


@dataclass(frozen=True)
class Weighed:
    """All evidence, its sum in powers of two, and how probable it makes that the two are one person."""

    weight: float
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Model:
    """The shipped model: (m, u) of each level of each field, and the calibration with the register it holds for."""

    name: str
    levels: dict[str, dict[str, tuple[float, float]]]
    register: int
    knots: tuple[tuple[float, float], ...]

    def weight(self, field: str, level: str) -> float:
        """What a level weighs; nothing where a field is not known."""
        if level == "unknown":
            return 0.0
        m, u = self.levels[field][level]
        return log2(m / u)


def read_model(text: str) -> Model:
    """A model from its JSON."""
    data = json.loads(text)
    return Model(
        name=data["name"],
        levels={
            field: {level: (row[0], row[1]) for level, row in rows.items()} for field, rows in data["levels"].items()
        },
        register=data["calibration"]["register"],
        knots=tuple((knot[0], knot[1]) for knot in data["calibration"]["knots"]),
    )


@cache
def model() -> Model:
    """The model that is shipped."""
    return read_model(files("tirek.people.engine").joinpath("levels.json").read_text("utf-8"))


def weigh(
    one: Described,
    other: Described,
    *,
    aliases: Aliases | None = None,
    persons: int | None = None,
    by: Model | None = None,
) -> Weighed:
    """Compare two records. ``aliases`` as ``keys.aliases_of`` gives them; ``persons`` is the size of the register."""
    return weigh_keys(keys_of(one, aliases), keys_of(other, aliases), persons=persons, by=by)


def weigh_keys(one: Keys, other: Keys, *, persons: int | None = None, by: Model | None = None) -> Weighed:
    """The same for records whose keys are at hand."""
    used = by or model()
    evidence = tuple(Evidence(field, level, used.weight(field, level)) for field, level in compare(one, other).items())
    total = sum(row.weight for row in evidence)
    return Weighed(total, probability(total, persons=persons, by=used), evidence)


def probability(weight: float, *, persons: int | None = None, by: Model | None = None) -> float:
    """How many of a hundred pairs of this weight are one person, as measured on the register of the calibration.

    Pairs that agree by chance grow with the square of a register, true ones only with its size; so every doubling
    of the register asks for one more bit of evidence.
    """
    used = by or model()
    if persons:
        weight -= log2(max(persons, SMALLEST_REGISTER) / used.register)
    knots = used.knots
    if weight <= knots[0][0]:
        return knots[0][1]
    for (low, from_), (high, to) in pairwise(knots):
        if weight <= high:
            return from_ + (to - from_) * (weight - low) / (high - low)
    return knots[-1][1]


def weight_of(wanted: float, *, persons: int | None = None, by: Model | None = None) -> float:
    """The weight from which on ``probability`` is at least what is wanted."""
    used = by or model()
    shift = log2(max(persons, SMALLEST_REGISTER) / used.register) if persons else 0.0
    for (low, from_), (high, to) in pairwise(used.knots):
        if from_ < wanted <= to:
            return shift + low + (high - low) * (wanted - from_) / (to - from_)
    return shift + used.knots[0][0]


def compare(one: Keys, other: Keys) -> dict[str, str]:
    """The level of each field, in the order in which people read them."""
    swapped = _crossed(one.given, other.surname) and _crossed(one.surname, other.given)
    swapped = swapped and not _crossed(one.given, other.given)
    father = _name_level(one.father, other.father)
    born = _birth_level(one, other)
    surname = "swapped" if swapped else _surname_level(one, other)
    given = "swapped" if swapped else _given_level(one, other, surname, father, born)
    return {
        "given_name": given,
        "surname": surname,
        "patronymic": father,
        "birth": born,
        "number": _number_level(one, other, given, born),
        "phone": _of_a_household(_phone_level(one, other), given, born),
        "sex": _plain_level(one.sex, other.sex),
        "region": _of_a_household(_plain_level(one.region, other.region), given, born),
    }


def _name_level(one: NameKeys, other: NameKeys) -> str:
    if not one.keys or not other.keys:
        return "unknown"
    if one.raw & other.raw:
        return "same"
    if one.keys & other.keys or one.stems & other.stems:
        return "spelling"
    if one.aliases & other.keys or one.keys & other.aliases:
        return "alias"
    if one.skeletons & other.skeletons:
        return "rough"
    if _any(one.letters, other.letters, _one_slip):
        return "slip"
    if _any(one.letters, other.letters, _near):
        return "near"
    if _any(one.keys, other.keys, _initial):
        return "initial"
    return "differs"


def _crossed(one: NameKeys, other: NameKeys) -> bool:
    return bool(one.stems & other.stems or one.skeletons & other.skeletons)


def _one_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 3 and slips(one, other, 1)


def _near(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 3:
        return slips(one, other, 1)
    return (len(shorter) > 3 and longer.startswith(shorter)) or (len(shorter) > 5 and slips(one, other, 2))


def _initial(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) <= LONGEST_INITIAL and longer.startswith(shorter)


def _any(ones: Iterable[str], others: Iterable[str], agree: Callable[[str, str], bool]) -> bool:
    return any(agree(one, other) for one in ones for other in others)


def _given_level(one: Keys, other: Keys, surname: str, father: str, born: str) -> str:
    level = _name_level(one.given, other.given)
    if level not in ("same", "unknown") and one.twin and other.twin and one.twin != other.twin:
        level = "differs"
    if level != "differs" or surname not in NAME_AGREES:
        return level
    if born in BIRTH_AGREES and (father in NAME_AGREES or father == "unknown"):
        return "twin"
    return "sibling" if father in NAME_AGREES else "differs"


def _surname_level(one: Keys, other: Keys) -> str:
    level = _name_level(one.surname, other.surname)
    if level not in ("near", "initial", "differs"):
        return level
    if one.surname.stems & other.father.keys or one.father.keys & other.surname.stems:
        return "father_name"
    if level == "differs" and "female" in (one.sex, other.sex) and "male" not in (one.sex, other.sex):
        return "woman"
    return level


def _birth_level(one: Keys, other: Keys) -> str:
    if one.year is None or other.year is None:
        return "unknown"
    new_year = one.day.endswith("0101") or other.day.endswith("0101")
    same_year = one.year == other.year
    if one.estimated or other.estimated:
        if abs(one.year - other.year) <= 2:
            return "about"
    elif one.day and one.day == other.day and not new_year:
        return "same"
    elif same_year and (new_year or not one.month or not other.month):
        return "year"
    elif one.month and one.month == other.month and not (one.day and other.day):
        return "month"
    elif one.day and other.day:
        if same_year and one.day[4:6] == other.day[6:] and one.day[6:] == other.day[4:6]:
            return "swapped"
        if slips(one.day, other.day, 1):
            return "digit"
        if slips(one.day, other.day, 2):
            return "two_digits"
    return "far" if abs(one.year - other.year) >= FAR_YEARS else "differs"


def _number_level(one: Keys, other: Keys, given: str, born: str) -> str:
    level = _plain_level(one.number, other.number)
    # A parent's number written for the child: names and years tell it.
    parents = level == "same" and given in NO_AGREEMENT and born in ("differs", "far", "two_digits")
    return "shared" if parents else level


def _phone_level(one: Keys, other: Keys) -> str:
    if not one.phones or not other.phones:
        return "unknown"
    return "same" if one.phones & other.phones else "differs"


def _of_a_household(level: str, given: str, born: str) -> str:
    # Brothers, a father and his son of one name, the next owner of a phone number: what they share tells nothing.
    return "shared" if level == "same" and (given in NO_AGREEMENT or born == "far") else level


def _plain_level(one: str, other: str) -> str:
    if not one or not other:
        return "unknown"
    return "same" if one == other else "differs"
