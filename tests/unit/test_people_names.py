"""One key for one name, whatever the spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tirek.people.engine.names import (
    KAZAKH_ALPHABET,
    SpelledName,
    fold,
    kk_sort,
    patronymic_stem,
    same_name,
    skeleton,
    surname_stem,
)

ONE_NAME = [
    ("Қасым-Жомарт", "Qasym-Jomart", "Kassym-Jomart", "Касым-Жомарт"),
    ("Тоқаев", "Tokayev", "Toqaev", "ТОКАЕВ"),
    ("Айгүл", "Айгуль", "Aygul"),
    ("Жұмабай", "Джумабай", "Jumabai", "Dzhumabai"),
    ("Щукин", "Shchukin"),
    ("Ерлан", "Yerlan"),
    ("Хасен", "Khassen"),
    ("Әбішұлы", "Абишулы", "Abishuly"),
    ("Айгерім", "Айгерим", "Aigerim"),
    ("Мария", "Mariya", "Maria"),
    ("Әсел", "Асел", "Äsel"),
    ("Максим", "Maxim"),
]

letters = st.text("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘҚabcdefghijklmnopqrstuvwxyzşçñ '-0129", max_size=24)


@pytest.mark.parametrize("spellings", ONE_NAME, ids=lambda spellings: spellings[0])
def test_all_spellings_of_a_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1
    assert same_name(spellings[0], spellings[-1])


@given(st.one_of(letters, st.text(max_size=30)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(letters)
def test_a_key_is_small_latin_letters_and_single_spaces(text: str) -> None:
    key = fold(text)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert "  " not in key
    assert key == key.strip()


def test_letters_we_have_no_table_for_stay_searchable() -> None:
    assert fold("ئايگۈل") != ""
    assert fold("李 明") == "李 明"


def test_no_name_is_not_the_same_as_no_name() -> None:
    assert not same_name("", "-")


@pytest.mark.parametrize("form", ["Әбішұлы", "Әбіш ұлы", "Абишевич", "Абишович", "Абишевна", "Abishuly", "Әбішқызы"])
def test_every_form_of_a_patronymic_has_one_stem(form: str) -> None:
    assert patronymic_stem(form) == "abish"


@pytest.mark.parametrize(
    ("kazakh", "russian"), [("Жұмабайқызы", "Жумабаевна"), ("Сергейұлы", "Сергеевич"), ("Әліұлы", "Алиевич")]
)
def test_the_stem_survives_the_vowel_before_the_ending(kazakh: str, russian: str) -> None:
    assert patronymic_stem(kazakh) == patronymic_stem(russian)


def test_a_surname_without_its_ending_has_the_same_stem() -> None:
    assert {surname_stem(name) for name in ("Жанболат", "Жанболатов", "Джанболатова", "Zhanbolatov")} == {"zhanbolat"}


def test_a_short_name_is_never_eaten_by_its_ending() -> None:
    assert patronymic_stem("Ич") == "ich"
    assert surname_stem("Ин") == "in"


def test_the_skeleton_forgets_vowels_and_voice() -> None:
    assert skeleton(fold("Қасымов")) == skeleton(fold("Кассымоф"))
    assert skeleton("") == ""


def test_names_stand_in_the_order_of_the_kazakh_alphabet() -> None:
    assert sorted(KAZAKH_ALPHABET, key=kk_sort) == list(KAZAKH_ALPHABET)
    names = [
        "Ақан",
        "Әлі",
        "Гани",
        "Ғани",
        "Кас",
        "Қас",
        "Нұр",
        "Ңұр",
        "Өтеген",
        "Ұлан",
        "Үміт",
        "Ыбырай",
        "Іңкәр",
        "Яна",
    ]
    assert sorted(names, key=kk_sort) == names


def test_the_surname_comes_before_the_given_name_in_the_order() -> None:
    assert kk_sort("Ким", "Яна") < kk_sort("Кима", "Анна")
    assert kk_sort("Ким Ер", "Анна") > kk_sort("Ким", "Яна")
    assert kk_sort("Яна") < kk_sort("Abai")


def test_a_name_is_found_by_each_of_its_words_joined_and_without_endings() -> None:
    name = SpelledName("Жанболатова", "Қасым-Жомарт", "Әбішұлы")
    assert {"zhanbolatova", "zhanbolat", "kasim", "zhomart", "kasimzhomart", "abish"} <= name.tokens()
