"""Practice rules as drawn examples: a table of days, read by the tests and by the manual's pages.

Each row says what happens on a day and how the duty stands that evening, knowing only the rows so far.
``docs/packs.md`` explains the notation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tirek.kernel.intervals import add_months
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_folder import load_pack
from tirek.standards.engine.facts import CaseFacts, Child, Event, FollowUpDue, OpenTask
from tirek.standards.engine.findings import Finding
from tirek.standards.engine.rules import Rule, read_rules
from tirek.standards.engine.verbs import findings

ROOT = Path(__file__).parents[2]
PACK = "family_preservation"
NOTHING = "."
EVENTS = {
    "contact": Event("contact", date.min, {"reached": True}),
    "contact, nobody reached": Event("contact", date.min, {"reached": False}),
    "visit": Event("visit", date.min, {"reached": True, "child_seen": False}),
    "visit, child seen": Event("visit", date.min, {"reached": True, "child_seen": True}),
    "visit, nobody at home": Event("visit", date.min, {"reached": False, "child_seen": False}),
    "consent": Event("consent", date.min),
    "assessment": Event("assessment", date.min),
    "plan agreed": Event("plan_agreed", date.min),
    "plan approved": Event("plan_approved", date.min),
    "plan reviewed": Event("plan_reviewed", date.min),
    "child placed": Event("episode_started", date.min, {"track": "care", "placement": True}),
    "child with the mother": Event("episode_started", date.min, {"track": "care", "placement": False}),
    "reopened": Event("case_reopened", date.min),
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

    rule_id: str
    title: dict[str, str]
    rows: tuple[Row, ...] = field(default=())


@cache
def drawn_pack() -> Pack:
    """The pack whose rules are drawn."""
    return load_pack(ROOT / "packs" / PACK)


@cache
def rules() -> dict[str, Rule]:
    """Its rules by id."""
    content = drawn_pack().content()
    return {rule.id: rule for rule in read_rules(content["standards"]["rules"], content["pack"]["sources"])}


def examples(rule_id: str) -> list[Example]:
    """The examples drawn for a rule, in their order."""
    text = (Path(__file__).parent / PACK / f"{rule_id}.md").read_text("utf-8")
    return [_read(rule_id, part) for part in re.split(r"^## ", text, flags=re.M)[1:]]


def drawn_days(example: Example) -> Iterator[tuple[Row, Finding]]:
    """Each row with what the rule finds that evening."""
    facts = CaseFacts(opened_on=example.rows[0].on)
    for row in example.rows:
        for event in row.events:
            facts = _after(facts, event, row.on)
        (found,) = findings((rules()[example.rule_id],), facts)
        yield row, found


def _read(rule_id: str, part: str) -> Example:
    lines = part.splitlines()
    title = {"en": lines[0].strip()}
    title |= {line[2:4]: line[5:].strip() for line in lines if line.startswith(("- kk:", "- ru:"))}
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return Example(rule_id, title, tuple(_row(*row) for row in cells[2:]))


def _row(on: str, events: str, status: str, due: str) -> Row:
    happened = () if events == NOTHING else tuple(events.split("; "))
    return Row(date.fromisoformat(on), happened, status, date.fromisoformat(due) if due else None)


def _after(facts: CaseFacts, event: str, on: date) -> CaseFacts:
    """The facts once an event of the notation has happened."""
    match event.split():
        case ["call"]:
            return replace(facts, opened_on=on)
        case ["closed"]:
            return replace(facts, closed_on=on)
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
        case ["task", "done"]:
            return replace(facts, open_tasks=())
        case ["follow-up", "planned", months]:
            return replace(facts, follow_ups=(_planned(int(months), on),))
        case ["follow-up", "made"]:
            return replace(facts, follow_ups=(replace(facts.follow_ups[0], done_on=on),))
    if event == "reopened":
        facts = replace(facts, closed_on=None)
    return replace(facts, events=(*facts.events, replace(EVENTS[event], on=on)))


def _planned(months: int, closed_on: date) -> FollowUpDue:
    point = next(point for point in drawn_pack().follow_up.points if point.months == months)
    target = add_months(closed_on, months)
    before, after = timedelta(point.days_before), timedelta(point.days_after)
    return FollowUpDue(months, target, target - before, target + after)
