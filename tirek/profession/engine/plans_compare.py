"""A plan beside the one before it: what was done, carried over, dropped, left behind, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from tirek.profession.engine.plans import Standing


class Fate(StrEnum):
    """What became of an item from one plan to the next."""

    CARRIED = "carried"  # it goes on in the new plan
    DONE = "done"
    DROPPED = "dropped"
    LEFT = "left"  # neither done nor dropped, and nothing in the new plan follows it
    NEW = "new"


@dataclass(frozen=True)
class Promise:
    """An item as the comparison reads it; ``follows`` is the key of one in the plan before."""

    key: int
    number: str
    text: str
    standing: Standing
    follows: int | None = None


@dataclass(frozen=True)
class Piece:
    """Some words of a changed text: kept, taken out, or put in."""

    change: str  # same, out, in
    words: str


@dataclass(frozen=True)
class Compared:
    """One line of the comparison. ``pieces`` only where the text was changed."""

    fate: Fate
    old: Promise | None
    new: Promise | None
    pieces: tuple[Piece, ...] = ()


_ENDED: Final = {Standing.DONE: Fate.DONE, Standing.DROPPED: Fate.DROPPED}


def compare(before: Sequence[Promise], after: Sequence[Promise]) -> list[Compared]:
    """Every item of both plans stands in one line at least: in the order of the old plan, then what is new."""
    followers: dict[int, list[Promise]] = {}
    for one in after:
        if one.follows is not None:
            followers.setdefault(one.follows, []).append(one)
    lines: list[Compared] = []
    for old in before:
        nexts = followers.get(old.key, [])
        lines += [Compared(Fate.CARRIED, old, new, changed_words(old.text, new.text)) for new in nexts]
        if not nexts:
            lines.append(Compared(_ENDED.get(old.standing, Fate.LEFT), old, None))
    known = {old.key for old in before}
    return lines + [Compared(Fate.NEW, None, new) for new in after if new.follows not in known]


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    """Where two wordings differ, word by word; nothing where they are the same."""
    if before == after:
        return ()
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("out", " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece("in", " ".join(new[c:d])))
    return tuple(pieces)
