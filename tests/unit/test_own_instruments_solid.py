"""Worked examples of the own tools of addiction and release, told by hand and kept by both evaluators.

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
from tirek.programmes.engine.form import compile_form, evaluate
from tirek.programmes.engine.pack_folder import load_pack
from tirek.programmes.engine.pack_parts import Instrument

ROOT = Path(__file__).parents[2]
DAY = date(2026, 5, 4)


class Tool(NamedTuple):
    """An own tool: its pack, the questions that count, answers that count for nothing, the examples."""

    pack: str
    questions: str
    beside: dict[str, str]
    highest: int
    examples: list[tuple[str, int | None, str]]


TOOLS = {
    # Overdose and self-harm first: each weighs ten.
    "relapse_risk": Tool(
        "addiction",
        "overdose_danger self_harm last_use craving mood knows_what_to_do treatment_contact company support housing "
        "daytime",
        {},
        38,
        [
            ("00000000000", 0, "low"), ("00100000000", 1, "low"), ("00211000000", 4, "low"), ("00000000022", 4, "low"),
            ("00221000000", 5, "medium"), ("00111110000", 5, "medium"), ("00111111111", 9, "medium"),
            ("00222210000", 9, "medium"), ("00222220000", 10, "high"), ("10000000000", 10, "high"),
            ("01000000000", 10, "high"), ("00222222222", 18, "high"), ("11000000000", 20, "high"),
            ("11222222222", 38, "high"),
            (".0222222222", None, ""), ("0.222222222", None, ""), ("0022222222.", None, ""), ("...........", None, ""),
            ("00300000000", None, ""),  # 3 is no answer
        ],
    ),
    # Three scales of 0 to 10; the stage is the specialist's and counts for nothing. A is 10.
    "motivation_stage": Tool(
        "addiction",
        "importance confidence readiness",
        {"stage": "thinking"},
        30,
        [
            ("000", 0, "low"), ("111", 3, "low"), ("444", 12, "low"), ("A20", 12, "low"),
            ("445", 13, "medium"), ("A30", 13, "medium"), ("777", 21, "medium"), ("A1A", 21, "medium"),
            ("877", 22, "high"), ("A2A", 22, "high"), ("999", 27, "high"), ("AA9", 29, "high"), ("AAA", 30, "high"),
            (".AA", None, ""), ("AA.", None, ""), ("A.A", None, ""), ("...", None, ""),
        ],
    ),
    # Self-harm and danger to somebody first: each weighs ten.
    "release_needs": Tool(
        "release",
        "self_harm danger_after_release housing documents work debts family health addiction attitude",
        {},
        36,
        [
            ("0000000000", 0, "low"), ("0010000000", 1, "low"), ("0022000000", 4, "low"), ("0000001111", 4, "low"),
            ("0022100000", 5, "medium"), ("0011111000", 5, "medium"), ("0011111111", 8, "medium"),
            ("0022110111", 9, "medium"), ("0022221000", 9, "medium"), ("0022222000", 10, "high"),
            ("1000000000", 10, "high"), ("0100000000", 10, "high"), ("0022222222", 16, "high"),
            ("1100000000", 20, "high"), ("1122222222", 36, "high"),
            (".022222222", None, ""), ("0.22222222", None, ""), ("002222222.", None, ""), ("..........", None, ""),
            ("2000000000", None, ""),  # 2 is no answer to yes or no
        ],
    ),
}  # fmt: skip
PACKS = {code: load_pack(ROOT / "packs" / code) for code in ("addiction", "release")}
FORMS = {
    code: compile_form(PACKS[tool.pack].instrument(code).text.encode(), filename=f"{code}.md")
    for code, tool in TOOLS.items()
}
ALL = [(code, *row) for code, tool in TOOLS.items() for row in tool.examples]


def listed(code: str) -> Instrument:
    return PACKS[TOOLS[code].pack].instrument(code)


def filled(code: str, row: str) -> dict[str, Any]:
    names = TOOLS[code].questions.split()
    scale = FORMS[code].items[names[0]].data["kind"] == "range"
    given = {name: answer for name, answer in zip(names, row, strict=True) if answer != "."}
    return {name: int(one, 11) if scale else one for name, one in given.items()} | TOOLS[code].beside


def read(code: str, answers: dict[str, Any]) -> Any:
    return evaluate(FORMS[code], answers, today=DAY, language="ru")


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


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.code)
def test_an_own_tool_says_that_it_is_not_validated(pack: Any) -> None:
    own = [item for item in pack.instruments.instruments if item.status.kk == "own_not_validated"]
    assert {code for code, tool in TOOLS.items() if tool.pack == pack.code} <= {item.code for item in own}
    for item in own:
        assert set(item.status.model_dump().values()) == {"own_not_validated"}
        assert "not validated" in item.notice.en


@pytest.mark.parametrize(
    ("code", "field", "row"),
    [
        ("relapse_risk", "overdose_danger", "10000000000"),
        ("relapse_risk", "self_harm", "01000000000"),
        ("release_needs", "self_harm", "1000000000"),
        ("release_needs", "danger_after_release", "0100000000"),
    ],
)
def test_what_cannot_wait_opens_its_safety_steps(code: str, field: str, row: str) -> None:
    """Each by itself, with the number to call; the worst answers to everything else open none."""
    (found,) = score_answers(listed(code), read(code, filled(code, row)).values).critical
    assert found.field == field
    assert any("102" in step.ru or "103" in step.ru for step in found.safety_steps)
    others = read(code, filled(code, "00" + "2" * (len(row) - 2)))
    assert score_answers(listed(code), others.values).critical == ()


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.code)
def test_the_bands_of_the_assessment_propose_the_risk(pack: Any) -> None:
    own = [band.from_score for band in pack.instrument(pack.risk.instrument).bands]
    assert [band.from_score for band in pack.risk.bands] == own


def test_what_tells_of_an_addiction_or_an_infection_stands_behind_its_door() -> None:
    """A leak can cost a parent the child: neither a form, a ground nor an episode of it is general."""
    for pack in PACKS.values():
        for item in pack.instruments.instruments:
            assert item.compartment != "general", item.code
        for code, door in (("use", "health"), ("treatment", "health"), ("infection", "infection")):
            assert {kind.compartment for kind in pack.track(code).kinds} == {door}
        for code in ("custody",):
            assert {kind.compartment for kind in pack.track(code).kinds} == {"legal"}
        for form in pack.prints.forms:
            shown = {code for section in form.sections for code in section.tracks}
            assert not shown & {"use", "treatment", "infection"}


def test_the_browser_gives_the_same_on_every_example() -> None:
    lines = [json.dumps({"form": code, "definition": form.data}) for code, form in FORMS.items()]
    given = [(code, filled(code, row)) for code, row, *_ in ALL]
    lines += [
        json.dumps({"form": code, "answers": answers, "today": f"{DAY}", "language": "ru"}) for code, answers in given
    ]
    command = [sys.executable, str(ROOT / "scripts/node.py"), "node", str(ROOT / "client/src/form/batch.ts")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-3000:]
    theirs = [json.loads(line, parse_int=float) for line in done.stdout.splitlines()]
    assert len(theirs) == len(given)
    for (code, answers), their in zip(given, theirs, strict=True):
        ours = json.loads(json.dumps(asdict(read(code, answers))), parse_int=float)
        assert ours == their, (code, answers)
