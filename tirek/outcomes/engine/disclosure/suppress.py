"""Which cells are hidden besides the small ones, so that nobody computes these.

For every small cell there must be other numbers the whole system could hold as well, in which that cell differs by at
least as much as the threshold asks. Where there are none, the cheapest change of the numbers that makes such a
difference is looked for (a linear program, HiGHS), and the cells that change in it are hidden too. Those numbers are
the proof, and hiding more never takes it away. What is told at the end was attacked once more, by ``audited``.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tirek.outcomes.engine.disclosure.attack import Attack
from tirek.outcomes.engine.disclosure.rules import THRESHOLD, Kind
from tirek.outcomes.engine.disclosure.system import Cell, Counted, System, system_of

#: What it costs to move a number that is hidden anyway: next to nothing, or the proof would wander about.
_FREE: Final = 1e-4
_MOVED: Final = 1e-6
_ROUNDS: Final = 40


@dataclass(frozen=True)
class Protection:
    """What is hidden: the small cells and those that guard them; which were small; whether it stood the attack."""

    hidden: frozenset[Cell]
    small: frozenset[Cell]
    audited: bool
    steps: tuple[str, ...] = field(default=())


def protect(
    counted: Iterable[Counted],
    kind: Kind = Kind.COUNT,
    *,
    threshold: int = THRESHOLD,
    hide: Collection[Cell] = (),
    known: Sequence[Collection[Cell]] = (),
    seed: Collection[Cell] = (),
) -> Protection:
    """Hide what must be hidden of all cells of one indicator and one time.

    ``hide``: cells that are hidden whatever they hold. ``known``: for each attacker beyond the stranger, the cells that
    one knows already (a supervisor her own unit, somebody who kept the table of last month what did not change).
    ``seed``: cells hidden from the start because another procedure proposed them.
    """
    system = system_of(counted, kind)
    need = float(threshold - 1)
    forced, insiders = system.mask(hide), [system.mask(()), *(system.mask(one) for one in known)]
    small = _small(system, threshold, forced)
    hidden = (small.any(axis=0) | forced | system.mask(seed) | ~system.published) if len(system.cells) else forced
    steps = []
    for step in (_complete, _only_totals, _everything):
        hidden = step(system, small, hidden, insiders, need)
        steps.append(step.__name__.strip("_"))
        if stood := _stands(system, small, hidden, insiders, need):
            break
    return Protection(
        hidden=frozenset(system.picked(hidden & system.published)),
        small=frozenset(system.picked(small.any(axis=0) & system.published)),
        audited=stood,
        steps=tuple(steps),
    )


def audited(
    counted: Iterable[Counted],
    hidden: Collection[Cell],
    kind: Kind = Kind.COUNT,
    *,
    threshold: int = THRESHOLD,
    known: Sequence[Collection[Cell]] = (),
) -> bool:
    """The gate: whether everything that is small is hidden, and nobody finds it more nearly than the threshold asks."""
    system = system_of(counted, kind)
    kept, small = system.mask(hidden) | ~system.published, _small(system, threshold, system.mask(()))
    if (small.any(axis=0) & system.published & ~kept).any():
        return False
    insiders = [system.mask(()), *(system.mask(one) for one in known)]
    return _stands(system, small, kept, insiders, float(threshold - 1))


def intervals(
    counted: Iterable[Counted], hidden: Collection[Cell], kind: Kind
) -> dict[Cell, list[tuple[float, float]]]:
    """For every hidden cell the least and the most each of its numbers can be, as far as all that is shown tells."""
    system = system_of(counted, kind)
    told: dict[Cell, list[tuple[float, float]]] = {}
    for layer, values in enumerate(system.layers):
        found = Attack(system, layer, system.mask(hidden) | ~system.published).intervals()
        for at, cell in enumerate(system.cells):
            if cell in hidden:
                told.setdefault(cell, []).append(found.get(at, (float(values[at]), float(values[at]))))
    return told


def _small(system: System, threshold: int, forced: Any) -> Any:
    """For each layer the cells that need protection: of one to four people, and those that are hidden for a reason."""
    import numpy as np

    few = [(np.abs(values) > 0) & (np.abs(values) < threshold) for values in system.layers]
    return np.array([(one & system.published) | (forced & (system.layers[n] > 0)) for n, one in enumerate(few)])


def _weak(system: System, small: Any, hidden: Any, known: Any, layer: int, need: float) -> tuple[Attack, list[int]]:
    attack = Attack(system, layer, hidden & ~known)
    return attack, attack.narrow(small[layer] & ~known, need)


def _stands(system: System, small: Any, hidden: Any, insiders: list[Any], need: float) -> bool:
    """Whether every attacker, at every layer, finds every small number no more nearly than ``need``."""
    return not any(
        _weak(system, small, hidden, known, layer, need)[1]
        for known in insiders
        for layer in range(len(system.layers))
        if (small[layer] & ~known).any()
    )


def _complete(system: System, small: Any, hidden: Any, insiders: list[Any], need: float) -> Any:
    """Hide the cheapest cells until every attacker fails."""
    hidden = hidden.copy()
    for known in insiders:
        for layer in range(len(system.layers)):
            for _round in range(_ROUNDS):
                weak = _weak(system, small, hidden, known, layer, need)[1]
                if not weak:
                    break
                proved: set[int] = set()
                for cell in weak:
                    if cell not in proved:
                        moved = _move(system, layer, cell, hidden, known, need)
                        hidden |= moved > _MOVED
                        proved |= set((moved >= need - _MOVED).nonzero()[0].tolist())
    return hidden


def _move(system: System, layer: int, cell: int, hidden: Any, known: Any, need: float) -> Any:
    """How far each number goes in the cheapest change by which this cell grows as far as needed, all sums kept."""
    import numpy as np
    from scipy import sparse
    from scipy.optimize import linprog

    values = system.layers[layer]
    free = np.flatnonzero((values > 0) & ~known)
    cost = np.where(hidden, _FREE, 1.0)[free] * system.costs[free]
    down = values[free] - 1.0
    up = np.full(len(free), 4.0 * need)
    at = int(np.searchsorted(free, cell))
    sums = system.sums[:, free]
    sums = sums[np.flatnonzero(np.diff(sums.indptr))]
    bounds = np.column_stack([np.zeros(2 * len(free)), np.concatenate([up, np.minimum(down, 4.0 * need)])])
    bounds[at], bounds[len(free) + at] = (need, need), (0.0, 0.0)
    found = linprog(
        np.concatenate([cost, cost]),
        A_eq=sparse.hstack([sums, -sums], format="csr") if sums.shape[0] else None,
        b_eq=np.zeros(sums.shape[0]) if sums.shape[0] else None,
        bounds=bounds,
        method="highs",
    )
    moved = np.zeros(len(values))
    if found.status == 0:
        moved[free] = np.abs(found.x[: len(free)] - found.x[len(free) :])
    return moved


def _only_totals(system: System, small: Any, hidden: Any, insiders: list[Any], need: float) -> Any:
    """Every breakdown is hidden; of the totals, what must be."""
    import numpy as np

    parts = np.array([bool(pairs) for _place, pairs in system.cells])
    return _complete(system, small, hidden | parts, insiders, need)


def _everything(system: System, small: Any, hidden: Any, insiders: list[Any], need: float) -> Any:
    """Nothing is told."""
    import numpy as np

    return np.ones(len(system.cells), dtype=bool)
