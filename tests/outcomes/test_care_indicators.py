"""Thirteen children in 2025, counted by hand. Each line of the world says what becomes of the child; each test counts.

Aru      home since 2024, trial stay 1 March, stays with her mother from 1 June    left by the decision, not before
Bek      home since 2024, to a patronage carer on 1 March                          left residential, not formal care
Dana     home 10 January to 1 April, then to her family; two houses wrote it down  one child
Erlan    with his aunt, no papers                                                  not in formal care
Gul      from one home to another on 5 May                                         neither left nor entered
Ilyas    guardian gave him to a home on 1 July                                     back to an institution
Kamila   patronage carer from 15 January, guardian from 1 September                moved inside family-based care
Marat    home from 1 February, died on 10 October
Nur      19 years old when she left the home on 1 August                           no child any more
Olzhas   infant home since March 2024, born in January 2024
Raya     infant home since June 2024, adopted on 11 November
Sanzhar  home since 2023, trial stay of February did not hold                      neither left nor entered
Tolkyn   hospital, then a home from 1 December; birth unknown                      a child in care all the same
"""

from collections.abc import Iterator
from datetime import date as day
from typing import Any

import pytest

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import ALL, SCOPES, Cell, cells_of, spans
from tirek.outcomes.engine.definition import COUNTED, Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.model import OPEN_END

ARU, BEK, DANA, ERLAN, GUL, ILYAS, KAMILA, MARAT, NUR, OLZHAS, RAYA, SANZHAR, TOLKYN = range(1, 14)
YEAR = Span(day(2025, 1, 1), day(2025, 12, 31))
LAST_DAY = Span(day(2025, 12, 31), day(2025, 12, 31))
CARE = [one for code, one in indicators().items() if code.startswith(("bcn_", "tm_", "care_"))]


def stay(child: int, kind: str, form: str, first: day, end: day = OPEN_END, **more: Any) -> dict[str, Any]:
    setting = {"residential": "residential", "": "own_family"}.get(form, "family_based")
    return {
        "person_key": child, "case_key": child, "track": "care", "kind": kind, "care_form": form,
        "placement": bool(form), "setting": setting, "starts_on": first, "ended_on": end,
    } | more  # fmt: skip


def home(child: int, first: day, end: day = OPEN_END, **more: Any) -> dict[str, Any]:
    return stay(child, "childrens_home", "residential", first, end, **more)


def trial(child: int, first: day, end: day, **more: Any) -> dict[str, Any]:
    return stay(child, "trial_stay", "", first, end, **more)


def second_house(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"unit": "unit-2", "organisation": "house-2", "case_key": 103}


