"""What each field of a case tells about somebody, and how long it is kept (classes: ``people.privacy``).

``with_case``: until the case's own keep-until day, counted from its closure by the organisation's retention rule.
"""

from typing import Final

Field = tuple[str, str]


def _all(privacy: str, *names: str) -> dict[str, Field]:
    return dict.fromkeys(names, (privacy, "with_case"))


def _all_kept(*names: str) -> dict[str, Field]:
    return dict.fromkeys(names, ("operational", "permanent"))


_ROW = _all("operational", "id", "uuid", "unit", "compartment", "recorded_by", "recorded_at")
_RECORD = {**_ROW, **_all("operational", "case"), **_all("indirect", "done_on")}

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "Case": {
        **_ROW,
        **_all("operational", "number", "reference", "family", "programme", "programme_version", "state", "worker"),
        **_all("operational", "stage"),
        **_all("indirect", "call_source", "opened_on", "closed_on", "risk_on"),
        **_all("sensitive", "call_note", "grounds", "outcome", "risk_level"),
    },
    "CaseCounter": dict.fromkeys(("unit", "last"), ("operational", "permanent")),
    "CaseMember": {**_RECORD, **_all("indirect", "person", "part", "left_on")},
    "Assignment": {**_RECORD, **_all("operational", "user", "leads", "ended_on", "reason")},
    "Assessment": {
        **_RECORD,
        **_all("indirect", "person"),
        **_all("operational", "instrument_version", "instrument", "language"),
        **_all("sensitive", "answers", "values", "score", "band", "critical", "findings"),
    },
    "RiskRating": {**_RECORD, **_all("sensitive", "level", "proposed", "reason"), **_all("operational", "assessment")},
    "Consent": {
        **_RECORD,
        **_all("indirect", "person", "purpose", "form", "recipient", "valid_until", "withdrawn_on"),
        **_all("sensitive", "withdrawn_reason"),
    },
    "Contact": {**_RECORD, **_all("indirect", "person", "channel", "reached"), **_all("direct", "other_party")},
    "Visit": {**_RECORD, **_all("indirect", "place", "reached", "child_seen"), **_all("operational", "assessment")},
    "Conference": {
        **_RECORD,
        **_all("indirect", "family_present", "next_on"),
        **_all("direct", "participants"),
        **_all("sensitive", "question", "decision"),
    },
    "CaseInSupervision": {**_RECORD, **_all("operational", "meeting")},
    "Service": {**_RECORD, **_all("indirect", "person", "quantity", "provider"), **_all("sensitive", "service")},
    "Episode": {
        **_RECORD,
        **_all("indirect", "person", "starts_precision", "ended_on", "ends_precision"),
        **_all("operational", "track", "may_overlap"),
        **_all("indirect", "expected_end_on", "counted_from"),
        **_all(
            "sensitive", "particulars", "known_from", "kind", "entry_reason", "exit_reason", "destination", "source"
        ),
    },
    "Entry": {
        **_RECORD,
        **_all("operational", "kind", "subject_type", "subject_uuid"),
        **_all("sensitive", "note", "detail"),
    },
    "Correction": {
        **_RECORD,
        **_all("operational", "subject_type", "subject_uuid", "field"),
        **_all("sensitive", "old", "new", "reason"),
    },
    "Plan": {
        **_RECORD,
        **_all("operational", "version", "state"),
        **_all("indirect", "agreed_on", "review_on"),
        **_all("direct", "agreed_with"),
        **_all("sensitive", "child_opinion"),
    },
    "PlanGoal": {
        **_RECORD,
        **_all("operational", "plan", "position", "domain", "due_on"),
        **_all("sensitive", "title"),
    },
    "PlanStep": {
        **_RECORD,
        **_all("operational", "goal", "position", "due_on", "state", "finished_on"),
        **_all("sensitive", "title"),
        **_all("direct", "responsible"),
    },
    "Approval": {
        **_RECORD,
        **_all("operational", "kind", "plan", "decision", "decided_by", "decided_on"),
        **_all("sensitive", "outcome", "request_note", "reason"),
    },
    "Task": {
        **_RECORD,
        **_all("operational", "due_on", "urgent", "assigned_to", "state", "finished_on", "finished_by", "origin"),
        **_all("sensitive", "title", "words", "note", "result"),
    },
    "FollowUp": {
        **_RECORD,
        **_all("operational", "months", "counted_from", "opens_on", "closes_on", "dropped_on"),
        **_all("indirect", "held_on", "reached"),
        **_all("sensitive", "outcome", "answers", "note"),
    },
    "Duty": {
        **_RECORD,
        **_all("operational", "rule", "subject", "state", "warn_on", "due_on", "met_on", "escalate_on", "params"),
    },
    "Notice": {
        **_RECORD,
        **_all("operational", "user", "duty", "kind", "due_on", "read_at", "answered_on"),
        **_all("sensitive", "answer"),
    },
    "DraftStandard": _all_kept("id", "uuid", "programme", "title", "text", "recorded_by", "recorded_at"),
    "StandardTrial": _all_kept(
        "id", "uuid", "draft", "opened_from", "opened_until", "on", "counts", "recorded_by", "recorded_at"
    ),
}
