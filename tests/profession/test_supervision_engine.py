"""The rules of supervision without a database: what is due, what names somebody, what an area says."""

from datetime import date

import pytest

from tirek.profession.engine.supervision import By, Due, next_due
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.engine.supervision_words import names_in
from tirek.profession.engine.wellbeing import Level, readings


@pytest.mark.parametrize(
    ("since", "last", "every", "due", "by"),
    [
        (date(2026, 1, 10), None, 30, date(2026, 2, 9), By.AGREEMENT),  # no meeting yet: from the start
        (date(2026, 1, 10), date(2026, 3, 1), 30, date(2026, 3, 31), By.AGREEMENT),
        (date(2026, 1, 10), date(2026, 3, 1), 180, date(2026, 6, 1), By.RULE),  # agreed rarer than the rule
        (date(2025, 11, 30), None, 366, date(2026, 2, 28), By.RULE),  # a month without that day
    ],
)
def test_the_earlier_of_agreement_and_rule_is_due(since, last, every, due, by) -> None:
    assert next_due(since=since, last_on=last, every_days=every, months=3) == Due(due, by)


def test_a_day_is_overdue_when_it_has_passed_and_warned_of_before() -> None:
    due = Due(date(2026, 6, 1), By.RULE)
    assert not due.overdue(date(2026, 6, 1))
    assert due.overdue(date(2026, 6, 2))
    assert due.soon(date(2026, 5, 20), 14)
    assert not due.soon(date(2026, 5, 1), 14)
    assert not due.soon(date(2026, 6, 2), 14)


NAMES = {"surnames": ["Сынақова", "Ли"], "given": ["Бақыт", "Әсем", "Дана"], "numbers": ["H1-2026-0007"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Сынақованың үйінде", ["Сынақованың"]),
        ("у сынақовой дома", ["сынақовой"]),  # a surname in small letters, in a Russian case
        ("Әсемге не айтамын", ["Әсемге"]),
        ("Разговор с Даной", ["Даной"]),
        ("бақыт деген не", []),  # a word of the language
        ("Дело H1-2026-0007 тяжёлое", ["H1-2026-0007"]),
        ("Позвонить 8 (701) 555-12-34", ["8 (701) 555-12-34"]),
        ("Мать одна, боюсь решения суда. Большая нагрузка.", []),
    ],
)
def test_a_name_in_a_text_is_found_in_any_case(text, found) -> None:
    assert names_in(text, **NAMES) == found


def test_an_area_reads_its_own_answers_and_nothing_adds_up() -> None:
    check = lists().check
    levels = {one.area.code: one.level for one in readings(check, {
        "tired_before": 1, "enough_time": 3, "rested": 4, "carry_home": 3, "say_no": 2, "threatened": 1,
    })}  # fmt: skip
    assert levels == {"energy": Level.CARRIES, "boundaries": Level.TALK, "safety": Level.TALK}
    assert readings(check, {}) == []


def test_every_list_of_the_data_speaks_three_languages_and_says_what_it_rests_on() -> None:
    data = lists()
    assert len({one.code for one in data.themes}) == len(data.themes) >= 8
    assert 8 <= len(data.check.questions) <= 10
    assert {one.area for one in data.check.questions} == {one.code for one in data.check.areas}
    assert not data.rule.verified
    assert data.rule.source.ru
    assert data.unsafe.phones[0].number == "112"
