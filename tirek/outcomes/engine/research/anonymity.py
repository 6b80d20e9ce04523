"""Coarsening until nobody can be picked out, and measuring that they can't.

**k**: whoever knows of somebody what people outside know finds at least k families that look the same. **l**: those
who look the same differ in every confidential field by at least l values, so that finding the group does not tell the
secret. Rows of which a field says nothing yet (the case is open) are not counted for it: whoever knows that the case
was closed would leave them out. All combinations of steps are tried, the least coarse first (a full search of the
lattice: Samarati 2001; LeFevre and others 2005); rows that still stand out are held back, never more than a tenth.
What is lost is the mean over the fields, where saying nothing counts 1, each step before it its share of a half, and a
row held back counts as wholly lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from tirek.outcomes.engine.research.fields import RARE, SILENT, Part, ResearchField
from tirek.outcomes.engine.research.rows import Rows

USUAL_K: Final = 5
USUAL_L: Final = 2
#: The largest part of the rows that may be held back.
MOST_HELD_BACK: Final = 0.1

Values = dict[str, str]


class NotEnough(Exception):
    """No way of coarsening keeps people apart from being found. ``fields`` stand in the way: they hardly differ."""

    def __init__(self, rows: int, lost: int, fields: tuple[str, ...]) -> None:
        super().__init__(f"{lost} of {rows} rows would be held back")
        self.rows, self.lost, self.fields = rows, lost, fields


@dataclass(frozen=True)
class Coarsened:
    """What may be handed over: the step taken for each outwardly known field, the rows, how many were held back.

    ``families`` goes with the rows for measuring and is not handed over; ``rare`` says how many different values of a
    field were put together.
    """

    levels: dict[str, int]
    rows: Rows
    held_back: int
    rare: dict[str, int]
    loss: float


def coarsen(raw: Rows, fields: Sequence[ResearchField], *, k: int = USUAL_K, diversity: int = USUAL_L) -> Coarsened:
    """The least coarse way that holds; raises ``NotEnough`` where more than a tenth of the rows would be lost."""
    outward = [field for field in fields if field.part is Part.OUTWARD]
    confidential = [field.code for field in fields if field.part is Part.CONFIDENTIAL]
    values, rare = _without_rare(raw, confidential, k)
    if len(set(raw.families)) < k:
        raise NotEnough(len(raw), len(raw), ())
    lattice = _Lattice(raw.families, values, outward, confidential)
    levels, lost, loss = lattice.search(k, diversity)
    out = lattice.standing_out(levels, k, diversity)
    steps = {field.code: field.ladder[level] for field, level in zip(outward, levels, strict=True)}
    kept = [
        {**{code: step.of(row[code]) for code, step in steps.items()}, **{code: row[code] for code in confidential}}
        for row, gone in zip(values, out, strict=True)
        if not gone
    ]
    families = [family for family, gone in zip(raw.families, out, strict=True) if not gone]
    named = {field.code: level for field, level in zip(outward, levels, strict=True)}
    return Coarsened(named, Rows(families, kept), lost, rare, loss)


def _without_rare(raw: Rows, confidential: list[str], k: int) -> tuple[list[Values], dict[str, int]]:
    """Confidential values of fewer than k families say only that they are rare.

    Of several in one field (grounds) the most frequent is kept first, and only the others are rare.
    """
    values, rare = [dict(row) for row in raw.values], {}
    for code in confidential:
        before = {row[code] for row in values}
        alone = _families(raw.families, values, code, apart=True)
        few = _few(_families(raw.families, values, code), k)
        for row in values:
            if row[code] in few and ";" in row[code]:
                most = max(row[code].split(";"), key=lambda one: (len(alone[one]), one))
                row[code] = f"{most};{RARE}"
        few = _few(_families(raw.families, values, code), k)
        for row in values:
            if row[code] in few:
                row[code] = RARE
        if gone := len(before - {row[code] for row in values}):
            rare[code] = gone
    return values, rare


def _families(families: list[int], values: list[Values], code: str, *, apart: bool = False) -> dict[str, set[int]]:
    """The families of each value of a field; ``apart``: of each of several in one."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for family, row in zip(families, values, strict=True):
        for value in row[code].split(";") if apart else [row[code]]:
            found[value].add(family)
    return found


def _few(families: dict[str, set[int]], k: int) -> set[str]:
    return {value for value, whose in families.items() if len(whose) < k}


