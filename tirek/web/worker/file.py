"""The family file: who, now, next in the first screen; the whole case below, on one page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.casework.enums import CaseState, Part, StepState
from tirek.casework.models import Consent, Entry, Episode
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.family_file import FamilyFile, family_file
from tirek.casework.selectors.findings import DutyLine
from tirek.kernel.clock import today
from tirek.kernel.intervals import age_in_months, age_in_years
from tirek.people.enums import DocumentKind
from tirek.people.models import Person
from tirek.people.selectors.names import display_name
from tirek.programmes.selectors.own_packs import instrument_title
from tirek.standards.engine.findings import Status
from tirek.toolkit.formats import near_day, page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.supervisor.apart_lines import apart_shown
from tirek.web.worker.journal import journal_lines
from tirek.web.worker.life_line import TURNS, small_pictures
from tirek.web.worker.links import ActLink, act_link, act_links, may, page_url
from tirek.web.worker.wording import (
    STRIP,
    about_adult,
    part_title,
    purpose_title,
    risk_title,
    score_words,
    track_title,
)

SHOWN_NEXT = 5

OPEN_ACTS = (
    "record_visit", "record_contact", "record_service", "give_consent", "complete_assessment", "rate_risk",
    "write_plan", "begin_episode", "hold_conference", "open_task", "join_case", "assign_worker", "close_case",
)  # fmt: skip
CLOSED_ACTS = ("record_contact", "give_consent", "begin_episode", "open_task", "assign_worker", "reopen_case")
TONES = {Status.OVERDUE: "red", Status.DUE_TODAY: "blue", Status.DUE_SOON: "amber"}
PRESSING = {Status.OVERDUE, Status.DUE_TODAY, Status.DUE_SOON}


@dataclass(frozen=True)
class NextLine:
    """One thing to do: what, by when, which rule or whose task made it, and the button that starts it."""

    title: str
    why: str
    due_on: date | None
    link: ActLink | None
    urgent: bool = False
    waits: bool = False


@desk("contact.record")
@require_safe
def case_file(request: DeskRequest, case: UUID) -> HttpResponse:
    """One family's file."""
    opened = case_seen(case)
    reading(request, opened)
    day, language = today(), page_language()
    shown = family_file(request.user, opened, on=day, language=language)
    coming, cards = next_lines(request.user, shown, day), findings(request.user, shown, day)
    context = {
        "case": opened,
        "file": shown,
        "title": shown.title,
        "programme": shown.pack.pack.title.say(language),
        "stages": [(step["title"], _stage(step["state"])) for step in shown.stages],
        "risk": risk_now(shown, language),
        "now_lines": now_lines(shown, day, language),
        "coming": coming[:SHOWN_NEXT],
        "further": len(coming) - SHOWN_NEXT,
        "findings": cards,
        "pressing": sum(card["pressing"] for card in cards),
        "lines": journal_lines(shown.entries, shown.pack, language),
        "people": [person_line(one, day) for one in shown.people],
        "consents": [consent_line(row, shown, day, language) for row in shown.consents],
        "visits": [(entry, page_url("visit_print", entry.subject_uuid)) for entry in shown.acts("visit")[:3]],
        "assessments_url": page_url("assessments", opened.uuid),
        "plan_url": page_url("write_plan", opened.uuid),
        "plan_print": page_url("plan_print", opened.uuid),
        "scores": [score_rows(rows, shown, language) for rows in shown.scores],
        "strip": [(mark.months, STRIP.get(mark.state, mark.state)) for mark in shown.follow_ups],
        "returned": next(iter(shown.acts("plan_returned")), None) if plan_is(shown, "returned") else None,
        "step_states": StepState.choices,
        "may_mark": may(request.user, "mark_step", opened) and opened.state == CaseState.OPEN,
        "may_correct": holds(request.user, "case.correct", opened.unit_id),
        "outcome": shown.pack.title_of("outcome", opened.outcome, language) if opened.outcome else "",
        "today": day,
        **acts(request.user, shown, coming),
        **apart_shown(
            request.user,
            [one.person for one in shown.people],
            opened.unit_id,
            any_apart=any(getattr(one.member, "apart", True) for one in shown.people),
        ),
        **small_pictures(
            shown.people, shown.episodes, reversed(shown.acts(*TURNS)), shown.follow_ups, shown.pack, day, language
        ),
    }
    return render(request, "worker/file.html", context)


