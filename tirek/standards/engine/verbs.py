"""The rule verbs. Each takes a rule and a timeline and says what is owed; none asks what day it is.

Two conventions hold for every clock that depends on risk:

- a risk that **rises** shortens the clock, counted from the day of the new rating: nobody becomes overdue by a
  deadline that did not exist yesterday;
- a risk that **falls** lengthens it, unless the old deadline had already passed: a missed duty stays owed.

What was still owed when a case was closed lapses; if the case is reopened its clock starts with the reopening.
What is owed while an episode lasts ends with the episode: kept, if its last good day had not passed, otherwise lapsed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tirek.kernel.intervals import add_months
from tirek.standards.engine.calendar import add_working_days
from tirek.standards.engine.facts import CaseFacts, Spell
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import ByRisk, Rule, Spells
from tirek.standards.engine.timeline import Timeline, add_days


def _duty(
    rule: Rule,
    line: Timeline,
    since: date,
    due: date,
    met: date | None = None,
    *,
    ended: date | None = None,
    subject: str = "",
    **params: Any,
) -> Finding:
    """The finding of one clock: met, open, or lapsed because the case was closed or the episode ended first."""
    over = line.end(ended)
    state = State.MET if met else State.LAPSED if over else State.OPEN
    if state is State.LAPSED and over == ended and ended is not None:
        params["ended"] = ended.isoformat()
    warn = max(since, due - timedelta(days=rule.warn_days))
    return Finding(rule.id, state, since, due, met, warn, subject, params, add_working_days(due, rule.escalate_after))


def _nothing(rule: Rule) -> Finding:
    return Finding(rule.id, State.NOT_APPLICABLE)


def _within(rule: Rule, line: Timeline, amount: str, add: Callable[[date, int], date]) -> Iterator[Finding]:
    number: ByRisk = getattr(rule, amount)
    after_closure = "case_closed" in rule.after.kinds
    if rule.anchor == "each":  # what was before the case is history, nobody here could have answered it
        starts: list[date | None] = [day for day in line.each(rule.after) if day >= line.facts.opened_on]
    else:
        starts = [line.first(rule.after) if rule.anchor == "first" else line.last(rule.after)]
    for start in starts:
        if start is None or not (after_closure or line.end(start) == start):
            continue  # what happens once the case is closed starts nothing, but for the closure itself
        met = line.first(rule.event, since=start)
        since = line.clock_from(start, met)
        due, level = line.deadline(since, number, add, until=met)
        subject = start.isoformat() if rule.anchor == "each" else ""
        params: dict[str, Any] = {amount: number.at(level), "level": level}
        found = _duty(rule, line, since, due, met, subject=subject, **params)
        yield replace(found, state=State.OPEN) if after_closure and not met else found


def within_working_days(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Done at the latest so many working days after something else: its first, its last, or each time."""
    return _within(rule, line, "working_days", add_working_days)


