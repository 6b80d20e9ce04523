"""A register of people who do not exist, as a Kazakhstani one looks, and what offices do to a name.

Names are Kazakh (three of four) and Russian, common ones far oftener than rare ones; families with twins, sisters,
fathers and sons of one name, telephones that went to somebody else. The same seed gives the same people. Numbers
carry the digits of the 1800s, so that none can be a living person's.

What it does not contain: Uzbek, Uyghur, Korean and German names, two-part surnames, adoption, letters of another
keyboard typed by mistake, names heard wrong over the telephone, clerks with habits of their own, and whatever else
nobody thought of. A figure measured here orders methods; it promises nothing about a real register.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate

from names_kz import GIVEN, RU_GIVEN, RU_SURNAMES, STEMS
from spellings import KINDS, LATIN_SCHEMES, latin, patronymic, russian, slip, spelling_variant, surname_forms

from tirek.people.engine.iin import check_digit

__all__ = ["KINDS", "LATIN_SCHEMES", "Record", "Somebody", "corrupt", "people", "recorded"]

KAZAKH_SHARE = 0.75
REGIONS = tuple(
    f"{code}0000000" for code in (10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79)
)
TODAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as the papers have it, in both spellings; relatives by their number."""

    number: int
    kazakh: bool
    sex: str
    surname_kk: str
    surname_ru: str
    given_kk: str
    given_ru: str
    father_kk: str
    father_ru: str
    birth_date: date
    iin: str
    phone: str
    region: str
    father: int | None = None
    mother: int | None = None
    twin: int | None = None

    @property
    def patronymic_kk(self) -> str:
        """Joined, as Kazakh papers have it: Серікқызы. A Russian keeps the Russian form in Kazakh papers."""
        return patronymic(self.father_kk, self.sex, "kk" if self.kazakh else "ru")

    @property
    def patronymic_ru(self) -> str:
        """Серіковна as a Russian paper writes it: Сериковна."""
        return patronymic(self.father_ru, self.sex, "ru")

    def name(self, script: str = "kk", scheme: str = "icao") -> tuple[str, str, str]:
        """Surname, given name and patronymic in ``kk``, ``ru`` or ``lat``."""
        if script == "kk":
            return self.surname_kk, self.given_kk, self.patronymic_kk
        if script == "ru":
            return self.surname_ru, self.given_ru, self.patronymic_ru
        # Passports of Kazakhs are spelled after the Kazakh letters in the newer schemes, after the Russian in the old.
        source = self.name("kk" if self.kazakh and scheme in ("2021", "2018") else "ru")
        surname, given, father = (latin(part, scheme) for part in source)
        return surname, given, father


@dataclass(frozen=True, slots=True)
class Record:
    """What one office wrote about somebody; ``errors`` are the kinds of corruption it went through."""

    of: Somebody = field(repr=False, compare=False)
    script: str
    surname: str
    given: str
    patronymic: str
    birth_date: date | None
    precision: str
    iin: str
    phone: str
    region: str
    errors: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, str, str]:
        """Surname, given name, patronymic."""
        return self.surname, self.given, self.patronymic


def people(n: int, seed: int = 1) -> Iterator[Somebody]:
    """``n`` people, family by family."""
    chance = random.Random(seed)
    made = _Maker(chance)
    left = n
    while left > 0:
        for somebody in made.family():
            if left == 0:
                return
            left -= 1
            yield somebody


def recorded(whom: Somebody, script: str = "kk", scheme: str = "icao") -> Record:
    """A faultless record."""
    surname, given, father = whom.name(script, scheme)
    return Record(
        whom, script, surname, given, father, whom.birth_date, "day", whom.iin, whom.phone, whom.region
    )  # fmt: skip


def corrupt(whom: Somebody | Record, kind: str, chance: random.Random) -> Record:
    """The record with one more error of this kind; a record that is not touched by it comes back as it was."""
    record = recorded(whom) if isinstance(whom, Somebody) else whom
    return replace(_CORRUPTIONS[kind](record, chance), errors=(*record.errors, kind))


# Making people ---------------------------------------------------------------------------------------------


