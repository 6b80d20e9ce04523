"""A practice rule, ready to run: read once from the pack's data, then asked about many cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tirek.standards.engine.facts import UNASSESSED, Event, Spell


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
        for name, value in self.where:
            said = event.detail.get(name)
            if said not in value if isinstance(value, tuple) else said != value:
                return False
        return True


_NONE = Which()


@dataclass(frozen=True, slots=True)
class Spells:
    """Which episodes count: those of a track; no kinds: all of them."""

    track: str
    kinds: frozenset[str] = frozenset()

    def fits(self, spell: Spell) -> bool:
        """Whether the episode is of the track and of a kind that counts."""
        return spell.track == self.track and (not self.kinds or spell.kind in self.kinds)


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
    track: str = ""
    during: Spells | None = None
    needs_child: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    escalate_after: int = 3
    working_days: ByRisk | None = None
    days: ByRisk | None = None
    months: ByRisk | None = None
    source_words: Mapping[str, str] = field(default_factory=dict)


_WHICH = ("event", "after", "first", "then")
_AMOUNTS = ("working_days", "days", "months")
_WORDS = ("title", "why", "open", "met", "what_to_do")
_PLAIN = (
    "id", "verb", "act", "source", "clause", "verified", "warn_days", "anchor", "what", "needs_child", "escalate_after",
)  # fmt: skip
_DAYS = ("valid_from", "valid_to")


def read_rules(standards: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]] = ()) -> tuple[Rule, ...]:
    """Rules from a pack's ``standards.rules`` and ``pack.sources`` as plain data (``model_dump``)."""
    titles = {source["code"]: source["title"] for source in sources}
    return tuple(_read(data, titles) for data in standards)


def _read(data: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> Rule:
    values: dict[str, Any] = {name: data[name] for name in _PLAIN if name in data}
    values["words"] = {name: data[name] for name in _WORDS}
    values["source_words"] = titles.get(data["source"], {})
    values["track"] = data.get("track") or ""
    for name in _DAYS:
        if day := data.get(name):
            values[name] = day if isinstance(day, date) else date.fromisoformat(day)
    for name in _WHICH:
        if name in data:
            values[name] = _which(data[name])
    if during := data.get("during"):
        values["during"] = Spells(during["track"], frozenset(during.get("kinds", ())))
    for name in _AMOUNTS:
        if name in data:
            amount = data[name]
            values[name] = ByRisk(amount if isinstance(amount, Mapping) else {UNASSESSED: amount})
    return Rule(**values)


def _which(data: Mapping[str, Any]) -> Which:
    where = (
        (name, tuple(value) if isinstance(value, list) else value) for name, value in data.get("where", {}).items()
    )
    return Which(frozenset(data["kinds"]), tuple(where))
