"""Names that are one although their letters differ: Шыңғыс and Чингиз, Фёдор and Fyodor, Саша and Александр.

The list is ``tirek/people/names/aliases.csv``, from practice and unverified: it helps to find, it decides nothing.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tirek.people.engine.names import fold


class AliasOf(StrEnum):
    """Why two words count as one name; codes of ``enums.AliasKind``."""

    SAME = "same"
    SHORT = "short"


@dataclass(frozen=True)
class Alias:
    """A line of the list, as people write the names; ``source`` says where it was learned."""

    word: str
    alias: str
    kind: AliasOf
    source: str


def listed_aliases() -> tuple[Alias, ...]:
    """The list that comes with Tirek."""
    text = files("tirek.people").joinpath("names/aliases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Alias(row["word"], row["alias"], AliasOf(row["kind"]), row["source"]) for row in rows)


def folded_aliases(aliases: Iterable[Alias]) -> dict[tuple[str, str], AliasOf]:
    """Pairs of folded words in both directions.

    The same name in three languages is one group, each word an alias of each; a short form stands for every word of
    the group. Two short forms of one name are no aliases of each other: Слава may be Вячеслав or Владислав.
    """
    aliases = list(aliases)
    group: dict[str, set[str]] = {}
    for line in aliases:
        if line.kind is AliasOf.SAME:
            one, other = fold(line.word), fold(line.alias)
            joined = group.get(one, {one}) | group.get(other, {other})
            for word in joined:
                group[word] = joined
    pairs: dict[tuple[str, str], AliasOf] = {}
    for line in aliases:
        if line.kind is AliasOf.SHORT:
            short = fold(line.alias)
            for word in group.get(fold(line.word), {fold(line.word)}) - {short}:
                pairs[word, short] = pairs[short, word] = AliasOf.SHORT
    for words in group.values():
        pairs |= {(one, other): AliasOf.SAME for one in words for other in words if one != other}
    return pairs


@cache
def known_aliases() -> Mapping[tuple[str, str], AliasOf]:
    """The folded pairs of the list that comes with Tirek, read once."""
    return folded_aliases(listed_aliases())
