"""Why a record is shown: what was typed beside what is recorded, field by field. A person decides, not this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from tirek.people.engine.aliases import AliasOf, known_aliases
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.names import SpelledName, fold, patronymic_stem, skeleton, surname_stem
from tirek.people.engine.search_box import SearchBox, Word

# Of two folded words this share of letters must agree to pass for a slip of the finger.
ONE_SLIP = 0.75


class Verdict(StrEnum):
    """How a typed field stands to the recorded one."""

    SAME = "same"
    SPELLING = "spelling"
    ALIAS = "alias"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Likeness(StrEnum):
    """How alike the whole is: a hint where to look first."""

    VERY = "very"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Comparison:
    """One field: what was typed, what is recorded, how they stand. ``recorded`` is filled by the page for dates."""

    field: str
    typed: str
    recorded: str
    verdict: Verdict


def compare_word(typed: str, recorded: str) -> Verdict:
    """A typed word against the recorded part of a name; an initial agrees with what begins with it."""
    if not typed or not recorded:
        return Verdict.UNKNOWN
    if typed.casefold().strip(".") == recorded.casefold():
        return Verdict.SAME
    one, other = fold(typed), fold(recorded)
    if len(typed.strip(".")) == 1 or one in ("zh", "dzh"):
        return Verdict.SAME if other.startswith(one) else Verdict.DIFFERS
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return Verdict.SPELLING
    if alias_between(typed, recorded):
        return Verdict.ALIAS
    if skeleton(one) == skeleton(other) or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ONE_SLIP:
        return Verdict.SPELLING
    return Verdict.SPELLING if surname_stem(typed) == surname_stem(recorded) else Verdict.DIFFERS


def alias_between(typed: str, recorded: str) -> AliasOf | None:
    """Whether the two are one name though the letters differ: in another language, or a short form."""
    aliases = known_aliases()
    one, other = fold(typed), fold(recorded)
    return (
        aliases.get((one, other))
        or aliases.get((surname_stem(one), surname_stem(other)))
        or aliases.get((patronymic_stem(one), patronymic_stem(other)))
    )


def compare_birth(year: int | None, day: date | None, born: PartialDate | None) -> Verdict:
    """The typed year or day against the recorded birth, as far as both are known."""
    if born is None or (year is None and day is None):
        return Verdict.UNKNOWN
    typed = PartialDate(day) if day else PartialDate(date(year or 1, 1, 1), Precision.YEAR)
    return Verdict.SAME if typed.agrees(born) else Verdict.DIFFERS


def compare_name(box: SearchBox, spellings: Sequence[SpelledName]) -> tuple[SpelledName, tuple[Comparison, ...]]:
    """The spelling that fits best and its parts beside the typed words, each word laid to the part it fits."""
    fits = [(_lay(box, spelling), spelling) for spelling in spellings] or [((), SpelledName())]
    comparisons, spelling = max(fits, key=lambda fit: sum(_points(row.verdict) for row in fit[0]))
    return spelling, comparisons


def likeness(comparisons: Sequence[Comparison]) -> Likeness:
    """Very alike: name and birth agree. Likely: the name agrees and there is no birth to compare. Else possible."""
    verdicts = {row.field: row.verdict for row in comparisons}
    birth = verdicts.pop("birth", Verdict.UNKNOWN)
    if Verdict.DIFFERS in (birth, *verdicts.values()):
        return Likeness.POSSIBLE
    return Likeness.LIKELY if birth is Verdict.UNKNOWN else Likeness.VERY


def _points(verdict: Verdict) -> int:
    return {Verdict.SAME: 3, Verdict.SPELLING: 2, Verdict.ALIAS: 2, Verdict.UNKNOWN: 0, Verdict.DIFFERS: -1}[verdict]


def _lay(box: SearchBox, spelling: SpelledName) -> tuple[Comparison, ...]:
    parts = {
        "surname": spelling.surname,
        "given_name": spelling.given_name,
        "patronymic": spelling.patronymic,
    }
    laid: dict[str, list[str]] = {field: [] for field in parts}
    homeless: list[Word] = []
    for word in (*box.words, *box.initials):
        fits = {field: _fit(word, recorded, field) for field, recorded in parts.items() if recorded}
        best = max(fits, key=lambda field: (fits[field], not laid[field]), default=None)
        if best is not None and fits[best] > 0:
            laid[best].append(word.typed)
        else:
            homeless.append(word)
    for word in homeless:
        empty = next((field for field in parts if not laid[field]), "surname")
        laid[empty].append(word.typed)
    rows = []
    for field, recorded in parts.items():
        typed = " ".join(dict.fromkeys(laid[field]))
        if typed or (recorded and field != "patronymic"):
            rows.append(Comparison(field, typed, recorded, _verdict(typed, recorded, field)))
    return tuple(rows)


def _verdict(typed: str, recorded: str, field: str) -> Verdict:
    verdict = compare_word(typed, recorded)
    if verdict is Verdict.DIFFERS and field == "patronymic" and patronymic_stem(typed) == patronymic_stem(recorded):
        return Verdict.SPELLING
    if verdict is Verdict.DIFFERS and any(
        _fit(Word(typed, fold(typed), ""), part, field) > 1 for part in recorded.split("-")
    ):
        return Verdict.SPELLING
    return verdict


def _fit(word: Word, recorded: str, field: str) -> int:
    """How well a typed word fits a part of the name; 0 means not at all."""
    if field == "patronymic" and patronymic_stem(word.typed) == patronymic_stem(recorded):
        return 3
    best = 0
    for piece in {recorded, *recorded.replace("-", " ").split()}:
        verdict = compare_word(word.typed, piece)
        best = max(best, {Verdict.SAME: 4, Verdict.SPELLING: 2, Verdict.ALIAS: 2}.get(verdict, 0))
        if len(word.key) > 2 and fold(piece).startswith(word.key):
            best = max(best, 2)
    return best
