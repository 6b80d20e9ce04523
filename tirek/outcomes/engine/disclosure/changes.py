"""What two tables of different days tell together: the change of a cell, and what did not change.

Somebody who kept the table of last month subtracts it. A change of one to four people is a small number like any other,
so its cell is hidden now. And what was shown then and did not change is known now, hidden or not; the other way round,
what was hidden then and did not change stays hidden, or it would be known for then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tirek.outcomes.engine.disclosure.rules import THRESHOLD, Kind, numbers_of
from tirek.outcomes.engine.disclosure.system import Cell, Counted

#: The numbers of the cells that were told: numerator and denominator.
Numbers = Mapping[Cell, tuple[int, int | None]]


@dataclass(frozen=True)
class Shown:
    """A table told earlier: what it said, and what it hid (as far as that is known)."""

    told: Numbers
    hidden: Numbers = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """What follows: hide and guard the cells of ``small`` changes, keep ``sticky`` hidden, suppose ``known`` known."""

    small: frozenset[Cell]
    sticky: frozenset[Cell]
    known: frozenset[Cell]


def changes_since(
    counted: Iterable[Counted], earlier: Sequence[Shown], kind: Kind, threshold: int = THRESHOLD
) -> Changes:
    """Compare a new table with everything that was told earlier. A cell that is not there counts nought."""
    now = {one.cell: (one.numerator, one.denominator) for one in counted}
    small: set[Cell] = set()
    known: set[Cell] = set()
    sticky: set[Cell] = set()
    for shown in earlier:
        for cell, (numerator, denominator) in shown.told.items():
            if cell not in now:
                continue
            before, after = numbers_of(kind, numerator, denominator), numbers_of(kind, *now[cell])
            if before == after:
                known.add(cell)
            elif any(0 < abs(a - b) < threshold for a, b in zip(before, after, strict=False)):
                small.add(cell)
        sticky |= {cell for cell, numbers in shown.hidden.items() if now.get(cell) == numbers}
    return Changes(frozenset(small), frozenset(sticky), frozenset(known - small))
