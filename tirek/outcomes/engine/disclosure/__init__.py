"""Nobody is found in a table: which cells are hidden, and the attack every table has to stand before it is told."""

from tirek.outcomes.engine.disclosure.changes import Shown, changes_since
from tirek.outcomes.engine.disclosure.rules import LEAST_THRESHOLD, THRESHOLD, Kind, kind_of, sensitive, threshold_of
from tirek.outcomes.engine.disclosure.suppress import Protection, audited, intervals, protect
from tirek.outcomes.engine.disclosure.system import Cell, Counted, Place

__all__ = [
    "LEAST_THRESHOLD",
    "THRESHOLD",
    "Cell",
    "Counted",
    "Kind",
    "Place",
    "Protection",
    "Shown",
    "audited",
    "changes_since",
    "intervals",
    "kind_of",
    "protect",
    "sensitive",
    "threshold_of",
]
