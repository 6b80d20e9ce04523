"""The journal: every act on a case, what was corrected in it, and where to correct it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.casework.models import Entry
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.family_file import journal_of
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.programmes.engine.pack import Pack
from tirek.toolkit.formats import long_day, page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.acts.corrections import LABELS, correctable, readable
from tirek.web.worker.links import page_url
from tirek.web.worker.wording import EntryWords, Mark, entry_mark, entry_words

PAGE = 40

#: What the journal may be narrowed to, with the kinds of acts in it.
FILTERS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "meetings": (gettext_lazy("Visits and contacts"), frozenset({"visit", "contact", "follow_up"})),
    "assessment": (gettext_lazy("Assessment and risk"), frozenset({"assessment", "risk_rated"})),
    "plan": (
        gettext_lazy("Plan and approval"),
        frozenset(
            {"plan_agreed", "plan_reviewed", "step_marked", "approval_requested", "plan_approved", "plan_returned",
             "closure_approved", "closure_returned", "escalation_answered"}
        ),
    ),
    "help": (gettext_lazy("Services and tasks"), frozenset({"service", "task_finished"})),
    "life": (gettext_lazy("Episodes"), frozenset({"episode_started", "episode_ended"})),
    "case": (
        gettext_lazy("Case and consent"),
        frozenset(
            {"case_opened", "case_closed", "case_reopened", "member_joined", "worker_assigned", "consent",
             "consent_withdrawn"}
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class JournalLine:
    """An act as the journal shows it."""

    entry: Entry
    words: EntryWords
    mark: Mark | None
    by: str
    url: str
    corrected: list[str]
    corrections: list[tuple[str, str]]


def journal_lines(
    entries: Iterable[Entry], pack: Pack, language: str, *, correcting: bool = False
) -> list[JournalLine]:
    """Acts in words; with ``correcting`` each has the links by which its values are corrected."""
    return [
        JournalLine(
            entry=entry,
            words=entry_words(entry, pack, language),
            mark=entry_mark(entry),
            by=entry.recorded_by.short_name,
            url=page_url("assessment", entry.subject_uuid) if entry.subject_type == "assessment" else "",
            corrected=[
                _corrected(change, pack, language, entry)
                for change in entry.corrected  # type: ignore[attr-defined]
                if change["type"] != "case" or entry.kind == "case_opened"
            ],
            corrections=_correction_links(entry) if correcting else [],
        )
        for entry in entries
    ]


def _corrected(change: dict[str, Any], pack: Pack, language: str, entry: Entry) -> str:
    """ "Corrected on 3 March by Aizhan S.: Day, was 1 March. Reason"."""
    field = change["field"]
    old = readable(change["old"], change["type"], field, pack, language, str(entry.detail.get("track", "")))
    author = User(first_name=change["first_name"], last_name=change["last_name"]).short_name
    line = _("Corrected on %(day)s by %(author)s: %(field)s, was: %(old)s.") % {
        "day": long_day(date.fromisoformat(change["on"]), language),
        "author": author,
        "field": capfirst(str(LABELS.get(field, field))),
        "old": old,
    }
    return f"{line} {change['reason']}"


def _correction_links(entry: Entry) -> list[tuple[str, str]]:
    links = [
        (str(label), reverse("correct", args=[entry.subject_type, entry.subject_uuid, name]))
        for name, label in correctable(entry.subject_type)
        if not (entry.subject_type == "case" and entry.kind != "case_opened")
    ]
    if entry.subject_type not in {"case", "followup"}:
        links.append((_("Note"), reverse("correct", args=["entry", entry.uuid, "note"])))
    return links


@desk("contact.record")
@require_safe
def journal(request: DeskRequest, case: UUID) -> HttpResponse:
    """Every act on the case, newest first; of one kind if asked."""
    opened = case_seen(case)
    reading(request, opened, "journal")
    pack, language = programme_of(opened), page_language()
    chosen = request.GET.get("kind", "")
    entries = journal_of(opened)
    if chosen in FILTERS:
        entries = entries.filter(kind__in=FILTERS[chosen][1])
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    correcting = holds(request.user, "case.correct", opened.unit_id)
    context = {
        "case": opened,
        "title": case_title(people, language) or opened.reference,
        "lines": journal_lines(page.object_list, pack, language, correcting=correcting),
        "page": page,
        "filters": [("", _("All acts"), not chosen), *((k, w, k == chosen) for k, (w, _s) in FILTERS.items())],
        "chosen": chosen,
    }
    return render(request, "worker/journal.html", context)
