"""From the name of an act to the page on which it is done, and the gates before it in the page's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.access.acts import ACTS
from tirek.access.models import User
from tirek.access.policy import holds
from tirek.casework.models import Case
from tirek.casework.selectors.facts import gates_before, programme_of
from tirek.kernel.problems import Gate
from tirek.programmes.engine.pack_parts import Gate as PackGate
from tirek.toolkit.formats import page_language

#: What stands on the button that starts an act.
WORDS: dict[str, str | Promise] = {
    "record_visit": _("Record visit"),
    "record_contact": _("Record contact"),
    "record_service": _("Record service"),
    "give_consent": _("Record consent"),
    "complete_assessment": _("Complete assessment"),
    "rate_risk": _("Rate the risk"),
    "write_plan": _("Write the plan"),
    "agree_plan": _("Agree the plan"),
    "review_plan": _("Review the plan"),
    "request_approval": _("Ask for approval"),
    "decide_approval": _("Ask for approval"),
    "request_closure": _("Ask for closure"),
    "begin_episode": _("Record an episode"),
    "end_episode": _("Record the end"),
    "hold_conference": _("Record a case conference"),
    "open_task": _("Give a task"),
    "finish_task": _("Finish the task"),
    "record_follow_up": _("Record follow-up"),
    "join_case": _("Add a person"),
    "close_case": _("Close the case"),
    "assign_worker": _("Assign the case"),
    "reopen_case": _("Reopen the case"),
}

ICONS = {
    "record_visit": "home-check",
    "record_contact": "phone",
    "record_service": "heart-handshake",
    "give_consent": "file-check",
    "complete_assessment": "clipboard-check",
    "rate_risk": "flag",
    "write_plan": "target",
    "begin_episode": "home-heart",
    "end_episode": "home-heart",
    "hold_conference": "users-group",
    "open_task": "list-check",
    "join_case": "user-plus",
    "close_case": "circle-check",
    "assign_worker": "user-check",
    "reopen_case": "rotate",
}

#: How a condition reads once it holds; the programme words only what is missing.
_HELD: dict[str, str | Promise] = {
    "has_consent": _("Consent is recorded."),
    "has_assessment": _("An assessment is complete."),
    "has_risk_rating": _("The risk is rated."),
    "plan_agreed": _("The plan is agreed."),
    "plan_approved": _("The supervisor has approved the plan."),
    "goals_reviewed": _("Every step of the plan has a result."),
    "care_known": _("It is known with whom the child lives."),
    "instrument_completed": _("The questions were answered."),
    "track_known": _("The present state is on record."),
    "conference_held": _("A case conference was held."),
    "no_open_urgent_tasks": _("No urgent task is open."),
    "risk_not_high": _("The risk is not high."),
    "closure_approved": _("The supervisor has approved the closure."),
}

#: Acts whose page goes by another name than the act.
_PAGES = {
    "request_closure": "close_case",
    "decide_approval": "request_approval",
    "assign_worker": "assign",
    "end_episode": "life_line",
}


def act_url(act: str, case: Case, subject: str = "", rule: str = "") -> str:
    """The page of an act for a case; empty where there is none.

    ``subject`` is the subject of a duty: the reference of a task, the month of a follow-up. ``rule`` is the id of
    its rule, where it asks for one instrument or one track.
    """
    name, args = _PAGES.get(act, act), [str(case.uuid)]
    if act == "finish_task":
        name, args = ("task_done", [subject]) if subject else ("case_file", args)
    elif act == "record_follow_up" and subject:
        name, args = "follow_up_due", [*args, subject]
    elif act == "complete_assessment":
        args.append(_asked(case, rule, "instrument") or programme_of(case).risk.instrument)
    url, track = page_url(name, *args), _asked(case, rule, "track") if act == "begin_episode" else ""
    return f"{url}?track={track}" if url and track else url


def _asked(case: Case, rule_id: str, name: str) -> str:
    """The one instrument or track that a rule asks for, if it names one."""
    rule = next((one for one in programme_of(case).rules if one.id == rule_id), None)
    which = getattr(rule, "first", None) or getattr(rule, "event", None)
    said = getattr(rule, name, None) or (which.where.get(name) if which else None)
    return said if isinstance(said, str) else ""


def page_url(name: str, *args: object) -> str:
    """The address of a page, empty where the installation has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def may(user: User, act: str, case: Case) -> bool:
    """Whether the user may do the act in the unit of the case."""
    known = ACTS.get({"request_closure": "request_approval"}.get(act, act))
    return known is not None and holds(user, known.permission, case.unit_id)


@dataclass(frozen=True)
class ActLink:
    """A button or a line of a menu that starts an act."""

    act: str
    label: str | Promise
    url: str
    icon: str


def act_link(user: User, act: str, case: Case, subject: str = "", rule: str = "") -> ActLink | None:
    """The link to an act, if the user may do it and it has a page."""
    url = act_url(act, case, subject, rule) if may(user, act, case) else ""
    return ActLink(act, WORDS.get(act, act), url, ICONS.get(act, "arrow-right")) if url else None


def act_links(user: User, acts: Iterable[str], case: Case) -> list[ActLink]:
    """The links to those of the acts that the user may do."""
    return [link for act in acts if (link := act_link(user, act, case))]


@dataclass(frozen=True)
class GateLine:
    """A condition before an act in the words of the programme: whether it holds, and where it is mended."""

    check: str
    holds: bool
    message: str | Promise
    what_to_do: str
    url: str
    label: str | Promise


def gate_lines(
    case: Case, act: str, gates: Iterable[Gate] | None = None, *, on: date, track: str = "", kind: str = ""
) -> list[GateLine]:
    """Every condition before an act in the page's language. ``gates`` are those known to be open."""
    still_open = {gate.code for gate in (gates_before(case, act, on, track, kind) if gates is None else gates)}
    language = page_language()
    return [
        GateLine(
            check=gate.name,
            holds=gate.name not in still_open,
            message=gate.message.say(language) if gate.name in still_open else _HELD[gate.check],
            what_to_do=gate.what_to_do.say(language),
            url=_mended(gate, case),
            label=WORDS.get(gate.mended_by, ""),
        )
        for gate in programme_of(case).gates_before(act, track, kind)
    ]


def _mended(gate: PackGate, case: Case) -> str:
    """Where a gate is passed: the page of its act, for its own track or instrument."""
    if gate.check == "closure_approved":
        return act_url("close_case", case)
    if gate.check in {"goals_reviewed", "no_open_urgent_tasks"}:
        place = "#plan" if gate.check == "goals_reviewed" else "#next"
        return reverse("case_file", args=[case.uuid]) + place
    if gate.mended_by == "complete_assessment" and gate.instrument:
        return page_url("complete_assessment", case.uuid, gate.instrument)
    url = act_url(gate.mended_by, case)
    return f"{url}?track={gate.track}" if url and gate.mended_by == "begin_episode" and gate.track else url


def case_url(case: UUID) -> str:
    """The family file."""
    return reverse("case_file", args=[case])
