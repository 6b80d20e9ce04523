"""Worked examples of the embedded instruments: the published scoring, told again by hand and kept by both evaluators.

An example is a row of answers in the order of the questions (``.`` is no answer), the score and the band. The sums
are written out and not computed, so that a wrong formula cannot agree with itself. Own tools of a programme have
theirs in files of their own.
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
from tirek.programmes.engine.form import FormDefinition, compile_form, evaluate
from tirek.programmes.engine.instrument_pack import load_instrument_pack
from tirek.programmes.engine.pack_folder import load_pack
from tirek.programmes.engine.pack_parts import Instrument

ROOT = Path(__file__).parents[2]
PACK = load_pack(ROOT / "packs" / "family_preservation")
#: Under licences of their own, in no programme's content.
OWN = {folder.name: load_instrument_pack(folder) for folder in (ROOT / "instrument_packs").iterdir() if folder.is_dir()}
DAY = date(2026, 5, 4)

#: (answers, score or None where the instrument must stay silent, band)
EXAMPLES: dict[str, list[tuple[str, int | None, str]]] = {
    "gad7": [
        ("0000000", 0, "minimal"), ("1111000", 4, "minimal"), ("0000022", 4, "minimal"),
        ("1111100", 5, "mild"), ("0000032", 5, "mild"), ("2222100", 9, "mild"), ("3330000", 9, "mild"),
        ("2222200", 10, "moderate"), ("3333200", 14, "moderate"), ("2222222", 14, "moderate"),
        ("3333300", 15, "severe"), ("3333333", 21, "severe"),
        (".333333", None, ""), ("333333.", None, ""), (".......", None, ""),
    ],
    "pcl5": [
        ("00000000000000000000", 0, "below"), ("11111111111111111111", 20, "below"),
        ("44444440000000000020", 30, "below"), ("33333333330000000000", 30, "below"),
        ("33333333331000000000", 31, "within"), ("44444444000000000000", 32, "within"),
        ("33333333333000000000", 33, "within"), ("00000000000044444445", None, ""),  # 5 is no answer
        ("33333333333100000000", 34, "above"), ("22222222222222222222", 40, "above"),
        ("01234012340123401234", 40, "above"), ("44444444444444444443", 79, "above"),
        ("44444444444444444444", 80, "above"),
        ("4444444444444444444.", None, ""), (".4444444444444444444", None, ""), ("....................", None, ""),
    ],
    "cage": [
        ("0000", 0, "below"), ("1000", 1, "below"), ("0100", 1, "below"), ("0010", 1, "below"), ("0001", 1, "below"),
        ("1100", 2, "reached"), ("0011", 2, "reached"), ("1010", 2, "reached"), ("1110", 3, "reached"),
        ("0111", 3, "reached"), ("1111", 4, "reached"),
        ("111.", None, ""), (".000", None, ""), ("....", None, ""),
    ],
    "audit_c": [
        ("0..", 0, "below"), ("044", 0, "below"),  # who never drinks is not asked further
        ("100", 1, "below"), ("110", 2, "below"), ("200", 2, "below"),
        ("300", 3, "women"), ("111", 3, "women"), ("201", 3, "women"),
        ("400", 4, "both"), ("211", 4, "both"), ("112", 4, "both"), ("333", 9, "both"), ("444", 12, "both"),
        ("4.4", None, ""), ("44.", None, ""), (".44", None, ""), ("...", None, ""),
    ],
    "phq9": [
        ("000000000", 0, "minimal"), ("111100000", 4, "minimal"), ("111110000", 5, "mild"), ("000000003", 3, "minimal"),
        ("111111111", 9, "mild"), ("222220000", 10, "moderate"), ("222222200", 14, "moderate"),
        ("333330000", 15, "moderately_severe"), ("333333100", 19, "moderately_severe"), ("333333200", 20, "severe"),
        ("333333333", 27, "severe"), ("33333333.", None, ""), (".........", None, ""),
    ],
    "washington_group_ss": [
        ("111111", 0, "without"), ("222222", 0, "without"), ("121212", 0, "without"), ("311111", 1, "with"),
        ("131111", 1, "with"), ("113111", 1, "with"), ("111311", 1, "with"), ("111131", 1, "with"),
        ("111113", 1, "with"), ("422222", 1, "with"), ("333333", 1, "with"), ("444444", 1, "with"),
    ],
    "audit": [
        # Who never drinks is asked the last two alone; who drinks little, one or two and never six, skips the middle.
        ("0.......00", 0, "zone_1"), ("0.......22", 4, "zone_1"), ("0.......44", 8, "zone_2"),
        ("100.....00", 1, "zone_1"), ("400.....00", 4, "zone_1"), ("300.....40", 7, "zone_1"),
        ("400.....44", 12, "zone_2"), ("0444444444", 8, "zone_2"),
        ("1010000000", 2, "zone_1"), ("1100000000", 2, "zone_1"), ("1110000000", 3, "zone_1"),
        ("2110000020", 6, "zone_1"), ("2220100000", 7, "zone_1"), ("2220200000", 8, "zone_2"),
        ("3331100040", 15, "zone_2"), ("4441200000", 15, "zone_2"), ("4440000022", 16, "zone_3"),
        ("4442111020", 19, "zone_3"), ("4442211020", 20, "zone_4"), ("4443220020", 21, "zone_4"),
        ("4444444442", 38, "zone_4"), ("4444444444", 40, "zone_4"),
        ("..........", None, ""), ("0.........", None, ""), ("444444444.", None, ""), ("44.4444444", None, ""),
        ("4.44444444", None, ""), ("444.444444", None, ""), ("100.....0.", None, ""),
        ("0.......10", None, ""),  # 1 is no answer of the last two
    ],
    "dast10": [
        # The third question is turned round: its point is given for "No", written 1 here.
        ("0000000000", 0, "none"), ("1000000000", 1, "low"), ("0010000000", 1, "low"), ("1100000000", 2, "low"),
        ("0000000011", 2, "low"), ("1110000000", 3, "moderate"), ("1001001000", 3, "moderate"),
        ("1111100000", 5, "moderate"), ("0000011111", 5, "moderate"), ("1111110000", 6, "substantial"),
        ("1111111100", 8, "substantial"), ("0011111111", 8, "substantial"), ("1111111110", 9, "severe"),
        ("1101111111", 9, "severe"), ("1111111111", 10, "severe"),
        ("111111111.", None, ""), (".111111111", None, ""), ("11.1111111", None, ""), ("..........", None, ""),
    ],
}  # fmt: skip
#: The most a question can give; the score of a full form is their sum.
HIGHEST = {
    "gad7": 21, "pcl5": 80, "cage": 4, "audit_c": 12, "phq9": 27, "washington_group_ss": 1, "audit": 40, "dast10": 10,
}  # fmt: skip


class Example(NamedTuple):
    code: str
    answers: str
    score: int | None
    band: str


ALL = [Example(code, *row) for code, rows in EXAMPLES.items() for row in rows]


def entry(code: str) -> Instrument:
    return OWN[code].instrument if code in OWN else PACK.instrument(code)


def form_of(code: str) -> FormDefinition:
    return compile_form(entry(code).text.encode(), filename=f"{code}.md")


FORMS = {code: form_of(code) for code in EXAMPLES}


def questions(code: str) -> list[str]:
    """The questions that count, in order; the difficulty at the end of PHQ-9 and GAD-7 counts for nothing."""
    items = FORMS[code].items.items()
    return [name for name, item in items if item.data["kind"] == "select_one" and item.data["list"] != "difficult"]


def filled(code: str, row: str) -> dict[str, str]:
    return {name: given for name, given in zip(questions(code), row, strict=True) if given != "."}


def read(code: str, answers: dict[str, Any]) -> Any:
    return evaluate(FORMS[code], answers, today=DAY, language="kk")


def test_each_instrument_has_ten_examples_with_every_band_both_ends_and_gaps() -> None:
    for code, rows in EXAMPLES.items():
        assert len({row[0] for row in rows}) == len(rows) >= 10
        told = {(score, band) for _, score, band in rows if score is not None}
        for band in entry(code).bands:
            assert {(band.from_score, band.code), (band.to_score, band.code)} <= told, (code, band.code)


@pytest.mark.parametrize("example", ALL, ids=lambda one: f"{one.code} {one.answers}")
def test_worked_example_gives_the_published_score_and_band(example: Example) -> None:
    evaluation = read(example.code, filled(example.code, example.answers))
    scored = score_answers(entry(example.code), evaluation.values)
    assert (scored.score, scored.band) == (example.score, example.band)
    assert evaluation.complete == (example.score is not None)


@pytest.mark.parametrize("code", EXAMPLES)
def test_bands_cover_the_whole_range_without_a_hole(code: str) -> None:
    bands = entry(code).bands
    assert bands[0].from_score == 0
    assert bands[-1].to_score == HIGHEST[code]
    assert [band.from_score for band in bands[1:]] == [(band.to_score or 0) + 1 for band in bands[:-1]]


@pytest.mark.parametrize("code", EXAMPLES)
def test_only_thoughts_of_self_harm_open_a_safety_step(code: str) -> None:
    """No answer of the others says danger by itself, and their authors name no critical question."""
    instrument = entry(code)
    choices = FORMS[code].choices[FORMS[code].items[questions(code)[0]].data["list"]]
    worst = read(code, dict.fromkeys(questions(code), max(choice["name"] for choice in choices)))
    found = [critical.code for critical in score_answers(instrument, worst.values).critical]
    assert found == (["self_harm"] if code == "phq9" else [])


def test_who_never_drinks_is_asked_one_question_only() -> None:
    evaluation = read("audit_c", {"frequency": "0", "amount": "4", "occasion": "4"})
    assert evaluation.complete
    assert evaluation.values["score"] == 0
    assert set(evaluation.dropped) == {"amount", "occasion"}


def test_who_drinks_little_is_not_asked_what_the_manual_lets_skip() -> None:
    little = dict.fromkeys(questions("audit"), "0")
    skipped = {"unable_to_stop", "failed", "morning", "guilt", "memory"}
    assert set(read("audit", little | {"frequency": "2"}).dropped) == skipped
    assert set(read("audit", little).dropped) == skipped | {"amount", "occasion"}
    assert not read("audit", little | {"frequency": "2", "amount": "1"}).dropped


@pytest.mark.parametrize("code", ["gad7", "pcl5", "cage", "audit_c", "audit", "dast10"])
def test_notice_says_what_is_not_validated_and_the_source_that_it_was_not_read(code: str) -> None:
    instrument = entry(code)
    assert instrument.compartment == "health"
    assert (instrument.status.kk, instrument.status.ru) == ("translation_not_validated",) * 2
    assert "not validated" in instrument.notice.en
    source = OWN[code].source if code in OWN else PACK.source(instrument.source)
    assert not source.verified


@pytest.mark.parametrize("code", ["phq9", "gad7", "pcl5", "dast10"])
def test_the_time_asked_about_stands_over_every_question(code: str) -> None:
    """Step by step there is one question on the screen, and the label of its section above it."""
    sections = {FORMS[code].items[name].parent for name in questions(code)}
    assert len(sections) == 1
    over = sections.pop()
    assert over
    assert any(word in FORMS[code].label(over, "en").lower() for word in ("2 weeks", "past month", "12 months"))


def test_those_under_licences_of_their_own_are_in_no_programme() -> None:
    """A programme names them; their words are in none of its files."""
    assert set(OWN) == {"audit", "dast10"}
    for file in sorted((ROOT / "packs").rglob("*.*")):
        text = file.read_text("utf-8")
        assert "failed to do what was normally expected" not in text, file
        assert "drugs other than those required for medical reasons" not in text, file


def test_the_browser_gives_the_same_on_every_example() -> None:
    given = [(one.code, filled(one.code, one.answers)) for one in ALL]
    lines = [json.dumps({"form": code, "definition": form.data}) for code, form in FORMS.items()]
    lines += [
        json.dumps({"form": code, "answers": answers, "today": f"{DAY}", "language": "kk"}) for code, answers in given
    ]
    command = [sys.executable, str(ROOT / "scripts/node.py"), "node", str(ROOT / "client/src/form/batch.ts")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-3000:]
    theirs = [json.loads(line, parse_int=float) for line in done.stdout.splitlines()]
    assert len(theirs) == len(given) == len(ALL)
    for (code, answers), their in zip(given, theirs, strict=True):
        ours = json.loads(json.dumps(asdict(read(code, answers))), parse_int=float)
        assert ours == their, (code, answers)
