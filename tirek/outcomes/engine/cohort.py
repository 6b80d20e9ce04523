"""What a cohort outcome is: who enters, what is waited for, and what else may end the waiting.

Each is one file in ``outcomes.cohorts``. Its function returns one row for each time somebody entered:

    key           who (a pseudonym); ``unit``, ``organisation`` as everywhere
    began_on      the day the clock starts (return home, birth, remission, release); each key and day once
    seen_from     the day from which it was watched: ``began_on``, or the opening of a case that was opened later
    watched_until the day of the ending, or the last day we know of
    ending        ``event`` what is waited for · the code of a competing ending · ``still`` nothing until the day of
                  the facts · ``lost`` nobody knows since ``watched_until``
    ... one text column for each dimension named in ``by``

``watching`` makes such rows and says what "known until" means, groups them by place, category, days and ending, and
hands counts to ``survival``: nobody's row leaves it.
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
    was spared it. ``competing`` names the endings after which the event can't come any more. ``main`` is the share that
    is read first: of those who came to the event, or to whom nothing has happened yet (``still`` says that in words).
    ``sentence`` tells it: ``{people}`` entered ``{when}``, after ``{months}`` it was ``{share}`` (``{interval}``).
    """

    id: str
    title: Words
    about: Words
    counted: str
    entered: Words  # what starts the clock, in words
    event: Words
    still: Words  # to whom nothing has happened yet, in words
    sentence: Words
    competing: Mapping[str, Words]
    main: str = STILL
    event_is_good: bool = False
    programmes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    months: tuple[int, ...] = (1, 3, 6, 12, 24)  # where the page reads the curve
    standards: tuple[Standard, ...] = ()
    serves: tuple[Serves, ...] = ()
    verified: bool = False
    version: int = 1
    rows: CohortRows
    #: The official-looking ratio of a period, for comparison: this year's events by this year's entries, in words.
    period_ratio: Words | None = None

    def ending(self, code: str) -> Words | None:
        """What an ending is called."""
        return self.event if code == EVENT else self.still if code == STILL else self.competing.get(code)


def days_of(months: int) -> int:
    """A horizon in days: so many average months (30.4375 days), whole days only. 12 months are 365 days, 6 are 182."""
    return months * 487 // 16
