"""A proposal of τ-ARGUS: which cells guard the small ones of one large table, found as the statistical offices find it.

The engine leaves files about the cells in the folder it works in and keeps state in its process. So it gets a process
and a private folder of its own, both gone afterwards, and only the addresses of the hidden cells come back. What it
proposes is a beginning: it knows one table and not the tables beside it, and the attack decides.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import tirek
from tirek.outcomes.engine.disclosure.rules import Kind, numbers_of
from tirek.outcomes.engine.disclosure.system import Cell, Counted

#: Below so many cells the own search is at its end before the other process has begun.
WORTH_IT: Final = 200
_AT_MOST: Final = 60_000  # people, each of whom is a line of its input
_SECONDS: Final = 60.0
_PEOPLE: Final = "people"


def proposal(counted: Sequence[Counted], kind: Kind, threshold: int) -> frozenset[Cell]:
    """Cells to hide of the largest table of everybody, crossed by two dimensions and more. None, if it can't say."""
    crossed = [one for one in counted if not one.place and len(one.by) > 1]
    by = max((one.by for one in crossed), key=lambda by: (len(by), by), default=())
    cells = [one for one in crossed if one.by == by]
    if len(cells) < WORTH_IT or find_spec("pytauargus") is None:
        return frozenset()
    hidden: set[Cell] = set()
    for layer in range(len(numbers_of(kind, cells[0].numerator, cells[0].denominator))):
        numbers = [numbers_of(kind, one.numerator, one.denominator)[layer] for one in cells]
        if any(0 < number < threshold for number in numbers) and sum(numbers) <= _AT_MOST and min(numbers) >= 0:
            asked = {"categories": [one.categories for one in cells], "numbers": numbers, "threshold": threshold}
            hidden |= {((), pairs) for pairs in _pairs(by, _asked_apart(asked))}
    return frozenset(hidden)


def _pairs(by: tuple[str, ...], answers: Collection[Sequence[str]]) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted((d, c) for d, c in zip(by, said, strict=True) if c)) for said in answers}


def _asked_apart(asked: dict[str, Any]) -> list[list[str]]:
    """Ask in a process of its own, in a folder that only we may open."""
    with tempfile.TemporaryDirectory(prefix="tirek-argus-") as folder:
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(tirek.__file__).parents[1])}
        environment["TMPDIR"] = folder
        try:
            done = subprocess.run(  # our own program; nothing of the outside is in the command
                [sys.executable, "-m", __name__],
                input=json.dumps(asked),
                capture_output=True,
                cwd=folder,
                env=environment,
                text=True,
                timeout=_SECONDS,
                check=True,
            )
            answer: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
        except (subprocess.SubprocessError, json.JSONDecodeError, IndexError, OSError):
            return []
        return answer


def _answer(asked: dict[str, Any]) -> list[list[str]]:
    """In the other process: one line for each person, the small cells and those that guard them back."""
    from pytauargus import protect

    dimensions = [f"d{at}" for at in range(len(asked["categories"][0]))]
    codes = [sorted({said[at] for said in asked["categories"]}) for at in range(len(dimensions))]
    lines: dict[str, list[Any]] = {name: [] for name in (*dimensions, _PEOPLE)}
    for said, number in zip(asked["categories"], asked["numbers"], strict=True):
        for at, name in enumerate(dimensions):
            lines[name] += [f"c{codes[at].index(said[at]):04d}"] * number
        lines[_PEOPLE] += [1] * number
    rule = f"FREQ({asked['threshold']},40)"
    made = protect(lines, dimensions, response=_PEOPLE, safety_rules=rule, suppress="OPT(1)", workdir="w").tables[0]

    def word(at: int, code: str) -> str:
        return str(codes[at][int(code[1:])]) if code[:1] == "c" and code[1:].isdigit() else ""

    return [
        [word(at, str(row[name])) for at, name in enumerate(dimensions)]
        for row, said in zip(made.rows, made.safe(None), strict=True)
        if said is None
    ]


if __name__ == "__main__":
    print("\n" + json.dumps(_answer(json.load(sys.stdin))))  # the engine may have said something before
