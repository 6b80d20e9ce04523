"""Random fills of a form: mostly sensible, some empty, some nonsense, so that both evaluators meet everything."""

import random
from pathlib import Path
from typing import Any

from tirek.programmes.engine.form import FormDefinition, compile_form

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
PACK = ROOT / "packs" / "family_preservation" / "instruments"
WORDS = [
    "",
    "a",
    "b12",
    "Ақмарал",
    "x y  z",
    "A7",
    "5a",
    "house/9",
    "97",
    "yes",
    "ж" * 300,
    "2026-03-01",
    " ",
    "zz\t1",
    "😀ж😀",
    "2026-03-01T10:05",
    "12.50",
    "-3",
    "x",
    "ж",
]
NONSENSE: list[Any] = [
    True, False, None, [], {}, [1], ["a", None], {"a": 1}, 1e400, -0.0, 3.75, 10**30, "\x00", "NaN", "--1", "[]",
    "2026-02-30", "25:00", "constructor", "__proto__", 0, 1, 2, "1", [["a"]], "9" * 40, "1e5", "\u00a05\u00a0",
]  # fmt: skip


def own_forms() -> dict[str, FormDefinition]:
    """Every form of this folder that is meant to load, and the published ones that load."""
    files = sorted(FOLDER.glob("*.md"))
    files.append(FOLDER / "published" / "socio-economic-survey.xlsx")
    return {file.stem: compile_form(file.read_bytes(), filename=file.name, languages_required=None) for file in files}


def instrument_files() -> dict[str, Path]:
    """The file of every instrument that comes along: of each programme, of those they share, and those under
    licences of their own. A new one is found by itself."""
    files = [*ROOT.glob("packs/*/instruments/*.md"), *ROOT.glob("instrument_packs/*/questions.md")]
    own = "questions.md"
    return {
        file.parent.name if file.name == own else f"{file.parents[1].name}/{file.stem}": file for file in sorted(files)
    }


def pack_forms() -> dict[str, FormDefinition]:
    """Every instrument, compiled."""
    return {code: compile_form(file.read_bytes(), filename=file.name) for code, file in instrument_files().items()}


def random_fill(definition: FormDefinition, dice: random.Random, *, wild: float = 0.08) -> dict[str, Any]:
    """Answers for a form. ``wild`` is the chance of nonsense in place of an answer."""
    return _fill(definition, definition.data["items"], dice, wild)


def _fill(definition: FormDefinition, items: list[Any], dice: random.Random, wild: float) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for item in items:
        if item["kind"] == "group":
            answers |= _fill(definition, item["items"], dice, wild)
        elif dice.random() < wild:
            answers[item["name"]] = dice.choice(NONSENSE)
        elif item["kind"] == "repeat":
            answers[item["name"]] = [
                _fill(definition, item["items"], dice, wild) for _ in range(dice.choice((0, 1, 2, 2, 3, 5)))
            ]
        elif item["kind"] not in ("note", "unanswerable") and dice.random() < 0.85:
            answers[item["name"]] = _answer(definition, item, dice)
    if dice.random() < wild:
        answers[dice.choice(("ghost", "_safety", "constructor", "_x"))] = dice.choice(NONSENSE)
    return answers


def _answer(definition: FormDefinition, item: dict[str, Any], dice: random.Random) -> Any:
    names = [choice["name"] for choice in definition.choices.get(item.get("list", ""), [])]
    match item["kind"]:
        case "integer":
            return dice.choice((0, 1, 2, 3, 5, 17, 18, 40, 121, -1, "7", "0012", dice.randint(-5, 10**9)))
        case "decimal":
            return dice.choice((0, 0.1, 2.5, 99.995, 1e-7, -1.5, "12,5", "3.0", round(dice.uniform(-9, 2000), 3)))
        case "range":
            return dice.choice((0, 1, 2, 4, 1.5, 5.5, 10, 11, "4", 0.7))
        case "date":
            return f"{dice.randint(1899, 2027)}-{dice.randint(1, 12):02d}-{dice.randint(1, 31):02d}"
        case "time":
            return dice.choice(("08:30", "23:59:59", "24:00", "7:15", "00:00"))
        case "datetime":
            return dice.choice(("2026-01-05T10:30", "2026-13-01T00:00", "2025-12-31T23:59:59", "2026-05-05"))
        case "select_one":
            return dice.choice(names)
        case "select_multiple" | "rank":
            chosen = dice.sample(names, dice.randint(0, len(names)))
            return chosen + chosen[:1] if dice.random() < 0.05 else chosen
        case "acknowledge":
            return dice.choice((True, "OK", False))
        case "geopoint":
            return dice.choice(("43.25 76.95", "43.25 76.95 800 5", "99 10", "-12.5 -70.123456", "43,25 76"))
    return dice.choice(WORDS)