def _stage(state: str) -> str:
    return {"done": "past", "current": "now"}.get(state, "ahead")


def plan_is(shown: FamilyFile, state: str) -> bool:
    """Whether the newest plan stands so."""
    return shown.plan is not None and shown.plan.state == state


def acts(user: User, shown: FamilyFile, coming: list[NextLine]) -> dict[str, Any]:
    """The primary action of the head, and the menu of all others. What presses most comes first."""
    is_open = shown.case.state == CaseState.OPEN
    links = act_links(user, OPEN_ACTS if is_open else CLOSED_ACTS, shown.case)
    pressing = next((line.link for line in coming if line.link and line.due_on and line.due_on <= today()), None)
    if holds(user, "access_log.view", shown.case.unit_id) and (log := page_url("access_log", shown.case.uuid)):
        links.append(ActLink("access_log", _("Who opened the file"), log, "eye"))
    primary = pressing or (links[0] if links else None)
    return {"primary": primary, "more": [link for link in links if primary is None or link.act != primary.act]}


def risk_now(shown: FamilyFile, language: str) -> dict[str, Any]:
    """The level of risk, by whom and since when, what it was before and why it was chosen."""
    rated: Entry | None = next(iter(shown.acts("risk_rated")), None)
    before = str(rated.detail.get("before", "")) if rated else ""
    told = before not in {"", "unassessed", shown.case.risk_level}
    return {
        "level": shown.case.risk_level,
        "title": risk_title(shown.pack, shown.case.risk_level, language),
        "on": shown.case.risk_on,
        "by": rated.recorded_by.short_name if rated else "",
        "before": risk_title(shown.pack, before, language).lower() if told else "",
        "reason": rated.note if rated else "",
    }


def now_lines(shown: FamilyFile, day: date, language: str) -> list[dict[str, Any]]:
    """How things stand: where each child lives, or what lasts in the life of the client; or that nobody wrote it."""
    tracks = {track.code: track for track in shown.pack.episodes.tracks}
    about = {Part.CLIENT} if about_adult(shown.pack) else {Part.CHILD}
    lines = []
    if "care" in tracks:
        for one in (person for person in shown.people if person.part == Part.CHILD):
            episode, name = shown.care_now.get(one.person.pk), display_name(one.person, language, form="given")
            if episode or Part.CHILD in about:
                lines.append(_now_line(name, episode, shown, day, language))
    subjects = {one.person.pk for one in shown.people if one.part in about}
    for episode in shown.episodes:
        if episode.person_id in subjects and episode.track != "care" and episode.ended_on is None:
            lines.append(_now_line(track_title(shown.pack, episode.track, language), episode, shown, day, language))
    return lines


def _now_line(title: str, episode: Episode | None, shown: FamilyFile, day: date, language: str) -> dict[str, Any]:
    return {
        "name": title,
        "episode": episode,
        "kind": shown.pack.title_of(f"{episode.track}.kind", episode.kind, language) if episode else "",
        "days": (day - episode.done_on).days if episode else 0,
        "exact": episode is not None and episode.starts_precision == "day",
    }


def next_lines(user: User, shown: FamilyFile, day: date) -> list[NextLine]:
    """The request that waits, then duties and tasks, what presses most first; each thing to do once."""
    waiting = shown.waiting
    elsewhere = {str(task.uuid) for task in shown.tasks}
    lines = [
        NextLine(
            title=line.title,
            why=f"{line.explained.what} {line.duty.rule}",
            due_on=line.duty.due_on,
            link=_start(user, shown, line, day),
            urgent=line.status in PRESSING,
        )
        for line in shown.duties
        if line.duty.subject not in elsewhere and not (waiting and line.explained.act == "request_approval")
    ]
    for task in shown.tasks:
        why = _("Task of %(name)s") % {"name": task.assigned_to.short_name}
        start = act_link(user, "finish_task", shown.case, str(task.uuid))
        lines.append(NextLine(task.says, why, task.due_on, start, task.urgent))
    lines.sort(key=lambda line: (line.due_on or date.max, not line.urgent))
    return [_waiting_line(user, shown, waiting, day), *lines] if waiting else lines