DANA_HOME = home(DANA, day(2025, 1, 10), day(2025, 4, 1), left_to="REUNION", destination="own_family")
EPISODES = [
    home(ARU, day(2024, 1, 1), day(2025, 3, 1), destination="trial_stay"),
    trial(ARU, day(2025, 3, 1), day(2025, 6, 1)),
    stay(ARU, "with_mother", "", day(2025, 6, 1)),
    home(BEK, day(2024, 1, 1), day(2025, 3, 1), left_to="FAMILY"),
    stay(BEK, "patronage", "foster", day(2025, 3, 1)),
    DANA_HOME,
    second_house(DANA_HOME),
    stay(ERLAN, "kin", "kinship", day(2025, 2, 1)),
    home(GUL, day(2024, 5, 1), day(2025, 5, 5), left_to="RESIDENTIAL"),
    stay(GUL, "private_childrens_home", "residential", day(2025, 5, 5)),
    stay(ILYAS, "guardianship", "other_family", day(2023, 9, 1), day(2025, 7, 1), left_to="RESIDENTIAL"),
    home(ILYAS, day(2025, 7, 1)),
    stay(KAMILA, "patronage", "foster", day(2025, 1, 15), day(2025, 9, 1)),  # nobody wrote where to
    stay(KAMILA, "guardianship", "other_family", day(2025, 9, 1)),
    home(MARAT, day(2025, 2, 1), day(2025, 10, 10), left_to="DEATH"),
    home(NUR, day(2016, 1, 1), day(2025, 8, 1), left_to="INDEP"),
    stay(OLZHAS, "infant_home", "residential", day(2024, 3, 1)),
    stay(RAYA, "infant_home", "residential", day(2024, 6, 1), day(2025, 11, 11), left_to="ADOPT"),
    stay(RAYA, "adoption", "adoption", day(2025, 11, 11)),
    home(SANZHAR, day(2023, 1, 1), day(2025, 2, 1), destination="trial_stay"),
    trial(SANZHAR, day(2025, 2, 1), day(2025, 2, 20), left_to="RESIDENTIAL", destination="residential_care"),
    home(SANZHAR, day(2025, 2, 20)),
    stay(TOLKYN, "hospital", "", day(2025, 11, 20), day(2025, 12, 1), setting="institution"),
    home(TOLKYN, day(2025, 12, 1)),
    {"person_key": GUL, "track": "schooling", "kind": "school", "starts_on": day(2022, 9, 1)},
    {"person_key": ILYAS, "track": "schooling", "kind": "boarding_school", "starts_on": day(2025, 9, 1)},
]
BORN = {NUR: day(2006, 5, 5), OLZHAS: day(2024, 1, 1), RAYA: day(2024, 1, 1), TOLKYN: OPEN_END}
WORLD = {
    "episodes": EPISODES,
    "persons": [
        {
            "person_key": child, "born_on": BORN.get(child, day(2015, 1, 1)), "region": "750000000",
            "sex": "female" if child in {ARU, DANA, GUL, KAMILA, NUR, RAYA} else "male",
            "disability": "yes" if child in {DANA, ILYAS} else "unknown",
        }
        for child in range(ARU, TOLKYN + 1)
    ],
    "cases": [{"case_key": child, "client_key": child} for child in range(ARU, TOLKYN + 1)],
    "acts": [
        {"case_key": GUL, "act": "contact", "detail": "family_visit", "reached": "yes", "done_on": day(2025, 11, 1)},
        {"case_key": OLZHAS, "act": "contact", "detail": "family_call", "reached": "yes", "done_on": day(2025, 8, 1)},
        {"case_key": BEK, "act": "contact", "detail": "institution", "reached": "yes", "done_on": day(2025, 12, 1)},
        {"case_key": GUL, "act": "plan_reviewed", "done_on": day(2025, 12, 1)},
    ],
    "plans": [
        {"case_key": GUL, "agreed_on": day(2025, 6, 1)},
        {"case_key": BEK, "agreed_on": day(2025, 6, 1)},
        {"case_key": ILYAS, "agreed_on": day(2026, 1, 15)},
    ],
    "assessments": [
        {"case_key": DANA, "done_on": day(2025, 1, 5)},
        {"case_key": MARAT, "done_on": day(2024, 6, 1)},
    ],
    "population": [
        {"region": "total", "year": 2025, "sex": "total", "age_group": "0-17", "people": 1000.0},
        {"region": "750000000", "year": 2025, "sex": "total", "age_group": "0-17", "people": 500.0},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    with facts_from(WORLD, on=day(2026, 3, 1)) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(facts: Facts) -> dict[str, list[Cell]]:
    """Every indicator of care for 2025, in all scopes."""
    asked = [(one, LAST_DAY if one.period == Period.DAY else YEAR) for one in CARE]
    return {one.id: cells for (one, _), cells in zip(asked, cells_of(asked, facts, SCOPES), strict=True)}


def total(cells: list[Cell], scope: str = ALL, place: str = "") -> tuple[int, int | None]:
    cell = next(one for one in cells if one.scope == scope and one.place == place and not one.breakdown)
    return cell.numerator, cell.denominator


#: Numerator and denominator of 2025 for all, as counted from the lines above.
BY_HAND = {
    # In formal care on 31 December: Bek, Gul, Ilyas, Kamila, Olzhas, Sanzhar, Tolkyn; in homes five
    "bcn_02_in_care": (7, 1000),
    "tm_01_in_formal_care": (7, 1000),
    "tm_02_residential": (5, None),
    "tm_02_residential_rate": (5, 1000),
    "tm_11_family_rate": (2, 1000),
    "bcn_04_residential_to_family": (5, 2),
    "tm_10_residential_share": (5, 7),
    "tm_28_family_share": (2, 7),
    "tm_12_1_foster": (1, 2),  # Bek
    "tm_12_2_foster_disability": (0, 0),
    "tm_13_1_kinship": (0, 2),  # Erlan's aunt has no papers
    "tm_14_1_other_family": (1, 2),  # Kamila
    "tm_03_residential_disability": (1, 5),  # Ilyas
    "tm_15_family_disability": (0, 2),
    "tm_04_young_residential": (0, None),
    "care_under_three_residential": (1, 5),  # Olzhas
    "care_trial_stays": (0, None),
    # Entered formal care: Dana, Kamila, Marat, Tolkyn; a home: Ilyas from his guardian, not Kamila
    "bcn_01_entered_care": (4, 1000),
    "tm_05_entered_residential": (4, 1000),
    "tm_06_entered_residential_disability": (2, 4),  # Dana, Ilyas
    "tm_17_entered_family": (2, 1000),  # Bek, Kamila
    "tm_18_entered_family_disability": (0, 2),
    "tm_19_1_entered_foster": (2, None),
    "tm_20_1_entered_kinship": (0, None),
    "tm_21_1_entered_other_family": (1, None),  # Kamila came from the patronage carer
    # Left a home: Aru, Bek, Dana, Marat, Raya; not Gul, not Sanzhar, not Nur who is 19
    "tm_07_left_residential": (5, None),
    "tm_07_2_reunion": (2, None),  # Aru, Dana
    "tm_07_3_family": (1, None),  # Bek
    "tm_07_4_adopted": (1, None),  # Raya
    "tm_07_5_independent": (0, None),
    "tm_07_6_death": (1, None),  # Marat
    "tm_07_7_other": (0, None),
    "tm_08_left_residential_disability": (1, 5),  # Dana
    "tm_09_young_left_residential": (1, None),  # Nur
    # Left family-based care: Ilyas alone; Kamila moved inside it, and left foster care by that
    "tm_22_left_family": (1, None),
    "tm_22_2_reunion": (0, None),
    "tm_22_3_residential": (1, None),
    "tm_25_left_foster": (1, None),
    "tm_25_4_family": (1, None),  # nobody wrote where to: the guardian who took her on that day tells it
    "tm_25_5_residential": (0, None),
    "tm_26_left_kinship": (0, None),
    "tm_27_left_other_family": (1, None),
    "tm_27_2_disability": (1, None),
    "tm_27_5_residential": (1, None),
    "tm_24_1_young_left_family": (0, None),
    "tm_29_1_adopted": (1, 1000),
    "tm_30_adopted_disability": (0, 1),
    "bcn_12_adopted": (1, 1000),
    "care_returned_home": (2, None),  # Aru, Dana
    # In a home for at least a day: Aru Bek Dana Gul Ilyas Marat Olzhas Raya Sanzhar Tolkyn; in care Kamila too
    "bcn_03_left_residential_for_family": (4, 10),  # Aru, Bek, Dana, Raya
    "bcn_05_died_in_care": (1, 11),
    "bcn_06_contact_with_family": (1, 7),  # Gul; Olzhas' call was in August, Bek's was no contact with the family
    "bcn_07_care_plan": (2, 7),  # Gul, Bek; that of Ilyas came after the day
    "bcn_08_assessed_on_entry": (1, 4),  # Dana; that of Marat was too old
    "bcn_09_placement_reviewed": (1, 7),
    "bcn_10_local_school": (1, 3),  # of Gul, Ilyas, Sanzhar; the age of Tolkyn nobody knows
}


@pytest.mark.parametrize("code", BY_HAND)
def test_the_figure_is_the_one_counted_by_hand(code: str, found: dict[str, list[Cell]]) -> None:
    assert total(found[code]) == BY_HAND[code]


def test_a_child_two_houses_wrote_down_counts_in_each_and_once_for_all(found: dict[str, list[Cell]]) -> None:
    cells = found["tm_07_2_reunion"]
    assert total(cells, "unit", "unit-1") == (2, None)
    assert total(cells, "unit", "unit-2") == (1, None)
    assert total(cells, "organisation", "house-2") == (1, None)
    assert total(cells) == (2, None)


def test_where_they_went_adds_up_to_those_who_left(found: dict[str, list[Cell]]) -> None:
    cells = found["tm_07_left_residential"]
    places = {one.categories[0]: one.numerator for one in cells if one.scope == ALL and one.breakdown == ("left_to",)}
    assert places == {"REUNION": 2, "FAMILY": 1, "ADOPT": 1, "DEATH": 1}


def test_a_trial_stay_is_care_until_the_decision(facts: Facts) -> None:
    """On 1 April Aru is at home on trial: she counts in her home still, with Gul, Marat, Olzhas, Raya, Sanzhar."""
    april = Span(day(2025, 4, 1), day(2025, 4, 1))
    asked = [(indicators()[code], april) for code in ("care_trial_stays", "tm_02_residential")]
    on_trial, in_homes = cells_of(asked, facts, (ALL,))
    assert (total(on_trial), total(in_homes)) == ((1, None), (6, None))


def test_the_middle_stay_counts_the_home_before_the_trial(found: dict[str, list[Cell]]) -> None:
    """Dana 81 days, Marat 251, Bek 425, Aru 517 from the home to the decision, Raya 528."""
    cell = next(one for one in found["care_length_of_residential_stay"] if one.scope == ALL and not one.breakdown)
    assert (cell.numerator, cell.middle) == (5, 425)


def test_a_rate_has_a_population_only_where_the_source_says_it(found: dict[str, list[Cell]]) -> None:
    cells = {(one.scope, one.breakdown, one.categories): one.denominator for one in found["bcn_02_in_care"]}
    assert cells[ALL, (), ()] == 1000
    assert cells[ALL, ("region",), ("750000000",)] == 500
    assert cells[ALL, ("sex",), ("male",)] is None
    assert cells["unit", (), ()] is None


def test_no_part_is_larger_than_its_whole(found: dict[str, list[Cell]]) -> None:
    for one in CARE:
        if one.measure == Measure.SHARE:
            for cell in found[one.id]:
                assert cell.denominator is not None
                assert cell.numerator <= cell.denominator, (one.id, cell)


# Every definition of the house ---------------------------------------------------------------------------------


def test_every_definition_says_what_it_is() -> None:
    assert len(indicators()) >= 60
    for one in indicators().values():
        assert one.counted in COUNTED
        assert {name for breakdown in one.by for name in breakdown} <= set(DIMENSIONS), one.id
        assert one.standards or one not in CARE, one.id
        assert (one.measure == Measure.CHECKLIST) == (one.numerator is None) == bool(one.questions), one.id
        assert (one.measure in {Measure.SHARE, Measure.RATIO}) <= callable(one.denominator), one.id
        assert (one.denominator is None) or one.denominator_about, one.id


def test_nobody_gives_nought_and_no_error() -> None:
    asked = [(one, spans(one.period, day(2026, 3, 1))[-1]) for one in CARE]
    with facts_from({}, on=day(2026, 3, 1)) as nothing:
        for (one, _), cells in zip(asked, cells_of(asked, nothing, (ALL,)), strict=True):
            assert [cell.numerator for cell in cells] == ([0] if one.numerator else []), one.id
            assert all(cell.denominator in (None, 0) and cell.middle is None for cell in cells), one.id


def test_years_and_days_an_indicator_is_kept_for() -> None:
    assert [span.first.year for span in spans(Period.YEAR, day(2026, 3, 1))] == [2023, 2024, 2025, 2026]
    assert spans(Period.DAY, day(2026, 3, 1))[-2:] == [LAST_DAY, Span(day(2026, 3, 1), day(2026, 3, 1))]
    assert isinstance(CARE[0], Indicator)
