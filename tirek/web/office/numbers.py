"""The manager opens it before a report or a talk with the founders: how much work is there, what became of it?

Leaves with figures that can be defended: each says what it counts, for which time, and what is missing. No names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tirek.casework.selectors.numbers import FollowUpFigure, UnitNumbers
from tirek.casework.selectors.numbers import numbers as unit_numbers
from tirek.kernel.clock import today
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.packs import packs
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk

RISKS = ("high", "medium", "low", "unassessed")


@dataclass(frozen=True)
class Row:
    """A figure with the words for what it counts."""

    title: str
    n: int


@dataclass(frozen=True)
class FollowUpRow:
    """A month of the follow-up: whose time has ended, who was reached, of those how many are what it exists for."""

    title: str
    figure: FollowUpFigure
    kept: str
    missing: str


@desk("numbers.view")
@require_safe
def numbers(request: DeskRequest) -> HttpResponse:
    """The figures of the units where the user may see them, one programme after the other."""
    day, language = today(), page_language()
    programmes = {one.code: one for one in packs()}
    units: dict[int, dict[str, Any]] = {}
    for figures in unit_numbers(request.user, on=day):
        row = units.setdefault(figures.unit.pk, {"unit": figures.unit, "programmes": []})
        if (programme := programmes.get(figures.programme)) is not None:
            row["programmes"].append(_programme(figures, programme, language))
    return render(request, "office/numbers.html", {"units": list(units.values()), "today": day})


def _programme(figures: UnitNumbers, programme: Pack, language: str) -> dict[str, Any]:
    """One programme in one unit, in its own words."""

    def titled(list_name: str, counts: Mapping[str, int]) -> list[Row]:
        return _in_words(counts, dict(programme.choices(list_name, language)))

    rules = {rule.id: rule.title.say(language) for rule in programme.rules}
    risks = dict(programme.choices("risk", language))
    opened, closed = sum(figures.open_cases.values()), sum(figures.closed_year.values())
    duties = sum(figures.overdue_duties.values())
    return {
        "id": f"{figures.unit.pk}-{programme.code}",
        "title": programme.pack.title.say(language),
        "adult": programme.pack.subject == "adult",
        "open": opened,
        "open_words": ngettext("case", "cases", opened),
        "risks": [Row(risks.get(level, level), figures.open_cases.get(level, 0)) for level in RISKS],
        "stages": titled("stage", figures.open_stage),
        "opened": figures.opened_year,
        "closed": closed,
        "closed_words": ngettext("case", "cases", closed),
        "outcomes": titled("outcome", figures.closed_year),
        "visits": sum(figures.visits_month.values()),
        "visits_reached": figures.visits_month.get("reached", 0),
        "visits_unreached": figures.visits_month.get("unreached", 0),
        "duties": duties,
        "duties_words": ngettext("duty", "duties", duties),
        "rules": _in_words(figures.overdue_duties, rules),
        "follow_ups": [_follow_up(figure, programme) for figure in figures.follow_ups],
        "kept": kept_words(programme, language),
        "asked": programme.outcome_question.title.say(language),
        "answers": _answers(figures.follow_ups, programme, language),
    }


def kept_words(programme: Pack, language: str) -> str:
    """What the programme exists for, in its own words; the answers that count for it, where it has no others."""
    if words := programme.follow_up.kept:
        return words.say(language)
    return "; ".join(choice.title.say(language) for choice in programme.outcome_question.choices if choice.kept)


def _in_words(counts: Mapping[str, int], titles: Mapping[str, str]) -> list[Row]:
    """Counts in the order of the list; what only an older version of a programme knew stands together at the end."""
    rows = [Row(title, counts[code]) for code, title in titles.items() if code in counts]
    other = sum(n for code, n in counts.items() if code not in titles)
    return [*rows, Row(_("Other, from an earlier version of the programme"), other)] if other else rows


def _follow_up(figure: FollowUpFigure, programme: Pack) -> FollowUpRow:
    good = {choice.code for choice in programme.outcome_question.choices if choice.kept}
    kept = sum(n for code, n in figure.answers.items() if code in good)
    return FollowUpRow(
        title=after_months(figure.months),
        figure=figure,
        kept=_("%(n)s of %(reached)s reached") % {"n": kept, "reached": figure.reached},
        missing=_("no information: %(missing)s") % {"missing": figure.missing},
    )


def after_months(months: int) -> str:
    """``after 12 months``."""
    return ngettext("after %(count)s month", "after %(count)s months", months) % {"count": months}


def _answers(figures: list[FollowUpFigure], programme: Pack, language: str) -> dict[str, Any]:
    """The programme's own question, answer by answer and month by month."""
    titles = {choice.code: choice.title.say(language) for choice in programme.outcome_question.choices}
    known = {code for figure in figures for code in figure.answers}
    rows = [
        (title, [(after_months(figure.months), figure.answers.get(code, 0)) for figure in figures])
        for code, title in titles.items()
        if code in known
    ]
    rest = [(after_months(f.months), sum(n for code, n in f.answers.items() if code not in titles)) for f in figures]
    if any(n for _months, n in rest):
        rows.append((_("Other, from an earlier version of the programme"), rest))
    return {"months": [after_months(figure.months) for figure in figures], "rows": rows}
