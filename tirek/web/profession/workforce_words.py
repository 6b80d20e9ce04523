"""The workforce in words: rows of a table with their numerators and denominators, and why a figure is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.directory.models import Region
from tirek.outcomes.engine.loading import TOTAL
from tirek.outcomes.engine.workforce import Population, Share, rate
from tirek.outcomes.selectors.workforce import CHILDREN, Heads, Workforce
from tirek.profession.enums import Cadre, Sector
from tirek.toolkit.formats import number, percent

NO_SECTOR = gettext_lazy("no post known")
SEXES = {"female": gettext_lazy("women"), "male": gettext_lazy("men"), "unknown": gettext_lazy("not known")}
AGES = {"-29": gettext_lazy("under 30"), "60+": gettext_lazy("60 and older"), "unknown": gettext_lazy("not known")}
LANGUAGES = {"kk": gettext_lazy("Kazakh"), "ru": gettext_lazy("Russian"), "en": gettext_lazy("English")}


@dataclass(frozen=True)
class Line:
    """One row: a region, a sector or a cadre. Rates are empty where no population is loaded."""

    code: str
    name: str | Promise
    heads: Heads
    posts: str
    per_people: str
    per_children: str
    vacancy: str
    degree: str | None
    certified: str | None
    supervised: str | None


def share_text(share: Share | None) -> str | None:
    """``43 % (43 of 100)``; nothing where it is hidden."""
    if share is None:
        return "–"
    if share.hidden:
        return None
    if share.part is None:
        return "–"
    parts = _("%(part)s of %(whole)s") % {"part": number(share.n), "whole": number(share.of)}
    return f"{percent(share.part, 0)} ({parts})"


def rate_text(count: float, population: Population | None) -> str:
    """A rate with its denominator; empty, where nobody loaded one."""
    value = rate(count, population)
    return "" if value is None else number(value, 1)


def regions_named() -> dict[str, str]:
    """The names of the regions by their codes."""
    return {region.kato: region.name for region in Region.objects.all()}


def lines(told: Workforce, dimension: str, names: Mapping[str, str | Promise]) -> list[Line]:
    """The rows of a table, in the order of the names."""
    order = {code: place for place, code in enumerate(names)}
    found = told.heads[dimension]
    return [
        _line(told, dimension, code, names.get(code, code), found[code])
        for code in sorted(found, key=lambda code: order.get(code, len(order)))
    ]


def total_line(told: Workforce) -> Line:
    """Everybody."""
    return _line(told, "", "", _("Total"), told.total)


def _line(told: Workforce, dimension: str, code: str, name: str | Promise, heads: Heads) -> Line:
    place = TOTAL if not dimension else code if dimension == "region" else ""
    shares = {
        figure: share_text(told.shares[figure].get(dimension, {}).get(code) if dimension else told.whole[figure])
        for figure in told.whole
    }
    vacancy = heads.vacancy_rate
    return Line(
        code=code,
        name=name,
        heads=heads,
        posts=posts_text(heads.posts),
        per_people=rate_text(heads.people, told.populations.get((place, TOTAL))),
        per_children=rate_text(heads.people, told.populations.get((place, CHILDREN))),
        vacancy="–" if vacancy is None else percent(vacancy, 0),
        degree=shares["degree"],
        certified=shares["certified"],
        supervised=shares["supervised"],
    )


def sectors() -> dict[str, str | Promise]:
    """Sectors in the order of practice."""
    return {**dict(Sector.choices), "unknown": NO_SECTOR}


def cadres() -> dict[str, str | Promise]:
    """Cadres in the order of practice."""
    return {**dict(Cadre.choices), "unknown": NO_SECTOR}


def posts_text(posts: Decimal) -> str:
    """Full-time posts: with a digit where there are parts."""
    return number(posts, 0 if posts == posts.to_integral_value() else 1)


def sources(told: Workforce) -> list[Population]:
    """The populations that the rates rest on, each source once."""
    return list({(one.source, one.year, one.verified): one for one in told.populations.values()}.values())
