"""The code lists of what is published: our categories as the codes other houses read.

Ages, sexes and areas follow the lists of the goals' structure. What that structure has no code for begins with ``_L_``,
as national codes do. Figures of case files are never the value of a country, so they have a reporting type and a nature
of their own, and their whole is the area that is served, not 398.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tirek.programmes.engine.words import Words

TOTAL: Final = "_T"
UNKNOWN: Final = "_U"
CASE_RECORDS: Final = "_L_CASE"
SERVED: Final = "_L_SERVED"
#: Longer ones are cut by some readers of statistics.
MAX_CODE: Final = 80

_NOT_A_CODE = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True)
class Entry:
    """A code, its words, and what it is called elsewhere."""

    code: str
    words: Words
    elsewhere: Mapping[str, str] = field(default_factory=dict)


TOTAL_WORDS: Final = Words(kk="барлығы", ru="всего", en="total")
_UNKNOWN_WORDS = Words(kk="белгісіз", ru="неизвестно", en="not known")

SEX: Final = (
    Entry(TOTAL, TOTAL_WORDS),
    Entry("F", Words(kk="әйел", ru="женский", en="female")),
    Entry("M", Words(kk="ер", ru="мужской", en="male")),
    Entry(UNKNOWN, _UNKNOWN_WORDS),
)
_SEX_CODES = {"female": "F", "male": "M", "unknown": UNKNOWN}
_AGE_CODES = {"0": "Y0", "65+": "Y_GE65", "unknown": UNKNOWN}
_AGE_RANGE = re.compile(r"^(\d+)-(\d+)$")
_DISABILITY_CODES = {"yes": "PD", "no": "PWD", "unknown": UNKNOWN}
DISABILITY: Final = (
    Entry(TOTAL, TOTAL_WORDS),
    Entry("PD", Words(kk="мүгедектігі бар адамдар", ru="лица с инвалидностью", en="persons with disability")),
    Entry("PWD", Words(kk="мүгедектігі жоқ адамдар", ru="лица без инвалидности", en="persons without disability")),
    Entry(UNKNOWN, _UNKNOWN_WORDS),
)
FREQ: Final = (Entry("A", Words(kk="жыл сайын", ru="ежегодно", en="annual")),)
REPORTING_TYPE: Final = (
    Entry(
        CASE_RECORDS,
        Words(
            kk="Осы жүйені жүргізетін қызметтердің іс жазбалары; ел көрсеткіші емес",
            ru="Записи дел служб, которые ведут эту систему; не значение страны",
            en="Case records of the services that keep this system; not the value of the country",
        ),
    ),
)
NATURE: Final = (
    Entry(
        CASE_RECORDS,
        Words(
            kk="Іс жазбалары бойынша саналған, ресми статистика емес",
            ru="Подсчитано по записям дел, не официальная статистика",
            en="Counted from case records, not official statistics",
        ),
    ),
)
OBS_STATUS: Final = (
    Entry("A", Words(kk="кәдімгі мән", ru="обычное значение", en="normal value")),
    Entry("P", Words(kk="алдын ала мән: кезең аяқталған жоқ", ru="предварительное: период не закончен",
                     en="provisional: the period is not over")),
    Entry("C", Words(kk="адамдарды қорғау үшін жасырылған", ru="скрыто, чтобы защитить людей",
                     en="hidden to protect people")),
    Entry("M", Words(kk="мән жоқ", ru="значения нет", en="no value")),
)  # fmt: skip
UNIT_MULT: Final = (Entry("0", Words(kk="бірлік", ru="единицы", en="units")),)
UNIT_MEASURE: Final = (
    Entry("NUMBER", Words(kk="саны", ru="число", en="number")),
    Entry("PERSONS", Words(kk="адам", ru="человек", en="persons")),
    Entry("CASES", Words(kk="іс", ru="случаи", en="cases")),
    Entry("PT", Words(kk="пайыз", ru="процент", en="per cent")),
    Entry("PER_100000_POP", Words(kk="100 000 тұрғынға", ru="на 100 000 населения", en="per 100,000 population")),
    Entry("RATIO", Words(kk="арақатынас", ru="отношение", en="ratio")),
    Entry("DAYS", Words(kk="күн", ru="дни", en="days")),
)
#: Dimensions of the goals' structure that case files say nothing of: only the total.
ONLY_TOTAL: Final = (Entry(TOTAL, TOTAL_WORDS),)


def as_code(*parts: str) -> str:
    """A code of our own from words: letters, digits and underscores, ``_L_`` in front."""
    joined = "__".join(_NOT_A_CODE.sub("_", part).strip("_").upper() or "NONE" for part in parts)
    return ("_L_" + joined)[:MAX_CODE]


def sex_code(category: str) -> str:
    """The code of a sex."""
    return _SEX_CODES[category]


def age_code(category: str) -> str:
    """The code of an age group: ``3-6`` is Y3T6, ``65+`` Y_GE65."""
    span = _AGE_RANGE.match(category)
    if span:
        return f"Y{span[1]}T{span[2]}"
    return _AGE_CODES.get(category) or as_code("AGE", category)


def disability_code(category: str) -> str:
    """The code of a disability status."""
    return _DISABILITY_CODES[category]
