"""Worked examples of the own tools of reunification and protection, told by hand and kept by both evaluators.

A row of answers follows the questions that count, in their order (``.`` is no answer), then score and band. The sums
are written out and not computed, so that a wrong formula cannot agree with itself.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tirek.casework.engine.scoring import score_answers
from tirek.programmes.engine.draft_rules import read_draft, written
from tirek.programmes.engine.form import compile_form, evaluate
from tirek.programmes.engine.pack_folder import load_pack
from tirek.programmes.engine.pack_parts import Instrument

ROOT = Path(__file__).parents[2]
DAY = date(2026, 5, 4)
YES_NO = {"y": "yes", "n": "no"}


class Tool(NamedTuple):
    """An own tool: its pack, the questions that count, answers that count for nothing, the examples."""

    pack: str
    questions: str
    beside: dict[str, str]
    highest: int
    examples: list[tuple[str, int | None, str]]


TOOLS = {
    "reunification_readiness": Tool(
        "reunification",
        "child_wish child_heard child_needs contact_regular contact_warmth parent_wish parent_skills parent_health "
        "substances cause_understood cause_changed housing income school_clinic violence household_agrees danger_now "
        "kin_support support_after",
        {},
        42,
        [
            ("0000000000000000n00", 0, "not_yet"), ("1011111111111111n11", 20, "not_yet"),
            ("1111111111111111n11", 21, "with_support"), ("1211111111111111n11", 22, "with_support"),
            ("2111111111222222n22", 33, "with_support"), ("2211111111222222n22", 34, "ready"),
            ("2222222222222222n21", 41, "ready"), ("2222222222222222n22", 42, "ready"),
            # Wish, cause and violence count twice; violence now and a frightened child hold the score at 20.
            ("2000000000200020n00", 12, "not_yet"), ("2222222222222202n22", 20, "not_yet"),
            ("0222222222222222n22", 20, "not_yet"), ("0000000000222022n00", 14, "not_yet"),
            ("2222222222222222y22", 0, "not_yet"),  # danger right now outweighs everything
            (".222222222222222n22", None, ""), ("2222222222222222n2.", None, ""), ("2222222222222222.22", None, ""),
            ("...................", None, ""),
        ],
    ),
    "return_visit": Tool(
        "reunification",
        "child_seen child_low child_uncared school_missed quarrels substances means_gone exhausted avoids_us giving_up "
        "danger_now",
        {"not_seen_why": "Есік ашылмады"},
        32,
        [
            ("y000000000n", 0, "calm"), ("y100100100n", 3, "calm"), ("y000000010n", 1, "calm"),
            ("y110000110n", 4, "watch"), ("y000000001n", 4, "watch"), ("y111111100n", 7, "watch"),
            ("y111111110n", 8, "alarm"), ("y000000002n", 8, "alarm"), ("y000000000y", 8, "alarm"),
            ("y222222222y", 32, "alarm"), ("n..0000000n", 2, "calm"), ("n..0000020n", 4, "watch"),
            ("n222222222y", 30, "alarm"),  # of a child that was not seen nothing is said
            ("y.00000000n", None, ""), ("y00000000.n", None, ""), ("y000000000.", None, ""), ("...........", None, ""),
        ],
    ),
    "family_strengths": Tool(
        "reunification",
        "talk warmth rhythm rules adults_agree asks_help kin neighbours work money traditions hope",
        {},
        24,
        [
            ("000000000000", 0, "to_build"), ("111111110000", 8, "to_build"), ("222200000000", 8, "to_build"),
            ("111111111000", 9, "some"), ("111111111111", 12, "some"), ("222222220000", 16, "some"),
            ("222222221000", 17, "many"), ("000022222222", 16, "some"), ("222222222221", 23, "many"),
            ("222222222222", 24, "many"), ("22222222222.", None, ""), (".22222222222", None, ""),
            ("............", None, ""),
        ],
    ),
    "immediate_safety": Tool(
        "protection",
        "danger_now injured knows_where safe_tonight strangled weapon threats children_hurt worse follows substances "
        "own_despair",
        {"can_speak": "yes", "call_way": "call"},
        64,
        [
            ("000000000000", 0, "low"), ("001000000110", 3, "low"), ("002000000200", 4, "low"),
            ("100000000000", 5, "medium"), ("000000200000", 6, "medium"), ("001000200110", 9, "medium"),
            ("200000000000", 10, "high"), ("000020000000", 10, "high"), ("000002000000", 10, "high"),
            ("020200000002", 12, "high"), ("111111111111", 32, "high"), ("222222222222", 64, "high"),
            (".22222222222", None, ""), ("22222222222.", None, ""), ("............", None, ""),
        ],
    ),
}  # fmt: skip
PACKS = {tool.pack: load_pack(ROOT / "packs" / tool.pack) for tool in TOOLS.values()}
FORMS = {
    code: compile_form(PACKS[tool.pack].instrument(code).text.encode(), filename=f"{code}.md")
    for code, tool in TOOLS.items()
}
ALL = [(code, *row) for code, tool in TOOLS.items() for row in tool.examples]


def listed(code: str) -> Instrument:
    return PACKS[TOOLS[code].pack].instrument(code)


def filled(code: str, row: str) -> dict[str, str]:
    names = TOOLS[code].questions.split()
    given = {name: YES_NO.get(answer, answer) for name, answer in zip(names, row, strict=True) if answer != "."}
    return given | TOOLS[code].beside


def read(code: str, answers: dict[str, str]) -> Any:
    return evaluate(FORMS[code], answers, today=DAY, language="kk")


@pytest.mark.parametrize("code", TOOLS)
def test_ten_examples_with_both_ends_of_every_band_and_gaps(code: str) -> None:
    rows = TOOLS[code].examples
    assert len({row[0] for row in rows}) == len(rows) >= 10
    told = {(score, band) for _, score, band in rows if score is not None}
    bands = listed(code).bands
    for band in bands:
        assert {(band.from_score, band.code), (band.to_score, band.code)} <= told, band.code
    assert (bands[0].from_score, bands[-1].to_score) == (0, TOOLS[code].highest)
    assert [band.from_score for band in bands[1:]] == [(band.to_score or 0) + 1 for band in bands[:-1]]


@pytest.mark.parametrize(("code", "row", "score", "band"), ALL)
def test_worked_example(code: str, row: str, score: int | None, band: str) -> None:
    evaluation = read(code, filled(code, row))
    scored = score_answers(listed(code), evaluation.values)
    assert (scored.score, scored.band) == (score, band)
    assert evaluation.complete == (score is not None)


@pytest.mark.parametrize("code", TOOLS)
def test_an_own_tool_says_that_it_is_not_validated(code: str) -> None:
    assert set(listed(code).status.model_dump().values()) == {"own_not_validated"}
    assert "not validated" in listed(code).notice.en


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("danger_now", "200000000000"), ("injured", "020000000000"), ("strangled", "000020000000"),
        ("weapon", "000002000000"), ("threats", "000000200000"), ("own_despair", "000000000002"),
    ],
)  # fmt: skip
def test_what_cannot_wait_opens_its_safety_steps(field: str, row: str) -> None:
    """Each by itself, and not when it is merely unknown."""
    found = score_answers(listed("immediate_safety"), read("immediate_safety", filled("immediate_safety", row)).values)
    assert [critical.field for critical in found.critical] == [field]
    assert any("102" in step.kk or "103" in step.kk for step in found.critical[0].safety_steps)
    unknown = read("immediate_safety", filled("immediate_safety", row.replace("2", "1")))
    assert score_answers(listed("immediate_safety"), unknown.values).critical == ()


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.code)
def test_the_bands_of_the_assessment_propose_the_risk(pack: Any) -> None:
    own = [(band.from_score, band.to_score) for band in pack.instrument(pack.risk.instrument).bands]
    assert [band.from_score for band in pack.risk.bands] == [start for start, _ in own]


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.code)
def test_every_rule_speaks_of_what_the_pack_has(pack: Any) -> None:
    """Kinds, channels, services, instruments and placeholders: the reader of drafts knows them all."""
    for rule in pack.rules:
        assert read_draft(written(rule), pack).rules == (rule,)


def test_the_browser_gives_the_same_on_every_example() -> None:
    lines = [json.dumps({"form": code, "definition": form.data}) for code, form in FORMS.items()]
    given = [(code, filled(code, row)) for code, row, *_ in ALL]
    lines += [
        json.dumps({"form": code, "answers": answers, "today": f"{DAY}", "language": "kk"}) for code, answers in given
    ]
    command = [sys.executable, str(ROOT / "scripts/node.py"), "node", str(ROOT / "client/src/form/batch.ts")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-3000:]
    theirs = [json.loads(line, parse_int=float) for line in done.stdout.splitlines()]
    assert len(theirs) == len(given)
    for (code, answers), their in zip(given, theirs, strict=True):
        ours = json.loads(json.dumps(asdict(read(code, answers))), parse_int=float)
        assert ours == their, (code, answers)
