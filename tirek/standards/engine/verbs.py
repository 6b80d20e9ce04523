"""The rule verbs. Each takes a rule and a timeline and says what is owed; none asks what day it is.

Two conventions hold for every clock that depends on risk:

- a risk that **rises** shortens the clock, counted from the day of the new rating: nobody becomes overdue by a
  deadline that did not exist yesterday;
- a risk that **falls** lengthens it, unless the old deadline had already passed: a missed duty stays owed.

What was still owed when a case was closed lapses; if the case is reopened its clock starts with the reopening.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tirek.kernel.intervals import add_months
from tirek.standards.engine.calendar import add_working_days
from tirek.standards.engine.facts import UNASSESSED, CaseFacts, Event
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import ByRisk, Rule, Which


class Timeline:
    """The facts of one case in the order of days, with the derived events mixed in."""

    __slots__ = ("events", "facts", "ratings", "started_on")

    def __init__(self, facts: CaseFacts) -> None:
        self.facts = facts
        self.ratings = sorted(facts.risk, key=lambda rating: rating[0])
        derived = [Event("case_opened", facts.opened_on)]
        derived += [Event("risk_rated", on, {"level": level}) for on, level in self.ratings]
        self.events = sorted([*derived, *facts.events], key=lambda event: event.on)
        reopened = [event.on for event in facts.events if event.kind == "case_reopened"]
        self.started_on = max([facts.opened_on, *reopened])

    def first(self, which: Which, since: date | None = None) -> Event | None:
        """The first event that counts, on ``since`` or later."""
        for event in self.events:
            if event.kind in which.kinds and (since is None or event.on >= since) and which.fits(event):
                return event
        return None

    def last(self, which: Which) -> Event | None:
        """The last event that counts."""
        for event in reversed(self.events):
            if event.kind in which.kinds and which.fits(event):
                return event
        return None

    def level_on(self, day: date) -> str:
        """The level of risk that held at the end of a day."""
        index = bisect_right(self.ratings, day, key=lambda rating: rating[0])
        return self.ratings[index - 1][1] if index else UNASSESSED

    def deadline(
        self, since: date, amount: ByRisk, add: Callable[[date, int], date], until: date | None = None
    ) -> tuple[date, str]:
        """The last good day of a clock started on ``since``, and the level that set it.

        Ratings after ``until`` (the day it was done) no longer move it.
        """
        level = self.level_on(since)
        due = add(since, amount.at(level))
        for on, new in self.ratings:
            if on <= since or (until is not None and on > until) or new == level:
                continue
            if amount.at(new) < amount.at(level):
                due, level = min(due, add(on, amount.at(new))), new
            elif on <= due:
                due, level = add(since, amount.at(new)), new
        return due, level


def _days(day: date, count: int) -> date:
    return day + timedelta(days=count)


def _duty(rule: Rule, line: Timeline, since: date, due: date, met: date | None = None, **params: Any) -> Finding:
    """The finding of one clock: met, open, or lapsed because the case was closed first."""
    closed = line.facts.closed_on
    state = State.MET if met else State.LAPSED if closed else State.OPEN
    warn = max(since, due - timedelta(days=rule.warn_days))
    return Finding(rule.id, state, since, due, met, warn, params=params)


def _nothing(rule: Rule) -> Finding:
    return Finding(rule.id, State.NOT_APPLICABLE)


def within_working_days(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Done at the latest so many working days after something else (its first or its last time)."""
    assert rule.working_days is not None
    start = line.first(rule.after) if rule.anchor == "first" else line.last(rule.after)
    if start is None:
        yield _nothing(rule)
        return
    done = line.first(rule.event, since=start.on)
    met = done.on if done else None
    since = start.on if met else max(start.on, line.started_on)
    due, level = line.deadline(since, rule.working_days, add_working_days, until=met)
    yield _duty(rule, line, since, due, met, working_days=rule.working_days.at(level), level=level)


