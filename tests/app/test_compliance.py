"""How standards are kept: counted once more by plain SQL, opened as the list that was counted, hidden where small."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import House, make_case, make_house, make_user
from tirek.access.models import User
from tirek.access.roles import ROLES
from tirek.casework.actions.cases import assign_worker
from tirek.casework.actions.encounters import record_visit
from tirek.casework.actions.tasks import finish_task, open_task
from tirek.casework.engine.keeping import KEPT, SMALLEST_SHOWN, Figures, Period, month_of, quarter_before, year_of
from tirek.casework.models import Case, Duty
from tirek.casework.selectors.compliance import (
    HOUSE,
    MINE,
    TEAM,
    Asked,
    compliance,
    duties_asked,
    duties_shown,
    house_compliance,
    scopes,
)
from tirek.kernel.clock import clock_at, today
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db

OPENED = date(2026, 3, 2)
NOW = date(2026, 6, 15)
SPRING = Period(date(2026, 3, 1), date(2026, 6, 30))


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def lived(house: House) -> list[Case]:
    """Cases of two workers in which visits were made in time, late and never."""
    chance = random.Random(20260615)
    cases = []
    for worker in (house.worker, house.worker, house.colleague):
        with clock_at(OPENED):
            cases.append(make_case(worker, on=OPENED))
        day = OPENED
        for _ in range(chance.randint(2, 5)):
            day += timedelta(days=chance.choice((5, 10, 20)))
            with clock_at(day):
                record_visit(actor=worker, case=cases[-1].uuid, place="home", on=day, visit_note="x", reached=True)
    return cases


PLAIN = """
SELECT d.rule, c.worker_id, count(*) FILTER (WHERE d.state = 'met' AND d.met_on <= d.due_on),
       count(*) FILTER (WHERE d.state = 'met' AND d.met_on > d.due_on),
       count(*) FILTER (WHERE d.state = 'open' AND d.due_on < %(on)s),
       0,
       count(*) FILTER (WHERE d.state = 'open' AND d.due_on >= %(on)s)
