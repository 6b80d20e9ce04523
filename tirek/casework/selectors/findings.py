"""Duties in words and in order: what is owed, by which rule, since when, by when."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tirek.casework.models import Case, Duty
from tirek.casework.selectors.facts import case_facts, programme_of, rules_of
from tirek.programmes.engine.pack import Pack
from tirek.standards.engine.facts import CaseFacts
from tirek.standards.engine.findings import Finding, State, Status
from tirek.standards.engine.ways import WhatItTakes
from tirek.standards.engine.ways import what_would_it_take as ways_of
from tirek.standards.engine.words import Explanation, explain, takes_in_words

AHEAD_DAYS = 7


@dataclass(frozen=True)
class DutyLine:
    """One duty as a page shows it."""

    duty: Duty
    case: Case
    status: str
    days_overdue: int
    explained: Explanation
    title: str = ""

    @property
    def overdue(self) -> bool:
        """Whether the last good day is past."""
        return self.status == Status.OVERDUE


def open_duties(cases: Iterable[Case], on: date, ahead: int | None = AHEAD_DAYS) -> QuerySet[Duty]:
    """Duties still owed in these cases: overdue, due, or due within ``ahead`` days (None: all)."""
    duties = Duty.objects.filter(case__in=list(cases), state=State.OPEN.value)
    if ahead is not None:
        duties = duties.filter(Q(due_on__lte=on + timedelta(days=ahead)) | Q(due_on=None))
    return duties.order_by("due_on", "pk")


def in_words(duties: Iterable[Duty], cases: dict[int, Case], on: date, language: str) -> list[DutyLine]:
    """Each duty with its rule's words in the page's language."""
    lines = []
    for duty in duties:
        case = cases[duty.case_id]
        rule = next((rule for rule in rules_of(case) if rule.id == duty.rule), None)
        if rule is None:
            continue
        finding = finding_of(duty)
        lines.append(
            DutyLine(
                duty=duty,
                case=case,
                status=finding.status(on).value,
                days_overdue=finding.days_overdue(on),
                explained=explain(finding, rule, language),
                title=rule.words["title"][language],
            )
        )
    return lines


def finding_of(duty: Duty) -> Finding:
    """The finding a kept duty stands for."""
    return Finding(
        rule_id=duty.rule,
        state=State(duty.state),
        since=duty.done_on,
        due_on=duty.due_on,
        met_on=duty.met_on,
        warn_on=duty.warn_on,
        subject=duty.subject,
        params=duty.params,
    )


@dataclass(frozen=True)
class DutyTakes:
    """What it would take to settle one duty that is owed or has lapsed, in the page's language."""

    takes: WhatItTakes
    sentences: tuple[str, ...]
    act: str

    @property
    def possible(self) -> bool:
        """Whether it can still be settled."""
        return bool(self.takes.ways)


def what_would_it_take(
    case: Case, on: date, language: str, *, facts: CaseFacts | None = None, asked: Container[str] | None = None
) -> dict[tuple[str, str], DutyTakes]:
    """For each duty of a case that is not kept, by rule and subject: what, done on this day, would settle it.

    Found by running the rule on the facts with the deed added: whether it would be met, met late, owed again by
    which day, or can no longer be made up for. ``facts`` where they were read already, ``asked`` for some rules alone.
    """
    facts, programme = facts or case_facts(case), programme_of(case)
    found: dict[tuple[str, str], DutyTakes] = {}
    for rule in (rule for rule in rules_of(case) if asked is None or rule.id in asked):
        for takes in ways_of(rule, facts, on):
            said = takes_in_words(takes, language, lambda name, code: _title(programme, name, code, language))
            found[rule.id, takes.finding.subject] = DutyTakes(takes, said, rule.act if takes.ways else "")
    return found


def _title(programme: Pack, name: str, code: str, language: str) -> str:
    if name == "track":
        return next((one.title.say(language) for one in programme.episodes.tracks if one.code == code), code)
    return programme.title_of(name, code, language)
