"""What somebody types into the search box who means a person of the register, with one mistake or several."""

import random
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from aliases import other_name
from big_register import Known
from invented_people import Record, corrupt, recorded
from spellings import slip

#: Kind of question: what is typed.
KINDS = {
    "as recorded": "surname, given name, year",
    "other script": "surname, given name, year",
    "Latin": "surname, given name, year",
    "other spelling": "surname, given name, year",
    "typing error": "surname, given name, year",
    "typing error, no birth": "surname, given name, patronymic",
    "surname alone, typing error": "surname, day of birth",
    "given name alone": "given name, day of birth",
    "no surname": "given name, patronymic, year",
    "surname of marriage": "another surname, given name, patronymic, year",
    "patronymic in another form": "surname, given name, patronymic, year",
    "order of the parts": "given name, surname, year",
    "day and month swapped": "surname, given name, day of birth",
    "other or tender name": "surname, another given name, year",
    "half a surname": "two thirds of the surname, given name, year",
    "number": "the 12 digits",
    "telephone": "the telephone number",
    "other script, typing error": "surname, given name, year",
    "Latin, typing error": "surname, given name, year",
    "three mistakes": "surname, given name in another spelling with a typing error, other form of the patronymic, year",
}
#: How many mistakes a kind of question has.
ERRORS = dict.fromkeys(KINDS, 1) | {
    "as recorded": 0, "number": 0, "telephone": 0, "other script, typing error": 2, "Latin, typing error": 2,
    "three mistakes": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is typed, for whom; ``said`` is what it truly says, as columns of the database."""

    text: str
    number: int
    meant: str
    name: str = ""
    year: int | None = None
    day: date | None = None
    said: dict[str, Any] = field(default_factory=dict)


def ask(known: Known, kind: str, chance: random.Random) -> Question | None:
    """A question of this kind for this person; None if it cannot be asked (a man has no name of marriage)."""
    script = chance.choice(known.scripts)
    record = recorded(known.whom, script)
    maker = _MAKERS[kind]
    return maker(known, record, chance)


def _question(
    known: Known, typed: Record, fields: str, record: Record, *, day: date | None = None, true: str | None = None
) -> Question:
    """``fields`` s, g, p in the order typed, then y or d; ``true`` are those of the record that were not changed."""
    parts = {"s": typed.surname, "g": typed.given, "p": typed.patronymic}
    name = " ".join(parts[letter] for letter in fields if letter in parts)
    born = record.of.birth_date
    text, year = name, None
    if "y" in fields:
        text, year = f"{name} {born.year}", born.year
    if "d" in fields:
        day = day or born
        text = f"{name} {day:%d.%m.%Y}"
    from tirek.people.engine.names import fold, patronymic_stem

    columns = {
        "s": ("n.surname_key", fold(record.surname)),
        "g": ("n.given_key", fold(record.given)),
        "p": ("n.patronymic_key", patronymic_stem(record.patronymic)),
        "y": ("extract(year FROM p.birth_date)", born.year),
        "d": ("p.birth_date", born),
    }
    return Question(
        text, record.of.number, " ".join(record.parts) + f" {born}", name, year, day,
        dict(columns[letter] for letter in (fields if true is None else true)),
    )  # fmt: skip


def _same(fields: str, *errors: str):
    def make(known: Known, record: Record, chance: random.Random) -> Question | None:
        if "p" not in fields:  # a mistake in what is not typed is none
            record = replace(record, patronymic="")
        typed = record
        for error in errors:
            changed = corrupt(typed, error, chance)
            if changed.parts == typed.parts:
                return None
            typed = changed
        return _question(known, typed, fields, record)

    return make


def _other(record: Record) -> Record:
    return recorded(record.of, "ru" if record.script == "kk" else "kk")


def _script(known: Known, record: Record, chance: random.Random, *, typo: bool = False) -> Question | None:
    typed = _other(record)
    if len(known.scripts) > 1 or typed.parts[:2] == record.parts[:2]:
        return None
    return _question(known, corrupt(typed, "typo", chance) if typo else typed, "sgy", record)


def _script_typo(known: Known, record: Record, chance: random.Random) -> Question | None:
    return _script(known, record, chance, typo=True)


def _surname_typo(known: Known, record: Record, chance: random.Random) -> Question | None:
    typed = replace(record, surname=slip(record.surname, record.script, chance))
    return _question(known, typed, "sd", record)


def _marriage(known: Known, record: Record, chance: random.Random) -> Question | None:
    typed = corrupt(record, "married", chance)
    return None if typed.surname == record.surname else _question(known, typed, "sgpy", record, true="gpy")


def _day_month(known: Known, record: Record, chance: random.Random) -> Question | None:
    swapped = corrupt(record, "day_month", chance).birth_date
    if swapped == record.birth_date:
        return None
    return _question(known, record, "sgd", record, day=swapped, true="sgd")


def _alias(known: Known, record: Record, chance: random.Random) -> Question | None:
    given = other_name(record.given, chance)
    return _question(known, replace(record, given=given), "sgy", record) if given else None


def _half(known: Known, record: Record, chance: random.Random) -> Question | None:
    keep = -(-len(record.surname) * 2 // 3)
    if keep < 4:
        return None
    return _question(known, replace(record, surname=record.surname[:keep]), "sgy", record)


def _number(known: Known, record: Record, chance: random.Random) -> Question | None:
    return Question(record.iin, record.of.number, record.iin)


def _telephone(known: Known, record: Record, chance: random.Random) -> Question | None:
    phone = record.phone
    if not phone:
        return None
    return Question(f"8 {phone[2:5]} {phone[5:]}", record.of.number, phone)


def _three(known: Known, record: Record, chance: random.Random) -> Question | None:
    typed = corrupt(record, "spelling", chance)
    typed = corrupt(corrupt(typed, "typo", chance), "patronymic", chance)
    return _question(known, typed, "sgpy", record)


_MAKERS = {
    "as recorded": _same("sgy"),
    "other script": _script,
    "Latin": _same("sgy", "latin"),
    "other spelling": _same("sgy", "spelling"),
    "typing error": _same("sgy", "typo"),
    "typing error, no birth": _same("sgp", "typo"),
    "surname alone, typing error": _surname_typo,
    "given name alone": _same("gd"),
    "no surname": _same("gpy"),
    "surname of marriage": _marriage,
    "patronymic in another form": _same("sgpy", "patronymic"),
    "order of the parts": _same("gsy"),
    "day and month swapped": _day_month,
    "other or tender name": _alias,
    "half a surname": _half,
    "number": _number,
    "telephone": _telephone,
    "other script, typing error": _script_typo,
    "Latin, typing error": _same("sgy", "latin", "typo"),
    "three mistakes": _three,
}
assert list(_MAKERS) == list(KINDS)
