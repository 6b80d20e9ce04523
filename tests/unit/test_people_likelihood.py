"""Two records are weighed field by field; what a family shares makes nobody one person."""

from datetime import date

import pytest

from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.keys import aliases_of, slips
from tirek.people.engine.likelihood import Described, model, probability, weigh
from tirek.people.engine.names import SpelledName

LINE = 0.5
CLEARLY_BELOW = 0.2
ALIASES = aliases_of([("shingis", "chingiz"), ("chingiz", "chingis"), ("muhamed", "magomed")])


def person(surname: str, given: str, father: str = "", born: str = "", **more: object) -> Described:
    precision = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}.get(len(born), Precision.DAY)
    day = PartialDate(date.fromisoformat((born + "-01-01")[:10]), precision).trimmed() if born else None
    phone = more.pop("phone", "")
    phones = frozenset({str(phone)} if phone else ())
    return Described((SpelledName(surname, given, father),), born=day, phones=phones, **more)  # type: ignore[arg-type]


ONE_PERSON = {
    "three scripts": (
        person("Әбішев", "Жасұлан", "Нұрланұлы", "2001-05-16", sex="male"),
        person("Abishev", "Zhassulan", "Nurlanovich", "2001-05-16", sex="male"),
    ),
    "a woman with her husband's surname": (
        person("Сапарова", "Гүлнар", "Маратқызы", "1990-03-24", sex="female"),
        person("Ким", "Гульнар", "Маратовна", "1990-03-24", sex="female"),
    ),
    "surname and given name changed places": (
        person("Сапаров", "Ерлан", "Маратұлы", "1990-03-24"),
        person("Ерлан", "Сапаров", "Маратович", "1990-03-24"),
    ),
    "day and month changed places": (
        person("Сапаров", "Ерлан", "Маратұлы", "1990-03-04"),
        person("Сапаров", "Ерлан", "Маратович", "1990-04-03"),
    ),
    "another form of the name": (
        person("Сапаров", "Шыңғыс", "Маратұлы", "1990-03-24"),
        person("Сапаров", "Чингиз", "Маратович", "1990-03-24"),
    ),
    "a number, and only a first name": (
        person("", "Айгүл", iin_hash="7f"),
        person("Сапарова", "Айгуль", "Маратовна", "1990-03-24", iin_hash="7f"),
    ),
}

TWO_PERSONS = {
    "twins": (
        person("Сапаров", "Асан", "Нұрланұлы", "2001-05-16", sex="male", phone="7011112233", region="75"),
        person("Сапаров", "Үсен", "Нұрланұлы", "2001-05-16", sex="male", phone="7011112233", region="75"),
    ),
    "twins whose names sound alike": (
        person("Сапаров", "Хасан", "Нұрланұлы", "2001-05-16", sex="male", phone="7011112233", region="75"),
        person("Сапаров", "Хұсайын", "Нұрланұлы", "2001-05-16", sex="male", phone="7011112233", region="75"),
    ),
    "brothers": (
        person("Сапаров", "Дархан", "Нұрланұлы", "2001-05-16", sex="male", phone="7011112233", region="75"),
        person("Сапаров", "Ержан", "Нұрланұлы", "2003-11-02", sex="male", phone="7011112233", region="75"),
    ),
    "father and son of one name": (
        person("Сапаров", "Нұрлан", "Маратұлы", "1974-02-21", sex="male", phone="7011112233", region="75"),
        person("Сапаров", "Нұрлан", "Нұрланұлы", "2001-05-16", sex="male", phone="7011112233", region="75"),
    ),
    "a phone that went to somebody else": (
        person("Сапаров", "Нұрлан", "Маратұлы", "1974-02-21", sex="male", phone="7011112233", region="75"),
        person("Ким", "Олег", "Иванович", "1988-07-30", sex="male", phone="7011112233", region="75"),
    ),
    "the mother's number and phone written for the child": (
        person("Сапарова", "Гүлнар", "Маратқызы", "1990-03-24", sex="female", phone="7011112233", iin_hash="7f"),
        person("Сапарова", "Дана", "Серікқызы", "2015-08-13", sex="female", phone="7011112233", iin_hash="7f"),
    ),
}


@pytest.mark.parametrize("case", ONE_PERSON)
def test_one_person_is_seen_through(case: str) -> None:
    weighed = weigh(*ONE_PERSON[case], aliases=ALIASES)
    assert weighed.probability > LINE, weighed


@pytest.mark.parametrize("case", TWO_PERSONS)
def test_what_a_family_shares_makes_nobody_one_person(case: str) -> None:
    weighed = weigh(*TWO_PERSONS[case], aliases=ALIASES)
    assert weighed.probability < CLEARLY_BELOW, weighed


def test_a_name_alone_proves_nothing_in_a_large_register() -> None:
    namesakes = (person("Ахметов", "Нұрлан"), person("Ахметов", "Нұрлан"))
    assert weigh(*namesakes, persons=1_000_000).probability < CLEARLY_BELOW


def test_the_two_may_change_places() -> None:
    for one, other in (*ONE_PERSON.values(), *TWO_PERSONS.values()):
        assert weigh(one, other, aliases=ALIASES) == weigh(other, one, aliases=ALIASES)


def test_evidence_names_levels_and_adds_up() -> None:
    weighed = weigh(*ONE_PERSON["three scripts"])
    assert [(row.field, row.level) for row in weighed.evidence][:5] == [
        ("given_name", "spelling"),
        ("surname", "spelling"),
        ("patronymic", "spelling"),
        ("birth", "same"),
        ("number", "unknown"),
    ]
    assert weighed.weight == pytest.approx(sum(row.weight for row in weighed.evidence))


def test_nothing_known_says_nothing() -> None:
    weighed = weigh(Described(), Described())
    assert (weighed.weight, {row.level for row in weighed.evidence}) == (0, {"unknown"})


def test_a_larger_register_asks_for_more_evidence() -> None:
    middle = next(weight for weight, share in model().knots if share >= LINE)
    shares = [probability(middle, persons=persons) for persons in (20_000, 200_000, 2_000_000)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]


@pytest.mark.parametrize(
    ("one", "other", "most", "within"),
    [("nurlan", "nurlna", 1, True), ("nurlan", "nulan", 1, True), ("nurlan", "narlin", 1, False), ("", "ab", 1, False)],
)
def test_slips_of_a_finger_are_counted(one: str, other: str, most: int, within: bool) -> None:
    assert slips(one, other, most) is slips(other, one, most) is within
