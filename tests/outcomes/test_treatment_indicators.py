"""Treatment of addiction, drawn by hand: what each indicator counts is written beside the rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.outcomes.drawn import DAY, ON, case, day, episode, figure, person
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts


@pytest.fixture(scope="session")
def treatment() -> Iterator[Facts]:
    """Four clients: 1 opioids, first treatment ever; 2 alcohol, treated before; 3 never asked; 4 not in treatment."""

    def talk(person: int, key: int, on: date, **answers: str) -> tuple[Any, list[Any]]:
        asked = {
            "case_key": person, "person_key": person, "programme": "addiction", "assessment_key": key,
            "instrument": "substance_intake", "done_on": on,
        }  # fmt: skip
        return asked, [
            {"assessment_key": key, "question": question, "answer": answer} for question, answer in answers.items()
        ]

    talks = [
        talk(
            1, 11, day(1, 12), ever_treated="never", primary_substance="opioids", injected="last_month", labour="none"
        ),
        talk(2, 12, day(2, 1), ever_treated="here", primary_substance="cannabis", injected="never"),
        talk(2, 13, day(3, 1), ever_treated="here", primary_substance="alcohol", injected="never"),  # the newest holds
    ]
    a: dict[str, Any] = {"programme": "addiction"}
    tables: dict[str, list[Any]] = {
        "persons": [
            person(1, "male", day(5, 5, 1990)), person(2, "female", day(5, 5, 1980)),
            person(3, "male", day(5, 5, 2000)), person(4, "male", day(5, 5, 1970)),
        ],
        "cases": [
            case(1, "addiction", day(1, 10)), case(2, "addiction", day(2, 1)),
            case(3, "addiction", day(6, 1)), case(4, "addiction", day(6, 1)),
        ],
        "members": [{"case_key": n, "person_key": n, "part": "client", **a} for n in (1, 2, 3, 4)],
        "assessments": [asked for asked, _ in talks],
        "answers": [answer for _, answers in talks for answer in answers],
        "episodes": [
            episode(1, 1, "treatment", "detox", day(1, 20), day(2, 1), **a),  # 10 days after the call
            episode(1, 1, "treatment", "rehabilitation", day(2, 1), day(8, 1), **a),  # the same person again
            episode(2, 2, "treatment", "narcology_outpatient", day(1, 5), day(12, 1), **a),  # in treatment when opened
            episode(3, 3, "treatment", "support_group", day(7, 21), **a),  # 50 days after the call
            episode(4, 4, "treatment", "needle_programme", day(7, 1), **a),  # no treatment
            episode(5, 4, "treatment", "psychotherapy", day(7, 1), programme="family_preservation"),  # not addiction
            episode(1, 1, "infection", "tested", day(3, 1), particulars=";hiv;hepatitis_c;", moment=True, **a),
            episode(1, 1, "infection", "on_treatment", day(4, 1), particulars=";hepatitis_c;", **a),
            # 1: remission of six months, then a relapse; 2: remission that holds.
            episode(1, 1, "use", "remission_early", day(3, 1), day(9, 10), exit_reason="relapse", **a),
            episode(1, 1, "use", "relapse", day(9, 10), moment=True, **a),
            episode(2, 2, "use", "remission_early", day(3, 1), day(3, 1, 2025), **a),
            episode(2, 2, "use", "remission_sustained", day(3, 1, 2025), **a),
        ],
        "services": [
            {"case_key": 1, "person_key": 1, "service": "testing_offered", "done_on": day(2, 1), **a},
            {"case_key": 4, "person_key": 0, "service": "family_session", "done_on": day(7, 3), **a},
            {"case_key": 4, "person_key": 0, "service": "benefit_application", "done_on": day(7, 3), **a},
        ],
        "acts": [
            {"case_key": n, "act": "contact", "reached": "yes", "done_on": day(6, 1, 2026), **a} for n in (1, 2, 3, 4)
        ],
        "duties": [
            {"case_key": 1, "rule": "AD-06", "due_on": day(9, 12), "met_on": day(9, 11), "kept": "in_time", **a},
            {"case_key": 2, "rule": "AD-06", "due_on": day(9, 12), "kept": "broken", **a},
            {"case_key": 2, "rule": "AD-06", "due_on": day(9, 12), "kept": "not_applicable", **a},
        ],
    }  # fmt: skip
    with facts_from(tables, on=ON) as facts:
        yield facts


def test_treatment_demand_counts_people_and_treatments_apart(treatment: Facts) -> None:
    assert figure(treatment, "tdi_started") == 3
    assert figure(treatment, "tdi_started", sex="male") == 2
    assert figure(treatment, "tdi_by_kind") == 4
    assert figure(treatment, "tdi_by_kind", kind="detox") == 1


def test_answers_are_those_of_the_newest_talk_and_silence_is_unknown(treatment: Facts) -> None:
    assert figure(treatment, "tdi_started", substance="alcohol") == 1
    assert figure(treatment, "tdi_started", substance="unknown") == 1
    assert figure(treatment, "tdi_labour", labour="none") == 1
    assert figure(treatment, "tdi_injecting", injecting="last_month") == 1
    assert figure(treatment, "tdi_first_ever") == (1, 2)


def test_testing_and_care_of_infections(treatment: Facts) -> None:
    assert figure(treatment, "tdi_testing_offered") == (1, 3)
    assert figure(treatment, "tdi_tested_hiv") == (1, 3)
    assert figure(treatment, "tdi_tested_tuberculosis") == (0, 3)
    assert figure(treatment, "tdi_care_hepatitis_c", DAY) == 1
    assert figure(treatment, "tdi_care_hiv", DAY) == 0


def test_addiction_linkage_coverage_and_remission(treatment: Facts) -> None:
    # Asked: 1, 3, 4 (2 was in treatment already). Within 30 days: 1. Middle of 10 and 50 days.
    assert figure(treatment, "addiction_linked_30d") == (1, 3)
    assert figure(treatment, "addiction_wait") == 30
    assert figure(treatment, "addiction_coverage") == (3, 4)
    assert figure(treatment, "addiction_remission_06m") == (2, 2)
    assert figure(treatment, "addiction_remission_12m") == (1, 2)
    assert figure(treatment, "addiction_relapse_answered") == (1, 2)


def test_contribution_to_coverage_of_treatment(treatment: Facts) -> None:
    # 4 was given a psychosocial service: a talk with the family is the client's. Everybody once.
    assert figure(treatment, "sdg_3_5_1") == 4
    assert figure(treatment, "sdg_3_5_1", substance_group="drugs") == 1
    assert figure(treatment, "sdg_3_5_1", substance_group="alcohol") == 1
    assert figure(treatment, "sdg_3_5_1_medical") == 2
    assert figure(treatment, "sdg_3_5_1_psychosocial") == 2
    assert figure(treatment, "sdg_3_5_1_rehabilitation") == 1
    assert figure(treatment, "sdg_1_3_1_benefits") == 1
