"""A deputy director opens it before a budget talk: how many practise where, how many posts stand empty?

Leaves with figures that name numerator, denominator, source and day, or with the word why there is no rate.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.kernel.clock import today
from tirek.outcomes.engine.charts import NARROW, WIDE, Mark, region_map
from tirek.outcomes.engine.drawing import drawable, shapes
from tirek.outcomes.engine.loading import TOTAL
from tirek.outcomes.engine.workforce import rate
from tirek.outcomes.publication.files import csv_bytes
from tirek.outcomes.selectors.workforce import CHILDREN, Workforce, caseloads, workforce
from tirek.profession.engine.certification import category_title
from tirek.toolkit.formats import number, page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.outcomes.charts import Picture, pictured
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.workforce_words import (
    AGES,
    LANGUAGES,
    SEXES,
    Line,
    cadres,
    lines,
    posts_text,
    regions_named,
    sectors,
    share_text,
    sources,
    total_line,
)

_CSV = "text/csv; charset=utf-8"


@desk("evidence.view")
@require_safe
def workforce_page(request: DeskRequest) -> HttpResponse:
    """Everything that is told: by region, sector and cadre, a map, caseloads of one's own units."""
    told = workforce(on=today())
    context = {
        **_tables(told),
        "cadres": lines(told, "cadre", cadres()),
        "picture": _map(told),
        "kinds": _kinds(told),
        "leavers": told.leavers,
        "caseloads": caseloads(request.user),
    }
    return render(request, "profession/workforce_page.html", context)


@public
@require_safe
def open_workforce(request: PublicRequest) -> HttpResponse:
    """How many practise where: for everybody."""
    return render(request, "profession/workforce_open.html", _tables(workforce(on=today())))


@public
@require_safe
def open_workforce_file(request: PublicRequest) -> HttpResponse:
    """The table of regions and sectors as CSV, with its day and its sources."""
    told = workforce(on=today())
    head = ["by", "code", "name", "people", "full_time_posts", "vacant_posts", "per_100000_people",
            "per_100000_children", "with_social_work_degree", "certified", "supervised_3_months", "on"]  # fmt: skip
    rows = [_row("region", one, told) for one in lines(told, "region", regions_named())]
    rows += [_row("sector", one, told) for one in lines(told, "sector", sectors())]
    rows += [_row("cadre", one, told) for one in lines(told, "cadre", cadres())]
    rows += [_row("total", total_line(told), told)]
    rows += [["population", "", f"{one.source}, {one.year}"] for one in sources(told)]
    answer = HttpResponse(b"\xef\xbb\xbf" + csv_bytes([head, *rows]), content_type=_CSV)
    answer["Content-Disposition"] = f'attachment; filename="workforce-{told.on.isoformat()}.csv"'
    return answer


def _row(by: str, one: Line, told: Workforce) -> list[object]:
    place = one.code if by == "region" else TOTAL if by == "total" else ""
    rates = [rate(one.heads.people, told.populations.get((place, ages))) for ages in (TOTAL, CHILDREN)]
    shares = [
        (told.shares[figure].get(by, {}).get(one.code) if by != "total" else told.whole[figure])
        for figure in ("degree", "certified", "supervised")
    ]
    return [
        by, one.code, str(one.name), one.heads.people, float(one.heads.posts), one.heads.vacant,
        *(None if value is None else round(value, 2) for value in rates),
        *(None if share is None or share.hidden else share.n for share in shares), told.on.isoformat(),
    ]  # fmt: skip


def _tables(told: Workforce) -> dict[str, Any]:
    total = total_line(told)
    return {
        "on": told.on,
        "total": total,
        "regions": lines(told, "region", regions_named()),
        "sectors": lines(told, "sector", sectors()),
        "sources": sources(told),
        "rates": bool(told.populations),
        "smallest": settings.SMALLEST_TOLD,
        "sentence": _(
            "Practitioners: %(people)s; full-time posts: %(posts)s; vacant posts: %(vacant)s."
        ) % {"people": number(total.heads.people), "posts": posts_text(total.heads.posts),
             "vacant": number(total.heads.vacant)},
    }  # fmt: skip


def _kinds(told: Workforce) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """In what those who practise differ, each kind with its share."""
    titles = {"category": _("Category"), "age": _("Age"), "sex": _("Sex"), "language": _("Language of work")}
    categories = {code: category_title(code, page_language()) for code in told.kinds.get("category", ())}
    words: dict[str, Mapping[str, str | Promise]] = {
        "age": AGES,
        "sex": SEXES,
        "language": LANGUAGES,
        "category": categories,
    }
    return [
        (titles[kind], [(str(words[kind].get(code, code)), share_text(share)) for code, share in found.items()])
        for kind, found in told.kinds.items()
        if found
    ]


def _map(told: Workforce) -> Picture | None:
    """The regions by people who practise: per 100,000 people where that is known of all, else as they are counted."""
    heads = told.heads["region"]
    if not heads or not drawable():
        return None
    names = regions_named()
    rates = {code: rate(one.people, told.populations.get((code, TOTAL))) for code, one in heads.items()}
    rated = all(value is not None for value in rates.values())
    marks = {}
    for code, one in heads.items():
        value = float(rates[code] or 0) if rated else float(one.people)
        marks[code] = Mark(names.get(code, code), value, number(value, 1 if rated else 0))
    words = {"nothing": _("nobody"), "hidden": _("not shown"), "language": page_language()}
    own = shapes(settings.HOME)
    specs = {width: region_map(own, marks, width=width, **words) for width in (WIDE, NARROW)}
    said = _("Practitioners per 100,000 people, by region.") if rated else _("Number of practitioners, by region.")
    return pictured(_("By region"), said, specs)
