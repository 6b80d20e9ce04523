"""Promises of the rules that hold for every case; each rule alone is drawn in tests/practice."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tirek.programmes.engine.pack_folder import load_pack
from tirek.standards.engine.facts import CaseFacts, Child, Event, OpenTask
from tirek.standards.engine.findings import Finding, State, Status
from tirek.standards.engine.rules import read_rules
from tirek.standards.engine.verbs import VERBS, findings
from tirek.standards.engine.words import counted, day_in_words, explain

PACK = load_pack(Path(__file__).parents[2] / "packs" / "family_preservation")
CONTENT = PACK.content()
RULES = read_rules(CONTENT["standards"]["rules"], CONTENT["pack"]["sources"])
OPENED = date(2026, 2, 2)
LEVELS = ("low", "medium", "high")

days = st.integers(0, 400).map(lambda step: OPENED + timedelta(days=step))
details = st.fixed_dictionaries(
    {"reached": st.booleans(), "child_seen": st.booleans(), "placement": st.booleans(), "track": st.just("care")}
)
kinds = st.sampled_from(["contact", "visit", "consent", "assessment", "plan_agreed", "plan_approved", "plan_reviewed",
                         "episode_started", "service", "case_reopened"])  # fmt: skip
cases = st.builds(
    CaseFacts,
    opened_on=st.just(OPENED),
    closed_on=st.none() | days,
    risk=st.lists(st.tuples(days, st.sampled_from(LEVELS)), max_size=4).map(tuple),
    events=st.lists(st.builds(Event, kinds, days, details), max_size=12).map(tuple),
    children=st.lists(st.builds(Child, days, st.none() | days, st.none() | days), max_size=2).map(tuple),
    open_tasks=st.lists(st.builds(OpenTask, st.just("1"), days, st.none(), st.booleans()), max_size=1).map(tuple),
)


@given(cases)
def test_every_case_gets_a_finding_of_every_rule_and_each_can_be_said(facts: CaseFacts) -> None:
    found = findings(RULES, facts)
    assert {finding.rule_id for finding in found} == {rule.id for rule in RULES}
    assert len({(finding.rule_id, finding.subject) for finding in found}) == len(found)
    for finding in found:
        rule = next(rule for rule in RULES if rule.id == finding.rule_id)
        for language in ("kk", "ru", "en"):
            said = explain(finding, rule, language)
            assert said.what
            assert "{" not in said.what + said.rule + said.what_to_do


@given(cases)
def test_a_duty_has_its_days_in_order(facts: CaseFacts) -> None:
    for finding in findings(RULES, facts):
        if finding.state is State.NOT_APPLICABLE:
            assert finding.due_on is None
        else:
            assert finding.since is not None
            assert finding.due_on is not None
            assert finding.warn_on is not None
            assert finding.since <= finding.due_on
            assert finding.warn_on <= finding.due_on


@given(cases)
def test_the_order_in_which_facts_arrive_does_not_matter(facts: CaseFacts) -> None:
    turned = CaseFacts(
        facts.opened_on, facts.closed_on, facts.risk, facts.events[::-1], facts.children, facts.open_tasks
    )
    assert findings(RULES, turned) == findings(RULES, facts)


@given(days, st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_a_rise_of_risk_never_makes_anything_overdue_on_the_day_it_is_rated(on: date, before: str, after: str) -> None:
    old = CaseFacts(OPENED, risk=((OPENED, before),), children=(Child(OPENED),))
    new = CaseFacts(OPENED, risk=((OPENED, before), (on, after)), children=(Child(OPENED),))
    for one, two in zip(findings(RULES, old), findings(RULES, new), strict=True):
        if one.status(on) is not Status.OVERDUE:
            assert two.status(on) is not Status.OVERDUE


@pytest.mark.parametrize(("lower", "higher"), [*pairwise(LEVELS)])
def test_a_higher_risk_never_has_a_longer_clock(lower: str, higher: str) -> None:
    for rule in RULES:
        for amount in (rule.working_days, rule.days, rule.months):
            assert amount is None or amount.at(higher) <= amount.at(lower)


def test_every_verb_is_used_by_the_pack() -> None:
    assert {rule.verb for rule in RULES} <= set(VERBS)


def test_a_closed_case_owes_nothing_but_its_follow_ups() -> None:
    found = findings(RULES, CaseFacts(OPENED, closed_on=OPENED + timedelta(days=3), children=(Child(OPENED),)))
    assert [finding.rule_id for finding in found if finding.state is State.OPEN] == []


def test_days_overdue_counts_calendar_days() -> None:
    finding = Finding("FP-01", State.OPEN, since=OPENED, due_on=date(2026, 2, 3))
    assert (finding.days_overdue(date(2026, 2, 3)), finding.days_overdue(date(2026, 2, 7))) == (0, 4)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 рабочий день"),
        (2, "2 рабочих дня"),
        (5, "5 рабочих дней"),
        (11, "11 рабочих дней"),
        (21, "21 рабочий день"),
    ],
)
def test_russian_counts_in_three_forms(number: int, said: str) -> None:
    assert counted(number, "working_days", "ru") == said


def test_days_are_said_as_people_write_them() -> None:
    day = date(2026, 11, 16)
    said = [day_in_words(day, language) for language in ("kk", "ru", "en")]
    assert said == ["2026 ж. 16 қараша", "16 ноября 2026", "16 November 2026"]
