"""The gap between what a standard asks of a cadre and how far somebody is. Plain Python: a rule one can argue about.

Asked is the highest level that any standard in force asks of a cadre one works in. How far somebody is says the
supervisor's newest rating where there is one, else the person's own; both are shown, and two levels between them are
worth a talk. No rating at all is no zero: it is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

LEVELS: Final = (1, 2, 3, 4)
#: So many levels between one's own rating and the supervisor's are worth a talk.
WORTH_A_TALK: Final = 2


@dataclass(frozen=True)
class Asked:
    """A competence that a standard in force asks of a cadre, at a level from 1 to 4; ``courses`` teach it."""

    competence: str
    level: int
    sector: str
    cadres: frozenset[str]
    courses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rated:
    """How far somebody is in a competence, by themselves or by a supervisor, on a day; 0 is not yet."""

    competence: str
    level: int
    own: bool
    on: date


@dataclass(frozen=True)
class Gap:
    """A competence asked, the newest ratings, what is missing (None: nobody rated it), and where it is learned."""

    competence: str
    asked: int
    own: Rated | None
    supervisor: Rated | None
    courses: frozenset[str]

    @property
    def level(self) -> int | None:
        """How far somebody is: by the supervisor, else by themselves."""
        counts = self.supervisor or self.own
        return counts.level if counts else None

    @property
    def missing(self) -> int | None:
        """How many levels are missing; nothing is known where nobody rated."""
        return None if self.level is None else max(0, self.asked - self.level)

    @property
    def apart(self) -> bool:
        """The two ratings lie so far apart that they are worth a talk."""
        return bool(self.own and self.supervisor and abs(self.own.level - self.supervisor.level) >= WORTH_A_TALK)


def gaps(
    asked: Iterable[Asked],
    posts: Iterable[tuple[str, str]],
    ratings: Iterable[Rated],
    teaches: Mapping[str, frozenset[str]] | None = None,
) -> list[Gap]:
    """What the posts one holds (sector, cadre) ask, against the newest ratings; the widest gap first.

    ``teaches``: further courses that say of themselves what they teach, by competence.
    """
    held = set(posts)
    highest: dict[str, int] = {}
    courses: dict[str, set[str]] = {}
    for one in asked:
        if not any(sector == one.sector and cadre in one.cadres for sector, cadre in held):
            continue
        highest[one.competence] = max(highest.get(one.competence, 0), one.level)
        courses.setdefault(one.competence, set()).update(one.courses)
    newest: dict[tuple[str, bool], Rated] = {}
    for rating in sorted(ratings, key=lambda row: row.on):
        newest[rating.competence, rating.own] = rating
    found = [
        Gap(
            code,
            level,
            newest.get((code, True)),
            newest.get((code, False)),
            frozenset(courses[code]) | (teaches or {}).get(code, frozenset()),
        )
        for code, level in highest.items()
    ]
    # What nobody rated comes after what is known to be missing, and before what is reached.
    return sorted(found, key=lambda gap: (-(0.5 if gap.missing is None else gap.missing), gap.competence))
