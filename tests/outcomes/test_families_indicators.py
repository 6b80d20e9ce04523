"""Newborns, reunified families and follow-ups, drawn by hand: what is counted is written beside the rows."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.outcomes.drawn import ON, case, day, episode, figure, person
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts, Span


@pytest.fixture(scope="session")
def families() -> Iterator[Facts]:
    """Newborns 1 (stays), 2 (to an infant home after two months), 3 (case opened three months after birth).
    Children 4 and 5 come home in 2024; 4 is back in care after five months. 6 had a trial stay that did not hold."""
    f: dict[str, Any] = {"programme": "family_preservation"}
    u: dict[str, Any] = {"programme": "reunification"}
    home: dict[str, Any] = {"setting": "own_family"}
    care: dict[str, Any] = {"setting": "residential", "placement": True, "care_form": "residential"}
    tables: dict[str, list[Any]] = {
        "persons": [
            person(1, "female", day(2, 1)), person(2, "male", day(2, 1)), person(3, "male", day(2, 1)),
            person(4, "male", day(2, 1, 2015)), person(5, "female", day(2, 1, 2016)),
            person(6, "male", day(2, 1, 2014)),
        ],
        "cases": [
            case(1, "family_preservation", day(2, 3), closed_on=day(10, 1), state="closed", outcome="with_mother",
                 outcome_reached="yes"),
            case(2, "family_preservation", day(2, 3), closed_on=day(11, 1), state="closed", outcome="infant_home",
                 outcome_reached="no"),
            case(3, "family_preservation", day(5, 1)),
            *(case(n, "reunification", day(1, 5)) for n in (4, 5, 6)),
        ],
        "members": [
            *({"case_key": n, "person_key": n, "part": "child", **f} for n in (1, 2, 3)),
            *({"case_key": n, "person_key": n, "part": "child", **u} for n in (4, 5, 6)),
        ],
        "grounds": [
            *({"case_key": n, "ground": "intends_to_leave_newborn", **f} for n in (1, 2)),
            {"case_key": 1, "ground": "no_housing", **f},
        ],
        "episodes": [
            episode(1, 1, "care", "with_mother", day(2, 1), **home, **f),
            episode(2, 2, "care", "with_mother", day(2, 1), day(4, 1), **home, **f),
            episode(2, 2, "care", "infant_home", day(4, 1), **care, **f),
            episode(3, 3, "care", "with_mother", day(5, 1), **home, **f),
            episode(4, 4, "care", "childrens_home", day(1, 1, 2022), day(3, 1), left_to="REUNION", **care, **u),
            episode(4, 4, "care", "with_mother", day(3, 1), day(8, 1), entry_reason="reunification", **home, **u),
            episode(4, 4, "care", "childrens_home", day(8, 1), **care, **u),
            episode(5, 5, "care", "childrens_home", day(1, 1, 2022), day(3, 1), **care, **u),
            episode(5, 5, "care", "trial_stay", day(3, 1), day(5, 1), **home, **u),
            episode(5, 5, "care", "with_parents", day(5, 1), entry_reason="reunification", **home, **u),
            episode(6, 6, "care", "trial_stay", day(3, 1), day(4, 1), exit_reason="trial_not_kept", **home, **u),
            episode(6, 6, "care", "childrens_home", day(4, 1), **care, **u),
        ],
        "acts": [
            {"case_key": n, "act": "visit", "reached": "yes", "done_on": day(6, 1, 2026), **u} for n in (3, 4, 5, 6)
        ],
        "follow_ups": [
            {"case_key": 1, "months": 12, "due_on": day(10, 1, 2025), "closes_on": day(10, 31, 2025),
             "held_on": day(10, 2, 2025), "reached": "yes", "answer": "with_mother", "kept": "yes", **f},
            {"case_key": 2, "months": 12, "due_on": day(11, 1, 2025), "closes_on": day(12, 1, 2025),
             "reached": "no", **f},
        ],
    }  # fmt: skip
    with facts_from(tables, on=ON) as facts:
        yield facts


def test_newborns_are_counted_from_birth(families: Facts) -> None:
    # 3 is left out: nobody was there in its first three months.
    assert figure(families, "family_newborn_01m") == (2, 2)
    assert figure(families, "family_newborn_03m") == (1, 2)
    assert figure(families, "family_newborn_12m") == (1, 2)


def test_refusals_closures_and_reasons(families: Facts) -> None:
    assert figure(families, "family_refusals_prevented") == (1, 2)
    assert figure(families, "family_home_at_closure") == (1, 2)
    assert figure(families, "family_reasons") == 2  # cases, of which one has two grounds
    assert figure(families, "family_reasons", ground="no_housing") == 1


def test_the_ratio_of_the_period_and_the_share_of_the_cohort_are_two_things(families: Facts) -> None:
    assert figure(families, "family_reunified") == 2
    assert figure(families, "family_back_in_care_12m") == (1, 2)
    assert figure(families, "family_back_in_care_period") == (1, 2)
    assert figure(families, "family_back_in_care_period", Span(day(1, 1, 2023), day(12, 31, 2023))) == (0, 0)
    assert figure(families, "family_trial_held") == (1, 2)


def test_follow_ups_are_judged_when_their_time_is_over(families: Facts) -> None:
    after = Span(day(1, 1, 2025), day(12, 31, 2025))
    assert figure(families, "follow_up_reached_12m", after) == (1, 2)
    assert figure(families, "follow_up_known_12m", after) == (1, 2)
    assert figure(families, "follow_up_kept_12m", after) == (1, 1)
