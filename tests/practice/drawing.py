"""Practice rules as drawn examples: a table of days, read by the tests and by the manual's pages.

Each row says what happens on a day and how the duty stands that evening, knowing only the rows so far. Of several
duties of one rule the row shows the one that presses most. ``docs/packs.md`` explains the notation.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tirek.kernel.intervals import add_months
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_folder import load_pack
from tirek.standards.engine.facts import CaseFacts, Child, Event, FollowUpDue, OpenTask, Spell
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import Rule, read_rules
from tirek.standards.engine.verbs import findings

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
NOTHING = "."
EVENTS = {
    "contact": Event("contact", date.min, {"reached": True}),
    "contact, nobody reached": Event("contact", date.min, {"reached": False}),
    "visit": Event("visit", date.min, {"reached": True, "child_seen": False}),
    "visit, child seen": Event("visit", date.min, {"reached": True, "child_seen": True}),
    "visit, alarm": Event("visit", date.min, {"reached": True, "child_seen": True, "band": "alarm"}),
    "visit, nobody at home": Event("visit", date.min, {"reached": False, "child_seen": False}),
    "consent": Event("consent", date.min),
    "assessment": Event("assessment", date.min),
    "conference": Event("conference", date.min),
    "plan agreed": Event("plan_agreed", date.min),
    "plan approved": Event("plan_approved", date.min),
    "plan reviewed": Event("plan_reviewed", date.min),
    "child placed": Event("episode_started", date.min, {"track": "care", "placement": True}),
    "child with the mother": Event("episode_started", date.min, {"track": "care", "placement": False}),
    "closed": Event("case_closed", date.min),
    "reopened": Event("case_reopened", date.min),
    "task done": Event("task_finished", date.min, {"dropped": False}),
}
#: One code of the pack after the word: ``contact phone``, ``visit home``, ``service therapy``.
CODED: dict[str, Callable[[str], dict[str, object]]] = {
    "contact": lambda code: {"reached": True, "channel": code},
    "visit": lambda code: {"reached": True, "child_seen": False, "place": code},
    "consent": lambda code: {"purpose": code},
    "service": lambda code: {"service": code},
    "assessment": lambda code: {"instrument": code},
}


@dataclass(frozen=True)
class Row:
    """One drawn day: what happened, the status expected that evening and the due day."""

    on: date
    events: tuple[str, ...]
    status: str
    due_on: date | None


@dataclass(frozen=True)
class Example:
    """One drawn example of a rule, with its title in three languages."""

    pack: str
    rule_id: str
    title: dict[str, str]
    rows: tuple[Row, ...] = field(default=())


def pack_codes() -> list[str]:
    """Every pack that stands in the repository."""
    return sorted(file.parent.name for file in (ROOT / "packs").glob("*/standards.yaml"))


@cache
def drawn_pack(code: str) -> Pack:
    """A pack whose rules are drawn."""
    return load_pack(ROOT / "packs" / code)


@cache
def rules(code: str) -> dict[str, Rule]:
    """A pack's rules by id."""
    content = drawn_pack(code).content()
    return {rule.id: rule for rule in read_rules(content["standards"]["rules"], content["pack"]["sources"])}


def drawings(code: str) -> list[str]:
    """The ids of a pack's rules that are drawn."""
    return sorted(file.stem for file in (HERE / code).glob("*.md"))


def examples(code: str, rule_id: str) -> list[Example]:
    """The examples drawn for a rule, in their order."""
    text = (HERE / code / f"{rule_id}.md").read_text("utf-8")
    return [_read(code, rule_id, part) for part in re.split(r"^## ", text, flags=re.M)[1:]]


def drawn_days(example: Example) -> Iterator[tuple[Row, Finding]]:
    """Each row with what the rule finds that evening."""
    pack, rule = drawn_pack(example.pack), rules(example.pack)[example.rule_id]
    facts = CaseFacts(opened_on=example.rows[0].on)
    for row in example.rows:
        for event in row.events:
            facts = _after(pack, facts, event, row.on)
        yield row, pressing(findings((rule,), facts))


