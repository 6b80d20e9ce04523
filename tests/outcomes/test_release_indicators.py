"""Release and probation, drawn by hand: what each indicator counts is written beside the rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.outcomes.drawn import DAY, ON, case, day, episode, figure, person
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts


@pytest.fixture(scope="session")
def release() -> Iterator[Facts]:
    """Four releases of 2024 and a transfer. 1 is met, housed, documented, works, no offence; 2 is arrested after five
    months and convicted after 14; 3 is lost sight of after two months; 4's case was opened long after the gate."""
    r: dict[str, Any] = {"programme": "release"}

    def custody(n: int, out: date, reason: str = "term_served") -> Any:
        return episode(
            n, n, "custody", "colony", day(1, 1, 2022), out, setting="institution", exit_reason=reason, **r
        )  # fmt: skip

    tables: dict[str, list[Any]] = {
        "persons": [person(n, "male", day(1, 1, 1985)) for n in (1, 2, 3, 4, 5)],
        "cases": [
            case(1, "release", day(1, 10)), case(2, "release", day(1, 10)),
            case(3, "release", day(1, 10), closed_on=day(5, 1), state="closed"),
            case(4, "release", day(11, 1)), case(5, "release", day(1, 10)),
        ],
        "members": [{"case_key": n, "person_key": n, "part": "client", **r} for n in (1, 2, 3, 4, 5)],
        "episodes": [
            custody(1, day(3, 1)), custody(2, day(3, 1)), custody(3, day(3, 1)), custody(4, day(3, 1)),
            custody(5, day(3, 1), "transfer"),
            episode(1, 1, "housing", "rented", day(3, 2), **r),
            episode(1, 1, "documents", "missing", day(1, 20), day(3, 20), **r),
            episode(1, 1, "documents", "complete", day(3, 20), **r),
            episode(1, 1, "work", "employed", day(5, 1), **r),
            episode(1, 1, "probation", "post_penitentiary", day(3, 1), **r),
            episode(1, 1, "offence", "technical_breach", day(6, 1), moment=True, known_from="self_report", **r),
            episode(2, 2, "offence", "arrest", day(8, 1), moment=True, known_from="official", **r),
            episode(2, 2, "offence", "reconviction", day(5, 1, 2025), moment=True, known_from="official", **r),
            episode(3, 3, "probation", "sentence", day(3, 1), **r),  # the case is closed: nobody knows
        ],
        "services": [{"case_key": 1, "person_key": 1, "service": "met_at_gate", "done_on": day(3, 1), **r}],
        "assessments": [
            {"case_key": n, "person_key": n, "instrument": "release_needs", "done_on": on, **r}
            for n, on in ((1, day(2, 1)), (2, day(3, 15)))  # the second after the gate
        ],
        "acts": [
            {"case_key": 2, "act": "contact", "detail": "gate", "reached": "yes", "done_on": day(3, 1), **r},
            {"case_key": 3, "act": "contact", "reached": "yes", "done_on": day(4, 20), **r},
            *({"case_key": n, "act": "visit", "reached": "yes", "done_on": day(6, 1, 2026), **r} for n in (1, 2, 4)),
        ],
    }  # fmt: skip
    with facts_from(tables, on=ON) as facts:
        yield facts


def test_the_gate_and_the_first_weeks(release: Facts) -> None:
    # Releases of open cases: 1, 2, 3.
    assert figure(release, "probation_met_at_the_gate") == (2, 3)
    assert figure(release, "probation_prepared") == (1, 3)
    assert figure(release, "probation_housed") == (1, 3)
    assert figure(release, "probation_documents_30d") == (1, 3)
    # Work within six months: 3's case was closed before they were over, without work.
    assert figure(release, "probation_work_6m") == (1, 2)
    assert figure(release, "sdg_16_9_1_documented") == 1


def test_reoffending_is_told_of_those_known_from_the_gate_on(release: Facts) -> None:
    # Accompanied from release: 1, 2, 3; of 3 nothing is known after April.
    assert figure(release, "probation_rearrest_12m") == (1, 2)
    assert figure(release, "probation_reconviction_12m") == (0, 2)
    assert figure(release, "probation_reconviction_24m") == (1, 2)
    assert figure(release, "probation_known_12m") == (2, 3)


def test_a_breach_is_no_offence_and_every_event_names_its_source(release: Facts) -> None:
    assert figure(release, "probation_offences") == 1
    assert figure(release, "probation_offences", known_from="official") == 1
    assert figure(release, "probation_breaches") == 1
    assert figure(release, "probation_on_day", DAY) == 1
    assert figure(release, "probation_on_day", DAY, kind="post_penitentiary") == 1
