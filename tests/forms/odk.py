"""Our evaluator beside the engine of ODK Web Forms, on the same random fills of every instrument.

Both get answers a person can give at a screen: of the right type, among the choices. Compared are relevance, required
questions left open, broken constraints, and the values of everything asked, calculations included.
"""

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.forms.fills import ROOT, instrument_files, random_fill
from tirek.programmes.engine.form import FormDefinition, compile_form, evaluate
from tirek.programmes.engine.form.answers import read_answer
from tirek.programmes.engine.form.values import number_text
from tirek.programmes.engine.form.workbook import read_workbook
from tirek.programmes.engine.form.xlsform import as_xform

#: What is known to differ, and why that is no mistake. The test holds the list exact.
KNOWN = {
    "order of several": "several choices: their engine writes them in the form's order, ours in the order of marking",
}


class Difference(NamedTuple):
    """One thing on which the two do not agree: the form, the question, and what it is about."""

    form: str
    name: str
    about: str
    ours: str
    theirs: str


def deviation(one: Difference) -> str:
    """The name of the known deviation a difference is, or nothing."""
    same_choices = sorted(one.ours.split()) == sorted(one.theirs.split())
    return "order of several" if one.about == "value" and " " in one.ours and same_choices else ""


def compared(fills: int) -> tuple[int, list[Difference]]:
    """How many fills were compared, and every difference."""
    files = instrument_files()
    forms = {code: compile_form(file.read_bytes(), filename=file.name) for code, file in files.items()}
    given = [
        (code, _sensible(form, random_fill(form, dice, wild=0.0)))
        for code, form in forms.items()
        for dice in [random.Random(f"odk {code} {fills}")]
        for _ in range(fills)
    ]
    lines = [
        json.dumps({"form": code, "xform": as_xform(read_workbook(file.read_bytes()))}) for code, file in files.items()
    ]
    lines += [json.dumps({"form": code, "answers": answers}) for code, answers in given]
    clock = {**os.environ, "TZ": "UTC"}  # their engine asks the clock for today
    command = [sys.executable, str(ROOT / "scripts/node.py"), "node", str(ROOT / "client/odk/engine.mjs")]
    done = subprocess.run(
        command, input="\n".join(lines), capture_output=True, text=True, check=False, timeout=3000, env=clock
    )
    assert done.returncode == 0, done.stderr[-3000:]
    theirs = [json.loads(line) for line in done.stdout.split("\n") if line]  # a text may hold other ends of lines
    assert len(theirs) == len(given)
    found = [
        difference
        for (code, answers), their in zip(given, theirs, strict=True)
        for difference in _differences(code, forms[code], answers, their)
    ]
    return len(given), found


def _sensible(form: FormDefinition, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as a device keeps them; what cannot be typed or chosen at a screen is left open."""
    kept = {}
    for name, raw in answers.items():
        item = form.items[name]
        choices = frozenset(choice["name"] for choice in form.choices.get(item.data.get("list", ""), ()))
        value, problem = read_answer(item.kind, raw, item.data, choices)
        half_ranked = item.kind == "rank" and isinstance(value, list) and len(value) < len(choices)
        if not problem and value != "" and not item.computed and not half_ranked:
            kept[name] = value
    return kept


def _differences(code: str, form: FormDefinition, answers: dict[str, Any], their: dict[str, Any]) -> list[Difference]:
    ours = evaluate(form, answers, today=datetime.now(tz=UTC).date(), language="kk")
    sections = {name for name, item in form.items.items() if item.kind in ("group", "repeat")}
    wrong = {(one.name, one.kind) for one in ours.violations}
    found = []

    def told(about: str, mine: dict[str, str], yours: dict[str, str]) -> None:
        for name in sorted(mine.keys() | yours.keys()):
            if mine.get(name, "") != yours.get(name, ""):
                found.append(Difference(code, name, about, mine.get(name, ""), yours.get(name, "")))

    told("relevant", _marked(set(ours.relevant) - sections), _marked(set(their["relevant"])))
    for kind in ("required", "constraint"):
        told(kind, _marked({name for name, one in wrong if one == kind}), _marked(set(their[kind])))
    told("value", {name: _text(value) for name, value in ours.values.items()}, their["values"])
    return found


def _marked(names: set[str]) -> dict[str, str]:
    return dict.fromkeys(names, "yes")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return number_text(float(value)) if isinstance(value, int | float) else str(value)
