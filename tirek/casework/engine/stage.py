"""Which stage of the programme a case has reached, from the acts on record. Never typed in."""

from collections.abc import Sequence

from tirek.standards.engine.facts import CaseFacts, Event

#: The journal's kind that shows an act was done.
SHOWN_BY = {
    "open_case": "case_opened",
    "give_consent": "consent",
    "record_contact": "contact",
    "record_visit": "visit",
    "complete_assessment": "assessment",
    "rate_risk": "risk_rated",
    "agree_plan": "plan_agreed",
    "decide_approval": "plan_approved",
    "record_service": "service",
    "begin_episode": "episode_started",
    "request_closure": "closure_requested",
    "close_case": "case_closed",
}


def reached_stage(stages: Sequence[tuple[str, str]], facts: CaseFacts) -> str:
    """The last stage whose act is on record; ``stages`` are ``(code, entered_by)`` in the programme's order.

    What was asked and decided about an earlier closure no longer counts once the case was reopened.
    """
    seen = {"case_opened"}
    for event in facts.events:
        if event.kind == "case_reopened":
            seen -= {"closure_requested", "case_closed"}
        seen.add(_name(event))
    if facts.closed_on is None:
        seen.discard("case_closed")
    reached = stages[0][0]
    for code, entered_by in stages:
        if SHOWN_BY.get(entered_by, entered_by) in seen:
            reached = code
    return reached


def _name(event: Event) -> str:
    if event.kind == "approval_requested":
        return f"{event.detail.get('about')}_requested"
    return event.kind
