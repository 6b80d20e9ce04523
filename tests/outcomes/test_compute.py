"""From rows to figures: who counts where, and what a figure is divided by."""

import sys
from collections.abc import Iterator
from datetime import date
from subprocess import run
from typing import Any

import pytest

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.compute import (
    ALL,
    ORGANISATION,
    UNIT,
    Cell,
    breakdowns,
    cells,
    cells_of,
    groupings,
    listed,
)
from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.programmes.engine.words import Words

WORDS = Words(kk="Сынақ", ru="Проба", en="Trial")
SPAN = Span(date(2025, 1, 1), date(2025, 12, 31))


def service(person: int, unit: str, house: str, kind: str, amount: float = 1.0) -> dict[str, Any]:
    return {
        "person_key": person, "case_key": person * 10, "unit": unit, "organisation": house, "service": kind,
        "quantity": amount, "programme": "release",
    }  # fmt: skip


#: Person 1 moved from unit a to b of the same house, and to another house; person 2 was served twice, differently.
SERVICES = [
    service(1, "a", "h1", "legal", 5),
    service(1, "b", "h1", "legal", 9),
    service(1, "c", "h2", "legal", 40),
    service(2, "a", "h1", "legal", 2),
    service(2, "a", "h1", "medical", 7),
    service(2, "a", "h1", "medical", 8),
    service(3, "b", "h1", "medical", 6),
]


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    with facts_from({"services": SERVICES}, on=date(2026, 1, 1)) as opened:
        yield opened


def served(facts: Facts, span: Span) -> RowTable:
    return facts["services"].mutate(key=facts["services"]["person_key"])


def each_once(facts: Facts, span: Span) -> RowTable:
    return facts["services"].mutate(key=facts["services"]["service_key"])


def legally(facts: Facts, span: Span) -> RowTable:
    rows = served(facts, span)
    return rows.filter(rows["service"] == "legal")


def without_kind(facts: Facts, span: Span) -> RowTable:
    return served(facts, span).drop("service")


def lasting(facts: Facts, span: Span) -> RowTable:
    rows = served(facts, span)
    return rows.mutate(days=rows["quantity"].cast("int64"))


def indicator(**more: Any) -> Indicator:
    usual: dict[str, Any] = {
        "id": "trial", "title": WORDS, "about": WORDS, "counted": "person", "measure": Measure.COUNT,
        "period": Period.YEAR, "numerator": served, "by": (("service",),),
    }  # fmt: skip
    return Indicator(**(usual | more))


def by_place(found: list[Cell], *categories: str) -> dict[str, tuple[int, int | None]]:
    return {one.place or one.scope: (one.numerator, one.denominator) for one in found if one.categories == categories}


def counts(found: list[Cell], *categories: str) -> dict[str, int]:
    return {place: numerator for place, (numerator, _) in by_place(found, *categories).items()}


def test_somebody_who_moved_counts_in_each_place_and_once_above(facts: Facts) -> None:
    found = cells(indicator(), facts, SPAN)
    assert counts(found) == {"a": 2, "b": 2, "c": 1, "h1": 3, "h2": 1, "all": 3}
    assert counts(found, "legal") == {"a": 2, "b": 1, "c": 1, "h1": 2, "h2": 1, "all": 2}
    assert counts(found, "medical") == {"a": 1, "b": 1, "h1": 2, "all": 2}


def test_several_indicators_at_once_are_each_what_they_are_alone(facts: Facts) -> None:
    asked = [
        indicator(id="one"),
        indicator(id="two", numerator=legally, measure=Measure.SHARE, denominator=served),
        indicator(id="three", numerator=lasting, measure=Measure.MEDIAN),
        indicator(id="four", numerator=None, measure=Measure.CHECKLIST),
        indicator(id="five", by=()),
        indicator(id="six", by=(), numerator=each_once),
    ]
    together = cells_of([(one, SPAN) for one in asked], facts)
    assert together == [cells(one, facts, SPAN) for one in asked]
    totals = cells_of([(one, SPAN) for one in asked], facts, [ALL])
    assert totals == [[cell for cell in found if cell.scope == ALL] for found in together]


