"""What a cohort outcome is: who enters, what is waited for, and what else may end the waiting.

Each is one file in ``outcomes.cohorts``. Its function returns one row for each time somebody entered:

    key           who (a pseudonym); ``unit``, ``organisation`` as everywhere
    began_on      the day the clock starts (return home, birth, remission, release)
    watched_until the day of the ending, or the last day we know of
    ending        ``event`` what is waited for · the code of a competing ending · ``still`` nothing until the day of
                  the facts · ``lost`` nobody knows since ``watched_until``
    ... one text column for each dimension named in ``by``

The engine groups by (stratum, days, ending) and hands counts to ``survival``: nobody's row leaves it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.definition import Facts, Serves, Standard
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

CohortRows = Callable[[Facts], "ir.Table"]
EVENT: Final = "event"
STILL: Final = "still"
LOST: Final = "lost"


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """An outcome over time.

    ``event_is_good``: the event is what the programme exists for; otherwise it is the breakdown, and the page shows who
    was spared it. ``competing`` names the endings after which the event can't come any more.
    """

    id: str
    title: Words
    about: Words
    counted: str
    entered: Words  # what starts the clock, in words
    event: Words
    competing: Mapping[str, Words]
    event_is_good: bool = False
    programmes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    months: tuple[int, ...] = (1, 3, 6, 12, 24)  # where the page reads the curve
    standards: tuple[Standard, ...] = ()
    serves: tuple[Serves, ...] = ()
    verified: bool = False
    version: int = 1
    rows: CohortRows
    #: The official-looking ratio of a period, for comparison: this year's events by this year's entries.
    period_ratio: Words | None = None
