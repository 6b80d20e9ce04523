"""The number warns and never forbids."""

from datetime import date

import pytest

from tirek.people.engine.iin import IinFinding, check_bin, check_digit, check_iin, iin_facts

FIRST_PASS = ["550312100017", "550312100027", "550312100037", "550312200013"]
SECOND_PASS = ["550312100805", "550312100817", "550312100829"]


@pytest.mark.parametrize("number", FIRST_PASS + SECOND_PASS)
def test_a_number_of_the_rule_gives_no_finding(number: str) -> None:
    assert check_iin(number) == ()


def test_spaces_and_hyphens_are_not_part_of_the_number() -> None:
    assert check_iin("550312 1000-17") == ()


@pytest.mark.parametrize("number", FIRST_PASS + SECOND_PASS)
def test_one_wrong_check_digit_is_found(number: str) -> None:
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert check_iin(wrong) == (IinFinding.CHECK_DIGIT,)


def test_some_numbers_have_no_check_digit_and_are_never_issued() -> None:
    assert check_digit("55031210088") is None
    assert check_iin("550312100885") == (IinFinding.NEVER_ISSUED,)


def test_date_and_sex_that_differ_from_the_form_are_named() -> None:
    assert check_iin("550312100017", date(1855, 3, 13), "female") == (
        IinFinding.BIRTH_DATE_DIFFERS,
        IinFinding.SEX_DIFFERS,
    )
    assert check_iin("550312100017", date(1855, 3, 12), "male") == ()
    assert check_iin("550312100017", None, "unknown") == ()


def test_the_seventh_digit_zero_is_said_to_belong_to_foreigners_and_only_warns() -> None:
    assert IinFinding.CENTURY_UNKNOWN in check_iin("550312000017")
    assert iin_facts("550312000017").born_on is None


def test_a_day_that_does_not_exist_is_named() -> None:
    base = "55023010001"
    assert check_iin(base + str(check_digit(base))) == (IinFinding.NO_SUCH_DATE,)


@pytest.mark.parametrize("text", ["", "55031210001", "55031210001a", "५५0312100017"])
def test_what_is_not_twelve_digits_is_only_that(text: str) -> None:
    assert check_iin(text) == (IinFinding.NOT_TWELVE_DIGITS,)


def test_the_two_kinds_of_number_are_told_apart() -> None:
    assert check_bin("991240000013") == ()
    assert check_iin("991240000013") == (IinFinding.LOOKS_LIKE_BIN,)
    assert check_bin("550312100017") == (IinFinding.LOOKS_LIKE_IIN,)