class _Lattice:
    """All combinations of steps over one set of rows, as arrays of numbers."""

    def __init__(
        self, families: list[int], values: list[Values], outward: list[ResearchField], confidential: list[str]
    ) -> None:
        import numpy as np

        self.np = np
        self.rows = len(values)
        self.families = self._numbers([str(family) for family in families])
        self.confidential = {code: self._numbers([row[code] for row in values]) for code in confidential}
        self.speaks = {code: np.array([row[code] not in SILENT for row in values]) for code in confidential}
        self.heights = [len(field.ladder) - 1 for field in outward]
        self.steps = [
            [self._numbers([step.of(row[field.code]) for row in values]) for step in field.ladder] for field in outward
        ]

    def _numbers(self, values: list[str]) -> Any:
        known: dict[str, int] = {}
        return self.np.array([known.setdefault(value, len(known)) for value in values], dtype=self.np.int64)

    def search(self, k: int, diversity: int) -> tuple[tuple[int, ...], int, float]:
        """The steps with the smallest loss, how many rows they hold back, and the loss."""
        if same := self._in_the_way(diversity):
            raise NotEnough(self.rows, self.rows, same)
        best: tuple[float, tuple[int, ...], int] | None = None
        least = self.rows
        for coarse, levels in self._by_coarseness():
            if best is not None and coarse >= best[0]:
                break
            lost = int(self.standing_out(levels, k, diversity).sum())
            least = min(least, lost)
            if lost > MOST_HELD_BACK * self.rows:
                continue
            loss = (coarse * (self.rows - lost) + lost) / self.rows
            if best is None or loss < best[0]:
                best = (loss, levels, lost)
        if best is None:
            raise NotEnough(self.rows, least, ())
        return best[1], best[2], best[0]

    def _by_coarseness(self) -> Iterator[tuple[float, tuple[int, ...]]]:
        ways = product(*(range(height + 1) for height in self.heights))
        count = max(len(self.heights), 1)
        yield from sorted(
            (sum(_cost(level, height) for level, height in zip(way, self.heights, strict=True)) / count, way)
            for way in ways
        )

    def standing_out(self, levels: tuple[int, ...], k: int, diversity: int) -> Any:
        """For each row, whether it would stand out."""
        np = self.np
        together = np.zeros(self.rows, dtype=np.int64)
        for step, level in zip(self.steps, levels, strict=True):
            together = self._pairs(together, step[level])
        groups = int(together.max()) + 1 if self.rows else 0
        out = self._different(together, self.families, groups) < k
        for code, column in self.confidential.items():
            speaks = self.speaks[code]
            told = self._different(together[speaks], column[speaks], groups)
            out |= (told > 0) & (told < diversity)
        return out[together]

    def _pairs(self, one: Any, other: Any) -> Any:
        """One number for each different pair."""
        return self.np.unique(one * (int(other.max(initial=0)) + 1) + other, return_inverse=True)[1].reshape(-1)

    def _different(self, groups: Any, column: Any, count: int) -> Any:
        """How many different values of a column each group holds."""
        width = int(column.max(initial=0)) + 1
        found = self.np.unique(groups * width + column)
        return self.np.bincount(found // width, minlength=count)

    def _in_the_way(self, diversity: int) -> tuple[str, ...]:
        """Fields that hardly differ at all: no step of any ladder mends that."""
        return tuple(
            code for code, column in self.confidential.items() if 0 < len(set(column[self.speaks[code]])) < diversity
        )


def _cost(level: int, height: int) -> float:
    """What a step loses: a field of which nothing is said any more is worse than two that are coarse."""
    return 1.0 if level == height else level / height / 2


@dataclass(frozen=True)
class Measured:
    """What was measured of rows that are handed over.

    ``k`` rows and ``families`` of the smallest group that looks alike, ``diversity`` the smallest number of values a
    confidential field has in a group, where it says something (0: nowhere), ``groups`` how many groups.
    """

    k: int
    families: int
    diversity: int
    groups: int


def measured(rows: Rows, outward: Sequence[str], confidential: Sequence[str]) -> Measured:
    """Our own grouping, over the rows as they stand in the file."""
    sizes: Counter[tuple[str, ...]] = Counter()
    families = defaultdict(set)
    told = defaultdict(set)
    for family, row in zip(rows.families, rows.values, strict=True):
        group = tuple(row[code] for code in outward)
        sizes[group] += 1
        families[group].add(family)
        for code in confidential:
            if row[code] not in SILENT:
                told[code, group].add(row[code])
    return Measured(
        k=min(sizes.values(), default=0),
        families=min(map(len, families.values()), default=0),
        diversity=min(map(len, told.values()), default=0),
        groups=len(sizes),
    )


def measured_by_library(rows: Rows, outward: Sequence[str], confidential: Sequence[str]) -> tuple[int, int]:
    """k and l as pycanon finds them over the same rows; it knows nothing of our search."""
    import pandas as pd
    from pycanon import anonymity

    # Without outwardly known fields all rows are one group: the library wants a column for that.
    frame = pd.DataFrame(rows.values).assign(**{"": "one"})
    known = list(outward) or [""]
    found = []
    for code in confidential:
        told = frame[~frame[code].isin(SILENT)].reset_index(drop=True)
        if len(told):
            found.append(int(anonymity.l_diversity(told, known, [code])))
    return int(anonymity.k_anonymity(frame, known)), min(found, default=0)
