"""Small worlds drawn by hand: what each indicator counts is written beside the rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import ALL, Cell, cells
from tirek.outcomes.engine.definition import Contribution, Facts, Measure, Span
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.framework import framework
from tirek.programmes.engine.pack_folder import load_pack

PACKS = Path(__file__).parents[2] / "packs"
YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))
DAY = Span(date(2024, 12, 31), date(2024, 12, 31))
ON = date(2026, 6, 30)
OURS = ("tdi_", "addiction_", "probation_", "family_", "protection_", "standards_", "work_", "follow_up_", "sdg_")
MINE = {code: one for code, one in indicators().items() if code.startswith(OURS)}


_CELLS: dict[tuple[int, str, Span], list[Cell]] = {}


def _cells(code: str, facts: Facts, span: Span) -> list[Cell]:
    """The cells of an indicator, computed once for each world."""
    asked = (id(facts), code, span)
    if asked not in _CELLS:
        _CELLS[asked] = cells(indicators()[code], facts, span, (ALL,))
    return _CELLS[asked]


def figure(facts: Facts, code: str, span: Span = YEAR, **split: str) -> Any:
    """What a page shows of all: the count, (numerator, denominator), or the middle."""
    one = indicators()[code]
    breakdown, categories = tuple(split), tuple(split.values())
    found = [
        cell for cell in _cells(code, facts, span) if cell.breakdown == breakdown and cell.categories == categories
    ]
    if not found:
        return 0
    if one.measure == Measure.MEDIAN:
        return found[0].middle
    return found[0].numerator if one.denominator is None else (found[0].numerator, found[0].denominator)


def day(month: int, number: int, year: int = 2024) -> date:
    return date(year, month, number)


def episode(case: int, person: int, track: str, kind: str, first: date, end: date | None = None, **more: Any) -> Any:
    ended = {"ended_on": end} if end else {}
    return {"case_key": case, "person_key": person, "track": track, "kind": kind, "starts_on": first, **ended, **more}


def case(key: int, programme: str, opened: date, **more: Any) -> dict[str, Any]:
    return {"case_key": key, "client_key": key, "programme": programme, "opened_on": opened, **more}


def person(key: int, sex: str, born: date, **more: Any) -> dict[str, Any]:
    return {"person_key": key, "sex": sex, "born_on": born, **more}


# Every definition -------------------------------------------------------------------------------------------


def test_there_are_at_least_thirty_five_of_ours_and_each_tells_what_it_is() -> None:
    assert len(MINE) >= 35
    for one in MINE.values():
        assert one.measure is not Measure.CHECKLIST
        assert (one.denominator is None) == (one.denominator_about is None)
        assert (one.measure in {Measure.SHARE, Measure.RATIO}) == (one.denominator is not None)
        for name in {name for breakdown in one.by for name in breakdown}:
            assert name in DIMENSIONS
        for serves in one.serves:
            assert serves.indicator in framework()


def test_what_only_a_survey_can_tell_is_never_a_share_of_ours() -> None:
    for one in MINE.values():
        if any(serves.how is Contribution.SURVEY for serves in one.serves):
            assert one.measure is Measure.COUNT


def test_the_rules_that_indicators_name_stand_in_the_packs_and_ask_for_that() -> None:
    from tirek.outcomes.indicators.standards_in_time import ASKS

    rules: dict[str, Any] = {
        rule.id: rule for path in PACKS.glob("*/pack.yaml") for rule in load_pack(path.parent).standards.rules
    }
    asked = {
        "visits": {"visit"}, "contacts": {"contact", "visit"}, "assessments": {"assessment"},
        "plans": {"plan_agreed"}, "reviews": {"plan_reviewed"},
    }  # fmt: skip
    for what, named in ASKS.items():
        for rule in named:
            if what == "follow_ups":
                assert rules[rule].verb == "followed_up"
            else:
                assert set(rules[rule].event.kinds) <= asked[what], rule
    # None is forgotten either.
    for code, one in rules.items():
        kinds = set(getattr(getattr(one, "event", None), "kinds", ()))
        if kinds in ({"visit"}, {"contact", "visit"}, {"plan_agreed"}, {"plan_reviewed"}):
            assert any(code in named for named in ASKS.values()), code


# Treatment --------------------------------------------------------------------------------------------------


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


# Release ----------------------------------------------------------------------------------------------------


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


# Families ---------------------------------------------------------------------------------------------------


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


# Protection -------------------------------------------------------------------------------------------------


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


# Work -------------------------------------------------------------------------------------------------------


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
        cell.place: (cell.numerator, cell.denominator) for cell in cells(MINE["work_caseload"], work, DAY, ("unit",))
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
