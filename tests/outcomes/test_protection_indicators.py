"""Protection from violence, drawn by hand: what each indicator counts is written beside the rows."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.outcomes.drawn import DAY, ON, case, day, episode, figure, person
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts, Span


@pytest.fixture(scope="session")
def protection() -> Iterator[Facts]:
    """Woman 1 with child 11 (partner and his kin; order, broken twice; shelter for 20 days; the police called), woman 2
    (former partner, nobody told), girl 3 of 16 as client (parent; suspected trafficking), woman 4 of another year."""
    p: dict[str, Any] = {"programme": "protection"}
    tables: dict[str, list[Any]] = {
        "persons": [
            person(1, "female", day(1, 1, 1990)), person(11, "male", day(1, 1, 2018)),
            person(2, "female", day(1, 1, 1980)), person(3, "female", day(6, 1, 2008)),
            person(4, "female", day(1, 1, 1990)),
        ],
        "cases": [
            case(1, "protection", day(2, 1), call_source="police"),
            case(2, "protection", day(3, 1), call_source="self"),
            case(3, "protection", day(4, 1), call_source="self"),
            case(4, "protection", day(4, 1, 2022), closed_on=day(9, 1, 2023), state="closed"),
        ],
        "members": [
            *({"case_key": n, "person_key": n, "part": "client", **p} for n in (1, 2, 3, 4)),
            {"case_key": 1, "person_key": 11, "part": "child", **p},
        ],
        "grounds": [{"case_key": 3, "ground": "trafficking", **p}],
        "episodes": [
            episode(1, 1, "violence", "by_partners_kin", day(2, 1), particulars=";control;", **p),
            episode(1, 1, "violence", "by_partner", day(2, 1), particulars=";physical;threats;", **p),
            episode(1, 1, "violence", "incident", day(3, 1), moment=True, particulars=";sexual;", **p),
            episode(2, 2, "violence", "by_former_partner", day(3, 1), particulars=";economic;", **p),
            episode(3, 3, "violence", "by_parent", day(4, 1), particulars=";physical;", **p),
            episode(1, 1, "protection_order", "protective_order", day(2, 3), expected_end_on=day(3, 4), **p),
            episode(1, 1, "protection_order", "violated", day(2, 10), moment=True, **p),
            episode(1, 1, "protection_order", "violated", day(2, 20), moment=True, **p),
            episode(1, 1, "housing", "shelter", day(2, 1), day(2, 21), **p),
            episode(2, 2, "housing", "crisis_centre", day(12, 1), **p),
        ],
        "duties": [
            {"case_key": 1, "rule": "PR-02", "due_on": day(2, 2), "met_on": day(2, 2), "kept": "in_time", **p},
            {"case_key": 2, "rule": "PR-02", "due_on": day(3, 3), "met_on": day(3, 5), "kept": "late", **p},
        ],
    }  # fmt: skip
    with facts_from(tables, on=ON) as facts:
        yield facts


def test_women_and_children_served_and_by_whom_they_were_harmed(protection: Facts) -> None:
    assert figure(protection, "protection_women") == 2  # 1, 2: a girl of 16 is a child, 4 was another year
    assert figure(protection, "protection_women", relation="by_partner") == 1  # the nearest of two
    assert figure(protection, "protection_women", relation="by_partners_kin") == 0
    assert figure(protection, "protection_children") == 2  # 11 beside the mother, 3 in her own right
    assert figure(protection, "protection_physical") == 1
    assert figure(protection, "protection_sexual") == 0  # a single incident has no relation: only its day is known
    assert figure(protection, "protection_economic") == 1


def test_orders_plans_and_shelter(protection: Facts) -> None:
    assert figure(protection, "protection_safety_plan") == (1, 2)
    # On the last day the order has run out by its own term, though nobody ended it.
    assert figure(protection, "protection_under_order", DAY) == (0, 2)
    assert figure(protection, "protection_under_order", Span(day(3, 1), day(3, 1))) == (1, 2)
    assert figure(protection, "protection_order_broken") == (1, 1)
    assert figure(protection, "protection_breaches") == 2
    assert figure(protection, "protection_shelter_days") == 20
    assert figure(protection, "protection_in_shelter", DAY) == 1


def test_turning_to_a_competent_body_and_trafficking(protection: Facts) -> None:
    assert figure(protection, "protection_reported") == (1, 2)
    assert figure(protection, "sdg_16_2_2_suspected") == 1