FROM casework_duty d, casework_case c
WHERE c.id = d.case_id AND d.due_on >= %(first)s AND d.due_on <= %(last)s AND d.state IN ('met', 'open')
GROUP BY 1, 2
"""


def table(user: User, whose: str, **asked):
    with acting_as(user.pk):
        return compliance(user, Asked(whose, SPRING, **asked), on=NOW)


def test_the_figures_are_those_of_plain_sql_and_each_count_opens_as_many_duties(house, lived):
    with acting_as(house.supervisor.pk), connection.cursor() as cursor:
        cursor.execute(PLAIN, {"on": NOW, "first": SPRING.first, "last": SPRING.last})
        rows = cursor.fetchall()
    shown = table(house.supervisor, TEAM)
    for position, of_row in ((0, shown.rules), (1, {user.pk: row for user, row in shown.workers.items()})):
        wanted: dict = {}
        for row in rows:
            sums = wanted.setdefault(row[position], [0] * len(KEPT))
            wanted[row[position]] = [one + other for one, other in zip(sums, row[2:], strict=True)]
        assert {key: [figures.counts[kept] for kept in KEPT] for key, figures in of_row.items()} == wanted
    assert sum(row[3] for row in rows) > 0, "no visit was late: the world shows too little"
    assert sum(row[4] for row in rows) > 0
    with acting_as(house.supervisor.pk):
        for rule, figures in shown.rules.items():
            for kept, n in figures:
                assert duties_asked(house.supervisor, Asked(TEAM, SPRING, rule=rule, kept=kept), on=NOW).count() == n
        for worker, figures in shown.workers.items():
            for kept, n in figures:
                assert (
                    duties_asked(house.supervisor, Asked(TEAM, SPRING, worker=worker, kept=kept), on=NOW).count() == n
                )
    names = [worker.last_name + worker.first_name for worker in shown.workers]
    assert names == sorted(names)


def test_every_visit_in_time_or_late_is_counted_and_not_the_last_one_alone(house, lived):
    (rule,) = {duty.rule for duty in _duties(house) if duty.subject.startswith("round:")} & {"FP-07"}
    with acting_as(house.supervisor.pk):
        for case in lived:
            mine = [duty for duty in _duties(house) if duty.case_id == case.pk and duty.rule == rule]
            ended = sorted((duty for duty in mine if duty.state == "met"), key=lambda duty: duty.done_on)
            assert len(mine) == len(ended) + 1
            assert [duty.met_on for duty in ended[:-1]] == [duty.done_on for duty in ended[1:]]


def _duties(house: House) -> list[Duty]:
    with acting_as(house.supervisor.pk):
        return list(Duty.objects.exclude(state="not_applicable"))


def test_an_urgent_task_that_was_done_is_counted_with_the_day_it_was_done(house):
    with clock_at(OPENED):
        case = make_case(house.worker, on=OPENED)
        task = open_task(actor=house.worker, case=case.uuid, title="Баспана", on=OPENED, urgent=True)
    with clock_at(OPENED + timedelta(days=60)):
        finish_task(actor=house.worker, task=task.uuid, on=OPENED + timedelta(days=60))
    (duty,) = [duty for duty in _duties(house) if str(task.uuid) in duty.subject]
    assert (duty.state, duty.met_on) == ("met", OPENED + timedelta(days=60))
    assert duty.met_on > duty.due_on
    with acting_as(house.supervisor.pk):
        rows = Duty.objects.filter(pk=duty.pk).select_related("case", "case__worker")
        for language in ("kk", "ru", "en"):
            (shown,) = duties_shown(rows, on=NOW, language=language)
            assert shown.line.explained.what
    with clock_at(OPENED + timedelta(days=61)), acting_as(house.supervisor.pk):
        assign_worker(
            actor=house.supervisor, case=case.uuid, user=house.colleague.uuid, leads=True, on=today(), reason="x"
        )  # fmt: skip
    assert [one.state for one in _duties(house) if str(task.uuid) in one.subject] == ["met"]


@pytest.mark.parametrize(
    ("state", "since", "due", "met", "closed", "stands"),
    [
        ("met", 1, 10, 10, None, "in_time"),
        ("met", 1, 10, 11, None, "late"),
        ("open", 1, 10, None, None, "broken"),
        ("open", 1, 20, None, None, "ahead"),  # the last good day is today
        ("lapsed", 1, 10, None, 12, "broken"),  # missed before the case was closed
        ("lapsed", 1, 10, None, 10, "lapsed"),  # closed on the last good day
        ("lapsed", 1, 10, None, 5, "lapsed"),
        ("lapsed", 8, 10, None, 5, "broken"),  # a follow-up after the closure that can't be made up for
        ("lapsed", 1, 10, None, None, "broken"),  # an episode ended, the case goes on
    ],
)
def test_how_a_duty_stands(state, since, due, met, closed, stands):
    def day(number: int | None) -> date | None:
        return date(2026, 5, number) if number else None

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT casework_kept(%s, %s::date, %s::date, %s::date, %s::date, %s::date)",
            [state, day(since), day(due), day(met), day(closed), date(2026, 5, 20)],
        )
        assert cursor.fetchone() == (stands,)


def test_each_sees_their_own_part(house, lived):
    make_user("elsewhere", house.other_unit, "supervisor")
    whole = sum(sum(row.counts.values()) for row in table(house.supervisor, TEAM).rules.values())
    mine = sum(sum(row.counts.values()) for row in table(house.worker, MINE).rules.values())
    colleagues = sum(sum(row.counts.values()) for row in table(house.colleague, MINE).rules.values())
    assert 0 < colleagues < mine < whole == mine + colleagues
    assert table(house.outsider, MINE).rules == {}
    # Whoever asks for more than the page offers meets row security.
    assert table(house.colleague, TEAM).rules == {}
    with acting_as(house.colleague.pk):
        asked = Asked(MINE, SPRING, worker=house.worker)
        assert not duties_asked(house.colleague, asked, on=NOW).exists()
    held = {name: scopes(getattr(house, name)) for name in ("worker", "supervisor", "manager", "administrator")}
    assert held == {"worker": [MINE], "supervisor": [TEAM, MINE], "manager": [HOUSE], "administrator": []}


def test_the_manager_gets_counts_of_her_units_without_a_row_and_without_small_ones(house, lived):
    with acting_as(house.manager.pk):
        ((unit, rows),) = house_compliance(house.manager, SPRING, on=NOW).items()
        assert not Duty.objects.exists()
    assert unit == house.unit
    exact = table(house.supervisor, TEAM).rules
    assert set(rows) == set(exact)
    for rule, figures in rows.items():
        for kept, n in figures:
            real = exact[rule].counts[kept]
            assert n == (None if 0 < real < SMALLEST_SHOWN else real)
    for nobody in (house.worker, house.colleague, house.outsider, house.administrator):
        with acting_as(nobody.pk), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casework_compliance(%s, %s, %s)", [SPRING.first, SPRING.last, NOW])
            assert cursor.fetchone() == (0,)
    figures_alone = {
        code for code, role in ROLES.items() if role.reach == "none" and "compliance.view" in role.permissions
    }
    assert figures_alone == {"manager"}  # whom the function in the database names


@given(st.dictionaries(st.sampled_from(KEPT), st.integers(0, 12)))
def test_no_share_and_no_sum_tells_a_hidden_count(counts):
    figures = Figures({**dict.fromkeys(KEPT, 0), **counts}).without_small()
    for _kept, n in figures:
        assert n is None or n == 0 or n >= SMALLEST_SHOWN
    if any(0 < figures.counts[kept] < SMALLEST_SHOWN for kept in ("in_time", "late", "broken")):
        assert figures.had_to_be_done is None
        assert figures.share is None
    elif figures.had_to_be_done:
        assert figures.share == figures.counts["in_time"] / figures.had_to_be_done
    else:
        assert figures.share is None


def test_periods():
    assert month_of(date(2024, 2, 11)) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert quarter_before(date(2026, 2, 11)) == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert quarter_before(date(2026, 11, 22)) == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert year_of(NOW) == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert Period(date(2026, 3, 9), date(2026, 12, 9)).whole_months() == Period(date(2026, 3, 1), date(2026, 12, 31))
