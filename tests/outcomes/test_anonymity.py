"""Nobody stands out of what is handed over, and a kept library finds the same."""

import random
from dataclasses import replace

import pytest

from tests.outcomes.research_world import ON, SPAN, research_facts
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.research.anonymity import NotEnough, coarsen, measured, measured_by_library
from tirek.outcomes.engine.research.fields import CASES, RARE, RESEARCH_TABLES, Part
from tirek.outcomes.engine.research.mark import new_mark, number, recognised, same_order, visible, written
from tirek.outcomes.engine.research.rows import Rows, research_rows
from tirek.outcomes.engine.research.twin import ROWS, twin, usual_levels

AGE_AND_OUTCOME = CASES.chosen(["age", "sex", "outcome"])


@pytest.fixture(scope="module")
def raw() -> dict[str, Rows]:
    """The rows of every research table, as written."""
    with research_facts() as facts:
        return {code: research_rows(facts, code, "house-1", SPAN) for code in RESEARCH_TABLES}


def parts(code: str) -> tuple[list[str], list[str]]:
    fields = RESEARCH_TABLES[code].fields
    return [one.code for one in fields if one.part is Part.OUTWARD], [
        one.code for one in fields if one.part is Part.CONFIDENTIAL
    ]


@pytest.mark.parametrize(
    ("code", "k", "diversity"), [("cases", 5, 2), ("cases", 11, 3), ("placements", 5, 2), ("assessments", 5, 2)]
)
def test_k_and_l_hold_by_our_grouping_and_by_the_library(
    raw: dict[str, Rows], code: str, k: int, diversity: int
) -> None:
    fields = RESEARCH_TABLES[code].fields
    outward, confidential = parts(code)
    found = coarsen(raw[code], fields, k=k, diversity=diversity)
    own = measured(found.rows, outward, confidential)
    assert measured_by_library(found.rows, outward, confidential) == (own.k, own.diversity)
    assert own.families >= k
    assert own.diversity >= diversity
    assert found.held_back <= len(raw[code]) / 10
    assert len(found.rows) + found.held_back == len(raw[code])


def test_one_family_with_many_rows_does_not_hide_itself() -> None:
    """Five cases of one family are five rows that look alike, and still one family."""
    values = [{"age": "30", "sex": "female", "outcome": outcome} for outcome in ("moved", "with_kin") * 30]
    values += [{"age": "3", "sex": "male", "outcome": outcome} for outcome in ("moved", "with_kin") * 5]
    found = coarsen(Rows([*range(60), *[99] * 10], values), AGE_AND_OUTCOME)
    assert measured(found.rows, ["age", "sex"], ["outcome"]).families >= 5
    assert {row["sex"] for row in found.rows.values} == {"*"} or 99 not in found.rows.families


def test_a_group_that_shares_its_secret_is_not_handed_over() -> None:
    values = [{"age": "30", "sex": sex, "outcome": "moved"} for sex in ("male",) * 20]
    values += [{"age": "30", "sex": "female", "outcome": outcome} for outcome in ("moved", "with_kin") * 10]
    found = coarsen(Rows(list(range(40)), values), AGE_AND_OUTCOME)
    assert {row["sex"] for row in found.rows.values} == {"*"}


def test_a_group_without_a_secret_yet_stays_as_it_is() -> None:
    values = [{"age": "30", "sex": "male", "outcome": "open"} for _ in range(20)]
    values += [{"age": "30", "sex": "female", "outcome": outcome} for outcome in ("moved", "with_kin") * 10]
    found = coarsen(Rows(list(range(40)), values), AGE_AND_OUTCOME)
    assert {row["sex"] for row in found.rows.values} == {"male", "female"}
    assert measured_by_library(found.rows, ["age", "sex"], ["outcome"])[1] == 2


def test_rows_that_say_nothing_yet_do_not_hide_one_that_does() -> None:
    values = [{"age": "30", "sex": "male", "outcome": one} for one in ["open"] * 20 + ["moved"] * 6]
    values += [{"age": "30", "sex": "female", "outcome": outcome} for outcome in ("moved", "with_kin") * 10]
    found = coarsen(Rows(list(range(46)), values), AGE_AND_OUTCOME)
    assert {row["sex"] for row in found.rows.values} == {"*"}


def test_rare_secrets_are_put_together() -> None:
    rare = ["death", "adopted", "lost", "moved"]
    values = [{"age": "30", "sex": "male", "outcome": one} for one in [*rare, *["with_kin"] * 30]]
    found = coarsen(Rows(list(range(34)), values), AGE_AND_OUTCOME)
    assert {row["outcome"] for row in found.rows.values} == {RARE, "with_kin"}
    assert found.rare == {"outcome": 4}


