"""A practice rule, ready to run: read once from the pack's data, then asked about many cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tirek.standards.engine.facts import UNASSESSED, Event


@dataclass(frozen=True, slots=True)
class ByRisk:
    """A number for each level of risk."""

    levels: Mapping[str, int]

    def at(self, level: str) -> int:
        """The number at a level; a level the rule does not know counts as not assessed."""
        return self.levels.get(level, self.levels[UNASSESSED])


@dataclass(frozen=True, slots=True)
class Which:
    """Which events count."""

    kinds: frozenset[str] = frozenset()
    where: tuple[tuple[str, Any], ...] = ()

    def fits(self, event: Event) -> bool:
        """Whether the event is of a kind that counts and its detail says what it must."""
        if event.kind not in self.kinds:
            return False
        return all(
            event.detail.get(name) in value if isinstance(value, list) else event.detail.get(name) == value
            for name, value in self.where
        )


_NONE = Which()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its verb, its parameters and its words. ``words`` maps a name to kk, ru, en."""

    id: str
    verb: str
    act: str
    words: Mapping[str, Mapping[str, str]]
    source: str
    clause: str = ""
    verified: bool = False
    warn_days: int = 3
    event: Which = _NONE
    after: Which = _NONE
    first: Which = _NONE
    then: Which = _NONE
    anchor: str = "first"
    what: str = ""
    needs_child: bool = False
    working_days: ByRisk | None = None
    days: ByRisk | None = None
    months: ByRisk | None = None
    source_words: Mapping[str, str] = field(default_factory=dict)


_WHICH = ("event", "after", "first", "then")
_AMOUNTS = ("working_days", "days", "months")
_WORDS = ("title", "why", "open", "met", "what_to_do")
_PLAIN = ("id", "verb", "act", "source", "clause", "verified", "warn_days", "anchor", "what", "needs_child")


def read_rules(standards: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]] = ()) -> tuple[Rule, ...]:
    """Rules from a pack's ``standards.rules`` and ``pack.sources`` as plain data (``model_dump``)."""
    titles = {source["code"]: source["title"] for source in sources}
    return tuple(_read(data, titles) for data in standards)


def _read(data: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> Rule:
    values: dict[str, Any] = {name: data[name] for name in _PLAIN if name in data}
    values["words"] = {name: data[name] for name in _WORDS}
    values["source_words"] = titles.get(data["source"], {})
    for name in _WHICH:
        if name in data:
            which = data[name]
            values[name] = Which(frozenset(which["kinds"]), tuple(which.get("where", {}).items()))
    for name in _AMOUNTS:
        if name in data:
            amount = data[name]
            values[name] = ByRisk(amount if isinstance(amount, Mapping) else {UNASSESSED: amount})
    return Rule(**values)
