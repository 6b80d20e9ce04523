"""Invented people: names from a names package, days of birth a century off in the number, nothing of anybody real."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from mimesis import Gender, Locale
from mimesis import Person as Names

from tirek.people.engine.names import NewName

_VOWELS = "аеёиоуыэюяәөүұі"
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u"),
            *("f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia", "a", "g", "k", "n", "o", "u", "u"),
            *("h", "i"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    names: tuple[NewName, ...]
    sex: str
    given: str
    father: str = ""


class People:
    """A source of invented people, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._names = {"kk": Names(Locale.KK, seed=seed), "ru": Names(Locale.RU, seed=seed + 1)}

    def somebody(self, sex: str, *, script: str = "", surname: str = "", father: str = "", given: str = "") -> Invented:
        """A person of a sex in one or two spellings; a child may get the surname and the father it has."""
        script = script or self.chance.choices(("kk", "ru"), (7, 3))[0]
        gender = Gender.FEMALE if sex == "female" else Gender.MALE
        source = self._names[script]
        given = given or source.name(gender=gender)
        surname = surname or source.surname(gender=gender)
        father = father or source.name(gender=Gender.MALE)
        main = NewName(script=script, surname=surname, given_name=given, patronymic=patronymic(father, sex, script))
        names = [main]
        if self.chance.random() < 0.25:
            names.append(NewName(script="lat", surname=latin(surname), given_name=latin(given)))
        return Invented(tuple(names), sex, given, father)

    def birthday(self, on: date, youngest: int, oldest: int) -> date:
        """A day of birth of somebody between two ages."""
        return on - timedelta(days=self.chance.randint(youngest * 365, oldest * 365))


def patronymic(father: str, sex: str, script: str) -> str:
    """The father's name as a patronymic: joined -ұлы / -қызы in Kazakh, -ович / -овна in Russian."""
    if script == "kk":
        return father + ("қызы" if sex == "female" else "ұлы")
    stem, soft = father, False
    if father[-1] in "йь":
        stem, soft = father[:-1], True
    elif father[-1].lower() in _VOWELS:
        stem, soft = father[:-1], father[-1] in "еия"
    ending = ("евна" if soft else "овна") if sex == "female" else ("евич" if soft else "ович")
    return stem + ending


def latin(text: str) -> str:
    """A spelling as a passport may have it."""
    return "".join(_LATIN.get(letter, letter) for letter in text.lower()).title()


_AS_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


def respelled(one: Invented, script: str) -> Invented:
    """The same Kazakh name as another office writes it: Russian letters and patronymic, or a passport's Latin."""
    main = one.names[0]
    if script == "lat":
        name = NewName(script="lat", surname=latin(main.surname), given_name=latin(main.given_name))
    else:
        surname, given, father = (part.translate(_AS_RUSSIAN) for part in (main.surname, main.given_name, one.father))
        middle = patronymic(father, one.sex, "ru") if father else ""
        name = NewName(script="ru", surname=surname, given_name=given, patronymic=middle)
    return Invented((name,), one.sex, name.given_name, one.father)


def mistyped(one: Invented, chance: random.Random) -> Invented:
    """The same name with two letters of the surname changed about, and without the patronymic."""
    main = one.names[0]
    at = chance.randint(1, max(len(main.surname) - 3, 1))
    surname = main.surname[:at] + main.surname[at : at + 2][::-1] + main.surname[at + 2 :]
    name = NewName(script=main.script, surname=surname, given_name=main.given_name)
    return Invented((name,), one.sex, one.given, one.father)
