"""Of a duty that comes again and again every round is found: done in time, late, or never, as a list by hand says."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tirek.standards.engine.facts import CaseFacts, Event, Spell
from tirek.standards.engine.findings import State
from tirek.standards.engine.rounds import rounds
from tirek.standards.engine.rules import ByRisk, Rule, Spells, Which
from tirek.standards.engine.verbs import findings

FORTNIGHT = ByRisk({"unassessed": 14, "high": 7, "medium": 14, "low": 30})
VISITS = Rule("XX-01", "at_least_every", "", {}, "", event=Which(frozenset({"visit"})), days=FORTNIGHT)
REVIEWS = Rule(
    "XX-02",
    "reviewed_after",
    "",
    {},
    "",
    after=Which(frozenset({"plan_agreed"})),
    event=Which(frozenset({"plan_reviewed"})),
    months=ByRisk({"unassessed": 3}),
)
JANUARY = date(2026, 1, 1)


def day(number: int) -> date:
    return JANUARY + timedelta(days=number - 1)


def said(rule: Rule, facts: CaseFacts) -> list[tuple[date, date | None, str]]:
    """When each round began and had to end, and how it stands."""
    return [(one.since, one.due_on, one.status(day(999)).value) for one in rounds((rule,), facts)]


def test_each_visit_ends_a_round_and_a_late_one_stays_late():
    facts = CaseFacts(opened_on=JANUARY, events=tuple(Event("visit", day(n)) for n in (10, 30, 31)))
    assert said(VISITS, facts) == [
        (day(1), day(15), "met"),
        (day(10), day(24), "met_late"),
        (day(30), day(44), "met"),
    ]
    assert [one.since for one in findings((VISITS,), facts)] == [day(31)]


def test_what_was_not_done_when_a_case_was_closed_and_reopened_is_kept_for_the_first_time():
    events = (
        Event("visit", day(5)),
        Event("case_closed", day(40)),
        Event("case_reopened", day(60)),
        Event("visit", day(70)),
    )
    facts = CaseFacts(opened_on=JANUARY, events=events)
    assert said(VISITS, facts) == [
        (day(1), day(15), "met"),
        (day(5), day(19), "lapsed"),
        (day(60), day(74), "met"),
    ]


def test_a_case_closed_in_time_kept_its_last_round():
    events = (Event("case_closed", day(10)), Event("case_reopened", day(60)))
    assert said(VISITS, CaseFacts(opened_on=JANUARY, events=events)) == [(day(1), day(15), "met")]


def test_a_rule_about_an_episode_counts_the_rounds_of_every_episode():
    rule = Rule("XX-03", "at_least_every", "", {}, "", event=VISITS.event, days=FORTNIGHT, during=Spells("care"))
    spells = (Spell("care", "trial", day(10), day(40)), Spell("care", "trial", day(100)))
    facts = CaseFacts(opened_on=JANUARY, events=(Event("visit", day(20)), Event("visit", day(110))), spells=spells)
    assert said(rule, facts) == [
        (day(10), day(24), "met"),
        (day(20), day(34), "lapsed"),
        (day(100), day(114), "met"),
    ]


def test_a_review_ends_a_round_and_a_rule_in_force_later_asks_nothing_of_earlier_ones():
    events = (Event("plan_agreed", day(1)), Event("plan_reviewed", day(60)), Event("plan_reviewed", day(200)))
    facts = CaseFacts(opened_on=JANUARY, events=events)
    assert [status for *_days, status in said(REVIEWS, facts)] == ["met", "met_late"]
    later = Rule("XX-02", REVIEWS.verb, "", {}, "", after=REVIEWS.after, event=REVIEWS.event, months=REVIEWS.months,
                 valid_from=day(30))  # fmt: skip
    assert [status for *_days, status in said(later, facts)] == ["met_late"]


@given(
    st.sets(st.integers(2, 200), max_size=12),
    st.lists(st.tuples(st.integers(1, 200), st.sampled_from(["high", "medium", "low"])), max_size=4),
)
def test_rounds_lie_end_to_end_and_the_verb_goes_on_where_they_stop(visits, ratings):
    facts = CaseFacts(
        opened_on=JANUARY,
        events=tuple(Event("visit", day(n)) for n in visits),
        risk=tuple((day(n), level) for n, level in sorted(ratings)),
    )
    ended = rounds((VISITS,), facts)
    (now,) = findings((VISITS,), facts)
    assert [one.since for one in (*ended, now)] == [JANUARY, *(day(n) for n in sorted(visits))]
    assert [one.met_on for one in ended] == [day(n) for n in sorted(visits)]
    # What the verb would have said on the morning before a visit is what the round says of that visit.
    for one in ended:
        before = CaseFacts(
            opened_on=JANUARY,
            events=tuple(Event("visit", on) for on in map(day, visits) if on < one.met_on),
            risk=tuple((on, level) for on, level in facts.risk if on <= one.met_on),
        )
        (then,) = findings((VISITS,), before)
        assert (then.since, then.due_on, then.state) == (one.since, one.due_on, State.OPEN)
