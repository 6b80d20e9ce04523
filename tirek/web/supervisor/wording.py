"""The access log in words: what an act did, what somebody read. A code of the audit is never shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.web.worker.links import WORDS as FORMS

#: What was done to the file, act by act.
DONE: dict[str, str | Promise] = {
    "open_case": gettext_lazy("Case opened"),
    "join_case": gettext_lazy("A person joined the case"),
    "assign_worker": gettext_lazy("Case assigned"),
    "close_case": gettext_lazy("Case closed"),
    "reopen_case": gettext_lazy("Case reopened"),
    "give_consent": gettext_lazy("Consent recorded"),
    "withdraw_consent": gettext_lazy("Consent withdrawn"),
    "record_contact": gettext_lazy("Contact recorded"),
    "record_visit": gettext_lazy("Visit recorded"),
    "record_service": gettext_lazy("Service recorded"),
    "complete_assessment": gettext_lazy("Assessment completed"),
    "rate_risk": gettext_lazy("Risk rated"),
    "write_plan": gettext_lazy("Plan written"),
    "agree_plan": gettext_lazy("Plan agreed"),
    "review_plan": gettext_lazy("Plan reviewed"),
    "mark_step": gettext_lazy("Step of the plan marked"),
    "request_approval": gettext_lazy("Approval asked"),
    "decide_approval": gettext_lazy("Approval decided"),
    "begin_episode": gettext_lazy("Episode recorded"),
    "end_episode": gettext_lazy("Episode ended"),
    "open_task": gettext_lazy("Task given"),
    "finish_task": gettext_lazy("Task finished"),
    "record_follow_up": gettext_lazy("Follow-up recorded"),
    "correct_record": gettext_lazy("A record corrected"),
    "register_person": gettext_lazy("Person registered"),
    "form_family": gettext_lazy("Family recorded"),
    "join_family": gettext_lazy("A person joined the family"),
    "leave_family": gettext_lazy("A person left the family"),
    "relate_persons": gettext_lazy("Relation recorded"),
    "end_relation": gettext_lazy("Relation ended"),
    "record_tie": gettext_lazy("Tie of the family recorded"),
    "end_tie": gettext_lazy("Tie of the family ended"),
    "correct_person": gettext_lazy("Person's record corrected"),
    "correct_name": gettext_lazy("Name corrected"),
    "add_name": gettext_lazy("Name added"),
    "add_contact_point": gettext_lazy("Phone or mail added"),
    "end_contact_point": gettext_lazy("Phone or mail ended"),
    "record_address": gettext_lazy("Address recorded"),
    "end_address": gettext_lazy("Address ended"),
    "record_identity_document": gettext_lazy("Document recorded"),
    "decide_duplicate": gettext_lazy("Decision about a possible duplicate"),
    "suggest_duplicate": gettext_lazy("Possible duplicate named"),
    "merge_persons": gettext_lazy("Two records joined"),
    "unmerge_persons": gettext_lazy("Two records parted again"),
    "tell_apart": gettext_lazy("Said at intake who is not the same person"),
    "request_access": gettext_lazy("Access asked for"),
    "withdraw_request": gettext_lazy("Request for access taken back"),
    "grant_access": gettext_lazy("Access given"),
    "refuse_access": gettext_lazy("Access refused"),
    "keep_apart": gettext_lazy("File kept apart from another"),
    "end_conflict": gettext_lazy("File no longer kept apart"),
    "read_conflict": gettext_lazy("Read why files are kept apart"),
    "seal_person": gettext_lazy("Person hidden from everybody outside the file"),
    "unseal_person": gettext_lazy("Person no longer hidden"),
    "read_notices": gettext_lazy("Reminders read"),
    "answer_escalation": gettext_lazy("Decided on a duty that was passed on"),
    "hold_conference": gettext_lazy("Case conference recorded"),
    "state_use": gettext_lazy("Use of an instrument stated"),
    "withdraw_use": gettext_lazy("Use of an instrument taken back"),
    "draft_standard": gettext_lazy("Draft of a standard kept"),
    "try_standard": gettext_lazy("Draft of a standard tried over past cases"),
    "preview_person": gettext_lazy("A person of the file was shown to somebody outside: two letters, the year"),
}

#: What was read. The form of an act is worded from the act.
READ: dict[str, str | Promise] = {
    "file": gettext_lazy("Family file read"),
    "journal": gettext_lazy("Journal read"),
    "life_line": gettext_lazy("Life line read"),
    "life_line_print": gettext_lazy("Life line printed"),
    "scores": gettext_lazy("Scores over time read"),
    "access_log": gettext_lazy("Access log read"),
    "approval": gettext_lazy("Request for approval read"),
    "assessment": gettext_lazy("Assessment read"),
    "person": gettext_lazy("Person's record read"),
    "duplicate": gettext_lazy("Possible duplicate read"),
    "merge": gettext_lazy("Merge of two records read"),
    "access_request": gettext_lazy("Request for access read"),
    "plan": gettext_lazy("Plan read"),
    "plan_print": gettext_lazy("Plan printed"),
    "prints": gettext_lazy("Forms to print read"),
    "form_print": gettext_lazy("Form printed"),
    "visit_print": gettext_lazy("Visit act printed"),
    "escalation": gettext_lazy("Duty that was passed on read"),
}


def act_words(code: str) -> str:
    """A line of the audit as a sentence. A code this version has no words for is still said to be there."""
    read = code.removeprefix("read_")
    if read == code:
        return str(DONE.get(code) or _("The file was changed"))
    if read in READ:
        return str(READ[read])
    if read in FORMS:
        return _("Form opened: %(act)s") % {"act": FORMS[read]}
    return _("A part of the file read")
