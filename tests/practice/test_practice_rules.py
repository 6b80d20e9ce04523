"""Every practice rule of every pack does what its drawn examples show, and the manual's pages are written from them."""

import runpy

import pytest
from drawing import ROOT, Example, drawings, drawn_days, examples, pack_codes, rules

IDS = [(code, rule_id) for code in pack_codes() for rule_id in drawings(code)]
DRAWN = [example for code, rule_id in IDS for example in examples(code, rule_id)]


@pytest.mark.parametrize("example", DRAWN, ids=lambda example: f"{example.rule_id} {example.title['en']}")
def test_each_drawn_day_stands_as_drawn(example: Example) -> None:
    for row, found in drawn_days(example):
        said = (row.on, found.status(row.on).value, found.due_on)
        assert said == (row.on, row.status, row.due_on), f"{example.rule_id}, {example.title['en']}"


@pytest.mark.parametrize("code", pack_codes())
def test_every_rule_is_drawn(code: str) -> None:
    assert set(drawings(code)) == set(rules(code)), "draw it in tests/practice/<pack>/<RULE>.md"


@pytest.mark.parametrize(("code", "rule_id"), IDS)
def test_each_rule_is_drawn_kept_and_broken(code: str, rule_id: str) -> None:
    seen = {row.status for example in examples(code, rule_id) for row in example.rows}
    assert seen & {"overdue", "lapsed", "met_late"}, "no example shows the rule broken"
    assert seen & {"met", "ahead", "not_applicable"}, "no example shows the rule kept"


def test_examples_have_a_title_in_each_language() -> None:
    assert [example for example in DRAWN if set(example.title) != {"kk", "ru", "en"}] == []


def test_the_pages_of_the_manual_are_up_to_date() -> None:
    pages = runpy.run_path(str(ROOT / "scripts" / "practice_pages.py"))["pages"]()
    stale = [str(file) for file, text in pages.items() if not file.exists() or file.read_text("utf-8") != text]
    assert stale == [], "run .venv/bin/python scripts/practice_pages.py"
