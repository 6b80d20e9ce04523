"""Whether somebody could be recognised in a text that tells of a matter: its names, places and numbers."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{3,}")
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]+)[»”“\"]")
#: Telephone, IIN, or a date to the day.
_NUMBERS = re.compile(r"\+?\d[\d\s()\-]{8,}\d|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
#: Endings of case and possession are at most so long; what is left of a name must stay a name.
_ENDING, _LEAST = 2, 4


def names_told(
    texts: Iterable[str], *, persons: Iterable[str], bodies: Iterable[str], places: Iterable[str]
) -> list[str]:
    """What of a matter stands in the texts: words of a person's name and of a place in any case, the name of an
    employer as a whole or what stands in its quotation marks, numbers that lead to somebody."""
    text = " ".join(texts)
    folded = text.casefold()
    words = {word.casefold() for word in _WORD.findall(text)}
    found: dict[str, None] = {}
    for name in (*persons, *places):
        for word in _WORD.findall(name):
            if _stands(word, words):
                found[word] = None
    for name in bodies:
        for part in (name, *_QUOTED.findall(name)):
            if len(part.strip()) >= _LEAST and part.strip().casefold() in folded:
                found[part.strip()] = None
    found.update(dict.fromkeys(match.strip() for match in _NUMBERS.findall(text)))
    return list(found)


def _stands(name: str, words: set[str]) -> bool:
    folded = name.casefold()
    stem = folded[: max(_LEAST, len(folded) - _ENDING)]
    return folded in words or (len(folded) >= _LEAST and any(word.startswith(stem) for word in words))
