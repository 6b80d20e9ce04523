"""Definitions say nothing that another engine would answer differently; and the rule finds it when one does."""

import ast
import runpy
from pathlib import Path

import pytest

from tirek.outcomes.engine.portability import breaches, read

ROOT = Path(__file__).parents[2]
BAD = {
    "delta": ['rows["ended_on"].delta(rows["starts_on"], unit="month")', 'later.delta(first, "year")', "a.delta(b)"],
    "round": ["(a * b).round(1)", "round(share)"],
    "text": ['rows["kind"].lower()', 'rows["kind"].length() > 3', 'rows["kind"].substr(0, 2)'],
    "sql": ['rows.sql("SELECT 1")', 'connection.raw_sql("SELECT 1")'],
    "open end": ['rows["ended_on"].isnull()', 'rows["closed_on"] == None', "rows.ended_on.notnull()"],
    "division": ['rows["kept"] / rows["asked"]', "a % b", "a / 0"],
    "name": ["rows.mutate(limit=1)", "rows.group_by(schema=rows.a)", "rows.aggregate(count=rows.a.sum())"],
}
GOOD = [
    'later.delta(first, unit="day")',
    'rows["kept"] / rows["asked"].nullif(0)',
    "a / 10000",
    'rows["ended_on"] > day',
    "rows.mutate(days=1)",
    'rows["answer"].isnull()',
]


@pytest.mark.parametrize(("rule", "source"), [(rule, one) for rule, sources in BAD.items() for one in sources])
def test_the_rule_bites(rule: str, source: str) -> None:
    ast.parse(source)
    assert {breach.rule for breach in read(source)} == {rule}


@pytest.mark.parametrize("source", GOOD)
def test_what_every_engine_answers_alike_may_be_said(source: str) -> None:
    assert read(source) == []


def test_no_definition_breaks_a_rule() -> None:
    assert breaches() == []


def test_the_page_lists_the_definitions_there_are() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "indicators_page.py"))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](), "run scripts/indicators_page.py"
