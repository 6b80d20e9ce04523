"""The working calendar of Kazakhstan."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tirek.standards.engine.calendar import add_working_days, is_working_day

DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 7),
        date(2026, 3, 21),
        date(2026, 3, 24),  # moved: the 21st and 22nd of March were a weekend
        date(2026, 3, 25),
        date(2025, 12, 16),
        date(2026, 2, 7),  # Saturday
    ],
)
def test_days_off(day: date) -> None:
    assert not is_working_day(day)


def test_a_working_saturday_that_pays_for_a_day_off_is_a_working_day() -> None:
    assert is_working_day(date(2024, 5, 4))


@given(DAYS, st.integers(1, 30))
def test_the_day_reached_is_a_working_day_and_exactly_so_many_lie_between(day: date, count: int) -> None:
    reached = add_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (reached - day).days + 1)]
    assert is_working_day(reached)
    assert sum(map(is_working_day, between)) == count


@given(DAYS)
def test_no_working_days_later_is_the_same_day(day: date) -> None:
    assert add_working_days(day, 0) == day