def _waiting_line(user: User, shown: FamilyFile, waiting: Entry, day: date) -> NextLine:
    closing = waiting.detail.get("about") == "closure"
    what = _("Closure waits for the supervisor") if closing else _("Plan waits for the supervisor")
    asked = _("asked on %(day)s by %(name)s") % {
        "day": near_day(waiting.done_on, day, page_language()),
        "name": waiting.recorded_by.short_name,
    }
    due = next((line.duty.due_on for line in shown.duties if line.explained.act == "request_approval"), None)
    return NextLine(what, asked, due, _decision(user, shown, waiting), waits=True)


def _start(user: User, shown: FamilyFile, line: DutyLine, day: date) -> ActLink | None:
    """The button of a duty; a follow-up has none before its first day, and who was asked is not asked again."""
    if line.explained.act == "record_follow_up" and line.duty.done_on > day:
        return None
    if line.explained.act == "request_approval" and shown.waiting:
        return _decision(user, shown, shown.waiting)
    return act_link(user, line.explained.act, shown.case, line.duty.subject, line.duty.rule)


def _decision(user: User, shown: FamilyFile, waiting: Entry) -> ActLink | None:
    mine = waiting.recorded_by_id == user.pk
    if mine or not holds(user, "approval.decide", shown.case.unit_id):
        return None
    url = page_url("approval", waiting.subject_uuid)
    return ActLink("decide", _("Decide"), url, "checks") if url else None


def findings(user: User, shown: FamilyFile, day: date) -> list[dict[str, Any]]:
    """The open standards as cards: what is so, by which rule and source, since when, what to do."""
    cards = []
    for line in shown.duties:
        link = _start(user, shown, line, day)
        cards.append(
            {
                "what": line.explained.what,
                "rule": line.explained.rule,
                "todo": line.explained.what_to_do,
                "url": link.url if link else "",
                "action": link.label if link else "",
                "tone": TONES.get(Status(line.status), "plain"),
                "pressing": line.status in PRESSING,
            }
        )
    return cards


def person_line(one: Any, day: date) -> dict[str, Any]:
    """A person of the case: part, age, how to reach them, papers."""
    kinds = dict(DocumentKind.choices)
    return {
        "person": one.person,
        "part": part_title(one.part),
        "age": age_words(one.person, day),
        "reach": one.member.reach,
        "papers": [
            (kinds.get(paper["kind"], ""), date.fromisoformat(paper["until"]) if paper["until"] else None)
            for paper in one.member.papers
        ],
        "url": page_url("person", one.person.uuid),
    }


def age_words(person: Person, day: date) -> str:
    """``3 months`` for the little ones, ``24 years`` for others; with "about" where it is not known better."""
    if person.birth_date is None or person.birth_date > day:
        return ""
    years = age_in_years(person.birth_date, day)
    if years < 2:
        months = age_in_months(person.birth_date, day)
        return ngettext("%(count)d month old", "%(count)d months old", months) % {"count": months}
    words = ngettext("%(count)d year old", "%(count)d years old", years) % {"count": years}
    return words if person.birth_precision in {"day", "month"} else _("about %(age)s") % {"age": words}


def consent_line(row: Consent, shown: FamilyFile, day: date, language: str) -> dict[str, Any]:
    """A consent: for what, who gave it, whether it still holds."""
    expired = row.valid_until is not None and row.valid_until < day
    return {
        "consent": row,
        "purpose": purpose_title(row.purpose),
        "person": next((one.person for one in shown.people if one.person.pk == row.person_id), None),
        "status": "withdrawn" if row.withdrawn_on else "expired" if expired else "given",
    }


def score_rows(rows: list[Entry], shown: FamilyFile, language: str) -> dict[str, Any]:
    """An instrument over time: each score with what it was before and the change."""
    code = str(rows[0].detail.get("instrument", ""))
    told = []
    for at, entry in enumerate(rows[:4]):
        score = entry.detail.get("score")
        earlier = next((row.detail["score"] for row in rows[at + 1 :] if row.detail.get("score") is not None), None)
        change = score - earlier if score is not None and earlier is not None else None
        told.append(
            {
                "on": entry.done_on,
                "url": page_url("assessment", entry.subject_uuid),
                "words": score_words(score, str(entry.detail.get("band") or ""), code, shown.pack, language),
                "change": "" if change is None else f"{change:+g}".replace("-", "−") if change else "±0",
            }
        )
    return {"title": instrument_title(shown.pack, code, language), "rows": told}
