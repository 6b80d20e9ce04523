"""Which stage of the programme a case has reached, from the acts on record. Never typed in."""

from collections.abc import Sequence

from tirek.standards.engine.facts import CaseFacts

#: The journal's kinds that show an act was done.
SHOWN_BY: dict[str, frozenset[str]] = {
    "open_case": frozenset({"case_opened"}),
    "give_consent": frozenset({"consent"}),
    "record_contact": frozenset({"contact"}),
    "record_visit": frozenset({"visit"}),
    "complete_assessment": frozenset({"assessment"}),
    "agree_plan": frozenset({"plan_agreed"}),
    "decide_approval": frozenset({"plan_approved"}),
    "record_service": frozenset({"service"}),
}


def reached_stage(stages: Sequence[tuple[str, str]], facts: CaseFacts) -> str:
    """The last stage whose act is on record; ``stages`` are ``(code, entered_by)`` in the programme's order.

    A closed case stands at the stage ``close_case`` enters, or at the one after it when follow-ups are owed.
    """
    kinds = {event.kind for event in facts.events} | {"case_opened"}
    reached = stages[0][0]
    for code, entered_by in stages:
        if entered_by == "close_case" or entered_by == "record_follow_up":
            continue
        if SHOWN_BY.get(entered_by, frozenset()) & kinds:
            reached = code
    if facts.closed_on is None:
        return reached
    closed = [code for code, entered_by in stages if entered_by == "close_case"]
    after = [code for code, entered_by in stages if entered_by == "record_follow_up"]
    if facts.follow_ups and after:
        return after[-1]
    return closed[-1] if closed else reached
