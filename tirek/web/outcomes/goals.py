"""The deputy director opens it before a letter to a ministry: to which of the goals does our work contribute, and how?

Leaves with figures of our own named by what they are, and with no value of the country but the published one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Contribution, Measure
from tirek.outcomes.engine.framework import Entry, wording_sources
from tirek.outcomes.models import OfficialValue
from tirek.outcomes.selectors.reference import (
    CONTRIBUTION_WORDS,
    ContributionLine,
    contributions,
    official_values,
    target,
)
from tirek.outcomes.selectors.reference import goal as goal_entry
from tirek.outcomes.selectors.reference import goals as goal_entries
from tirek.outcomes.selectors.shown import TOTALS, Shown, shown
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.outcomes import words
from tirek.web.outcomes.places import chosen_place


@dataclass(frozen=True)
class Ours:
    """One indicator of ours below one of the goals: how it contributes, and its newest figure."""

    id: str
    title: str
    letter: str
    how: str | Promise
    series: str
    value: str
    time: str
    hidden: bool


@dataclass(frozen=True)
class Served:
    """An indicator of the goals: ours below it, why there is no figure, what its official source published."""

    entry: Entry
    title: str
    ours: Sequence[Ours]
    why: str
    official: Sequence[OfficialValue]


@desk("evidence.view")
@require_safe
def goals(request: DeskRequest) -> HttpResponse:
    """The goals our work touches, with how many indicators each."""
    lines = contributions(indicators())
    counts = {number: list(found) for number, found in groupby(lines, key=lambda line: line.entry.goal)}
    rows = [
        {
            "number": entry.goal,
            "title": entry.title.say(page_language()),
            "serving": len({one.id for line in counts[entry.goal] for _serves, one in line.serves}),
            "silent": sum(line.why_no_figure is not None for line in counts[entry.goal]),
        }
        for entry in goal_entries()
        if entry.goal in counts
    ]
    return render(request, "outcomes/goals.html", {"rows": rows, "kinds": _kinds(lines)})


@desk("evidence.view")
@require_safe
def goal(request: DeskRequest, number: int) -> HttpResponse:
    """One goal: its targets, what of ours contributes and as what, the published value of the country."""
    entry = goal_entry(number)
    lines = [line for line in contributions(indicators()) if line.entry.goal == number]
    if not lines:
        raise Missing(N_("There is no such record in what you may see."))
    chosen = chosen_place(request, request.user)
    figures = shown({one.id for line in lines for _serves, one in line.serves}, chosen.place, TOTALS)
    published = set(
        OfficialValue.objects.filter(loaded__withdrawn_on=None).values_list("indicator", flat=True).distinct()
    )
    targets = [
        {
            "code": code,
            "title": target(code).title.say(page_language()),
            "indicators": [_served(line, figures, published) for line in found],
        }
        for code, found in groupby(lines, key=lambda line: line.entry.target)
    ]
    context = {
        "number": number,
        "title": entry.title.say(page_language()),
        "chosen": chosen,
        "targets": targets,
        "kinds": _kinds(lines),
        "sources": [wording_sources()[code] for code in {entry.sources[page_language()]} if code in wording_sources()],
    }
    return render(request, "outcomes/goal.html", context)


def _served(line: ContributionLine, figures: dict[str, Shown], published: set[str]) -> Served:
    language = page_language()
    return Served(
        entry=line.entry,
        title=line.entry.title.say(language),
        ours=[_ours(serves.how, serves.series, figures[one.id]) for serves, one in line.serves],
        why=line.why_no_figure.say(language) if line.why_no_figure else "",
        official=official_values(line.entry.code) if line.entry.code in published else [],
    )


def _ours(how: Contribution, series: str, found: Shown) -> Ours:
    asked, tables = found.indicator, found.tables()
    table = tables[max(tables)] if tables else None
    total = table.total if table else None
    value = words.value_text(asked, total) if table else ""
    if total is not None and total.shown and total.value is None and total.numerator is not None:
        value = words.parts_text(asked, total) or value  # a rate without its population is a count, and says so
    elif total is not None and total.shown and asked.measure is Measure.COUNT:
        value = f"{value} ({words.counted_word(asked)})"
    return Ours(
        id=asked.id,
        title=asked.title.say(page_language()),
        letter=how.value,
        how=words.HOW[how],
        series=series,
        value=value,
        time=words.time_text(asked, table) if table else "",
        hidden=total is not None and not total.shown,
    )


def _kinds(lines: Iterable[ContributionLine]) -> list[tuple[str, str | Promise, str]]:
    """The letters that stand on the page, each with its word and what it means."""
    used = {serves.how for line in lines for serves, _one in line.serves}
    used |= {Contribution.SURVEY for line in lines if line.why_no_figure}
    return [
        (how.value, words.HOW[how], CONTRIBUTION_WORDS[how].say(page_language())) for how in Contribution if how in used
    ]
