"""The analyst or a supervisor opens an indicator with a question of somebody else in hand: how many, since when, where?

Leaves with a figure that can be defended: what was counted, of how many, on which day, and what is not shown and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.casework.models import Case
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.compute import breakdowns
from tirek.outcomes.engine.definition import Indicator, Measure
from tirek.outcomes.engine.tables import Row, Table
from tirek.outcomes.enums import Answered, Scope
from tirek.outcomes.facts.behind import KINDS
from tirek.outcomes.selectors.figures import Place, defined, rows_behind
from tirek.outcomes.selectors.reference import policy_answers, sdg_indicator
from tirek.outcomes.selectors.shown import Shown, shown
from tirek.outcomes.selectors.words import category_words, dimension_words
from tirek.toolkit.formats import number, page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.outcomes import words
from tirek.web.outcomes.charts import REGION, bars_of, map_of, trend_of
from tirek.web.outcomes.downloads import download_card
from tirek.web.outcomes.places import Chosen, address, chosen_place

#: So many rows stand open on the page; the rest is opened by whoever wants it.
_OPEN: Final = 40


@dataclass(frozen=True)
class Line:
    """A row of a table in words. ``why``: the sentence where there is no value; ``hidden``: nobody may be told."""

    categories: list[str]
    value: str
    numerator: str
    denominator: str
    hidden: bool
    why: str
    margin: bool


@desk("evidence.view")
@require_safe
def indicator(request: DeskRequest, indicator: str) -> HttpResponse:
    """An indicator: the figure, its years, what it is split by, the map, what it means and rests on."""
    asked = defined(indicator)
    chosen = chosen_place(request, request.user)
    context: dict[str, Any] = {"asked": asked, "chosen": chosen, **_definition(asked)}
    if asked.measure is Measure.CHECKLIST:
        return render(request, "outcomes/indicator_checklist.html", {**context, **_checklist(asked)})
    found = shown([asked.id], chosen.place)[asked.id]
    years = found.years
    year = int(said) if (said := request.GET.get("year", "")).isdecimal() and int(said) in years else None
    if years:
        context |= _figures(
            found, year or _settled(found), tuple(one for one in request.GET.get("by", "").split(",") if one)
        )
        context |= _ways_on(request, asked, chosen, context["table"])
    return render(request, "outcomes/indicator.html", context)


@desk("evidence.view")
@require_safe
def indicator_rows(request: DeskRequest, indicator: str) -> HttpResponse:
    """The files behind the figure of a unit, for who may open them all."""
    asked, chosen = defined(indicator), chosen_place(request, request.user)
    year = request.GET.get("year", "")
    if not chosen.place.exact or not year.isdecimal():
        raise Missing(N_("There is no such record in what you may see."))
    rows = rows_behind(request.user, asked.id, year=int(year), unit=chosen.place.code)
    cases = Case.objects.select_related("worker").in_bulk({row.case for row in rows}, field_name="uuid")
    people = people_of_cases([case.pk for case in cases.values()], for_title=True)
    titles = {
        uuid: case_title(people.get(case.pk, []), page_language()) or case.reference for uuid, case in cases.items()
    }
    context = {
        "asked": asked,
        "title": asked.title.say(page_language()),
        "counted": words.counted_word(asked),
        "chosen": chosen,
        "year": year,
        "total": len({row.key for row in rows}),
        "cases": sorted(((titles[uuid], case) for uuid, case in cases.items()), key=lambda one: one[0]),
    }
    return render(request, "outcomes/indicator_rows.html", context)


# What the page shows ------------------------------------------------------------------------------------------


def _settled(found: Shown) -> int:
    """The newest year that is over, if anything is known of it: the year under way is not yet comparable."""
    whole = [year for year, table in found.tables().items() if (table.last.month, table.last.day) == (12, 31)]
    return whole[-1] if whole else found.years[-1]


def _figures(found: Shown, year: int, asked_by: Sequence[str]) -> dict[str, Any]:
    asked, splits = found.indicator, _splits(found)
    by = tuple(asked_by) if tuple(asked_by) in splits else _telling(found, year, splits)
    totals, table = found.tables(), found.table(year, by)
    total = totals[year].total
    regions = found.table(year, (REGION,)) if (REGION,) in splits and by != (REGION,) else None
    mapped = table if by == (REGION,) else regions
    if table is None:
        table = totals[year]
    version = found.versions[year]
    return {
        "year": year,
        "years": list(reversed(found.years)),
        "table": table,
        "version": version,
        "time": words.time_text(asked, totals[year]),
        "value": words.value_text(asked, total),
        "total": total,
        "parts": words.parts_text(asked, total),
        "why": words.LONG.get(total.why, "") if total else "",
        "lacks": words.lacks_denominator(asked) if total and total.denominator is None else "",
        "unit_text": words.unit_text(asked),
        "trend": trend_of(asked, totals),
        "trend_lines": [(words.year_text(one), _line(asked, one, one.total)) for one in totals.values()],
        "by": ",".join(by),
        "by_text": words.by_text(by),
        "splits": [(",".join(one), words.by_text(one)) for one in splits],
        "columns": [dimension_words(name).say(page_language()) for name in by],
        "lines": [_line(asked, table, row) for row in table.rows] if by else [],
        "open": _OPEN,
        "bars": bars_of(asked, table) if by and by != (REGION,) else None,
        "bars_said": words.summary(asked, table) if by else "",
        "map": map_of(asked, mapped) if mapped else None,
        "map_lines": [_line(asked, regions, row) for row in regions.rows] if regions else [],
        "reasons": _reasons(table, regions),
    }


def _splits(found: Shown) -> list[tuple[str, ...]]:
    """What it is split by here: crossings are counted for organisations and for all, not for units."""
    crossed = found.place.scope != Scope.UNIT
    return [one for one in breakdowns(found.indicator) if one and (crossed or len(one) == 1)]


def _telling(found: Shown, year: int, splits: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first split that has something to compare; else the first there is."""
    for one in splits:
        table = found.table(year, one)
        if len(one) == 1 and table and sum(row.value is not None for row in table.cells) > 1:
            return one
    return splits[0] if splits else ()


