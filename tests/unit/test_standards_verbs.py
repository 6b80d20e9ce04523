"""Promises of each rule verb that hold for every case; what a rule of a pack does is drawn in tests/practice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.standard_cases import OPENED, OWN_RULES, STAY, VISIT, cases, days, rule
from tirek.standards.engine.calendar import add_working_days
from tirek.standards.engine.facts import CaseFacts, Event, Spell
from tirek.standards.engine.findings import Finding, State, Status
from tirek.standards.engine.rounds import rounds
from tirek.standards.engine.rules import Rule
from tirek.standards.engine.trial import tried
from tirek.standards.engine.verbs import VERBS, findings
from tirek.standards.engine.ways import what_would_it_take
from tirek.standards.engine.words import explain, takes_in_words

LANGUAGES = ("kk", "ru", "en")
every_rule = st.sampled_from(sorted(OWN_RULES)).map(OWN_RULES.__getitem__)


def found(rule: Rule, facts: CaseFacts) -> dict[str, Finding]:
    return {one.subject: one for one in findings((rule,), facts)}


def test_the_rules_of_these_tests_know_every_verb() -> None:
    assert {one.verb for one in OWN_RULES.values()} == set(VERBS)


@given(every_rule, cases)
def test_days_are_in_order_keys_differ_and_every_finding_can_be_said(rule: Rule, facts: CaseFacts) -> None:
    all_found = findings((rule,), facts)
    assert len({one.subject for one in all_found}) == len(all_found) > 0
    for one in all_found:
        if one.state is State.NOT_APPLICABLE:
            assert (one.due_on, one.subject) == (None, "")
        else:
            assert one.since <= one.due_on
            assert one.warn_on <= one.due_on < one.escalate_on == add_working_days(one.due_on, rule.escalate_after)
            assert len(one.subject) <= 60
        for language in LANGUAGES:
            assert "{" not in explain(one, rule, language).what


@given(every_rule, cases, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_does_not_matter(rule: Rule, facts: CaseFacts, chance) -> None:
    events, spells, risk = list(facts.events), list(facts.spells), list(facts.risk)
    for rows in (events, spells, risk):
        chance.shuffle(rows)
    turned = replace(facts, events=tuple(events), spells=tuple(spells), risk=tuple(risk))
    assert found(rule, turned) == found(rule, facts)


@given(every_rule, cases, days)
def test_a_rise_of_risk_makes_nothing_overdue_on_the_day_it_is_rated(rule: Rule, facts: CaseFacts, on: date) -> None:
    # Facts as they are known on that day: nothing has happened later.
    spells = (replace(one, until=None if one.until and one.until > on else one.until) for one in facts.spells)
    known = replace(
        facts,
        closed_on=None,
        risk=tuple(rating for rating in facts.risk if rating[0] < on),
        events=tuple(event for event in facts.events if event.on <= on),
        spells=tuple(spell for spell in spells if spell.on <= on),
    )
    before, after = found(rule, known), found(rule, replace(known, risk=(*known.risk, (on, "high"))))
    for subject, one in before.items():
        if one.state is State.OPEN and one.status(on) is not Status.OVERDUE:
            assert after[subject].status(on) is not Status.OVERDUE


@given(every_rule, cases, st.integers(0, 60))
def test_a_deed_that_would_settle_a_duty_is_found_by_the_rule_itself(rule: Rule, facts: CaseFacts, later: int) -> None:
    on = max([OPENED, *(event.on for event in facts.events)]) + timedelta(days=later)
    for takes in what_would_it_take(rule, facts, on):
        assert takes.finding.state in {State.OPEN, State.LAPSED}
        assert takes.finding.state is State.OPEN or takes.ways == ()
        for way in takes.ways:
            assert way.late == (way.on > takes.finding.due_on)
            assert way.next_due_on is None or way.next_due_on > takes.finding.due_on
        for language in LANGUAGES:
            said = takes_in_words(takes, language, lambda name, code: f"{name}:{code}")
            assert said
            assert "{" not in "".join(said)


@given(cases)
def test_an_event_can_close_what_is_owed_within_days_of_each_start(facts: CaseFacts) -> None:
    each = OWN_RULES["each"]
    on = max([OPENED, *(event.on for event in facts.events)])
    for takes in what_would_it_take(each, replace(facts, closed_on=None), on):
        assert [way.kind for way in takes.ways] == ["visit"]


@given(st.sampled_from(["during", "every", "reviewed"]), cases)
def test_a_case_tried_evening_by_evening_is_caught_where_a_round_was_missed(name: str, facts: CaseFacts) -> None:
    rule, on = OWN_RULES[name], OPENED + timedelta(days=400)
    once = replace(facts, events=tuple(one for one in facts.events if not one.kind.startswith("case_")))
    broken = {Status.MET_LATE, Status.LAPSED, Status.OVERDUE}
    missed = any(one.status(on) in broken for one in [*rounds((rule,), once), *findings((rule,), once)])
    assert tried(rule, once, on).caught == missed


# One by one ------------------------------------------------------------------------------------------------

DAY = timedelta(days=1)


def stay(lasts: int | None = None, expected: int | None = None, on: date = OPENED) -> Spell:
    end = None if lasts is None else on + lasts * DAY
    return Spell("stay", "shelter", on, end, None if expected is None else on + expected * DAY)


def visit(after: int) -> Event:
    return Event("visit", OPENED + after * DAY, {"reached": True})


def use(after: int) -> Event:
    return Event("episode_started", OPENED + after * DAY, {"track": "use"})


def test_each_start_has_a_clock_of_its_own_and_one_deed_may_answer_two() -> None:
    facts = CaseFacts(OPENED, events=(use(-9), use(1), use(1), use(3), visit(4), use(20)))
    states = [(one.subject, one.state) for one in findings((OWN_RULES["each"],), facts)]
    assert states == [("2026-02-03", State.MET), ("2026-02-05", State.MET), ("2026-02-22", State.OPEN)]


def test_nothing_is_owed_of_what_begins_once_the_case_is_closed_but_for_the_closure_itself() -> None:
    closed = OPENED + 10 * DAY
    facts = CaseFacts(OPENED, closed, events=(use(11), Event("case_closed", closed)))
    assert found(OWN_RULES["each"], facts)[""].state is State.NOT_APPLICABLE
    afterwards = rule("within_days", event=VISIT, after={"kinds": ["case_closed"]}, days=5)
    assert found(afterwards, facts)[""].state is State.OPEN


def test_done_after_a_reopening_in_its_new_term_is_in_time() -> None:
    facts = CaseFacts(OPENED, events=(Event("case_reopened", OPENED + 100 * DAY), visit(102)))
    assert found(OWN_RULES["first"], facts)[""].status(OPENED + 102 * DAY) is Status.MET


@pytest.mark.parametrize(
    ("spells", "events", "status", "due"),
    [
        ((), (), Status.NOT_APPLICABLE, None),
        ((stay(),), (), Status.OVERDUE, 5),
        ((stay(),), (visit(40),), Status.AHEAD, 45),
        ((stay(4),), (), Status.MET, 5),
        ((stay(9),), (), Status.LAPSED, 5),
        ((stay(4), stay(on=OPENED + 38 * DAY)), (), Status.DUE_SOON, 43),
        ((stay(20), stay(on=OPENED + 3 * DAY)), (), Status.OVERDUE, 5),
        ((stay(3), stay(on=OPENED + 3 * DAY)), (), Status.OVERDUE, 8),
    ],
)
def test_the_clock_of_an_episode_runs_only_while_it_lasts(spells, events, status, due) -> None:
    one = found(OWN_RULES["during"], CaseFacts(OPENED, spells=spells, events=events))[""]
    assert one.status(OPENED + 40 * DAY) is status
    assert one.due_on == (None if due is None else OPENED + due * DAY)


@pytest.mark.parametrize(
    ("spell", "events", "status", "due"),
    [
        (stay(expected=90), (), Status.DUE_SOON, 60),
        (stay(expected=90), (visit(50),), Status.MET, 60),
        (stay(expected=90), (visit(70),), Status.MET_LATE, 60),
        (stay(50, expected=90), (), Status.NOT_APPLICABLE, None),  # it ended before anything was owed
        (stay(80, expected=90), (), Status.LAPSED, 60),
        (stay(80, expected=90), (visit(85),), Status.LAPSED, 60),
        (stay(expected=10), (), Status.OVERDUE, 1),  # known too late: the next working day
        (stay(), (), Status.NOT_APPLICABLE, None),
    ],
)
def test_something_is_done_before_an_episode_is_expected_to_end(spell, events, status, due) -> None:
    (one,) = found(OWN_RULES["before_end"], CaseFacts(OPENED, spells=(spell,), events=events)).values()
    assert one.status(OPENED + 58 * DAY) is status
    assert one.due_on == (None if due is None else OPENED + due * DAY)


def test_several_episodes_of_a_kind_each_have_their_longest_day() -> None:
    spells = (stay(3), stay(9, on=OPENED + 10 * DAY), stay(on=OPENED + 30 * DAY), stay(5, on=OPENED - 60 * DAY))
    stands = [
        one.status(OPENED + 33 * DAY) for one in findings((OWN_RULES["no_longer"],), CaseFacts(OPENED, spells=spells))
    ]
    assert stands == [Status.MET, Status.MET_LATE, Status.DUE_SOON]


def test_a_track_is_known_while_an_episode_of_it_lasts_and_asked_for_from_its_end() -> None:
    track = OWN_RULES["track"]
    known = found(track, CaseFacts(OPENED, spells=(stay(30), stay(on=OPENED + 30 * DAY))))[""]
    assert (known.state, known.met_on) == (State.MET, OPENED)
    gone = found(track, CaseFacts(OPENED, spells=(stay(30),)))[""]
    assert (gone.state, gone.since) == (State.OPEN, OPENED + 30 * DAY)
    others = found(track, CaseFacts(OPENED, spells=(replace(stay(), about=False),)))[""]
    assert (others.state, others.since) == (State.OPEN, OPENED)


def test_a_rule_asks_nothing_of_clocks_outside_the_days_it_is_in_force() -> None:
    opened = {"kinds": ["case_opened"]}
    later = rule("within_days", event=VISIT, after=opened, days=3, valid_from="2026-02-03")
    over = rule("within_days", event=VISIT, after=opened, days=3, valid_to="2026-02-01")
    inside = rule("within_days", event=VISIT, after=opened, days=3, valid_from="2026-02-02", valid_to="2026-02-02")
    assert [findings((one,), CaseFacts(OPENED))[0].state for one in (later, over, inside)] == [
        State.NOT_APPLICABLE, State.NOT_APPLICABLE, State.OPEN,
    ]  # fmt: skip
    again = rule("at_least_every", event=VISIT, days=7, valid_from="2026-03-02", during=STAY)
    assert findings((again,), CaseFacts(OPENED, spells=(stay(),)))[0].due_on == date(2026, 3, 9)


def test_what_it_takes_says_in_time_late_next_and_never() -> None:
    on = OPENED + 4 * DAY

    def ways(rule: Rule, facts: CaseFacts) -> list[tuple]:
        return [
            (way.kind, way.late, way.next_due_on) for one in what_would_it_take(rule, facts, on) for way in one.ways
        ]

    assert ways(OWN_RULES["first"], CaseFacts(OPENED)) == [("visit", False, None)]
    assert ways(OWN_RULES["each"], CaseFacts(OPENED, events=(use(0),))) == [("visit", True, None)]
    lasting = CaseFacts(OPENED, spells=(stay(expected=200),))
    assert ways(OWN_RULES["during"], lasting) == [("visit", False, on + 5 * DAY)]
    assert ways(OWN_RULES["no_longer"], lasting) == [("episode_ended", False, None)]
    (missed,) = what_would_it_take(OWN_RULES["first"], CaseFacts(OPENED, closed_on=OPENED + DAY), on)
    assert missed.ways == ()
    assert takes_in_words(missed, "ru", lambda _list, code: code) == (
        "Наверстать уже нельзя: останется невыполненным. Срок был 7 февраля 2026.",
    )
