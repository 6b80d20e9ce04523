"""Opened by whoever answers for what was said outside: which tables left the house, by whom, and what they hid.

Leaves with the line a question from outside is about, and the day of the figures it rests on.
"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.outcomes.engine.catalogue import cohorts, indicators
from tirek.outcomes.engine.tables import Table
from tirek.outcomes.models import Exit
from tirek.outcomes.selectors.exits import exits as exits_seen
from tirek.outcomes.selectors.exits import table_taken
from tirek.outcomes.selectors.words import dimension_words, place_words
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk

PAGE = 50


@dataclass(frozen=True)
class Line:
    """An exit in words."""

    taken: Exit
    table: Table
    title: str
    place: str
    by: str
    rows: int


@desk("evidence.publish")
@require_safe
def exits(request: DeskRequest) -> HttpResponse:
    """One's own, for a manager those of her organisation; the newest first."""
    page = Paginator(exits_seen(), PAGE).get_page(request.GET.get("page"))
    places: dict[tuple[str, str], str] = {}
    lines = [_line(one, page_language(), places) for one in page.object_list]
    return render(request, "outcomes/exits.html", {"page": page, "lines": lines})


def _line(taken: Exit, language: str, places: dict[tuple[str, str], str]) -> Line:
    table = table_taken(taken)
    defined = indicators().get(table.indicator) or cohorts().get(table.indicator)
    where = (table.scope, table.place)
    if where not in places:
        places[where] = place_words(*where).say(language)
    return Line(
        taken=taken,
        table=table,
        title=defined.title.say(language) if defined else table.indicator,
        place=places[where],
        by=", ".join(dimension_words(dimension).say(language).lower() for dimension in table.by),
        rows=len(table.rows),
    )
