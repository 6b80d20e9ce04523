"""What would it take to keep a duty? Found by running the rule on the facts with the deed added, not by words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tirek.standards.engine.facts import UNASSESSED, CaseFacts, Event, Spell
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import Rule, Which
from tirek.standards.engine.verbs import findings


@dataclass(frozen=True, slots=True)
class Way:
    """A deed that would settle the duty if it were done ``on`` that day.

    ``detail`` is what the rule asks of it, codes; of several codes any one will do. ``next_due_on``: the duty is
    owed again by then.
    """

    kind: str
    detail: Mapping[str, Any]
    on: date
    late: bool
    next_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """A duty that is not kept, and every way to settle it; none: it can no longer be made up for."""

    finding: Finding
    ways: tuple[Way, ...]


def what_would_it_take(rule: Rule, facts: CaseFacts, on: date) -> list[WhatItTakes]:
    """For each duty of the rule that is owed or has lapsed: what, done on this day, would settle it."""
    found = [one for one in findings((rule,), facts) if one.state in {State.OPEN, State.LAPSED}]
    return [
        WhatItTakes(owed, tuple(_ways(rule, facts, owed, on)) if owed.state is State.OPEN else ()) for owed in found
    ]


def _ways(rule: Rule, facts: CaseFacts, owed: Finding, on: date) -> Iterator[Way]:
    for kind, detail, day, then in _deeds(rule, facts, owed, on):
        after = next((one for one in findings((rule,), then) if one.subject == owed.subject), None)
        late = owed.due_on is not None and day > owed.due_on
        if after is None or after.state is State.NOT_APPLICABLE or after.state is State.MET:
            yield Way(kind, detail, day, late)
        elif after.state is State.OPEN and (after.due_on or day) > (owed.due_on or day):
            yield Way(kind, detail, day, late, after.due_on)


Deed = tuple[str, Mapping[str, Any], date, CaseFacts]


def _deeds(rule: Rule, facts: CaseFacts, owed: Finding, on: date) -> Iterator[Deed]:
    """Everything the verb might ask for, with the facts as they would be then."""
    match rule.verb:
        case "requires_before":
            yield from _events(rule.first, facts, on)
        case "not_longer_than":
            yield "episode_ended", *_ended(facts, owed, on)
        case "must_have" if rule.what == "care_known":
            known = tuple(child if child.care_from else replace(child, care_from=on) for child in facts.children)
            yield "episode_started", {"track": "care"}, on, replace(facts, children=known)
        case "must_have":
            lasting = (*facts.spells, Spell(rule.track, "", on))
            yield "episode_started", {"track": rule.track}, on, replace(facts, spells=lasting)
        case "not_open_longer_than":
            left = tuple(task for task in facts.open_tasks if task.reference != owed.subject)
            yield "task_finished", {}, on, replace(facts, open_tasks=left)
        case "followed_up":
            point = next(point for point in facts.follow_ups if str(point.months) == owed.subject)
            day = max(on, point.opens_on)
            made = tuple(replace(one, done_on=day) if one is point else one for one in facts.follow_ups)
            yield "follow_up", {"months": point.months}, day, replace(facts, follow_ups=made)
        case _:
            yield from _events(rule.event, facts, on)


def _events(which: Which, facts: CaseFacts, on: date) -> Iterator[Deed]:
    """An event of each kind that counts."""
    for kind in sorted(which.kinds - {"case_opened"}):
        detail = dict(which.where)
        done = {name: value[0] if isinstance(value, tuple) else value for name, value in which.where}
        then = replace(facts, events=(*facts.events, Event(kind, on, done)))
        if kind == "risk_rated":
            level = done.get("level") or (facts.risk[-1][1] if facts.risk else UNASSESSED)
            then = replace(facts, risk=(*facts.risk, (on, level)))
        elif kind == "case_closed":
            then = replace(then, closed_on=on)
        elif kind == "episode_started" and "track" in done:
            then = replace(then, spells=(*facts.spells, Spell(done["track"], done.get("kind", ""), on)))
        yield kind, detail, on, then


def _ended(facts: CaseFacts, owed: Finding, on: date) -> tuple[Mapping[str, Any], date, CaseFacts]:
    """The episodes of a subject ``track:day`` end on this day."""
    track, _, begun = owed.subject.partition(":")
    lasting = [
        spell for spell in facts.spells
        if (spell.track, spell.on.isoformat(), spell.until) == (track, begun, None)
    ]  # fmt: skip
    spells = tuple(replace(spell, until=on) if spell in lasting else spell for spell in facts.spells)
    return {"track": track, "kind": tuple(sorted({spell.kind for spell in lasting}))}, on, replace(facts, spells=spells)
