"""Outcomes over time agree with published tables, with lifelines, and with what ten people give by hand."""

import random
from collections import Counter
from fractions import Fraction

import lifelines.datasets
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from tirek.outcomes.engine.survival import Course, Ended, came_to, compared, free_of_endings, known_at, thinned

#: Weeks of remission of children with leukaemia on 6-mercaptopurine and on placebo. Freireich et al., Blood 21 (1963)
#: 699-716; as printed in Kleinbaum & Klein, Survival Analysis (3rd ed.), tables 1.1 and 2.1-2.3. A minus: censored.
MERCAPTOPURINE = [6, 6, 6, 7, 10, 13, 16, 22, 23, -6, -9, -10, -11, -17, -19, -20, -25, -32, -32, -34, -35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

#: Ten children who went home: back in care, adopted, lost, still home.
TEN = [
    Ended(2, "event"), Ended(3, "lost"), Ended(4, "event"), Ended(4, "adoption"), Ended(6, "still"),
    Ended(7, "event"), Ended(8, "adoption"), Ended(9, "event"), Ended(10, "still", people=2),
]  # fmt: skip


def rows_of(weeks: list[int]) -> list[Ended]:
    return [Ended(abs(week), "event" if week > 0 else "still") for week in weeks]


def moves(course: Course) -> dict[int, float]:
    return {point.days: point.estimate for point in course.points}


def test_the_textbook_table_of_remission_under_mercaptopurine() -> None:
    course = free_of_endings(rows_of(MERCAPTOPURINE))
    printed = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {day: round(moves(course)[day], 3) for day in printed} == printed
    assert [point.at_risk for point in course.points if point.days in printed] == [21, 17, 15, 12, 11, 7, 6]
    point = course.at(10)
    assert point is not None
    assert point.variance**0.5 == pytest.approx(0.0963, abs=5e-5)  # standard error, Collett table 2.2's method


def test_the_textbook_log_rank_test() -> None:
    found = compared({"6-MP": rows_of(MERCAPTOPURINE), "placebo": rows_of(PLACEBO)})
    assert found is not None
    assert round(found.statistic, 2) == 16.79
    assert (found.degrees, found.p < 0.001) == (1, True)
    assert compared({"6-MP": rows_of(MERCAPTOPURINE)}) is None


def test_aalen_and_johansen_by_hand_on_ten_people() -> None:
    # at risk 10: 1 back                     S = 9/10
    # day 3 one lost; at risk 8: 1 back, 1 adopted     S = 9/10 * 6/8 = 27/40
    # day 6 one last seen; at risk 5: 1 back           S = 27/40 * 4/5 = 27/50
    # at risk 4: 1 adopted                             S = 27/50 * 3/4 = 81/200
    # at risk 3: 1 back                                S = 81/200 * 2/3 = 27/100
    back = {
        2: Fraction(1, 10),
        4: Fraction(1, 10) + Fraction(9, 10) * Fraction(1, 8),
        7: Fraction(17, 80) + Fraction(27, 40) * Fraction(1, 5),
        9: Fraction(139, 400) + Fraction(81, 200) * Fraction(1, 3),
    }
    adopted = {4: Fraction(9, 80), 8: Fraction(9, 80) + Fraction(27, 50) * Fraction(1, 4)}
    assert back[9] == Fraction(193, 400)
    assert adopted[8] == Fraction(99, 400)
    event, adoption, free = moves(came_to(TEN, "event")), moves(came_to(TEN, "adoption")), moves(free_of_endings(TEN))
    assert {day: event[day] for day in back} == pytest.approx({day: float(share) for day, share in back.items()})
    assert {day: adoption[day] for day in adopted} == pytest.approx({d: float(s) for d, s in adopted.items()})
    assert free[9] == pytest.approx(27 / 100)
    for day in free:
        assert event[day] + adoption[day] + free[day] == pytest.approx(1), "nobody is counted twice or not at all"
    # The first step is a plain share: p (1 - p) / n.
    assert came_to(TEN, "event").points[1].variance == pytest.approx(Fraction(1, 10) * Fraction(9, 10) / 10)
    # One minus Kaplan-Meier with adoptions as censored would say 58 of 100 instead of 48.
    naive = free_of_endings([Ended(r.days, "still" if r.ending == "adoption" else r.ending, r.people) for r in TEN])
    assert 1 - moves(naive)[9] == pytest.approx(0.58)


@pytest.mark.parametrize("name", ["rossi", "waltons", "lung", "leukemia"])
def test_the_share_free_of_endings_is_that_of_lifelines_on_its_own_data(name: str) -> None:
    durations, events = a_data_set(name)
    fitted = KaplanMeierFitter().fit(durations, events)
    course = free_of_endings([Ended(int(d), "event" if e else "still") for d, e in zip(durations, events, strict=True)])
    bounds = fitted.confidence_interval_
    for point in course.points[1:]:
        assert point.estimate == pytest.approx(float(fitted.survival_function_.loc[point.days].iloc[0]), abs=1e-9)
        if 0 < point.estimate < 1:
            low, high = bounds.loc[point.days]
            assert (point.low, point.high) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("name", ["rossi", "waltons", "lung"])
def test_cumulative_incidence_and_its_interval_are_those_of_lifelines_where_nobody_is_tied(name: str) -> None:
    durations, events = a_data_set(name)
    apart = [int(d) * 1000 + place for place, d in enumerate(durations)]
    kinds = [(1 + place % 3 // 2) if e else 0 for place, e in enumerate(events)]
    fitted = AalenJohansenFitter().fit(apart, kinds, event_of_interest=1)
    course = came_to([Ended(d, ("still", "event", "adoption")[k]) for d, k in zip(apart, kinds, strict=True)], "event")
    table = fitted.cumulative_density_.iloc[:, 0]
    for point in course.points[1:]:
        assert point.estimate == pytest.approx(float(table.loc[point.days]), abs=1e-9)
        if point.estimate > 0 and fitted.variance_.loc[point.days] < 1:  # none where nobody is left: 0 times infinity
            low, high = sorted(fitted.confidence_interval_.loc[point.days])
            assert (point.low, point.high) == pytest.approx((low, high), abs=1e-9)


def test_counts_give_what_people_give_and_with_ties_nothing_is_left_to_chance() -> None:
    chance = random.Random(5)
    people = [
        Ended(chance.randint(0, 60), chance.choice(["event", "adoption", "still", "lost"]), 1, chance.choice([0, 0, 9]))
        for _ in range(600)
    ]
    grouped = [Ended(*key[:2], n, key[2]) for key, n in Counter((p.days, p.ending, p.entry) for p in people).items()]
    assert len(grouped) < 400
    for one, other in (
        (free_of_endings(people), free_of_endings(grouped)),
        (came_to(people, "event"), came_to(grouped, "event")),
    ):
        assert one.last == other.last
        for a, b in zip(one.points, other.points, strict=True):
            assert (a.days, a.at_risk) == (b.days, b.at_risk)
            assert (a.estimate, a.low, a.high) == pytest.approx((b.estimate, b.low, b.high), abs=1e-12)


def test_who_came_under_watch_later_is_at_risk_from_the_day_after() -> None:
    rows = [Ended(5, "event"), Ended(20, "event", 9), Ended(20, "event", entry=5), Ended(32, "still", entry=16)]
    course = free_of_endings(rows)
    assert [(p.days, p.at_risk) for p in course.points] == [(0, 10), (5, 10), (20, 11), (32, 1)]
    assert moves(course) == pytest.approx({0: 1, 5: 9 / 10, 20: 9 / 10 / 11, 32: 9 / 10 / 11})
    assert free_of_endings([Ended(5, "event", entry=7)]).points == (), "over before anybody watched"
    assert compared({"a": rows, "b": rows}) is None


def test_a_start_is_not_read_off_people_who_came_later() -> None:
    late = [Ended(300, "event", 5, entry=200), Ended(400, "still", 40, entry=200)]
    assert free_of_endings([Ended(30, "event", 9), *late]).points == ()
    assert came_to([Ended(30, "event", 9), *late], "event").at(30) is None
    assert free_of_endings([Ended(30, "event", 9), Ended(390, "still", 1), *late]).at(30) is not None
    all_gone = [Ended(30, "event", 10), *late]
    assert free_of_endings(all_gone).points == (), "all who were watched had ended before the others came"


def test_nobody_is_certain_because_nothing_has_happened_yet() -> None:
    course = free_of_endings([Ended(400, "still", people=10)])
    point = course.at(365)
    assert point is not None
    assert (point.estimate, point.high) == (1.0, 1.0)
    assert course.points[-1].low == pytest.approx(0.025 ** (1 / 10))
    assert came_to([Ended(400, "still", people=10)], "event").points[-1].high == pytest.approx(1 - 0.025 ** (1 / 10))
    everybody = free_of_endings([Ended(3, "event", people=10)]).points[-1]
    assert everybody.estimate == 0
    assert everybody.high == pytest.approx(1 - 0.025 ** (1 / 10))
    assert course.at(401) is None, "after the last day anybody was watched nothing is known"


def test_what_is_known_at_a_horizon_adds_up_to_all_who_entered() -> None:
    rows = [
        Ended(100, "event", 2, reach=365), Ended(200, "adoption", 1, reach=365), Ended(400, "event", 1, reach=730),
        Ended(365, "still", 3, reach=365), Ended(90, "lost", 4, reach=365), Ended(90, "still", 5, reach=90),
        Ended(60, "event", 1, reach=91),
    ]  # fmt: skip
    known = known_at(rows, 365)
    assert (known.still, known.ended, known.unknown, known.early) == (4, {"event": 2, "adoption": 1}, 4, 6)
    assert known.due + known.early == sum(row.people for row in rows)
    assert known.completeness == pytest.approx(7 / 11)


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    course = free_of_endings([Ended(day, "event") for day in range(1, 1200)])
    thin = thinned(course)
    assert len(thin.points) <= 400
    assert (thin.points[0], thin.points[-1]) == (course.points[0], course.points[-1])


def a_data_set(name: str) -> tuple[list[int], list[int]]:
    frame = getattr(lifelines.datasets, f"load_{name}")()
    duration, event = {
        "rossi": ("week", "arrest"), "waltons": ("T", "E"), "lung": ("time", "status"), "leukemia": ("t", "status"),
    }[name]  # fmt: skip
    return [int(d) for d in frame[duration]], [int(e) for e in frame[event]]
