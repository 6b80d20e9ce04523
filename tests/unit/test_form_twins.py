"""The evaluator of the browser and the one of the server are twins: on random fills they agree on everything.

Forms of the tests, which use everything that is supported, and every instrument that comes along. ``TIREK_FILLS``
sets the number of fills of each form (300 of a test's form, 40 of an instrument unless told; 2000 for a long night).
"""

import json
import math
import os
import random
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from tests.forms.fills import own_forms, pack_forms, random_fill
from tirek.programmes.engine.form import FormDefinition, evaluate, initial_answers

ROOT = Path(__file__).parent.parent.parent
INSTRUMENTS = pack_forms()
FORMS = own_forms() | INSTRUMENTS
FILLS = int(os.environ.get("TIREK_FILLS", "0"))


def node(lines: list[str]) -> list[Any]:
    """Answers of the browser's evaluator, one for each case; Node runs its TypeScript as it stands."""
    command = [sys.executable, str(ROOT / "scripts" / "node.py"), "node", str(ROOT / "client/src/form/batch.ts")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line, parse_int=float) for line in done.stdout.splitlines()]


def plain(value: Any) -> Any:
    """JSON as both write it: 2.0 is 2, and whole numbers past the exact ones are what their double is."""
    return json.loads(json.dumps(value), parse_int=float)


def comparable(value: Any) -> Any:
    """Infinities cannot travel as JSON; a browser never sends one."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): comparable(inner) for key, inner in value.items()}
    return [comparable(inner) for inner in value] if isinstance(value, list) else value


def fills_of(name: str) -> int:
    """How often a form is filled: the odd corners are in the forms of the tests."""
    return FILLS or (40 if name in INSTRUMENTS else 300)


def cases(name: str, form: FormDefinition, fills: int) -> list[dict[str, Any]]:
    dice = random.Random(f"{name} {fills}")
    found = []
    for number in range(fills):
        answers = comparable(random_fill(form, dice, wild=0.0 if number % 3 == 0 else 0.12))
        found.append(
            {"form": name, "answers": answers, "today": "2026-05-04", "language": dice.choice(("kk", "ru", "en", "fr")),
             "draft": dice.random() < 0.2, "context": {"child_months": dice.choice((3, "x", None))}}
        )  # fmt: skip
    return found


def test_both_evaluators_agree_on_random_fills() -> None:
    given = [case for name, form in FORMS.items() for case in cases(name, form, fills_of(name))]
    lines = [json.dumps({"form": name, "definition": form.data}) for name, form in FORMS.items()]
    theirs = node(lines + [json.dumps(case) for case in given])
    assert len(theirs) == len(given)
    wrong = 0
    for case, their in zip(given, theirs, strict=True):
        ours = evaluate(
            FORMS[case["form"]], case["answers"], today=date.fromisoformat(case["today"]), draft=case["draft"],
            language=case["language"], context=case["context"],
        )  # fmt: skip
        wrong += bool(ours.violations)
        assert plain(asdict(ours)) == their, json.dumps(case, ensure_ascii=False)
    print(f"{len(FORMS)} forms, {len(given)} fills, {wrong} of them with something wrong: 0 disagreements")
    assert len(given) * 0.2 < wrong < len(given)


def test_both_evaluators_start_a_form_with_the_same_answers() -> None:
    lines = [json.dumps({"form": name, "definition": form.data}) for name, form in FORMS.items()]
    theirs = node(lines + [json.dumps({"form": name, "initial": True, "today": "2026-05-04"}) for name in FORMS])
    assert theirs == [plain(initial_answers(form, today=date(2026, 5, 4))) for form in FORMS.values()]
