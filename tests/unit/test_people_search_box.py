"""One box for everything, and an answer that says why."""

from datetime import date

import pytest

from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.iin import IinFinding
from tirek.people.engine.kinship import TURNED, is_stored_turned, seen_from_other
from tirek.people.engine.matching import (
    Comparison,
    Likeness,
    Verdict,
    compare_birth,
    compare_name,
    compare_word,
    likeness,
)
from tirek.people.engine.names import SpelledName
from tirek.people.engine.search_box import read_search_box
from tirek.people.enums import Alike, NumberFinding, RelationKind


def test_the_box_takes_name_year_number_and_phone_in_any_order() -> None:
    box = read_search_box("Әлия 2003 +7 (700) 123-45-67 Сапарова, 550312100017")
    assert [word.key for word in box.words] == ["alia", "saparova"]
    assert (box.birth_year, box.phone, box.iin) == (2003, "7001234567", "550312100017")


def test_a_whole_birth_day_is_understood_and_an_impossible_one_leaves_its_year() -> None:
    assert read_search_box("Әлия 17.05.2003").birth_date == date(2003, 5, 17)
    box = read_search_box("Әлия 31.02.2003")
    assert (box.birth_date, box.birth_year) == (None, 2003)


def test_initials_find_nobody_by_themselves() -> None:
    box = read_search_box("Ж. Дж. A")
    assert box.empty
    assert [word.key for word in box.initials] == ["zh", "zh", "a"]


def test_the_ending_of_a_patronymic_written_apart_is_no_word() -> None:
    assert [word.key for word in read_search_box("Әбіш ұлы").words] == ["abish"]


@pytest.mark.parametrize(
    ("typed", "stem"), [("Абишевич", "abish"), ("Жанболатова", "zhanbolat"), ("Әсел", "asel"), ("Алия", "alia")]
)
def test_a_word_carries_its_stem_only_where_it_has_an_ending(typed: str, stem: str) -> None:
    assert read_search_box(typed).words[0].stem == stem


@pytest.mark.parametrize(
    ("typed", "recorded", "verdict"),
    [
        ("айгерим", "Айгерим", Verdict.SAME),
        ("Айгерим", "Әйгерім", Verdict.SPELLING),
        ("Aigerim", "Айгерім", Verdict.SPELLING),
        ("Айгирим", "Айгерим", Verdict.SPELLING),
        ("Ж.", "Жұмабаева", Verdict.SAME),
        ("Дж.", "Жұмабаева", Verdict.SAME),
        ("Жанболат", "Джанболатова", Verdict.SPELLING),
        ("Айгерим", "Динара", Verdict.DIFFERS),
        ("", "Динара", Verdict.UNKNOWN),
    ],
)
def test_a_word_is_compared_as_a_person_would(typed: str, recorded: str, verdict: Verdict) -> None:
    assert compare_word(typed, recorded) is verdict


def test_each_typed_word_lies_beside_the_part_it_fits() -> None:
    spellings = [SpelledName("Абишев", "Нурлан"), SpelledName("Әбішұлы", "Нұрлан", "Серікұлы")]
    best, rows = compare_name(read_search_box("Нурлан Серикович Абишулы"), spellings)
    assert best.surname == "Әбішұлы"
    assert {row.field: row.typed for row in rows} == {
        "surname": "Абишулы",
        "given_name": "Нурлан",
        "patronymic": "Серикович",
    }


def test_a_birth_is_compared_only_as_far_as_it_is_known() -> None:
    year = PartialDate(date(2003, 1, 1), Precision.YEAR)
    assert compare_birth(None, date(2003, 5, 17), year) is Verdict.SAME
    assert compare_birth(2002, None, year) is Verdict.DIFFERS
    assert compare_birth(None, None, year) is Verdict.UNKNOWN
    assert compare_birth(2003, None, None) is Verdict.UNKNOWN


def test_one_field_that_differs_makes_the_whole_only_possible() -> None:
    same = Comparison("surname", "a", "a", Verdict.SAME)
    assert likeness([same, Comparison("birth", "2003", "", Verdict.SAME)]) is Likeness.VERY
    assert likeness([same]) is Likeness.LIKELY
    assert likeness([same, Comparison("birth", "2003", "", Verdict.DIFFERS)]) is Likeness.POSSIBLE


def test_every_relation_turned_twice_is_itself() -> None:
    for kind in RelationKind.values:
        assert seen_from_other(seen_from_other(kind)) == kind
    assert {kind for kind in RelationKind.values if is_stored_turned(kind)} == set(TURNED.values())


def test_every_code_of_the_engines_has_its_words() -> None:
    assert set(NumberFinding.values) == {finding.value for finding in IinFinding}
    assert set(Alike.values) == {whole.value for whole in Likeness}
