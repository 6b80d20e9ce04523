"""Rules of every verb and random cases for them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tirek.standards.engine.facts import CaseFacts, Child, Event, FollowUpDue, OpenTask, Spell
from tirek.standards.engine.rules import Rule, read_rules

OPENED = date(2026, 2, 2)
LEVELS = ("low", "medium", "high")
WORDS = dict.fromkeys(("kk", "ru", "en"), "{due}")
RISKY = {"high": 2, "medium": 5, "low": 10, "unassessed": 5}
STAY = {"track": "stay", "kinds": ["shelter", "hospital"]}


def rule(verb: str, /, **values: Any) -> Rule:
    """A rule with only what a test is about."""
    words = dict.fromkeys(("title", "why", "open", "met", "what_to_do"), WORDS)
    return read_rules([{"id": "XX-01", "verb": verb, "act": "a", "source": "s", **words, **values}])[0]


VISIT = {"kinds": ["visit"], "where": {"reached": True}}
USE = {"kinds": ["episode_started"], "where": {"track": ["use", "relapse"]}}
OWN_RULES = {
    "each": rule("within_days", event=VISIT, after=USE, anchor="each", days=3),
    "first": rule("within_days", event=VISIT, after={"kinds": ["case_opened"]}, days=RISKY),
    "last": rule("within_working_days", event=VISIT, after=USE, anchor="last", working_days=RISKY),
    "during": rule("at_least_every", event=VISIT, days=RISKY, during=STAY),
    "every": rule("at_least_every", event=VISIT, days=RISKY, needs_child=True),
    "before_end": rule("before_expected_end", event=VISIT, during=STAY, days=30),
    "before_end_by_risk": rule(
        "before_expected_end", event=VISIT, during=STAY, days={"high": 60, "medium": 30, "low": 10, "unassessed": 30}
    ),
    "no_longer": rule("not_longer_than", during=STAY, days=RISKY),
    "before": rule("requires_before", first={"kinds": ["consent"]}, then=VISIT),
    "reviewed": rule(
        "reviewed_after", event={"kinds": ["plan_reviewed"]}, after={"kinds": ["plan_approved"]}, months=3
    ),
    "care": rule("must_have", what="care_known", working_days=3),
    "track": rule("must_have", what="track_known", track="stay", working_days=3),
    "task": rule("not_open_longer_than", what="urgent_task", working_days=1),
    "follow": rule("followed_up"),
}

days = st.integers(0, 300).map(lambda step: OPENED + timedelta(days=step))
details = st.fixed_dictionaries(
    {"reached": st.booleans(), "child_seen": st.booleans(), "track": st.sampled_from(["use", "relapse", "stay"])}
)
kinds = st.sampled_from(
    ["visit", "consent", "plan_approved", "plan_reviewed", "episode_started", "case_reopened", "case_closed"]
)


def _spell(on: date, lasts: int | None, expected: int | None, kind: str) -> Spell:
    begun = on - timedelta(days=40)
    until = None if lasts is None else begun + timedelta(days=lasts)
    return Spell("stay", kind, begun, until, None if expected is None else begun + timedelta(days=expected))


def _follow_up(on: date, done: bool) -> FollowUpDue:
    week = timedelta(days=7)
    return FollowUpDue(3, on, on - week, on + week, on if done else None)


lengths = st.none() | st.integers(0, 90)
spells = st.builds(_spell, days, lengths, lengths, st.sampled_from(["shelter", "hospital", "kin"]))
cases = st.builds(
    CaseFacts,
    opened_on=st.just(OPENED),
    closed_on=st.none() | days,
    risk=st.lists(st.tuples(days, st.sampled_from(LEVELS)), max_size=4, unique_by=lambda one: one[0]).map(tuple),
    events=st.lists(st.builds(Event, kinds, days, details), max_size=10).map(tuple),
    children=st.lists(st.builds(Child, days, st.none() | days, st.none() | days), max_size=2).map(tuple),
    open_tasks=st.lists(st.builds(OpenTask, st.just("1"), days, st.none(), st.booleans()), max_size=1).map(tuple),
    follow_ups=st.lists(st.builds(_follow_up, days, st.booleans()), max_size=1).map(tuple),
    spells=st.lists(spells, max_size=4).map(tuple),
)
