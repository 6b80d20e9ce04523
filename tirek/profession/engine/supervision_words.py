"""Whether a text about supervision names somebody: a heuristic that asks to word it anew, never a promise."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: A personal number, a telephone: nobody writes ten digits about a theme.
_DIGITS = re.compile(r"(?:\d[\s\-()]{0,2}){10,}")
_SHORTEST = 3
_ENDS = "аяоыиіеэуюйьәү"


@dataclass(frozen=True)
class ClientNames:
    """Names of people in the files of those who meet: what the page found, for this floor knows no client."""

    surnames: Collection[str] = ()
    given: Collection[str] = ()
    numbers: Collection[str] = ()


NOBODY = ClientNames()


def names_in(text: str, *, surnames: Iterable[str], given: Iterable[str], numbers: Iterable[str] = ()) -> list[str]:
    """The words of the text that are one of the names, in any case of Kazakh or Russian; numbers of files; long digits.

    A surname counts however it is written; a given name where it begins with a capital letter, for many Kazakh names
    are words of the language (бақыт, үміт, арман).
    """
    families, firsts = _stems(surnames), _stems(given)
    found = [
        word
        for word in _WORD.findall(text)
        if _meant(word.casefold(), families) or (word[0].isupper() and _meant(word.casefold(), firsts))
    ]
    folded = text.casefold()
    found += [number for number in numbers if number and number.casefold() in folded]
    found += [match.group().strip() for match in _DIGITS.finditer(text)]
    return list(dict.fromkeys(found))


def _stems(names: Iterable[str]) -> dict[str, int]:
    """Each part of a name with the longest ending that may follow: Russian puts it in the place of the name's own."""
    stems: dict[str, int] = {}
    for name in names:
        for part in _WORD.findall(name.casefold()):
            if len(part) < _SHORTEST:
                continue
            stems[part] = 3 if len(part) == _SHORTEST else 5
            stem = part.removesuffix("ый").removesuffix("ий").rstrip(_ENDS)
            if stem != part and len(stem) >= _SHORTEST:
                stems.setdefault(stem, 2 if len(stem) == _SHORTEST else 3)
    return stems


def _meant(word: str, stems: dict[str, int]) -> bool:
    return any(len(word) - length <= stems.get(word[:length], -1) for length in range(_SHORTEST, len(word) + 1))
