"""Clocks that have run out their round: of a duty that comes again and again, every time it was done before.

The verbs say what is owed now; a clock that was restarted has left their findings. Whoever counts how duties were kept
asks for these too: a visit a fortnight late is not made good by the one after it. Pure, like the verbs.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tirek.kernel.intervals import add_months
from tirek.standards.engine.facts import CaseFacts
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import Rule, Which
from tirek.standards.engine.timeline import Timeline, add_days

#: What the subject of such a finding begins with; the day its clock started follows.
ROUND = "round:"
_CLOSED = Which(kinds=frozenset({"case_closed"}))


class _Stretch(NamedTuple):
    """Days in which a clock runs again and again; of the last stretch the verb itself finds the last round."""

    begins: date
    ends: date | None
    last: bool
    episode: date | None = None  # the day an episode ended, where that ended the stretch


def rounds(rules: tuple[Rule, ...], facts: CaseFacts) -> list[Finding]:
    """Every round that has ended, by rule and day. The round that runs now, or ran last, is the verb's own finding."""
    line = Timeline(facts)
    found: list[Finding] = []
    for rule in rules:
        if rule.verb == "at_least_every":
            found += _every(rule, line)
        elif rule.verb == "reviewed_after":
            found += _reviewed(rule, line)
    return [one for one in found if rule_held(rule_of(rules, one), one)]


def rule_of(rules: tuple[Rule, ...], finding: Finding) -> Rule:
    """The rule of a finding."""
    return next(rule for rule in rules if rule.id == finding.rule_id)


def rule_held(rule: Rule, finding: Finding) -> bool:
    """Whether the rule held on the day the clock started."""
    assert finding.since is not None
    return (rule.valid_from or date.min) <= finding.since <= (rule.valid_to or date.max)


def _every(rule: Rule, line: Timeline) -> Iterator[Finding]:
    assert rule.days is not None
    children = line.facts.children
    if rule.needs_child and not children:
        return
    earliest = rule.valid_from or date.min
    if rule.needs_child:
        earliest = max(earliest, min(child.born_on or date.min for child in children))
    days = line.each(rule.event)
    for stretch in _stretches(rule, line):
        since = max(stretch.begins, earliest)
        if stretch.ends is not None and stretch.ends < since:
            continue
        for day in days:
            if since < day and (stretch.ends is None or day <= stretch.ends):
                due, level = line.deadline(since, rule.days, add_days, until=day)
                yield _round(rule, State.MET, since, due, day, days=rule.days.at(level), level=level)
                since = day
        if not stretch.last and stretch.ends is not None:
            due, level = line.deadline(since, rule.days, add_days, until=stretch.ends)
            kept = stretch.ends <= due
            met = stretch.ends if kept else None
            state = State.MET if kept else State.LAPSED
            params: dict[str, int | str] = {"days": rule.days.at(level), "level": level}
            if stretch.episode and not kept:
                params["ended"] = stretch.episode.isoformat()
            yield _round(rule, state, since, due, met, **params)


def _stretches(rule: Rule, line: Timeline) -> Iterator[_Stretch]:
    """The episodes during which it is asked, or else the times the case was open."""
    if rule.during:
        runs = line.runs(rule.during)
        for place, run in enumerate(runs, 1):
            end = line.end(run.until)
            yield _Stretch(
                line.clock_from(run.on, end), end, place == len(runs), run.until if run.until == end else None
            )
        return
    closings = line.each(_CLOSED)
    for start, following in pairwise([*line.starts, None]):
        assert start is not None
        if following is None:
            yield _Stretch(start, line.facts.closed_on, True)
        else:
            yield _Stretch(start, next((day for day in closings if start <= day <= following), following), False)


def _reviewed(rule: Rule, line: Timeline) -> Iterator[Finding]:
    assert rule.months is not None
    begins = line.first(rule.after)
    if begins is None:
        return
    since = max(begins, line.started_on)
    closed = line.facts.closed_on
    for day in sorted({*line.each(rule.after), *line.each(rule.event)}):
        if since < day and (closed is None or day <= closed):
            due, level = line.deadline(since, rule.months, add_months, until=day)
            yield _round(rule, State.MET, since, due, day, months=rule.months.at(level), level=level)
            since = day


def _round(rule: Rule, state: State, since: date, due: date, met: date | None, **params: int | str) -> Finding:
    return Finding(rule.id, state, since, due, met, subject=f"{ROUND}{since.isoformat()}", params=params)
