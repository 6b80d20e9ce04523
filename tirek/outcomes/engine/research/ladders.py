"""How a value is coarsened, step by step, up to saying nothing.

A ladder is for what an outsider may know of somebody without the file (age, sex, region, days): the finest step first,
the last one always ``*``. Steps are ours and are written into the codebook; the parts of the country are a grouping
for research, no official division.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tirek.outcomes.engine.dimensions import DIMENSIONS, UNKNOWN_WORDS
from tirek.outcomes.engine.model import UNKNOWN
from tirek.programmes.engine.words import Words

#: Any value: nothing is said.
ANY: Final = "*"
ANY_WORDS: Final = Words(kk="көрсетілмейді", ru="не указывается", en="not given")


@dataclass(frozen=True)
class Step:
    """One step of a ladder: what it is called and what becomes of a value; ``words`` for what has no code of a pack."""

    title: Words
    of: Callable[[str], str]
    words: Mapping[str, Words] = field(default_factory=dict)


Ladder = tuple[Step, ...]
_NOTHING = Step(ANY_WORDS, lambda _value: ANY, {ANY: ANY_WORDS})
_AS_WRITTEN = Words(kk="жазылғандай", ru="как записано", en="as written")


def _bands(*bands: tuple[str, int]) -> Callable[[str], str]:
    """Named bands by their last number; the last band has no end. What is no number stays as it is."""

    def of(value: str) -> str:
        if not value.isdigit():
            return value
        return next(name for name, last in bands if int(value) <= last)

    return of


_NO_END = 10**9
_AGE_GROUPS = _bands(
    ("0", 0), ("1-2", 2), ("3-6", 6), ("7-10", 10), ("11-14", 14), ("15-17", 17), ("18-24", 24), ("25-34", 34),
    ("35-49", 49), ("50-64", 64), ("65+", _NO_END),
)  # fmt: skip
_WIDE_AGES = _bands(("0-6", 6), ("7-17", 17), ("18-34", 34), ("35+", _NO_END))
_EVERY_YEAR = {str(year): Words(kk=f"{year} жас", ru=f"возраст {year}", en=f"aged {year}") for year in range(75)}

#: Whole years of age, as a number; ``unknown``.
AGE: Final[Ladder] = (
    Step(
        Words(kk="толық жасы", ru="полных лет", en="years of age"),
        lambda value: "75+" if value.isdigit() and int(value) >= 75 else value,
        {
            **_EVERY_YEAR,
            "75+": Words(kk="75 жас және одан үлкен", ru="75 лет и старше", en="75 and over"),
            UNKNOWN: UNKNOWN_WORDS,
        },
    ),
    Step(Words(kk="жас тобы", ru="возрастная группа", en="age group"), _AGE_GROUPS, DIMENSIONS["age_group"].categories),
    Step(
        Words(kk="кең жас тобы", ru="широкая возрастная группа", en="wide age group"),
        _WIDE_AGES,
        {
            "0-6": Words(kk="7 жасқа дейін", ru="до 7 лет", en="under 7"),
            "7-17": Words(kk="7–17 жас", ru="7–17 лет", en="7–17"),
            "18-34": Words(kk="18–34 жас", ru="18–34 года", en="18–34"),
            "35+": Words(kk="35 жас және одан үлкен", ru="35 лет и старше", en="35 and over"),
            UNKNOWN: UNKNOWN_WORDS,
        },
    ),
    _NOTHING,
)
#: A day, as YYYY-MM-DD.
DAY: Final[Ladder] = (
    Step(Words(kk="ай", ru="месяц", en="month"), lambda value: value[:7]),
    Step(
        Words(kk="тоқсан", ru="квартал", en="quarter"),
        lambda value: f"{value[:4]}-Q{(int(value[5:7]) + 2) // 3}",
    ),
    Step(Words(kk="жыл", ru="год", en="year"), lambda value: value[:4]),
    _NOTHING,
)

_PARTS: Final = {
    "north": ("110000000", "390000000", "550000000", "590000000", "710000000"),
    "centre": ("350000000", "620000000"),
    "east": ("100000000", "630000000"),
    "west": ("150000000", "230000000", "270000000", "470000000"),
    "south": ("190000000", "310000000", "330000000", "430000000", "610000000", "750000000", "790000000"),
}
_PART_OF: Final = {kato: part for part, katos in _PARTS.items() for kato in katos}
#: KATO code of a region.
REGION: Final[Ladder] = (
    Step(Words(kk="өңір", ru="регион", en="region"), lambda value: value, {UNKNOWN: UNKNOWN_WORDS}),
    Step(
        Words(kk="елдің бөлігі", ru="часть страны", en="part of the country"),
        lambda value: _PART_OF.get(value, UNKNOWN),
        {
            "north": Words(kk="солтүстік", ru="север", en="north"),
            "centre": Words(kk="орталық", ru="центр", en="centre"),
            "east": Words(kk="шығыс", ru="восток", en="east"),
            "west": Words(kk="батыс", ru="запад", en="west"),
            "south": Words(kk="оңтүстік", ru="юг", en="south"),
            UNKNOWN: UNKNOWN_WORDS,
        },
    ),
    _NOTHING,
)
_FORMS = {"residential": "residential", "foster": "family", "kinship": "family", "other_family": "family"}
#: Form of care.
FORM: Final[Ladder] = (
    Step(
        Words(kk="орналастыру түрі", ru="форма устройства", en="form of care"),
        lambda value: value or "other",
        {
            **DIMENSIONS["care_form"].categories,
            "other": Words(kk="басқа", ru="другая", en="other"),
        },
    ),
    Step(
        Words(kk="мекеме немесе отбасы", ru="учреждение или семья", en="institution or family"),
        lambda value: _FORMS.get(value, "other"),
        {
            "residential": Words(kk="мекемеде", ru="в учреждении", en="in an institution"),
            "family": Words(kk="отбасында", ru="в семье", en="in a family"),
            "other": Words(kk="басқа", ru="другая", en="other"),
        },
    ),
    _NOTHING,
)
_GOES_ON = {"open": Words(kk="жалғасуда", ru="продолжается", en="goes on")}
#: A length in days, as a number; ``open`` while it lasts.
LENGTH: Final[Ladder] = (
    Step(
        Words(kk="ұзақтығы, алты аралық", ru="длительность, шесть отрезков", en="length, six bands"),
        _bands(("0-30", 30), ("31-90", 90), ("91-180", 180), ("181-365", 365), ("366-730", 730), ("731+", _NO_END)),
        {
            "0-30": Words(kk="30 күнге дейін", ru="до 30 дней", en="up to 30 days"),
            "31-90": Words(kk="31–90 күн", ru="31–90 дней", en="31–90 days"),
            "91-180": Words(kk="91–180 күн", ru="91–180 дней", en="91–180 days"),
            "181-365": Words(kk="181–365 күн", ru="181–365 дней", en="181–365 days"),
            "366-730": Words(kk="366–730 күн", ru="366–730 дней", en="366–730 days"),
            "731+": Words(kk="731 күн және одан көп", ru="731 день и больше", en="731 days and more"),
            **_GOES_ON,
        },
    ),
    Step(
        Words(kk="ұзақтығы, үш аралық", ru="длительность, три отрезка", en="length, three bands"),
        _bands(("0-180", 180), ("181-365", 365), ("366+", _NO_END)),
        {
            "0-180": Words(kk="180 күнге дейін", ru="до 180 дней", en="up to 180 days"),
            "181-365": Words(kk="181–365 күн", ru="181–365 дней", en="181–365 days"),
            "366+": Words(kk="366 күн және одан көп", ru="366 дней и больше", en="366 days and more"),
            **_GOES_ON,
        },
    ),
    _NOTHING,
)


def plain(words: Mapping[str, Words] | None = None) -> Ladder:
    """A code that is either given or not."""
    return (Step(_AS_WRITTEN, lambda value: value or UNKNOWN, words or {UNKNOWN: UNKNOWN_WORDS}), _NOTHING)


def categories(step: Step, first: date, last: date, listed: Mapping[str, Words]) -> dict[str, Words]:
    """Every category a step may give: of a list and its own, or each of a period's days."""
    if step.words:
        return {**listed, **step.words}
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    codes = dict.fromkeys(step.of(f"{month // 12:04}-{month % 12 + 1:02}-01") for month in months)
    return {code: Words(kk=code, ru=code, en=code) for code in codes}
