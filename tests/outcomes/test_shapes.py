"""Ages and days as every engine counts them."""

from collections.abc import Iterator
from datetime import date

import ibis
import pytest

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import OPEN_END
from tirek.outcomes.engine.shapes import (
    age_group,
    age_on,
    children,
    described,
    first_of,
    months_before,
    months_later,
    years_before,
)

#: Born, asked on, age in whole years, group.
AGES = [
    (date(2020, 2, 29), date(2021, 2, 28), 0, "0"),
    (date(2020, 2, 29), date(2021, 3, 1), 1, "1-2"),
    (date(2007, 5, 5), date(2025, 5, 4), 17, "15-17"),
    (date(2007, 5, 5), date(2025, 5, 5), 18, "18-24"),
    (date(1960, 12, 31), date(2025, 12, 30), 64, "50-64"),
    (date(1960, 12, 31), date(2025, 12, 31), 65, "65+"),
    (date(2022, 7, 1), date(2025, 6, 30), 2, "1-2"),
    (OPEN_END, date(2025, 1, 1), -1, "unknown"),
]


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    people = [{"person_key": at, "born_on": born} for at, (born, *_rest) in enumerate(AGES, 1)]
    moves = [
        {"person_key": 1, "starts_on": date(2024, 5, 1), "kind": "second"},
        {"person_key": 1, "starts_on": date(2024, 3, 1), "kind": "first"},
        {"person_key": 99, "starts_on": date(2024, 3, 1), "kind": "stranger"},
    ]
    with facts_from({"persons": people, "episodes": moves}, on=date(2026, 1, 1)) as opened:
        yield opened


def test_an_age_is_that_of_the_calendar_by_day_and_by_column(facts: Facts) -> None:
    for at, (_born, day, age, group) in enumerate(AGES, 1):
        one = facts.persons.filter(facts.persons["person_key"] == at).mutate(at=ibis.literal(day))
        for when in (day, one["at"]):
            row = one.select(age=age_on(one["born_on"], when), group=age_group(one["born_on"], when))
            assert row.to_pyarrow().to_pylist() == [{"age": age, "group": group}]


def test_days_go_back_over_months_and_leap_years() -> None:
    assert years_before(date(2024, 2, 29), 18) == date(2006, 2, 28)
    assert months_before(date(2025, 5, 31), 3) == date(2025, 2, 28)
    assert months_before(date(2025, 1, 15), 13) == date(2023, 12, 15)


def test_months_later_is_a_day(facts: Facts) -> None:
    day = facts.persons.filter(facts.persons["person_key"] == 1).select(day=months_later(facts.persons["born_on"], 12))
    assert day.to_pyarrow().to_pylist() == [{"day": date(2021, 2, 28)}]


def test_somebody_the_facts_do_not_know_is_unknown_and_not_lost(facts: Facts) -> None:
    rows = described(facts.episodes, facts, date(2025, 1, 1)).filter(lambda table: table["kind"] == "stranger")
    (row,) = rows.select("sex", "age_group", "region", "disability").to_pyarrow().to_pylist()
    assert set(row.values()) == {"unknown"}


def test_a_child_of_unknown_birth_stays_among_the_children(facts: Facts) -> None:
    keys = children(facts.persons, date(2025, 5, 4)).select("person_key").to_pyarrow().to_pylist()
    assert sorted(row["person_key"] for row in keys) == [1, 2, 3, 4, 7, 8]


def test_an_event_counts_by_its_first_day(facts: Facts) -> None:
    firsts = first_of(facts.episodes, "person_key", "starts_on").select("kind").to_pyarrow().to_pylist()
    assert sorted(row["kind"] for row in firsts) == ["first", "stranger"]