def at_least_every(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Done again and again while the case is open; the clock restarts with each time and with a reopening."""
    assert rule.days is not None
    facts = line.facts
    if rule.needs_child and not facts.children:
        yield _nothing(rule)
        return
    since = line.started_on
    if rule.needs_child:  # nobody is late for a child that was not there yet
        since = max(since, min(child.born_on or since for child in facts.children))
    if last := line.last(rule.event):
        since = max(since, last.on)
    due, level = line.deadline(since, rule.days, _days)
    met = facts.closed_on if facts.closed_on and facts.closed_on <= due else None
    yield _duty(rule, line, since, due, met, days=rule.days.at(level), level=level)


def requires_before(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """One thing must be there on the day the other first happens; if it is not, it is owed since that day."""
    then = line.first(rule.then)
    if then is None:
        yield _nothing(rule)
        return
    before = line.first(rule.first)
    since = min(then.on, before.on) if before else then.on
    yield _duty(rule, line, since, then.on, before.on if before else None)


def reviewed_after(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Looked at again so many months after it was done or last looked at."""
    assert rule.months is not None
    facts = line.facts
    start = line.last(rule.after)
    if start is None:
        yield _nothing(rule)
        return
    review = line.last(rule.event)
    since = max(start.on, line.started_on, review.on if review else start.on)
    due, level = line.deadline(since, rule.months, add_months)
    met = facts.closed_on if facts.closed_on and facts.closed_on <= due else None
    yield _duty(rule, line, since, due, met, months=rule.months.at(level), level=level)


def must_have(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """For every child it is known where the child lives; the clock starts when it is not known."""
    assert rule.working_days is not None
    children = line.facts.children
    if not children:
        yield _nothing(rule)
        return
    start = line.started_on
    met: date | None = max((child.care_from for child in children if child.care_from), default=start)
    if missing := [child for child in children if child.care_from is None]:
        start = min(max(start, child.care_ended or child.born_on or start) for child in missing)
        met = None
    due, level = line.deadline(start, rule.working_days, add_working_days, until=met)
    # A care episode usually began before the case: then it was known from the start.
    met = max(met, start) if met else None
    yield _duty(rule, line, start, due, met, working_days=rule.working_days.at(level), level=level)


def not_open_longer_than(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Each urgent task is finished within so many working days; one finding a task."""
    assert rule.working_days is not None
    urgent = [task for task in line.facts.open_tasks if task.urgent]
    for task in urgent:
        due, level = line.deadline(task.opened_on, rule.working_days, add_working_days)
        finding = _duty(rule, line, task.opened_on, due, working_days=rule.working_days.at(level), level=level)
        yield replace(finding, subject=task.reference)
    if not urgent:
        yield _nothing(rule)


def followed_up(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Each follow-up after closure inside its window; the window's last day is the last good day.

    One that was not made when a later one was can't be made up for: the family is now asked about another time.
    """
    latest = max((point.months for point in line.facts.follow_ups if point.done_on), default=0)
    for point in line.facts.follow_ups:
        missed = State.LAPSED if point.months < latest else State.OPEN
        yield Finding(
            rule.id,
            State.MET if point.done_on else missed,
            since=point.opens_on,
            due_on=point.closes_on,
            met_on=point.done_on,
            warn_on=point.opens_on,
            subject=str(point.months),
            params={"months": point.months, "target": point.target_on.isoformat()},
        )
    if not line.facts.follow_ups:
        yield _nothing(rule)


VERBS: dict[str, Callable[[Rule, Timeline], Iterator[Finding]]] = {
    verb.__name__: verb
    for verb in (
        within_working_days,
        at_least_every,
        requires_before,
        reviewed_after,
        must_have,
        not_open_longer_than,
        followed_up,
    )
}


def findings(rules: tuple[Rule, ...], facts: CaseFacts) -> list[Finding]:
    """Every duty the rules see in the facts, in the order of the rules. Pure: same facts, same findings."""
    line = Timeline(facts)
    return [finding for rule in rules for finding in VERBS[rule.verb](rule, line)]
