"""All published cells of one indicator and one time, with the sums that tie them to each other.

Places lie in each other (everybody, organisation, unit), breakdowns too (all, by sex, by sex and age): each gives sums.
A margin that nobody publishes still ties two tables that share it, so it stands in the system and is free.
People who stand in two units make the sum of the parts larger than the whole. By how much, nobody outside knows; the
system supposes that the attacker does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from tirek.outcomes.engine.disclosure.rules import Kind, numbers_of

Place = tuple[str, ...]
#: A cell: whose figures, and the categories that narrow it, by dimension in the order of the alphabet.
Cell = tuple[Place, tuple[tuple[str, str], ...]]

#: What hiding costs: a figure of many is missed more than one of few, a total more than a part.
_PER_PLACE: Final = 8.0
_PER_DIMENSION: Final = 4.0


@dataclass(frozen=True)
class Counted:
    """A cell as it was counted. ``place``: () everybody, (organisation,), (organisation, unit)."""

    place: Place
    by: tuple[str, ...]
    categories: tuple[str, ...]
    numerator: int
    denominator: int | None = None

    @property
    def cell(self) -> Cell:
        """Its address in the system."""
        return (self.place, tuple(sorted(zip(self.by, self.categories, strict=True))))


@dataclass
class System:
    """The cells, their numbers layer by layer, and the sums as a sparse matrix whose rows are nought for the parts."""

    kind: Kind
    cells: list[Cell]
    published: Any  # of each cell, whether it is (bool array)
    layers: list[Any]  # numbers (float arrays)
    sums: Any  # sparse: parts +1, whole -1
    wholes: list[int]  # of each sum, the cell that is the whole
    costs: Any
    number: dict[Cell, int] = field(default_factory=dict)

    def mask(self, cells: Collection[Cell]) -> Any:
        """These cells as a bool array; cells the system does not have are left out."""
        import numpy as np

        found = np.zeros(len(self.cells), dtype=bool)
        found[[self.number[cell] for cell in cells if cell in self.number]] = True
        return found

    def picked(self, mask: Any) -> set[Cell]:
        """The cells of a bool array."""
        return {self.cells[at] for at in mask.nonzero()[0]}


def system_of(counted: Iterable[Counted], kind: Kind) -> System:
    """Tie the cells of one indicator and one time together."""
    import numpy as np
    from scipy import sparse

    numbers: dict[Cell, tuple[int, ...]] = {}
    for one in counted:
        numbers[one.cell] = numbers_of(kind, one.numerator, one.denominator)
    published = len(numbers)
    _add_shared_margins(numbers)
    cells = list(numbers)
    at = {cell: place for place, cell in enumerate(cells)}
    sums = _sums(cells, at)
    rows, columns, signs = [], [], []
    for row, (whole, parts) in enumerate(sums.items()):
        rows += [row] * (len(parts) + 1)
        columns += [*parts, at[whole[0]]]
        signs += [1.0] * len(parts) + [-1.0]
    deep = max(len(pairs) for _place, pairs in cells) if cells else 0
    far = max(len(place) for place, _pairs in cells) if cells else 0
    depth = np.array(
        [_PER_PLACE ** (far - len(place)) * _PER_DIMENSION ** (deep - len(pairs)) for place, pairs in cells]
    )
    width = max((len(of) for of in numbers.values()), default=1)
    layers = [np.array([of[n] if n < len(of) else 0 for of in numbers.values()], dtype=float) for n in range(width)]
    return System(
        kind=kind,
        cells=cells,
        published=np.arange(len(cells)) < published,
        layers=layers,
        sums=sparse.csr_matrix((signs, (rows, columns)), shape=(len(sums), len(cells))),
        wholes=[at[whole] for whole, _along in sums],
        costs=depth * (1.0 + np.log1p(sum(layers))),
        number=at,
    )


def _sums(cells: list[Cell], at: dict[Cell, int]) -> dict[tuple[Cell, str], list[int]]:
    """For each whole and direction (the place, or one dimension) its parts."""
    sums: dict[tuple[Cell, str], list[int]] = defaultdict(list)
    for cell in cells:
        place, pairs = cell
        if place and (place[:-1], pairs) in at:
            sums[(place[:-1], pairs), ""].append(at[cell])
        for pair in pairs:
            whole = (place, tuple(other for other in pairs if other != pair))
            if whole in at:
                sums[whole, pair[0]].append(at[cell])
    return sums


def _add_shared_margins(numbers: dict[Cell, tuple[int, ...]]) -> None:
    """Margins nobody publishes, as sums of what is published, from the finest down."""
    dimensions = {tuple(dimension for dimension, _c in pairs) for _place, pairs in numbers}
    margins = {part for by in dimensions for size in range(len(by)) for part in combinations(by, size)} - dimensions
    for by in sorted(margins, key=len, reverse=True):
        finer = min((other for other in dimensions if set(by) < set(other)), key=len)
        added: dict[Cell, tuple[int, ...]] = {}
        for (place, pairs), of in numbers.items():
            if tuple(dimension for dimension, _c in pairs) == finer:
                whole = (place, tuple(pair for pair in pairs if pair[0] in by))
                before = added.get(whole, (0,) * len(of))
                added[whole] = tuple(a + b for a, b in zip(before, of, strict=True))
        numbers.update(added)
        dimensions = dimensions | {by}