def test_of_several_grounds_the_frequent_one_stays() -> None:
    grounds = [*["no_housing"] * 10, *["addiction"] * 10, "addiction;no_housing", *["addiction;neglect"] * 4, "neglect"]
    values = [{"grounds": one} for one in grounds]
    found = coarsen(Rows(list(range(26)), values), CASES.chosen(["grounds"]))
    assert sorted({row["grounds"] for row in found.rows.values}) == [
        "addiction", f"addiction;{RARE}", "no_housing", RARE,
    ]  # fmt: skip
    assert found.rare == {"grounds": 3}


def test_nothing_is_handed_over_where_it_can_not_be_held() -> None:
    values = [{"age": str(place), "sex": "male", "outcome": "moved"} for place in range(30)]
    with pytest.raises(NotEnough) as all_the_same:
        coarsen(Rows(list(range(30)), values), AGE_AND_OUTCOME)
    assert all_the_same.value.fields == ("outcome",)
    with pytest.raises(NotEnough):
        coarsen(Rows(list(range(4)), values[:4]), CASES.chosen(["age"]))
    with pytest.raises(NotEnough):
        coarsen(Rows([], []), CASES.chosen(["age", "outcome"]))


def test_the_least_coarse_way_is_found() -> None:
    """Of each quarter and age there are five: neither the year nor an age group is needed."""
    values = [{"age": str(place % 3 + 5), "opened": f"2025-{place // 5 + 1:02}-01"} for place in range(60)]
    found = coarsen(Rows(list(range(60)), values), CASES.chosen(["age", "opened"]))
    assert (found.levels, found.held_back) == ({"age": 0, "opened": 1}, 0)


def test_a_file_found_somewhere_says_whose_it_was() -> None:
    mark, other = new_mark(), new_mark()
    rows = [{"age": str(place % 50), "sex": "male"} for place in range(200)]
    text = written(mark, ["age", "sex"], rows)
    assert visible(mark) in text.splitlines()[1]
    a_piece = "\n".join(line.split(",")[0].partition("-")[2] for line in text.splitlines()[50:60])
    assert recognised(a_piece, [(other, 200), (mark, 200)]) == (mark, 10)
    assert recognised("age,sex\n3,male\n", [(other, 200), (mark, 200)]) is None
    assert written(mark, ["age", "sex"], rows[::-1]) == text  # the order of the facts leaves no trace
    assert number(mark, 1) != number(other, 1)


def test_the_order_tells_until_somebody_shuffles() -> None:
    mark = new_mark()
    rows = [{"age": str(place % 50), "sex": ("male", "female")[place % 2]} for place in range(200)]
    text = written(mark, ["age", "sex"], rows)
    without = [line.partition(",")[2] for line in text.splitlines()]
    assert same_order("\n".join(without), text) == 1.0
    head, *lines = without
    random.Random(1).shuffle(lines)
    assert same_order("\n".join([head, *lines]), text) < 0.3


@pytest.mark.parametrize("code", RESEARCH_TABLES)
def test_no_row_of_a_twin_is_somebody_s(raw: dict[str, Rows], code: str) -> None:
    fields = RESEARCH_TABLES[code].fields
    levels = usual_levels(fields)
    real = [
        tuple(f.ladder[levels[f.code]].of(row[f.code]) if f.part is Part.OUTWARD else row[f.code] for f in fields)
        for row in raw[code].values
    ]
    domains = {f.code: sorted({row[place] for row in real}) for place, f in enumerate(fields)}
    made = twin(raw[code], fields, levels, domains, seed="one")
    alone = {row for row in real if real.count(row) == 1}
    assert len(made) == ROWS
    assert not alone & {tuple(row.values()) for row in made}
    assert made == twin(raw[code], fields, levels, domains, seed="one")
    assert all(row[f.code] in domains[f.code] for row in made for f in fields)


def test_a_twin_tells_nothing_of_a_rare_value() -> None:
    """Whether one child died or none did, the same twin is drawn."""
    fields = CASES.chosen(["outcome"])
    domains = {"outcome": ["death", "adopted", "with_kin", "moved"]}
    outcomes = ["with_kin"] * 50 + ["moved"] * 50
    one = Rows(list(range(100)), [{"outcome": value} for value in outcomes])
    other = replace(one, values=[*one.values[:-1], {"outcome": "death"}])
    made = [twin(raw, fields, {}, domains, seed="one") for raw in (one, other)]
    assert made[0] == made[1] or {row["outcome"] for row in made[1]} <= {"with_kin", "moved", "adopted"}
    assert any(row["outcome"] == "adopted" for row in made[0])  # what may occur, occurs


def test_a_reader_sees_no_column_beyond_those_named() -> None:
    from tirek.outcomes.engine.research.rows import window

    with research_facts(5) as facts:
        seen: Facts = window(facts, CASES)
        assert "worker_key" in seen.cases.columns  # keys are for joining; they are not released
        assert "unit" not in seen.cases.columns
        assert "born_on" in seen.persons.columns
        assert "died_on" not in seen.persons.columns
        assert seen.on == ON
