"""Days, ages, spans and numbers in three languages."""

from datetime import date

import pytest

from tirek.kernel.intervals import age_in_months, age_in_years
from tirek.toolkit.formats import (
    age,
    counted,
    day_of_month,
    from_to,
    long_day,
    number,
    partial_day,
    passed,
    percent,
    short_day,
)

DAY = date(2026, 11, 16)


def test_ages_count_completed_years_and_months() -> None:
    assert age_in_years(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age_in_years(date(2004, 2, 29), date(2026, 3, 1)) == 22
    assert age_in_months(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert age_in_months(date(2026, 1, 15), date(2026, 4, 15)) == 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ("2026 ж. 16 қараша", "16 қараша", "қараша 2026", "2026 ж.", "шамамен 2026")),
        ("ru", ("16 ноября 2026", "16 ноября", "ноябрь 2026", "2026 г.", "примерно 2026")),
        ("en", ("16 November 2026", "16 November", "November 2026", "2026", "about 2026")),
    ],
)
def test_a_day_is_written_as_the_language_writes_it_and_never_more_exact_than_known(
    language: str, words: tuple[str, ...]
) -> None:
    full, short, month, year, about = words
    assert long_day(DAY, language) == full
    assert day_of_month(DAY, language) == short
    assert short_day(DAY) == "16.11.2026"
    assert partial_day(DAY, "day", language) == full
    assert partial_day(DAY, "month", language) == month
    assert partial_day(DAY, "year", language) == year
    assert partial_day(DAY, "estimated", language) == about


@pytest.mark.parametrize(
    ("count", "russian"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (112, "112 дней")],
)
def test_russian_nouns_agree_with_their_number(count: int, russian: str) -> None:
    assert counted(count, "day", "ru") == russian


def test_kazakh_nouns_stay_in_the_singular_and_english_ones_do_not() -> None:
    assert counted(4, "day", "kk") == "4 күн"
    assert counted(1, "month", "en") == "1 month"
    assert counted(4, "month", "en") == "4 months"


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2026, 11, 4), ("12 күндік", "12 дней", "12 days")),
        (date(2026, 8, 16), ("3 айлық", "3 месяца", "3 months")),
        (date(2024, 11, 17), ("23 айлық", "23 месяца", "23 months")),
        (date(2024, 11, 16), ("2 жаста", "2 года", "2 years")),
        (date(2005, 11, 17), ("20 жаста", "20 лет", "20 years")),
        (date(2005, 11, 16), ("21 жаста", "21 год", "21 years")),
    ],
)
def test_an_age_is_told_in_days_months_or_years(born_on: date, words: tuple[str, str, str]) -> None:
    assert tuple(age(born_on, DAY, language=language) for language in ("kk", "ru", "en")) == words


def test_an_age_of_whom_only_the_year_is_known_is_an_estimate() -> None:
    assert age(date(2003, 1, 1), DAY, "year", "kk") == "шамамен 23 жаста"
    assert age(date(2003, 1, 1), DAY, "estimated", "ru") == "около 23 лет"
    assert age(date(2005, 1, 1), DAY, "estimated", "ru") == "около 21 года"
    assert age(date(2003, 1, 1), DAY, "year", "en") == "about 23 years"
    assert age(date(2026, 11, 1), DAY, "month", "kk") == "0 айлық"


def test_what_is_past_is_counted_in_days() -> None:
    assert [passed(4, language) for language in ("kk", "ru", "en")] == ["4 күн өтті", "4 дня назад", "4 days ago"]
    assert passed(0, "kk") == "бүгін"


def test_a_span_says_which_end_is_open() -> None:
    assert from_to(DAY, date(2026, 11, 20), "kk") == "16.11.2026–20.11.2026"
    assert from_to(DAY, None, "kk") == "16.11.2026 бастап"
    assert from_to(DAY, None, "ru") == "с 16.11.2026"
    assert from_to(None, DAY, "en") == "until 16.11.2026"
    assert from_to(None, None, "en") == "–"


def test_numbers_have_the_comma_and_the_thin_space_of_their_language() -> None:
    assert number(1204, language="kk") == "1\u202f204"
    assert number(12.25, 1, "ru") == "12,3"
    assert number(1204.5, 1, "en") == "1,204.5"
    assert percent(0.122, language="kk") == "12,2\u202f%"
    assert percent(0.122, language="en") == "12.2%"
