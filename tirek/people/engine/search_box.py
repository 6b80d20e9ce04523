"""What somebody typed into the one search box: words of a name, a birth year or day, a number, a phone."""

import re
from dataclasses import dataclass
from datetime import date

from tirek.people.engine.names import fold, patronymic_stem, surname_stem

_DAY = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_DIGITS = re.compile(r"\+?\d[\d\s()\-]*\d|\d")
_ENDINGS_ALONE = frozenset({"uli", "ulu", "kizi", "gizi", "ogli", "oglu"})
MOST_WORDS = 5


@dataclass(frozen=True)
class Word:
    """A typed word: as typed, folded, and without the ending of a patronymic or surname."""

    typed: str
    key: str
    stem: str


@dataclass(frozen=True)
class SearchBox:
    """The parts of one search. ``initials`` are single letters: they order the answers and find none."""

    words: tuple[Word, ...] = ()
    initials: tuple[Word, ...] = ()
    birth_year: int | None = None
    birth_date: date | None = None
    iin: str = ""
    phone: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed by which somebody can be found."""
        return not (self.words or self.iin or self.phone)


def read_search_box(text: str) -> SearchBox:
    """Take the box apart. Order is free; what can't be understood as a number is part of the name."""
    born: date | None = None
    year: int | None = None
    iin = phone = ""
    if found := _DAY.search(text):
        day, month, year = (int(part) for part in found.groups())
        try:
            born = date(year, month, day)
        except ValueError:
            born = None
        text = text.replace(found.group(), " ")
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if len(digits) == 12:
            iin = digits
        elif len(digits) >= 7:
            phone = digits[-10:]
        elif len(digits) == 4 and 1800 <= int(digits) <= 2100:
            year = year or int(digits)
    words: list[Word] = []
    initials: list[Word] = []
    for typed in re.split(r"[\s,;.]+", _DIGITS.sub(" ", text)):
        for key in fold(typed).split(" "):
            if key and key not in _ENDINGS_ALONE:
                (words if len(key) > 1 and not _is_initial(typed) else initials).append(_word(typed, key))
    return SearchBox(tuple(words[:MOST_WORDS]), tuple(initials), year, born, iin, phone)


def _is_initial(typed: str) -> bool:
    # "Ж" folds to two letters, "Дж" is how a Russian paper writes it.
    return len(typed) == 1 or typed.lower() == "дж"


def _word(typed: str, key: str) -> Word:
    stem = patronymic_stem(typed if fold(typed) == key else key)
    if not key.startswith(stem) or key[len(stem) :].strip("aeiou") == "":
        stem = surname_stem(key)  # only vowels fell away: it had no patronymic's ending
    return Word(typed, key, stem)
