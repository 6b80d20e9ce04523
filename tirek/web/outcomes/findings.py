"""Opened by a supervisor before figures go to a donor or a ministry: which records can they not rest on?

Leaves with the page on which each is mended; a manager with how many there are of which kind.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.outcomes.enums import FindingKind
from tirek.outcomes.facts.opening import newest
from tirek.outcomes.facts.quality import BY_CODE, QualityRule
from tirek.outcomes.selectors.findings import (
    FindingShown,
    finding_counts,
    findings_seen,
    findings_shown,
    units_counted,
)
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk

PAGE: Final = 50
KINDS: Final[dict[str, tuple[str, str | Promise]]] = {
    FindingKind.IMPOSSIBLE: ("red", _("can't be so")),
    FindingKind.MISSING: ("amber", _("not complete")),
    FindingKind.LATE: ("blue", _("written down late")),
}
#: Of records that are corrected field by field: which field.
FIELDS: Final = {
    "source_missing": "known_from",
    "entry_reason_missing": "entry_reason",
    "exit_reason_missing": "exit_reason",
    "destination_missing": "destination",
    "release_day_missing": "counted_from",
    "gap_in_care": "done_on",
    "episode_before_birth": "done_on",
    "offence_in_custody": "done_on",
    "episode_written_late": "done_on",
    "visit_written_late": "done_on",
    "contact_written_late": "done_on",
}
ENDED: Final = {"episode_after_death", "grown_up_in_care", "planned_end_passed"}


@dataclass(frozen=True)
class Counted:
    """A rule and how many findings it has; without a number they are too few to be told."""

    title: str
    tone: str
    word: str | Promise
    n: int | None
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A finding, in words, and where it is mended."""

    shown: FindingShown
    title: str
    todo: str
    tone: str
    word: str | Promise
    on: date | None
    url: str
    mends: bool


@desk("evidence.view")
@require_safe
def quality_findings(request: DeskRequest) -> HttpResponse:
    """The records of the user's units; for a manager counts of each unit."""
    asked = BY_CODE.get(request.GET.get("rule", ""))
    language = page_language()
    seen = findings_seen(request.user)
    rows = seen.filter(rule=asked.code) if asked else seen
    page = Paginator(rows.select_related("case", "case__worker"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [_line(one, language) for one in findings_shown(page.object_list, language)],
        "counts": [_counted(rule, n, language, opens=True) for rule, n in finding_counts(seen)],
        "asked": asked and asked.title.say(language),
        "here_query": f"rule={asked.code}" if asked else "",
        "units": {
            unit: [_counted(rule, n, language) for rule, n in counts]
            for unit, counts in units_counted(request.user).items()
        },
        "version": newest(),
    }
    return render(request, "outcomes/findings.html", context)


def _counted(rule: QualityRule, n: int | None, language: str, *, opens: bool = False) -> Counted:
    url = f"{reverse('quality_findings')}?rule={rule.code}" if opens else ""
    return Counted(rule.title.say(language), *KINDS[rule.kind], n, url)


def _line(shown: FindingShown, language: str) -> Line:
    rule, detail = shown.rule, shown.finding.detail
    on = date.fromisoformat(detail["on"]) if detail.get("on") else None
    url = _where(shown)
    file = reverse("case_file", args=[shown.case.uuid])
    return Line(shown, rule.title.say(language), rule.todo.say(language), *KINDS[rule.kind], on, url or file, bool(url))


def _where(shown: FindingShown) -> str:
    """The page on which a finding is mended; empty where no one page does it."""
    code, subject = shown.rule.code, shown.finding.subject_uuid
    if code in FIELDS:
        return reverse("correct", args=[shown.finding.subject_type, subject, FIELDS[code]])
    if code in ENDED:
        return reverse("episode_end", args=[subject])
    if code == "care_unknown":
        return reverse("begin_episode", args=[shown.case.uuid])
    if code == "nobody_counted":
        return reverse("join_case", args=[shown.case.uuid])
    if code == "disability_unasked":
        return reverse("complete_assessment", args=[shown.case.uuid, "washington_group_ss"])
    if code == "outcome_missing":
        return reverse("reopen_case", args=[shown.case.uuid])
    return reverse("person", args=[shown.person]) if shown.person else ""
