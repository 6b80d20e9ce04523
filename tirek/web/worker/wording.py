"""The journal in words: what was done, in the language of the page, from the codes an act left behind."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tirek.casework.enums import ConsentForm, ConsentPurpose, Part, StepState
from tirek.casework.models import Entry
from tirek.kernel.problems import N_
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.own_packs import instrument_entry, instrument_title
from tirek.toolkit.formats import number


class EntryWords(NamedTuple):
    """A line of the journal: its picture, the act, what it brought."""

    icon: str
    title: str
    text: str


class Mark(NamedTuple):
    """A badge beside an act: something changed, or it did not succeed."""

    tone: str
    icon: str
    text: str


Detail = Mapping[str, Any]
Say = Callable[[Detail, Pack, str], tuple[str, str]]

ICONS = {
    "case_opened": "phone",
    "member_joined": "user-plus",
    "worker_assigned": "user-check",
    "case_closed": "circle-check",
    "case_reopened": "rotate",
    "consent": "file-check",
    "consent_withdrawn": "arrow-back-up",
    "contact": "phone",
    "visit": "home-check",
    "service": "heart-handshake",
    "assessment": "clipboard-check",
    "risk_rated": "flag",
    "episode_started": "home-heart",
    "episode_ended": "home",
    "plan_agreed": "file-check",
    "plan_reviewed": "refresh",
    "step_marked": "checkbox",
    "approval_requested": "send",
    "plan_approved": "checks",
    "plan_returned": "arrow-back-up",
    "closure_approved": "checks",
    "closure_returned": "arrow-back-up",
    "task_finished": "list-check",
    "follow_up": "heart-handshake",
    "conference": "users-group",
    "escalation_answered": "checks",
}


#: How the strip of follow-ups draws the states of its marks; a missed one was not reached either.
STRIP = {"held": "done", "unreached": "lost", "missed": "lost"}


def entry_words(entry: Entry, pack: Pack, language: str) -> EntryWords:
    """An act on record as a colleague would say it: picture, act, and what the worker wrote."""
    say = _SAYINGS.get(entry.kind)
    title, facts = say(entry.detail, pack, language) if say else (entry.kind.replace("_", " "), "")
    text = ". ".join(capfirst(part.rstrip(".")) for part in (facts, entry.note) if part)
    return EntryWords(ICONS.get(entry.kind, "note"), title, f"{text}." if text and text[-1] not in ".!?…" else text)


def entry_mark(entry: Entry) -> Mark | None:
    """What is worth a badge: the risk rose, nobody was met, something was returned."""
    detail = entry.detail
    if entry.kind == "risk_rated" and detail.get("rose"):
        return Mark("red", "alert-triangle", _("Risk has risen"))
    if entry.kind in {"contact", "visit", "follow_up"} and not detail.get("reached", True):
        return Mark("plain", "wifi-off", _("No contact"))
    if entry.kind in {"plan_returned", "closure_returned"}:
        return Mark("amber", "arrow-back-up", _("Returned"))
    if entry.kind in {"plan_approved", "closure_approved"}:
        return Mark("green", "check", _("Approved"))
    return None


def risk_title(pack: Pack, level: str, language: str) -> str:
    """A level of risk as the programme names it."""
    return pack.title_of("risk", level, language)


def score_words(score: float | None, band: str, instrument: str, pack: Pack, language: str) -> str:
    """A score and its band: ``12 · medium risk``; empty without a score."""
    if score is None:
        return ""
    listed = instrument_entry(pack, instrument)
    titles = {item.code: item.title.say(language) for item in listed.bands} if listed else {}
    points = number(score, 0 if float(score).is_integer() else 1)
    return f"{points} · {titles[band]}" if band in titles else points


def part_title(part: str) -> str:
    """What a person is in a case."""
    return str(Part(part).label) if part in Part.values else part


def purpose_title(purpose: str) -> str:
    """What a consent is for; one written in words before the list existed shows as it was written."""
    return str(ConsentPurpose(purpose).label) if purpose in ConsentPurpose.values else purpose


def _case_opened(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    return _("Case opened"), pack.title_of("call_source", detail.get("source", ""), language)


def _member_joined(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    return _("A person joined the case"), capfirst(part_title(detail.get("part", "")))


def _worker_assigned(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    return (_("Case given to a lead") if detail.get("leads") else _("A colleague joined the work")), ""


def _case_closed(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    return _("Case closed"), pack.title_of("outcome", detail.get("outcome", ""), language)


def _case_reopened(_detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    return _("Case reopened"), ""


def _consent(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    form = detail.get("form", "")
    said = str(ConsentForm(form).label) if form in ConsentForm.values else ""
    return _("Consent given"), ", ".join(filter(None, (capfirst(purpose_title(detail.get("purpose", ""))), said)))


def _consent_withdrawn(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    return _("Consent withdrawn"), capfirst(purpose_title(detail.get("purpose", "")))


def _contact(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    return _("Contact"), pack.title_of("contact_kind", detail.get("channel", ""), language)


def _visit(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    place = pack.title_of("visit_place", detail.get("place", ""), language)
    if not detail.get("reached", True):
        return _("Visit"), place
    if detail.get("child_seen"):
        return _("Visit"), f"{place}, {_('child seen')}"
    return _("Visit"), place if about_adult(pack) else f"{place}, {_('child not seen')}"


def _service(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    code = detail.get("service", "")
    listed = next((item for item in pack.services.services if item.code == code), None)
    unit = pack.title_of("unit", listed.unit, language) if listed else ""
    amount = number(float(detail.get("quantity", 1) or 1), 0 if float(detail.get("quantity", 1)).is_integer() else 1)
    return _("Service"), f"{pack.title_of('service', code, language)}: {amount} ({unit})" if unit else code


def _assessment(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    code = detail.get("instrument", "")
    return instrument_title(pack, code, language), score_words(
        detail.get("score"), detail.get("band", ""), code, pack, language
    )


def _risk_rated(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    now, before = detail.get("level", ""), detail.get("before", "")
    if before in {"", "unassessed", now}:
        return _("Risk rated"), risk_title(pack, now, language)
    return _("Risk rated"), _("%(now)s; before: %(before)s") % {
        "now": risk_title(pack, now, language),
        "before": risk_title(pack, before, language).lower(),
    }


def _episode_started(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    track = detail.get("track", "")
    return track_title(pack, track, language), pack.title_of(f"{track}.kind", detail.get("kind", ""), language)


def _episode_ended(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    track = detail.get("track", "")
    kind = pack.title_of(f"{track}.kind", detail.get("kind", ""), language)
    reason = pack.title_of(f"{track}.exit_reason", detail.get("reason", ""), language)
    return _("Episode ended"), f"{kind}. {reason}" if reason else kind


def _plan(title: str, of_adult: str = "") -> Say:
    def say(detail: Detail, pack: Pack, _language: str) -> tuple[str, str]:
        version = detail.get("version")
        said = _(of_adult if of_adult and about_adult(pack) else title)
        return said, _("version %(number)s") % {"number": version} if version else ""

    return say


def _conference(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    people = int(detail.get("participants", 0) or 0)
    told = ngettext("%(count)d participant", "%(count)d participants", people) % {"count": people}
    return _("Case conference"), told if people else ""


def _step_marked(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    state = detail.get("state", "")
    return _("Step of the plan"), capfirst(str(StepState(state).label)) if state in StepState.values else ""


def _approval_requested(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    closing = detail.get("about") == "closure"
    return (_("Approval of the closure asked") if closing else _("Approval of the plan asked")), ""


def _decided(title: str) -> Say:
    def say(_detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
        return _(title), ""

    return say


def _task_finished(detail: Detail, _pack: Pack, _language: str) -> tuple[str, str]:
    return (_("Task dropped") if detail.get("dropped") else _("Task done")), ""


def _follow_up(detail: Detail, pack: Pack, language: str) -> tuple[str, str]:
    months = int(detail.get("months", 0))
    title = ngettext("Follow-up after %(count)s month", "Follow-up after %(count)s months", months) % {"count": months}
    return title, follow_up_outcome(detail.get("outcome", ""), pack, language)


def about_adult(pack: Pack) -> bool:
    """Whether the programme is about a grown-up: then nothing on a page speaks of a child or a family by itself."""
    return pack.pack.subject == "adult"


def track_title(pack: Pack, code: str, language: str) -> str:
    """A track of episodes as the programme names it."""
    return next((track.title.say(language) for track in pack.episodes.tracks if track.code == code), code)


def follow_up_outcome(code: str, pack: Pack, language: str) -> str:
    """The answer to the programme's own question: is the child home, the man in work, the woman safe?"""
    choices = pack.outcome_question.choices
    return next((item.title.say(language) for item in choices if item.code == code), code)


_SAYINGS: dict[str, Say] = {
    "case_opened": _case_opened,
    "member_joined": _member_joined,
    "worker_assigned": _worker_assigned,
    "case_closed": _case_closed,
    "case_reopened": _case_reopened,
    "consent": _consent,
    "consent_withdrawn": _consent_withdrawn,
    "contact": _contact,
    "visit": _visit,
    "service": _service,
    "assessment": _assessment,
    "risk_rated": _risk_rated,
    "episode_started": _episode_started,
    "episode_ended": _episode_ended,
    "plan_agreed": _plan(N_("Plan agreed with the family"), N_("Plan agreed with the client")),
    "plan_reviewed": _plan(N_("Plan reviewed")),
    "step_marked": _step_marked,
    "approval_requested": _approval_requested,
    "plan_approved": _decided(N_("Plan approved by the supervisor")),
    "plan_returned": _decided(N_("Plan returned by the supervisor")),
    "closure_approved": _decided(N_("Closure approved by the supervisor")),
    "closure_returned": _decided(N_("Closure returned by the supervisor")),
    "task_finished": _task_finished,
    "follow_up": _follow_up,
    "escalation_answered": _decided(N_("The supervisor decided on a duty that was passed on")),
    "conference": _conference,
}
