"""What every bench prints: a table for people and, last, one line of JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A promise with what was measured."""

    name: str
    target: str
    measured: float
    holds: bool


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under heads, as wide as they need."""
    cells = [[f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(line[place]) for line in [list(heads), *cells]) for place in range(len(heads))]
    for line in [list(heads), ["-" * width for width in widths], *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


def conclude(bench: str, targets: Sequence[Target]) -> int:
    """Print the line of JSON; 0 when every target holds."""
    print(json.dumps({"bench": bench, "targets": [vars(target) for target in targets]}))
    return 0 if all(target.holds for target in targets) else 1