def _line(asked: Indicator, table: Table, row: Row | None) -> Line:
    pairs = zip(table.by, row.categories if row else (), strict=False)
    told = row is not None and row.shown
    return Line(
        categories=[category_words(name, code).say(page_language()) for name, code in pairs],
        value=words.value_text(asked, row),
        numerator=number(row.numerator) if row and told and row.numerator is not None else "",
        denominator=number(row.denominator) if row and told and row.denominator else "",
        hidden=row is not None and not row.shown,
        why=str(words.LONG.get(row.why, "")) if row else "",
        margin=row is not None and row.margin,
    )


def _reasons(*tables: Table | None) -> list[str]:
    """Each reason why a cell shows nothing, once, in plain words."""
    found = {words.LONG[row.why]: None for table in tables if table for row in table.rows if row.why in words.LONG}
    return [str(one) for one in found]


def _definition(asked: Indicator) -> dict[str, Any]:
    language = page_language()
    return {
        "title": asked.title.say(language),
        "about": asked.about.say(language),
        "counted": words.counted_word(asked),
        "denominator": asked.denominator_about.say(language) if asked.denominator_about else "",
        "period": words.PERIODS[asked.period],
        "standards": [(one, one.note.say(language) if one.note else "") for one in asked.standards],
        "serves": [
            (serves, sdg_indicator(serves.indicator), words.HOW[serves.how]) for serves in asked.serves
        ],
        "language": language,
    }  # fmt: skip


def _ways_on(request: DeskRequest, asked: Indicator, chosen: Chosen, table: Table) -> dict[str, Any]:
    place: Place = chosen.place
    listed = place.exact and place.scope == Scope.UNIT and asked.counted in KINDS
    download = None
    if holds(request.user, "evidence.publish") and address("download", asked.id):
        download = download_card(asked, table.last.year, place.scope, place.code, table.by)
    return {"download": download, "rows_url": address("indicator_rows", asked.id) if listed else ""}


def _checklist(asked: Indicator) -> dict[str, Any]:
    answers = policy_answers(asked.id)
    tones = {Answered.YES: "green", Answered.PARTLY: "amber", Answered.NO: "red"}
    lines = [
        (question.say(page_language()), answer, tones.get(Answered(answer.answer), "plain") if answer else "plain")
        for place, question in enumerate(asked.questions)
        for answer in [answers.get(place)]
    ]
    return {"questions": lines, "unanswered": _("not answered yet"), "answer_url": address("policies")}
