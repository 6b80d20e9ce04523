"""Workload and timeliness, drawn by hand: what each indicator counts is written beside the rows."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.outcomes.drawn import DAY, ON, case, day, figure
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import cells
from tirek.outcomes.engine.definition import Facts


@pytest.fixture(scope="session")
def work() -> Iterator[Facts]:
    """Two workers and a supervisor, three open cases; visits written down on the day, after 2 and after 12 days."""
    tables: dict[str, list[Any]] = {
        "practitioners": [
            {"worker_key": 1, "role": "worker", "unit": "u1", "organisation": "o1", "starts_on": day(1, 1, 2020)},
            {"worker_key": 2, "role": "worker", "unit": "u1", "organisation": "o1", "starts_on": day(1, 1, 2020)},
            {"worker_key": 2, "role": "worker", "unit": "u2", "organisation": "o1", "starts_on": day(1, 1, 2020)},
            {"worker_key": 3, "role": "supervisor", "unit": "u1", "organisation": "o1", "starts_on": day(1, 1, 2020)},
            {"worker_key": 4, "role": "worker", "unit": "u1", "organisation": "o1", "starts_on": day(1, 1, 2020),
             "ends_on": day(1, 1)},
        ],
        "cases": [case(n, "protection", day(1, 5), unit="u1", organisation="o1") for n in (1, 2, 3)]
        + [case(4, "protection", day(1, 5), closed_on=day(6, 1), unit="u1", organisation="o1")],
        "acts": [
            {"case_key": 1, "act": "visit", "done_on": day(3, 1), "recorded_on": written}
            for written in (day(3, 1), day(3, 3), day(3, 13))
        ],
        "approvals": [
            {"case_key": 1, "kind": "plan", "asked_on": day(3, 1), "decided_on": day(3, 5), "decision": "approved"},
            {"case_key": 2, "kind": "plan", "asked_on": day(3, 1), "decided_on": day(3, 7), "decision": "returned"},
            {"case_key": 2, "kind": "plan", "asked_on": day(12, 20)},
        ],
        "duties": [
            {"case_key": 1, "rule": "FP-02", "due_on": day(3, 1), "met_on": day(3, 1), "kept": "in_time"},
            {"case_key": 1, "rule": "FP-04", "due_on": day(3, 1), "kept": "broken"},
            {"case_key": 2, "rule": "FP-04", "due_on": day(3, 1), "met_on": day(3, 1), "kept": "in_time"},
            {"case_key": 2, "rule": "FP-04", "due_on": day(3, 1), "kept": "ahead"},
        ],
    }  # fmt: skip
    with facts_from(tables, on=ON) as facts:
        yield facts


def test_caseload_is_told_of_units_and_houses(work: Facts) -> None:
    assert figure(work, "work_open_cases", DAY) == 3
    assert figure(work, "work_caseload", DAY) == (3, 2)
    assert figure(work, "work_practitioners", DAY) == 3
    found = {
        cell.place: (cell.numerator, cell.denominator)
        for cell in cells(indicators()["work_caseload"], work, DAY, ("unit",))
    }
    assert found == {"u1": (3, 2), "u2": (0, 1)}


def test_timeliness(work: Facts) -> None:
    assert figure(work, "standards_duties_in_time") == (2, 3)
    assert figure(work, "standards_visits_in_time") == (1, 1)
    assert figure(work, "standards_assessments_in_time") == (1, 2)
    assert figure(work, "standards_approval_wait") == 5
    assert figure(work, "standards_approvals_waiting", DAY) == 1
    assert figure(work, "standards_written_down") == 2
    assert figure(work, "standards_written_promptly") == (2, 3)
