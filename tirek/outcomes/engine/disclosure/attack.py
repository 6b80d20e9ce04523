"""What can be computed of the hidden cells from all that is shown: the attack that every table has to stand.

The attacker knows the sums, that no number is negative, that nought is always shown (so a hidden number is one at
least), how many people stand in two parts at once, and perhaps some of the hidden cells (``known``).
"""

from dataclasses import dataclass
from typing import Any, Final

from tirek.outcomes.engine.disclosure.system import System

#: Further away than this from the truth an interval is wide enough for anything.
_FAR: Final = 1e6
_TRIES: Final = 6


@dataclass
class Attack:
    """One number of the cells (``layer``) under attack: which are free, and the equations that bind them."""

    system: System
    layer: int
    hidden: Any

    def __post_init__(self) -> None:
        import numpy as np

        values = self.system.layers[self.layer]
        self.free = np.flatnonzero(self.hidden & (values > 0))
        self.true = values[self.free]
        sums = self.system.sums[:, self.free]
        binding = np.flatnonzero(np.diff(sums.indptr))
        self.sums = sums[binding]
        self.right = self.sums @ self.true
        self.least, self.most = np.ones(len(self.free)), self.true + _FAR
        self._parts_below_wholes(binding)

    def _parts_below_wholes(self, binding: Any) -> None:
        """Where parts overlap, a part is still no larger than the whole; elsewhere the sum says so already."""
        import numpy as np
        from scipy import sparse

        values = self.system.layers[self.layer]
        at = {int(cell): n for n, cell in enumerate(self.free)}
        rows = []
        for row in binding[(self.system.sums @ values)[binding] != 0]:
            whole = self.system.wholes[row]
            parts = [at[int(cell)] for cell in self.system.sums[row].indices if cell != whole and int(cell) in at]
            for part in parts:
                if whole in at:
                    rows.append((part, at[whole]))
                elif self.true[part] <= values[whole]:
                    self.most[part] = min(self.most[part], values[whole])
        rows = [(part, whole) for part, whole in rows if self.true[part] <= self.true[whole]]
        self.below = (
            sparse.csr_matrix(
                (np.tile([1.0, -1.0], len(rows)), (np.repeat(np.arange(len(rows)), 2), np.array(rows).ravel())),
                shape=(len(rows), len(self.free)),
            )
            if rows
            else None
        )

    def furthest(self, direction: Any, near: float = _FAR) -> Any:
        """The possible numbers that lie furthest in a direction, no further than ``near`` from the truth."""
        import numpy as np
        from scipy.optimize import linprog

        bounds = np.column_stack([np.maximum(self.least, self.true - near), np.minimum(self.most, self.true + near)])
        equal = {"A_eq": self.sums, "b_eq": self.right} if self.sums.shape[0] else {}
        below = {"A_ub": self.below, "b_ub": np.zeros(self.below.shape[0])} if self.below is not None else {}
        found = linprog(-direction, bounds=bounds, method="highs", **equal, **below)
        return found.x if found.status == 0 else self.true

    def intervals(self) -> dict[int, tuple[float, float]]:
        """For every hidden cell that is not nought, the least and the most it can be."""
        import numpy as np

        told = {}
        for n, cell in enumerate(self.free):
            direction = np.zeros(len(self.free))
            direction[n] = 1.0
            told[int(cell)] = (float(self.furthest(-direction)[n]), float(self.furthest(direction)[n]))
        return told

    def narrow(self, wanted: Any, need: float, proofs: list[Any], *, alone: bool = True) -> list[int]:
        """Of the wanted cells, those whose interval is narrower than ``need``; without ``alone`` perhaps a few more.

        Other numbers that everything shown allows prove at once for every cell that its interval reaches as far. Proofs
        are differences from the truth and hold for whoever knows nothing of the cells that differ. They are kept, and
        what they leave open is asked together and then alone.
        """
        import numpy as np

        wanted = wanted[self.free]
        low, high, near = self.true.copy(), self.true.copy(), 8.0 * need
        chance = np.random.default_rng(len(self.free))
        for proof in self.holding(proofs):
            np.minimum(low, self.true + proof, out=low)
            np.maximum(high, self.true + proof, out=high)

        def look(direction: Any) -> None:
            found = self.furthest(direction, near)
            np.minimum(low, found, out=low)
            np.maximum(high, found, out=high)
            proof = np.zeros(len(self.hidden))
            proof[self.free] = np.where(np.abs(found - self.true) > 1e-7, found - self.true, 0.0)
            proofs.append(proof)

        for turn in range(_TRIES):
            open_ = wanted & (high - low < need - 1e-6)
            if not open_.any():
                return []
            sign = (1.0, -1.0)[turn] if turn < 2 else chance.choice([-1.0, 1.0], len(self.free))
            look(np.where(open_, sign * chance.uniform(0.5, 1.5, len(self.free)), 0.0))
        for n in np.flatnonzero(wanted & alone):
            for sign in (1.0, -1.0):
                if high[n] - low[n] < need - 1e-6:
                    direction = np.zeros(len(self.free))
                    direction[n] = sign
                    look(direction)
        return [int(cell) for cell in self.free[wanted & (high - low < need - 1e-6)]]

    def holding(self, proofs: list[Any]) -> list[Any]:
        """Of the proofs those that hold here, for the free cells: all sums kept, no number below what it can be."""
        import numpy as np

        if not proofs:
            return []
        fixed = np.ones(len(self.hidden), dtype=bool)
        fixed[self.free] = False
        every = np.array(proofs)
        every = every[~every[:, fixed].any(axis=1)][:, self.free]
        if not len(every):
            return []
        there = self.true + every
        held = (there >= self.least - 1e-6).all(axis=1) & (there <= self.most + 1e-6).all(axis=1)
        held &= np.abs(self.sums @ every.T).max(axis=0, initial=0.0) < 1e-6
        if self.below is not None:
            held &= (self.below @ there.T).max(axis=0, initial=0.0) < 1e-6
        return list(every[held])


def by_pencil(system: System, layer: int, unknown: Any) -> Any:
    """The unknown cells that subtraction alone gives: a sum in which one number is missing, again and again."""
    unknown = unknown & (system.layers[layer] > 0)
    all_unknown, sums = unknown.copy(), abs(system.sums)
    while True:
        missing = sums @ unknown.astype(float)
        found = (sums.T @ (missing == 1.0).astype(float) > 0) & unknown
        if not found.any():
            return all_unknown & ~unknown
        unknown = unknown & ~found
