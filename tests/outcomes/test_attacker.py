"""The attacker recovers nothing of what is hidden; of tables in which small cells alone are hidden, much.

``TIREK_TABLES`` says how many invented tables are attacked (1,000 for the figure in docs/evidence/disclosure.md).
"""

import os
from collections import Counter
from dataclasses import dataclass

from tests.outcomes.attacker import changes, counted, later, numbers, others_in, recovered, small, world
from tests.security.figures import Figure
from tirek.outcomes.engine.disclosure import Cell, Counted, Kind, Shown, changes_since, protect

TABLES = int(os.environ.get("TIREK_TABLES", "12"))


@dataclass(frozen=True)
class Told:
    """A table as it was told."""

    cells: list[Counted]
    hidden: frozenset[Cell]

    @property
    def shown(self) -> Shown:
        said = {one.cell: (one.numerator, one.denominator) for one in self.cells}
        return Shown(
            {cell: of for cell, of in said.items() if cell not in self.hidden},
            {cell: of for cell, of in said.items() if cell in self.hidden},
        )


def units(cells: list[Counted]) -> list[list[Cell]]:
    """What each supervisor knows."""
    places = sorted({one.place for one in cells if len(one.place) == 2})
    return [[one.cell for one in cells if one.place == place] for place in places]


def told(cells: list[Counted], kind: Kind, before: Told | None = None) -> Told | None:
    """As the nightly work tells it, after what it told before."""
    changed = changes_since(cells, [before.shown] if before else [], kind)
    found = protect(cells, kind, hide=changed.small, seed=changed.sticky, known=changed.known, insiders=units(cells))
    return Told(cells, found.hidden) if found.audited else None


def test_the_attacker_recovers_nothing_and_without_the_guarding_cells_much(figure: Figure) -> None:
    count: Counter[str] = Counter()
    for seed in range(TABLES):
        first = world(seed)
        month, kind = counted(first), first.kind
        truth = numbers(month)
        hidden_small = {cell for cell, said in truth.items() if small(said)}
        count["small"] += len(hidden_small)
        count["bare"] += len(recovered(truth, hidden_small))

        now = told(month, kind)
        assert now is not None
        count["guards"] += len(now.hidden - hidden_small)
        count["cells"] += len(truth)
        assert hidden_small <= now.hidden
        assert not recovered(truth, now.hidden), f"table {seed}: by a stranger"
        for own in units(month)[seed % 3 :: 4]:
            alone = recovered(truth, truth, own)  # what she knows though nothing were told
            more = recovered(truth, now.hidden, own).keys() - alone.keys()
            assert not [cell for cell in more if others_in(first, cell, own[0][0])], f"table {seed}: by a supervisor"

        if seed % 2:
            _months(seed, now, count)
    assert count["bare"] > count["small"] / 3  # the test bites
    figure(
        "disclosure",
        f"{TABLES} tables, {count['cells']} cells, {count['small']} of one to four people: hiding those alone, the"
        f" attacker recovers {count['bare']}; with {count['guards']} cells to guard them, none. {count['months']} of"
        f" them again a month later: {count['bare_changes']} small changes told by pages on their own, none by editions"
        f" ({count['stayed']} stayed as they were)",
    )


def _months(seed: int, now: Told, count: Counter[str]) -> None:
    """The same table a month later: neither the difference nor the old table tells more."""
    first = world(seed)
    second = later(seed, first)
    month, kind = counted(second), first.kind
    before, after = numbers(now.cells), numbers(month)
    alone, then = told(month, kind), told(month, kind, now)
    if then is None:  # the old edition stays
        count["stayed"] += 1
        return
    count["months"] += 1
    count["bare_changes"] += changes(before, set(before) - now.hidden, after, set(after) - alone.hidden)
    shown_before, shown = set(before) - now.hidden, set(after) - then.hidden
    assert not changes(before, shown_before, after, shown), f"table {seed}: by the difference"
    same = {cell for cell in before if before[cell] == after.get(cell)}
    assert not recovered(after, then.hidden, same & shown_before), f"table {seed}: by the older table"
    assert not recovered(before, now.hidden, same & shown), f"table {seed}: of the older table"
