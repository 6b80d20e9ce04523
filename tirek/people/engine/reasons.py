"""Why somebody is offered, as codes a page can say in words: the same name in Kazakh spelling, born the same day."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from tirek.people.engine.aliases import AliasOf
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.matching import Comparison, Verdict, alias_between
from tirek.people.engine.names import fold, patronymic_stem, surname_stem

NAME_FIELDS = ("surname", "given_name", "patronymic")


class Reason(StrEnum):
    """One thing that speaks for or against; the words are in ``enums.MatchReason``."""

    SAME_NAME = "same_name"
    SPELLED_KK = "spelled_kk"
    SPELLED_RU = "spelled_ru"
    SPELLED_LAT = "spelled_lat"
    SLIP = "slip"
    ALIAS = "alias"
    SHORT = "short"
    SURNAME_DIFFERS = "surname_differs"
    NAME_DIFFERS = "name_differs"
    BORN_SAME_DAY = "born_same_day"
    BORN_SAME_YEAR = "born_same_year"
    BORN_SWAPPED = "born_swapped"
    BORN_NEAR = "born_near"
    BORN_DIFFERS = "born_differs"


_SPELLED = {"kk": Reason.SPELLED_KK, "ru": Reason.SPELLED_RU, "lat": Reason.SPELLED_LAT}


def reasons(
    rows: Sequence[Comparison], script: str, year: int | None, day: date | None, born: PartialDate | None
) -> tuple[Reason, ...]:
    """What to say of a match: the name first, then the birth. ``script`` is that of the recorded spelling."""
    return (*_of_the_name(rows, script), *_of_the_birth(year, day, born))


def _of_the_name(rows: Sequence[Comparison], script: str) -> list[Reason]:
    names = [row for row in rows if row.field in NAME_FIELDS and row.typed and row.recorded]
    said: list[Reason] = []
    verdicts = {row.verdict for row in names}
    respelled = [row for row in names if row.verdict is Verdict.SPELLING]
    if names and verdicts == {Verdict.SAME}:
        said.append(Reason.SAME_NAME)
    elif respelled and all(_letters_agree(row) for row in respelled):
        said.append(_SPELLED[script])
    elif respelled and not all(_letters_agree(row) or _begun(row) for row in respelled):
        said.append(Reason.SLIP)
    for row in names:
        if row.verdict is Verdict.ALIAS:
            short = alias_between(row.typed, row.recorded) is AliasOf.SHORT
            said.append(Reason.SHORT if short else Reason.ALIAS)
        elif row.verdict is Verdict.DIFFERS:
            said.append(Reason.SURNAME_DIFFERS if row.field == "surname" and len(names) > 1 else Reason.NAME_DIFFERS)
    return list(dict.fromkeys(said))


def _of_the_birth(year: int | None, day: date | None, born: PartialDate | None) -> list[Reason]:
    typed = day.year if day else year
    if born is None or typed is None:
        return []
    if day and born.precision is Precision.DAY:
        if day == born.value:
            return [Reason.BORN_SAME_DAY]
        if (day.year, day.day, day.month) == (born.value.year, born.value.month, born.value.day):
            return [Reason.BORN_SWAPPED]
    if typed == born.value.year:
        return [Reason.BORN_SAME_YEAR]
    near = 2 if born.precision is Precision.ESTIMATED else 1
    return [Reason.BORN_NEAR if abs(typed - born.value.year) <= near else Reason.BORN_DIFFERS]


def _letters_agree(row: Comparison) -> bool:
    """Whether the two are one name by the letters alone, whatever the script and the ending."""
    one, other = fold(row.typed).replace(" ", ""), fold(row.recorded).replace(" ", "")
    if row.field == "patronymic" and patronymic_stem(row.typed) == patronymic_stem(row.recorded):
        return True
    return one == other or (row.field == "surname" and surname_stem(row.typed) == surname_stem(row.recorded))


def _begun(row: Comparison) -> bool:
    return fold(row.recorded).startswith(fold(row.typed))