def test_a_part_is_divided_by_its_own_group(facts: Facts) -> None:
    found = cells(indicator(numerator=legally, measure=Measure.SHARE, denominator=served), facts, SPAN)
    assert by_place(found)["h1"] == (2, 3)
    assert by_place(found, "medical")["h1"] == (0, 2)  # nobody legally helped among those medically helped


def test_a_denominator_without_the_dimension_gives_its_total(facts: Facts) -> None:
    found = cells(indicator(measure=Measure.SHARE, denominator=without_kind), facts, SPAN)
    assert by_place(found, "legal")["all"] == (2, 3)
    assert by_place(found, "medical")["b"] == (1, 2)


def test_a_dimension_the_rows_have_not_is_a_fault_of_the_definition(facts: Facts) -> None:
    with pytest.raises(KeyError, match="split by left_to"):
        cells(indicator(by=(("left_to",),)), facts, SPAN)


def test_pairs_are_not_counted_for_units_and_bring_their_margins() -> None:
    crossed = indicator(by=(("service", "programme"),))
    assert breakdowns(crossed) == [(), ("service",), ("programme",), ("service", "programme")]
    depths = {scope: {len(one.breakdown) for one in groupings(crossed) if one.scope == scope} for scope in (UNIT, ALL)}
    assert depths == {UNIT: {0, 1}, ALL: {0, 1, 2}}
    assert {one.scope for one in groupings(crossed, [ORGANISATION])} == {ORGANISATION}


def test_a_median_takes_each_key_once_by_its_shortest(facts: Facts) -> None:
    """In unit a: person 1 with 5 days, person 2 with 2, 7 and 8: shortest 2 and, of medical help, 7."""
    found = cells(indicator(numerator=lasting, measure=Measure.MEDIAN, by=()), facts, SPAN)
    middles = {one.place: (one.numerator, one.middle) for one in found if one.scope == UNIT}
    assert middles == {"a": (2, 3.5), "b": (2, 7.5), "c": (1, 40.0)}
    split = cells(indicator(numerator=lasting, measure=Measure.MEDIAN), facts, SPAN)
    of_a = {one.categories: one.middle for one in split if one.place == "a"}
    assert of_a == {(): 3.5, ("legal",): 3.5, ("medical",): 7}


def test_the_middle_is_exact() -> None:
    for days, middle in (((10,), 10), ((1, 2, 50), 2), ((4, 1, 1, 4), 2.5), ((3, 3, 3, 9), 3)):
        rows = [service(at, "a", "h1", "legal", amount) for at, amount in enumerate(days, 1)]
        with facts_from({"services": rows}, on=date(2026, 1, 1)) as facts:
            (total,) = cells(indicator(numerator=lasting, measure=Measure.MEDIAN, by=()), facts, SPAN, [ALL])
        assert (total.numerator, total.middle) == (len(days), middle)


def test_the_rows_behind_a_figure_are_those_that_were_counted(facts: Facts) -> None:
    rows = listed(indicator(), facts, SPAN, {"unit": "a", "service": "medical"})
    assert rows == [{"key": 2, "case_key": 20}]


def test_rows_are_not_kept_longer_than_they_are_needed(facts: Facts) -> None:
    cells(indicator(), facts, SPAN)
    facts.once("stays", lambda: facts["services"])
    assert facts.once("stays", lambda: facts["cases"]).columns == facts["services"].columns
    connection = facts["services"].get_backend().con
    kept = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'kept_%'").fetchone()
    assert kept == (1,)


def test_titles_are_read_without_what_computes() -> None:
    code = (
        "import sys; from tirek.outcomes.engine.catalogue import indicators; assert indicators();"
        "sys.exit(any(name in sys.modules for name in ('ibis', 'duckdb', 'pandas', 'numpy')))"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0
