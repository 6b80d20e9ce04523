"""What changed from one wording of a standard to the next, clause by clause. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Change(StrEnum):
    """What happened to a clause."""

    NEW = "new"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Worded:
    """A clause as it is compared: ``key`` is its competence, or its number."""

    key: str
    number: str
    text: str
    level: int = 0
    cadres: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ClauseChange:
    """A clause that is new, worded otherwise or gone; before and after."""

    change: Change
    before: Worded | None
    after: Worded | None


def changes(before: Iterable[Worded], after: Iterable[Worded]) -> list[ClauseChange]:
    """New, changed and dropped clauses in the order of the new wording, the dropped ones last.

    A clause that only got another number is not called changed.
    """
    old = {clause.key: clause for clause in before}
    found: list[ClauseChange] = []
    for clause in after:
        earlier = old.pop(clause.key, None)
        if earlier is None:
            found.append(ClauseChange(Change.NEW, None, clause))
        elif _said(earlier) != _said(clause):
            found.append(ClauseChange(Change.CHANGED, earlier, clause))
    return found + [ClauseChange(Change.DROPPED, clause, None) for clause in old.values()]


def open_to_comments(state: str, since: date | None, until: date | None, on: date) -> bool:
    """Whether anybody may comment on that day; the last day counts."""
    return state == "consultation" and since is not None and until is not None and since <= on <= until


def may_be_worded(state: str, until: date | None, on: date) -> bool:
    """Whether clauses may change: in a draft, and again when everybody has had their say."""
    return state == "draft" or (state == "consultation" and until is not None and until < on)


def _said(clause: Worded) -> tuple[str, int, frozenset[str]]:
    return clause.text, clause.level, clause.cadres