class _Chosen:
    """A list from which the first are taken far oftener than the last, as names are."""

    def __init__(self, values: list, flat: int) -> None:
        self.values = values
        self.sums = list(accumulate(1 / (rank + flat) for rank in range(len(values))))

    def one(self, chance: random.Random):
        return self.values[bisect(self.sums, chance.random() * self.sums[-1])]


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.next = 0
        self.serials: dict[tuple[date, str], int] = {}
        self.phones: list[str] = []
        # The flatter the head, the smaller the share of the commonest: some 0.4 % for a surname, 1 % for a name.
        self.kazakh_surnames = _Chosen(surname_forms(STEMS), 45)
        self.russian_surnames = _Chosen(RU_SURNAMES, 35)
        self.given = {
            (True, sex): _Chosen([(name, russian(name)) for name in GIVEN[sex]], 16) for sex in ("male", "female")
        } | {(False, sex): _Chosen([(name, name) for name in RU_GIVEN[sex]], 10) for sex in ("male", "female")}

    def family(self) -> Iterator[Somebody]:
        """Parents and their children, or somebody alone."""
        chance = self.chance
        kazakh = chance.random() < KAZAKH_SHARE
        region = chance.choice(REGIONS)
        surname = (self.kazakh_surnames if kazakh else self.russian_surnames).one(chance)
        if chance.random() < 0.3:
            yield self.somebody(kazakh, chance.choice(("male", "female")), surname, region, self.day(1, 90))
            return
        born = self.day(22, 60)
        father = self.somebody(kazakh, "male", surname, region, born)
        yield father
        own = (self.kazakh_surnames if kazakh else self.russian_surnames).one(chance)
        mother = self.somebody(
            kazakh, "female", surname if chance.random() < 0.75 else own, region,
            born + timedelta(days=chance.randint(-1500, 3000)),
        )  # fmt: skip
        yield mother
        # Many Kazakh families name the children after the grandfather and not after the father's surname.
        line = surname
        if kazakh and chance.random() < 0.15:
            bare = father.given_kk
            line = (bare + "ұлы", bare + "қызы", russian(bare) + "улы", russian(bare) + "кызы")
        yield from self.children(father, mother, line, kazakh, region)

    def children(self, father: Somebody, mother: Somebody, surname, kazakh: bool, region: str) -> Iterator[Somebody]:
        chance = self.chance
        twin: Somebody | None = None
        born = max(father.birth_date, mother.birth_date) + timedelta(days=chance.randint(7000, 11000))
        for _ in range(chance.choices((0, 1, 2, 3, 4, 5), (10, 22, 30, 22, 11, 5))[0]):
            if born >= TODAY:
                return
            sex = twin.sex if twin and chance.random() < 0.6 else chance.choice(("male", "female"))
            given = None
            if sex == "male" and not twin and chance.random() < 0.02:
                given = (father.given_kk, father.given_ru)  # a son with his father's name
            child = self.somebody(
                kazakh, sex, surname, region, born, given=given, parents=(father, mother),
                twin=twin.number if twin else None,
            )  # fmt: skip
            yield child
            if twin is None and chance.random() < 0.012:
                twin = child
            else:
                twin = None
                born += timedelta(days=chance.randint(400, 2200))

    def day(self, youngest: int, oldest: int) -> date:
        return TODAY - timedelta(days=self.chance.randint(youngest * 365, oldest * 365))

    def somebody(
        self, kazakh: bool, sex: str, surname, region: str, born: date, *,
        given=None, parents: tuple[Somebody, Somebody] | None = None, twin: int | None = None,
    ) -> Somebody:  # fmt: skip
        chance = self.chance
        names = self.given[kazakh, sex]
        given = given or names.one(chance)
        father = (parents[0].given_kk, parents[0].given_ru) if parents else self.given[kazakh, "male"].one(chance)
        at = 0 if sex == "male" else 1
        self.next += 1
        return Somebody(
            self.next, kazakh, sex, surname[at], surname[2 + at], *given, *father, born,
            self.number_of(born, sex), self.phone(), region,
            parents[0].number if parents else None, parents[1].number if parents else None, twin,
        )  # fmt: skip

    def number_of(self, born: date, sex: str) -> str:
        head = f"{born:%y%m%d}{1 if sex == 'male' else 2}"
        while True:
            serial = self.serials.get((born, sex), self.chance.randrange(10_000))
            self.serials[born, sex] = (serial + 7) % 10_000
            last = check_digit(f"{head}{serial:04}")
            if last is not None:
                return f"{head}{serial:04}{last}"

    def phone(self) -> str:
        """Some have none; one of twelve is somebody else's old or shared number."""
        chance = self.chance
        if chance.random() < 0.15:
            return ""
        if self.phones and chance.random() < 0.08:
            return chance.choice(self.phones)
        made = f"+7{chance.choice((700, 701, 702, 705, 707, 747, 771, 775, 776, 777, 778))}{chance.randrange(10**7):07}"
        if len(self.phones) < 200_000:
            self.phones.append(made)
        return made


# Corrupting records ----------------------------------------------------------------------------------------


def _respelled(record: Record, script: str, scheme: str = "icao") -> Record:
    surname, given, father = record.of.name(script, scheme)
    # What is missing stays missing.
    return replace(
        record, script=script, surname=surname if record.surname else "", given=given if record.given else "",
        patronymic=father if record.patronymic else "",
    )  # fmt: skip