def within_days(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Done at the latest so many calendar days after something else: the first 72 hours are three days."""
    return _within(rule, line, "days", add_days)


def at_least_every(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Done again and again while the case is open; the clock restarts with each time and with a reopening.

    With ``during`` it runs only while such an episode lasts, and starts anew with each.
    """
    assert rule.days is not None
    facts = line.facts
    if rule.needs_child and not facts.children:
        return
    since, ended = line.started_on, None
    if rule.during:
        runs = line.runs(rule.during)
        if not runs:
            return
        ended = runs[-1].until
        since = line.clock_from(runs[-1].on, line.end(ended))
    over = line.end(ended)
    if rule.needs_child:  # nobody is late for a child that was not there yet
        since = max(since, min(child.born_on or since for child in facts.children))
    if rule.valid_from:  # the clock has no start of its own: the day the rule comes into force is one
        if over and over < rule.valid_from:
            return
        since = max(since, rule.valid_from)
    if last := line.last(rule.event, until=over):
        since = max(since, last)
    due, level = line.deadline(since, rule.days, add_days, until=over)
    met = over if over and over <= due else None
    yield _duty(rule, line, since, due, met, ended=ended, days=rule.days.at(level), level=level)


def requires_before(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """One thing must be there on the day the other first happens; if it is not, it is owed since that day."""
    then = line.first(rule.then, since=line.facts.opened_on)
    if then is None:
        return
    before = line.first(rule.first)
    since = min(then, before) if before else then
    yield _duty(rule, line, since, then, before)


def reviewed_after(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Looked at again so many months after it was done or last looked at."""
    assert rule.months is not None
    closed = line.facts.closed_on
    start = line.last(rule.after, until=closed)
    if start is None:
        return
    review = line.last(rule.event, until=closed)
    since = max(start, line.started_on, review or start)
    due, level = line.deadline(since, rule.months, add_months, until=closed)
    met = closed if closed and closed <= due else None
    yield _duty(rule, line, since, due, met, months=rule.months.at(level), level=level)


def _by_subject(line: Timeline, during: Spells) -> dict[str, Spell]:
    """Episodes by what tells their duties apart; of several that began on one day, the one that lasts longest,
    and of those that last still, the one that is expected to end first.
    """
    found: dict[str, Spell] = {}
    for spell in line.spells(during):  # those that began on one day, in the order of their ends
        key = f"{spell.track}:{spell.on.isoformat()}"
        one = found.get(key)
        both_last = one is not None and one.until is None
        if one and both_last and (one.expected_end_on or date.max) <= (spell.expected_end_on or date.max):
            continue
        found[key] = spell
    return found


def before_expected_end(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Done so many days before the expected end of an episode; one finding an episode.

    Begun later than that, it is due the next working day. An episode that ended before the due day owes nothing.
    """
    assert rule.days is not None
    assert rule.during is not None
    for subject, spell in _by_subject(line, rule.during).items():
        if spell.expected_end_on is None:
            continue
        over = line.end(spell.until)
        met = line.first(rule.event, since=spell.on)
        if met and over and met > over:
            met = None
        since = line.clock_from(spell.on, met or over)
        expected = max(spell.expected_end_on, since)
        due, level = line.deadline_before(since, expected, rule.days, until=met or over)
        if met is None and over and over == spell.until and over <= due:
            continue
        ends = spell.expected_end_on.isoformat()
        days = rule.days.at(level)
        yield _duty(rule, line, since, due, met, ended=spell.until, subject=subject, days=days, level=level, ends=ends)


def not_longer_than(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """An episode of a kind lasts no longer; one finding an episode. Time before the case was opened is not counted."""
    assert rule.days is not None
    assert rule.during is not None
    for subject, spell in _by_subject(line, rule.during).items():
        over = line.end(spell.until)
        since = line.clock_from(spell.on, over)
        due, level = line.deadline(since, rule.days, add_days, until=over)
        met = over if over and (over == spell.until or over <= due) else None
        days = rule.days.at(level)
        yield _duty(rule, line, since, due, met, ended=spell.until, subject=subject, days=days, level=level)


def must_have(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Something is known of the case; the clock starts when it is not known.

    ``care_known``: of every child, where it lives. ``track_known``: whom the programme is about has an episode of
    the track that lasts.
    """
    assert rule.working_days is not None
    known = _care_known(line) if rule.what == "care_known" else _track_known(rule, line)
    if known is None:
        return
    start, met = known
    due, level = line.deadline(start, rule.working_days, add_working_days, until=met)
    # An episode usually began before the case: then it was known from the start.
    met = max(met, start) if met else None
    yield _duty(rule, line, start, due, met, working_days=rule.working_days.at(level), level=level)


def _care_known(line: Timeline) -> tuple[date, date | None] | None:
    children = line.facts.children
    if not children:
        return None
    start = line.started_on
    if missing := [child for child in children if child.care_from is None]:
        return min(max(start, child.care_ended or child.born_on or start) for child in missing), None
    return start, max((child.care_from for child in children if child.care_from), default=start)


def _track_known(rule: Rule, line: Timeline) -> tuple[date, date | None]:
    """Since when it is asked, and since when it is known without a gap."""
    known_from: date | None = None
    unknown_from: date | None = None
    for spell in sorted(line.facts.spells, key=lambda spell: (spell.on, spell.until or date.max)):
        if spell.track != rule.track or not spell.about or line.end(spell.on) != spell.on:
            continue
        if spell.until == spell.on:  # a moment (a kit handed out, a test) does not last
            continue
        if known_from is None or (unknown_from is not None and spell.on > unknown_from):
            gap, known_from = unknown_from, spell.on
        unknown_from = max(unknown_from or spell.on, spell.until or date.max)
    if known_from is None or unknown_from is None:
        return line.started_on, None
    if unknown_from != date.max:
        return max(line.started_on, unknown_from), None
    return max(line.started_on, gap) if gap else line.started_on, known_from


def not_open_longer_than(rule: Rule, line: Timeline) -> Iterator[Finding]:
    """Each urgent task is finished within so many working days; one finding a task."""
    assert rule.working_days is not None
    for task in line.facts.open_tasks:
        if task.urgent:
            on = task.opened_on
            due, level = line.deadline(on, rule.working_days, add_working_days)
            number = rule.working_days.at(level)
            yield _duty(rule, line, on, due, subject=task.reference, working_days=number, level=level)


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
            escalate_on=add_working_days(point.closes_on, rule.escalate_after),
        )


VERBS: dict[str, Callable[[Rule, Timeline], Iterator[Finding]]] = {
    verb.__name__: verb
    for verb in (
        within_working_days,
        within_days,
        at_least_every,
        before_expected_end,
        not_longer_than,
        requires_before,
        reviewed_after,
        must_have,
        not_open_longer_than,
        followed_up,
    )
}


def findings(rules: tuple[Rule, ...], facts: CaseFacts) -> list[Finding]:
    """Every duty the rules see in the facts, in the order of the rules. Pure: same facts, same findings.

    A rule that asks nothing of the case says so in one finding.
    """
    line = Timeline(facts)
    found: list[Finding] = []
    for rule in rules:
        before = len(found)
        for finding in VERBS[rule.verb](rule, line):
            if _in_force(rule, finding):
                found.append(finding)
        if len(found) == before:
            found.append(_nothing(rule))
    return found


def _in_force(rule: Rule, finding: Finding) -> bool:
    """Whether the rule held on the day the clock started."""
    if rule.valid_from is None and rule.valid_to is None:
        return True
    started = finding.due_on if rule.verb == "requires_before" else finding.since
    assert started is not None
    return (rule.valid_from or date.min) <= started <= (rule.valid_to or date.max)
