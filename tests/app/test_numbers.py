"""Figures without names: what is counted, for whom, and that no row of a case leaves the database with them."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.builders import House, make_case, make_house
from tirek.access.models import User
from tirek.casework.actions.assessments import rate_risk
from tirek.casework.actions.encounters import record_visit
from tirek.casework.models import Case, FollowUp
from tirek.casework.selectors.numbers import numbers
from tirek.kernel.clock import today
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def figures(user: User, on: date | None = None):
    with acting_as(user.pk):
        return {row.unit.pk: row for row in numbers(user, on=on or today())}


def follow_up(case: Case, by: User, months: int, *, lives: str = "", reached: bool | None = None) -> None:
    closes = today() - timedelta(days=5)
    with acting_as(by.pk):
        FollowUp.objects.create(
            case=case,
            unit_id=case.unit_id,
            recorded_by=by,
            done_on=closes - timedelta(days=10),
            opens_on=closes - timedelta(days=20),
            closes_on=closes,
            counted_from=case.opened_on,
            months=months,
            reached=reached,
            held_on=None if reached is None else closes,
            outcome=lives,
        )


def test_open_cases_are_counted_by_risk_and_opened_ones_by_year(house):
    first, _second = make_case(house.worker), make_case(house.worker)
    with acting_as(house.worker.pk):
        rate_risk(actor=house.worker, case=first.uuid, level="high", reason="қауіп", on=today())
    found = figures(house.manager)[house.unit.pk]
    assert found.open_cases == {"high": 1, "unassessed": 1}
    assert found.opened_year == 2


def test_visits_of_the_last_thirty_days_are_counted_with_those_that_met_nobody(house):
    case = make_case(house.worker)
    for reached in (True, True, False):
        record_visit(actor=house.worker, case=case.uuid, place="home", on=today(), visit_note="x", reached=reached)
    assert figures(house.manager)[house.unit.pk].visits_month == {"reached": 2, "unreached": 1}


def test_overdue_duties_are_counted_by_their_rule(house):
    make_case(house.worker)
    later = figures(house.manager, today() + timedelta(days=60))[house.unit.pk]
    assert sum(later.overdue_duties.values()) > 0
    assert all(rule.startswith("FP-") for rule in later.overdue_duties)


def test_a_follow_up_is_reached_or_missing_and_nothing_between(house):
    answers = [("with_mother", True), ("with_kin", True), ("institution", True), ("", False), ("", None)]
    for lives, reached in answers:
        follow_up(make_case(house.worker), house.worker, 12, lives=lives, reached=reached)
    (year,) = figures(house.manager)[house.unit.pk].follow_ups
    assert (year.months, year.ended, year.reached, year.missing) == (12, 5, 3, 2)
    assert year.answers == {"with_mother": 1, "with_kin": 1, "institution": 1}


def test_a_follow_up_whose_time_has_not_ended_is_not_counted(house):
    case = make_case(house.worker)
    follow_up(case, house.worker, 1)
    before = today() - timedelta(days=30)
    assert figures(house.manager, before)[house.unit.pk].follow_ups == []


def test_nobody_gets_figures_of_another_house_or_without_the_permission(house):
    make_case(house.worker)
    assert set(figures(house.manager)) == {house.unit.pk}
    assert set(figures(house.supervisor)) == {house.unit.pk}
    assert figures(house.worker) == {}
    assert figures(house.administrator) == {}
    assert figures(house.outsider) == {}


def test_the_managers_figures_come_without_a_single_row_of_a_case(house):
    make_case(house.worker)
    assert figures(house.manager)[house.unit.pk].open_cases == {"unassessed": 1}
    with acting_as(house.manager.pk), connection.cursor() as cursor:
        for table in ("casework_case", "casework_duty", "casework_followup", "people_person", "people_personname"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0


def test_the_counting_function_gives_an_outsider_at_the_database_nothing_of_this_house(house):
    make_case(house.worker)
    with acting_as(house.outsider.pk), connection.cursor() as cursor:
        cursor.execute("SELECT unit_id FROM casework_numbers(%s)", [today()])
        assert house.unit.pk not in {row[0] for row in cursor.fetchall()}