def pressing(found: list[Finding]) -> Finding:
    """Of several duties of a rule: the open one that is due first, otherwise the one whose clock started last."""
    owed = [finding for finding in found if finding.state is State.OPEN]
    if owed:
        return min(owed, key=lambda finding: finding.due_on or date.max)
    return max(found, key=lambda finding: finding.since or date.min)


def _read(code: str, rule_id: str, part: str) -> Example:
    lines = part.splitlines()
    title = {"en": lines[0].strip()}
    title |= {line[2:4]: line[5:].strip() for line in lines if line.startswith(("- kk:", "- ru:"))}
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return Example(code, rule_id, title, tuple(_row(*row) for row in cells[2:]))


def _row(on: str, events: str, status: str, due: str) -> Row:
    happened = () if events == NOTHING else tuple(events.split("; "))
    return Row(date.fromisoformat(on), happened, status, date.fromisoformat(due) if due else None)


def _after(pack: Pack, facts: CaseFacts, event: str, on: date) -> CaseFacts:
    """The facts once an event of the notation has happened."""
    match event.split():
        case ["call"]:
            return replace(facts, opened_on=on)
        case ["risk", level]:
            return replace(facts, risk=(*facts.risk, (on, level)))
        case ["child", "born"]:
            return replace(facts, children=(Child(on),))
        case ["child's", "home", "known"]:
            return replace(facts, children=(Child(on, care_from=on),))
        case ["child's", "home", "unknown"]:
            return replace(facts, children=(Child(None, care_ended=on),))
        case ["urgent", "task"]:
            return replace(facts, open_tasks=(OpenTask("1", on, urgent=True),))
        case ["follow-up", "planned", months]:
            return replace(facts, follow_ups=(_planned(pack, int(months), on),))
        case ["follow-up", "made"]:
            return replace(facts, follow_ups=(replace(facts.follow_ups[0], done_on=on),))
        case ["episode", kind, *until]:
            return _begun(pack, facts, kind, on, until)
        case ["ended", kind, *reason]:
            return _ended(facts, kind, on, " ".join(reason))
    if event == "closed":
        facts = replace(facts, closed_on=on)
    elif event == "reopened":
        facts = replace(facts, closed_on=None)
    elif event == "task done":
        facts = replace(facts, open_tasks=())
    return replace(facts, events=(*facts.events, replace(_event(event), on=on)))


def _event(event: str) -> Event:
    """An event of the notation without its day."""
    if event in EVENTS:
        return EVENTS[event]
    match event.split():
        case ["assessment", instrument, band]:
            return Event("assessment", date.min, {"instrument": instrument, "band": band})
        case [kind, code] if kind in CODED:
            return Event(kind, date.min, CODED[kind](code))
    raise ValueError(f"{event!r} is not in the notation of docs/packs.md")


def _begun(pack: Pack, facts: CaseFacts, kind: str, on: date, until: list[str]) -> CaseFacts:
    """``episode <track>/<kind> until <day>``: a kind that is a moment ends on its day."""
    track, code = kind.split("/")
    chosen = next(item for item in pack.track(track).kinds if item.code == code)
    expected = date.fromisoformat(until[1]) if until else None
    spell = Spell(track, code, on, on if chosen.moment else None, expected)
    started = Event("episode_started", on, {"track": track, "kind": code, "placement": chosen.placement})
    return replace(facts, spells=(*facts.spells, spell), events=(*facts.events, started))


def _ended(facts: CaseFacts, kind: str, on: date, reason: str) -> CaseFacts:
    """``ended <track>/<kind>``, with the reason where a rule asks for it."""
    track, code = kind.split("/")
    spells = list(facts.spells)
    index = next(i for i, spell in enumerate(spells) if (spell.track, spell.kind, spell.until) == (track, code, None))
    spells[index] = replace(spells[index], until=on)
    ended = Event("episode_ended", on, {"track": track, "kind": code, "reason": reason})
    return replace(facts, spells=tuple(spells), events=(*facts.events, ended))


def _planned(pack: Pack, months: int, closed_on: date) -> FollowUpDue:
    point = next(point for point in pack.follow_up.points if point.months == months)
    target = add_months(closed_on, months)
    before, after = timedelta(point.days_before), timedelta(point.days_after)
    return FollowUpDue(months, target, target - before, target + after)
