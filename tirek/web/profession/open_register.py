"""Anybody opens it to see whether somebody is a practitioner, or to find one who speaks their language nearby.

Leaves with a name, a number and until when the category holds; only of those who agreed to be found.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.directory.selectors import regions
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.certification import category_title
from tirek.profession.enums import Sector
from tirek.profession.selectors.open_register import PAGE, OpenEntry, OpenQuery, open_entries, open_entry
from tirek.toolkit.formats import page_language
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.register_words import (
    category_choices,
    language_choices,
    lists_said,
    region_choices,
    specialisation_choices,
)


@public
@require_safe
def open_register(request: PublicRequest) -> HttpResponse:
    """Search, and the list."""
    query = _query(request)
    shown = open_entries(query)
    names = {one.kato: one.name for one in regions()}
    last = max(1, -(-shown.found // PAGE))
    context = {
        "query": query,
        "shown": shown,
        "lines": [open_words(one, names) for one in shown.entries],
        "filters": _filters(query),
        "last": last,
        "earlier": _address(query, query.page - 1) if query.page > 1 else "",
        "further": _address(query, query.page + 1) if query.page < last else "",
    }
    return render(request, "profession/register_open.html", context)


@public
@require_safe
def open_practitioner(request: PublicRequest, entry: UUID) -> HttpResponse:
    """One practitioner who agreed to be found."""
    found = open_entry(entry)
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    names = {one.kato: one.name for one in regions()}
    return render(request, "profession/register_open_entry.html", open_words(found, names))


def open_words(one: OpenEntry, places: dict[str, str]) -> dict[str, Any]:
    """An entry in the words of the page."""
    return {
        "entry": one,
        "region": places.get(one.region_id, ""),
        "category": category_title(one.category, page_language()) if one.category else "",
        "sectors": ", ".join(str(Sector(code).label) for code in one.sectors),
        **lists_said(one.languages, one.specialisations),
    }


def _query(request: PublicRequest) -> OpenQuery:
    get = request.GET
    number = get.get("page", "1")
    said = {
        name: get.get(name, "")[:100].replace("\0", "")
        for name in ("words", "region", "sector", "category", "language", "specialisation")
    }
    return OpenQuery(**said, page=int(number) if number.isdecimal() and 0 < len(number) < 5 else 1)


def _address(query: OpenQuery, page: int) -> str:
    said = {name: value for name, value in vars(query).items() if value and name != "page"}
    return "?" + urlencode({**said, "page": page})


def _filters(query: OpenQuery) -> list[tuple[str, str, list[tuple[str, Any]], str]]:
    return [
        ("region", _("Region"), region_choices(_("Any region")), query.region),
        ("sector", _("Sector"), [("", _("Any sector")), *Sector.choices], query.sector),
        ("category", _("Category"), category_choices(_("Any category")), query.category),
        ("language", _("Language"), [("", _("Any language")), *language_choices()], query.language),
        (
            "specialisation",
            _("Specialisation"),
            [("", _("Any specialisation")), *specialisation_choices()],
            query.specialisation,
        ),
    ]
