"""Which cells are hidden besides the small ones, so that nobody computes these.

For every small cell there must be other numbers the whole system could hold as well, in which that cell differs by at
least as much as the threshold asks. Where there are none, the cheapest change of the numbers that makes such a
difference is looked for (a linear program, HiGHS), and the cells that change in it are hidden too. Those numbers are
the proof, and hiding more never takes it away. What is told at the end was attacked once more, by ``audited``.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tirek.outcomes.engine.disclosure.attack import Attack, by_pencil
from tirek.outcomes.engine.disclosure.rules import THRESHOLD, Kind
from tirek.outcomes.engine.disclosure.system import Cell, Counted, System, system_of

#: What it costs to move a number that is hidden anyway: next to nothing, or the proof would wander about.
_FREE: Final = 1e-4
_MOVED: Final = 1e-6


@dataclass(frozen=True)
class Attacker:
    """Somebody who knows some cells already. ``inside``: what follows from these alone is no secret kept from her."""

    known: Any
    inside: bool = False


@dataclass
class _Case:
    """A system under protection: what is small in each layer, how wide its interval must be, against whom.

    ``proofs`` are, for each layer, differences from the truth that everything shown allows as well.
    """

    system: System
    small: Any
    need: float
    attackers: list[Attacker]

    def __post_init__(self) -> None:
        self.proofs: list[list[Any]] = [[] for _layer in self.system.layers]


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
    known: Collection[Cell] = (),
    insiders: Sequence[Collection[Cell]] = (),
    seed: Collection[Cell] = (),
) -> Protection:
    """Hide what must be hidden of all cells of one indicator and one time.

    ``hide``: cells that are hidden and guarded whatever they hold. ``known``: what an attacker knows who kept the
    tables of last month. ``insiders``: what each supervisor knows, the cells of her own unit. ``seed``: cells that are
    hidden from the start, because another procedure proposed them.
    """
    system = system_of(counted, kind)
    forced = system.mask(hide)
    small = _small(system, threshold, forced)
    case = _Case(system, small, float(threshold - 1), _attackers(system, known, insiders))
    hidden = (small.any(axis=0) | forced | system.mask(seed) | ~system.published) if len(system.cells) else forced
    steps = []
    for step in (_complete, _only_totals, _everything):
        hidden = step(case, hidden)
        steps.append(step.__name__.strip("_"))
        if stood := _stands(case, hidden):
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
    known: Collection[Cell] = (),
    insiders: Sequence[Collection[Cell]] = (),
) -> bool:
    """The gate: whether everything that is small is hidden, and nobody finds it more nearly than the threshold asks."""
    system = system_of(counted, kind)
    kept, small = system.mask(hidden) | ~system.published, _small(system, threshold, system.mask(()))
    if (small.any(axis=0) & system.published & ~kept).any():
        return False
    return _stands(_Case(system, small, float(threshold - 1), _attackers(system, known, insiders)), kept)


def intervals(
    counted: Iterable[Counted], hidden: Collection[Cell], kind: Kind = Kind.COUNT
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


def _attackers(system: System, known: Collection[Cell], insiders: Sequence[Collection[Cell]]) -> list[Attacker]:
    """The stranger, who kept the tables of last month, the supervisors."""
    kept = [Attacker(system.mask(known))] if known else []
    return [Attacker(system.mask(())), *kept, *(Attacker(system.mask(one), inside=True) for one in insiders)]


def _weak(case: "_Case", hidden: Any, attacker: Attacker, layer: int, *, alone: bool = True) -> list[int]:
    """The small cells that this attacker finds too nearly."""
    asked = case.small[layer] & ~attacker.known
    if attacker.inside and asked.any():  # what she would know though nothing at all were told
        asked &= ~by_pencil(case.system, layer, ~attacker.known)
    if not asked.any():
        return []
    proofs = case.proofs[layer]
    weak = Attack(case.system, layer, hidden & ~attacker.known).narrow(asked, case.need, proofs, alone=alone)
    if weak and attacker.inside:
        asked[:] = False
        asked[weak] = True
        own = Attack(case.system, layer, ~attacker.known).narrow(asked, case.need, proofs)
        return [cell for cell in weak if cell not in own]
    return weak


def _stands(case: "_Case", hidden: Any) -> bool:
    """Whether every attacker, at every layer, finds every small number no more nearly than needed."""
    layers = range(len(case.system.layers))
    return not any(_weak(case, hidden, one, layer) for one in case.attackers for layer in layers)


def _complete(case: "_Case", hidden: Any) -> Any:
    """Hide the cheapest cells until every attacker fails."""
    import numpy as np

    hidden = hidden.copy()
    for attacker in case.attackers:
        for layer in range(len(case.system.layers)):
            proved: set[int] = set()
            for cell in _weak(case, hidden, attacker, layer, alone=False):
                if cell not in proved:
                    moved = _move(case, layer, cell, hidden, attacker.known)
                    case.proofs[layer].append(moved)
                    hidden |= np.abs(moved) > _MOVED
                    proved |= set((np.abs(moved) >= case.need - _MOVED).nonzero()[0].tolist())
    return hidden


def _move(case: "_Case", layer: int, cell: int, hidden: Any, known: Any) -> Any:
    """How far each number goes in the cheapest change by which this cell grows as far as needed, all sums kept."""
    import numpy as np
    from scipy import sparse
    from scipy.optimize import linprog

    values, need = case.system.layers[layer], case.need
    free = np.flatnonzero((values > 0) & ~known)
    cost = np.where(hidden, _FREE, 1.0)[free] * case.system.costs[free]
    down = np.minimum(values[free] - 1.0, 4.0 * need)
    at = int(np.searchsorted(free, cell))
    sums = case.system.sums[:, free]
    sums = sums[np.flatnonzero(np.diff(sums.indptr))]
    bounds = np.column_stack([np.zeros(2 * len(free)), np.concatenate([np.full(len(free), 4.0 * need), down])])
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
        moved[free] = found.x[: len(free)] - found.x[len(free) :]
    moved[np.abs(moved) <= _MOVED] = 0.0
    return moved


def _only_totals(case: "_Case", hidden: Any) -> Any:
    """Every breakdown is hidden; of the totals, what must be."""
    import numpy as np

    return _complete(case, hidden | np.array([bool(pairs) for _place, pairs in case.system.cells]))


def _everything(case: "_Case", hidden: Any) -> Any:
    """Nothing is told."""
    import numpy as np

    return np.ones_like(hidden)
