"""One key for one name, whatever the spelling: Kazakh, Russian, Latin; and the order of the Kazakh alphabet.

Әбішұлы in one paper, Абишевич at the clinic, Abishuly in the passport. ``fold`` gives all spellings of a word the
same ASCII letters wherever letters alone can tell; what they can not tell (Шыңғыс and Чингиз, Фёдор and Fyodor)
is left to the fuzzy step of the search. The database has the same functions under ``people_name_fold``,
``people_patronymic_stem``, ``people_surname_stem``, ``people_name_skeleton`` and ``people_kk_sort``; a test holds
the two equal, and neither depends on the server's locale.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Latin letters with a hook or a caron stand for a sibilant, not for a decorated s, c or z.
_SIBILANTS = str.maketrans("şŞšŠșȘçÇčČžŽ", "шшшшшшччччжж")
_MARKS = re.compile("[\u0300-\u036f]+")

_SINGLE_FROM = "аәбвгғґдеєзикқлмнңоөпрстуұүфхһҳыіэ" + "wyq" + "ıəøłđßŋæþ"
_SINGLE_TO = "aabvgggdeezikklmnnooprstuuufhhhiie" + "vik" + "iaoldsnat"
_KEPT_LATIN = "abcdefghijklmnoprstuvxz"
_MULTI = {"щ": "sh", "ш": "sh", "ч": "ch", "ц": "ts", "ж": "zh", "җ": "zh", "ҷ": "zh", "ю": "iu", "я": "ia", "x": "ks"}
_SILENT = "ъь'’‘ʼʻ`′ʹ"

_LETTERS: dict[int, str | None] = {}
for _small, _key in [
    *zip(_SINGLE_FROM, _SINGLE_TO, strict=True),
    *zip(_KEPT_LATIN, _KEPT_LATIN, strict=True),
    *_MULTI.items(),
]:
    _LETTERS[ord(_small)] = _MULTI.get(_small, _key)
    if len(_small.upper()) == 1:
        _LETTERS[ord(_small.upper())] = _MULTI.get(_small, _key)
_LETTERS |= {ord(sign): None for sign in _SILENT + "ЪЬ"}

# The order matters: a rule may only make what a later rule still sees. Runs are taken whole, so that
# folding a folded name changes nothing.
_RULES = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"c(?!h)", "k"),
        (r"k+h+", "h"),
        (r"g+h+", "g"),
        (r"s+h+(?:c+h+)+", "sh"),
        (r"[dz]*(?:zh+|j+)", "zh"),
        (r"i+e+", "e"),
        # What is not a letter or digit parts words; scripts we have no table for are kept as they are.
        (r"[^a-z0-9\u0370-\u1fff\u2c00-\ud7ff]+", " "),
    )
)
_DOUBLES = re.compile(r"([a-z])\1+")

_PATRONYMIC = re.compile(r"(?<=..) ?(?:uli|ulu|kizi|gizi|ogli|oglu|ovich|evich|ovna|evna|inichna|ichna|ich)$")
_SURNAME = re.compile(r"(?<=...)(?:ov|ova|ev|eva|in|ina|ski|skoi|skaia|uli|kizi)$")
_LAST_VOWELS = re.compile(r"(?<=..)[aeiou]+$")
_VOICELESS = str.maketrans("bdgzv", "ptksf")
_VOICELESS_NO_VOWELS = str.maketrans("bdgzv", "ptksf", "aeiou")

# What one Cyrillic letter became two Latin ones for is one sound again where slips are counted.
_SOUNDS = (("zh", "Z"), ("sh", "S"), ("ch", "C"), ("ts", "T"), ("ia", "A"), ("iu", "U"))

KAZAKH_ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
LATIN_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SORT: dict[int, str | None] = {ord(sign): None for sign in "'’‘ʼ`"} | {ord(sign): "!" for sign in " -‐–\u00a0"}
for _at, _digit in enumerate("0123456789"):
    _SORT[ord(_digit)] = chr(0x22 + _at)
for _at, _letter in enumerate(KAZAKH_ALPHABET + LATIN_ALPHABET):
    _SORT[ord(_letter)] = _SORT[ord(_letter.lower())] = chr(0x30 + _at)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The key of a name: ASCII letters in lower case, words parted by one space. Folding twice changes nothing."""
    return _DOUBLES.sub(r"\1", _folded_letters(text))


def _folded_letters(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_SIBILANTS)
    key = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).translate(_LETTERS)
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    return key.strip(" ")


def patronymic_stem(text: str) -> str:
    """The father's name in a patronymic of any form: Әбішұлы, Әбіш ұлы, Абишевич and Abishovna give ``abish``.

    The ending goes before double letters become one, or Серікқызы would lose a letter of Серік.
    """
    return _LAST_VOWELS.sub("", _DOUBLES.sub(r"\1", _PATRONYMIC.sub("", _folded_letters(text))))


def surname_stem(text: str) -> str:
    """The surname without its Russian or Kazakh ending: Жанболатова and Жанболат give one stem."""
    return _SURNAME.sub("", fold(text))


def skeleton(key: str) -> str:
    """The consonants of a folded word behind its first letter, voiced ones made voiceless: the rough comparison."""
    return key[:1].translate(_VOICELESS) + key[1:].translate(_VOICELESS_NO_VOWELS)


def slips(key: str) -> frozenset[str]:
    """A folded word, and the word with each of its letters or sounds left out.

    Two words that share one of these are one slip of the finger apart: a letter left out, added, put wrong, or two
    in the wrong order. Sounds count beside the letters, for ж became two letters and is one key on the keyboard.
    """
    sounds = key
    for letters, sound in _SOUNDS:
        sounds = sounds.replace(letters, sound)
    written = {key, sounds}
    return frozenset(
        written | {word[:at] + word[at + 1 :] for word in written for at in range(len(word)) if len(word) > 2}
    )


def kk_sort(surname: str, given_name: str = "", patronymic: str = "") -> str:
    """A key whose byte order is the order of the Kazakh alphabet; Latin spellings come after the Cyrillic ones."""
    return " ".join(unicodedata.normalize("NFC", part).translate(_SORT) for part in (surname, given_name, patronymic))


@dataclass(frozen=True)
class SpelledName:
    """One spelling of one name; any part may be unknown."""

    surname: str = ""
    given_name: str = ""
    patronymic: str = ""

    def tokens(self) -> frozenset[str]:
        """Every folded word under which this name is to be found."""
        parts = [fold(self.surname), fold(self.given_name), patronymic_stem(self.patronymic)]
        words = {word for part in parts for word in part.split(" ")}
        joined = {part.replace(" ", "") for part in parts}
        return frozenset((words | joined | {surname_stem(self.surname)}) - {""})


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name as far as letters can tell; nothing is the same as an empty one."""
    return bool(fold(one)) and fold(one) == fold(other)


@dataclass(frozen=True)
class NewName(SpelledName):
    """A spelling as it is handed to an act: with its script (kk, ru, lat) and what the name is to the person."""

    script: str = "kk"
    kind: str = "legal"