def _russian(record: Record, chance: random.Random) -> Record:
    return _respelled(record, "ru")


def _latin(record: Record, chance: random.Random) -> Record:
    return _respelled(record, "lat", chance.choice(LATIN_SCHEMES))


def _spelling(record: Record, chance: random.Random) -> Record:
    """The same name as another clerk writes it: Айгул, Айгуль, Джумабаев, Нурмухамет."""
    parts = ["surname", "given"] if record.patronymic == "" else ["surname", "given", "patronymic"]
    chance.shuffle(parts)
    for part in parts:
        old = getattr(record, part)
        new = spelling_variant(old, record.script, chance)
        if new != old:
            return replace(record, **{part: new})
    return record


def _typo(record: Record, chance: random.Random) -> Record:
    parts = [part for part in ("surname", "given") if len(getattr(record, part)) > 2]
    if not parts:
        return record
    part = chance.choice(parts)
    return replace(record, **{part: slip(getattr(record, part), record.script, chance)})


def _no_surname(record: Record, chance: random.Random) -> Record:
    return replace(record, surname="")


def _married(record: Record, chance: random.Random) -> Record:
    """A woman under another surname: before or after she married."""
    if record.of.sex == "male":
        return record
    source = _surnames(record.of.kazakh)
    other = source.one(chance)
    new = other[3] if record.script == "ru" else other[1]
    return replace(record, surname=latin(other[3], "icao") if record.script == "lat" else new)


_SURNAMES: dict[bool, _Chosen] = {}


def _surnames(kazakh: bool) -> _Chosen:
    if kazakh not in _SURNAMES:
        _SURNAMES[kazakh] = _Chosen(surname_forms(STEMS), 45) if kazakh else _Chosen(RU_SURNAMES, 35)
    return _SURNAMES[kazakh]


def _patronymic(record: Record, chance: random.Random) -> Record:
    """Another form: joined, apart, the Russian one, as it is said."""
    whom = record.of
    kazakh = [patronymic(whom.father_kk, whom.sex, form) for form in ("kk", "apart")]
    russian_forms = [patronymic(whom.father_ru, whom.sex, form) for form in ("ru", "apart_ru", "joined_ru")]
    forms = kazakh + russian_forms if whom.kazakh else russian_forms[:1]
    if record.script == "lat":
        forms = [latin(form, "icao") for form in forms]
    others = [form for form in forms if form != record.patronymic] or forms
    return replace(record, patronymic=chance.choice(others))


def _no_patronymic(record: Record, chance: random.Random) -> Record:
    return replace(record, patronymic="")


def _swapped(record: Record, chance: random.Random) -> Record:
    return replace(record, surname=record.given, given=record.surname)


def _day_month(record: Record, chance: random.Random) -> Record:
    born = record.birth_date
    if born is None or born.day > 12 or born.day == born.month:
        return record
    return replace(record, birth_date=date(born.year, born.day, born.month))


def _year_only(record: Record, chance: random.Random) -> Record:
    """Known to be the year alone, and said so."""
    if record.birth_date is None:
        return record
    return replace(record, birth_date=date(record.birth_date.year, 1, 1), precision="year")


def _january(record: Record, chance: random.Random) -> Record:
    """The year alone, but written as a day: the 1st of January."""
    return replace(_year_only(record, chance), precision="day") if record.birth_date else record


def _no_birth(record: Record, chance: random.Random) -> Record:
    return replace(record, birth_date=None)


def _wrong_digit(record: Record, chance: random.Random) -> Record:
    """A slip in the birth date: one digit of the day, or the year beside."""
    born = record.birth_date
    if born is None:
        return record
    for _ in range(20):
        try:
            if chance.random() < 0.5:
                return replace(record, birth_date=born.replace(day=born.day + chance.choice((-10, -1, 1, 10))))
            return replace(record, birth_date=born.replace(year=born.year + chance.choice((-10, -1, 1, 10))))
        except ValueError:
            continue
    return record


def _no_iin(record: Record, chance: random.Random) -> Record:
    return replace(record, iin="")


_CORRUPTIONS = {
    "exact": lambda record, _chance: record,
    "russian": _russian,
    "latin": _latin,
    "spelling": _spelling,
    "typo": _typo,
    "no_surname": _no_surname,
    "married": _married,
    "patronymic": _patronymic,
    "no_patronymic": _no_patronymic,
    "swapped": _swapped,
    "day_month": _day_month,
    "year_only": _year_only,
    "january": _january,
    "no_birth": _no_birth,
    "wrong_digit": _wrong_digit,
    "no_iin": _no_iin,
}
assert tuple(_CORRUPTIONS) == KINDS
