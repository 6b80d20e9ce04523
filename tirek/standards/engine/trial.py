"""A rule tried on a case of the past: would it have caught it? Looked at evening by evening, as it was known then.

The last finding alone does not tell: a clock that starts again with each contact forgets the gap before it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tirek.standards.engine.facts import CaseFacts
from tirek.standards.engine.findings import Finding, Status
from tirek.standards.engine.rules import Rule
from tirek.standards.engine.verbs import findings

_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """How a case stands before a rule; of several duties the worst counts."""

    BROKEN = "broken"
    LAPSED = "lapsed"
    LATE = "late"
    AHEAD = "ahead"
    IN_TIME = "in_time"
    NOT_APPLICABLE = "not_applicable"


#: What a rule would have caught.
CAUGHT = (Verdict.BROKEN, Verdict.LAPSED, Verdict.LATE)
_BY_STATUS = {
    Status.OVERDUE: Verdict.BROKEN,
    Status.LAPSED: Verdict.LAPSED,
    Status.MET_LATE: Verdict.LATE,
    Status.MET: Verdict.IN_TIME,
    Status.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Tried:
    """The verdict on a case; ``due_on`` is the first good day that was missed."""

    verdict: Verdict
    due_on: date | None = None

    @property
    def caught(self) -> bool:
        """Whether the rule was broken at some time."""
        return self.verdict in CAUGHT


def tried(rule: Rule, facts: CaseFacts, on: date) -> Tried:
    """How the case would stand before the rule on a day, with every gap on the way there."""
    now = findings((rule,), as_of(facts, on))
    verdicts = {_BY_STATUS.get(one.status(on), Verdict.AHEAD) for one in now}
    worst = next(verdict for verdict in Verdict if verdict in verdicts)
    missed = _missed_on_the_way(rule, facts, on) if _forgets(rule) else {}
    if worst in CAUGHT or not missed:
        days = [one.due_on for one in now if one.due_on and _BY_STATUS.get(one.status(on)) in CAUGHT]
        return Tried(worst, min([*days, *missed], default=None))
    return Tried(Verdict.LATE, min(missed))


def _forgets(rule: Rule) -> bool:
    """Whether the clock starts again, so that its last finding says nothing of those before."""
    return rule.verb in {"at_least_every", "reviewed_after"} or rule.anchor == "last"


def _missed_on_the_way(rule: Rule, facts: CaseFacts, on: date) -> set[date]:
    """Last good days that had passed on the evening before something happened."""
    missed: set[date] = set()
    for day in _days_of_change(facts):
        evening = day - _DAY
        if facts.opened_on <= evening < on:
            then: list[Finding] = findings((rule,), as_of(facts, evening))
            missed.update(one.due_on for one in then if one.due_on and one.status(evening) is Status.OVERDUE)
    return missed


def _days_of_change(facts: CaseFacts) -> list[date]:
    days = {event.on for event in facts.events} | {day for day, _level in facts.risk}
    for spell in facts.spells:
        days |= {spell.on, *filter(None, [spell.until])}
    return sorted({*days, *filter(None, [facts.closed_on])})


def as_of(facts: CaseFacts, day: date) -> CaseFacts:
    """What had happened by the evening of a day. Whom a case is about, its tasks and follow-ups stay as they are."""
    closed = facts.closed_on if facts.closed_on and facts.closed_on <= day else _closed_then(facts, day)
    return replace(
        facts,
        closed_on=closed,
        risk=tuple(rating for rating in facts.risk if rating[0] <= day),
        events=tuple(event for event in facts.events if event.on <= day),
        spells=tuple(
            replace(spell, until=None) if spell.until and spell.until > day else spell
            for spell in facts.spells
            if spell.on <= day
        ),
    )


def _closed_then(facts: CaseFacts, day: date) -> date | None:
    """The closure under which a case lay on a day, though it was reopened later."""
    closed: date | None = None
    for event in sorted(facts.events, key=lambda event: event.on):
        if event.on <= day and event.kind in {"case_closed", "case_reopened"}:
            closed = event.on if event.kind == "case_closed" else None
    return closed
