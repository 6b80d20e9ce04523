"""Whole-number arithmetic of the figures: how many keys, and which middle, in every group of every grouping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tirek.outcomes.engine.gathering import Asked, Codebook, Fetched

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, Any]

#: So many rows of one key are compared with each other; beyond it everything is sorted.
SIDE_BY_SIDE: Final = 8
#: So many groups are counted in one list; beyond it only those that are there.
GROUPS: Final = 1_000_000


@dataclass(frozen=True)
class Tally:
    """Of one grouping: the groups that are there, how many keys each has, and the middle of their days.

    A group is one number made of the numbers of its words, ``names`` with so many ``sizes``: the first weighs most.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    groups: "Array"
    n: "Array"
    middle: "Array | None" = None

    def sorted(self, ranks: "Mapping[str, Array]") -> "Tally":
        """The same with the groups in the order of their words."""
        import numpy as np

        left, parts = self.groups, []
        for size in reversed(self.sizes):
            left, part = np.divmod(left, size)
            parts.append(part)
        sizes = tuple(max(1, len(ranks[name])) for name in self.names)
        groups = np.zeros(len(self.groups), np.int64)
        for name, size, part in zip(self.names, sizes, reversed(parts), strict=True):
            groups = groups * size + ranks[name][part]
        order = np.argsort(groups)
        middle = None if self.middle is None else self.middle[order]
        return Tally(self.names, sizes, groups[order], self.n[order], middle)


class Counter:
    """Counts what was fetched by one query, for one definition after another."""

    def __init__(self, fetched: Fetched, book: Codebook) -> None:
        self._of = fetched
        self._sizes = {name: max(1, len(words)) for name, words in book.words.items()}
        self._groups: dict[Any, Array] = {}
        self._rows: dict[Any, tuple[Array, Array]] = {}

    def tallies(self, asked: Asked, groupings: Sequence[tuple[str, ...]]) -> list[Tally]:
        """For each grouping, by the names of its columns, who is in which group."""
        rows, several = self._chosen(asked)
        of, found = self._of, []
        for names in groupings:
            groups, sizes = self._numbered(asked, names), tuple(self._sizes[name] for name in names)
            if of.days is not None:
                found.append(Tally(names, sizes, *self._middles(groups, rows, several)))
                continue
            mine, n = groups[rows], None if of.n is None else of.n[rows]
            if len(several):
                more = groups[several]
                first = _first_of_each(more, of.keys[several])  # type: ignore[index]
                mine = _joined(mine, more[first])
            found.append(Tally(names, sizes, *_counted(mine, n, prod(sizes))))
        return found

    def _chosen(self, asked: Asked) -> "tuple[Array, Array]":
        """The rows of a definition: of keys that have one row among them, and, by key, of those that have several."""
        import numpy as np

        if asked.said not in self._rows:
            chosen = np.flatnonzero(self._of.flags[asked.said])
            keys, several = self._of.keys, chosen[:0]
            if keys is not None and len(chosen):
                mine = keys[chosen]
                alone = np.bincount(mine)[mine] == 1
                if not alone.all():
                    several, chosen = chosen[~alone], chosen[alone]
                    several = several[np.argsort(keys[several], kind="stable")]
            self._rows[asked.said] = chosen, several
        return self._rows[asked.said]

    def _numbered(self, asked: Asked, names: tuple[str, ...]) -> "Array":
        import numpy as np

        columns = tuple((name, asked.columns[name]) for name in names)
        if columns not in self._groups:
            groups = np.zeros(len(self._of.flags[asked.said]), np.int64)
            for name, value in columns:
                groups = groups * self._sizes[name] + self._of.codes[name, value]
            self._groups[columns] = groups
        return self._groups[columns]

    def _middles(self, groups: "Array", rows: "Array", several: "Array") -> "tuple[Array, Array, Array]":
        """The exact middle of whole days in each group; a key counts once, by its shortest."""
        import numpy as np

        of = self._of
        assert of.days is not None
        if len(several):
            order = several[np.lexsort((of.days[several], of.keys[several], groups[several]))]  # type: ignore[index]
            same = (groups[order][1:] == groups[order][:-1]) & (of.keys[order][1:] == of.keys[order][:-1])  # type: ignore[index]
            rows = _joined(rows, order[np.concatenate(([True], ~same))])
        longest = int(of.days.max()) + 1 if len(of.days) else 1
        least = min(0, int(of.days.min())) if len(of.days) else 0
        mine = groups[rows] * (longest - least) + (of.days[rows] - least)  # one number sorts faster than two
        if of.n is None:
            mine.sort()
            until = np.arange(1, len(mine) + 1)
        else:
            order = np.argsort(mine)
            mine, until = mine[order], np.cumsum(of.n[rows][order])
        mine, days = np.divmod(mine, longest - least)
        days += least
        last = np.flatnonzero(np.concatenate((mine[1:] != mine[:-1], [True]))) if len(mine) else np.zeros(0, np.int64)
        ends = until[last]
        begun = np.concatenate(([0], ends[:-1]))[: len(ends)]
        n = ends - begun
        low, high = begun + (n - 1) // 2, begun + n // 2
        at = [days[np.searchsorted(until, place, side="right")] for place in (low, high)]
        return mine[last], n, (at[0] + at[1]) / 2


def _first_of_each(groups: "Array", keys: "Array") -> "Array":
    """Of rows in the order of their keys: where a key stands in a group for the first time."""
    import numpy as np

    new = np.ones(len(keys), bool)
    longest = int(np.bincount(keys - keys.min()).max())
    if longest > SIDE_BY_SIDE:
        order = np.lexsort((groups, keys))
        same = (keys[order][1:] == keys[order][:-1]) & (groups[order][1:] == groups[order][:-1])
        new[order[1:][same]] = False
        return new
    for back in range(1, longest):
        new[back:] &= (keys[back:] != keys[:-back]) | (groups[back:] != groups[:-back])
    return new


def _counted(groups: "Array", n: "Array | None", size: int) -> "tuple[Array, Array]":
    import numpy as np

    if n is not None:  # counted by the engine: few rows, each of several keys
        groups, n = groups[n > 0], n[n > 0]
    if size > max(GROUPS, len(groups)):
        there, where = np.unique(groups, return_inverse=True)
        return there, np.bincount(where, n).astype(np.int64)
    counts = np.bincount(groups, n).astype(np.int64)
    there = np.flatnonzero(counts)
    return there, counts[there]


def _joined(some: "Array", others: "Array") -> "Array":
    import numpy as np

    return np.concatenate((some, others)) if len(some) else others
