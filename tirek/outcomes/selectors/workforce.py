"""The workforce in figures: each with its numerator, its denominator, its source and its day.

Counted in the database without reading an entry of the register. Populations are those an administrator loaded with
their source; where none is loaded, there is a count and no rate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import connection

from tirek.access.models import Unit, User
from tirek.access.policy import units_of
from tirek.outcomes.engine.loading import TOTAL
from tirek.outcomes.engine.workforce import Population, Share, Spread, shares, spread
from tirek.outcomes.models import PopulationFigure

CHILDREN: Final = "0-17"
#: What is told as a share of those who practise, by region and by sector.
SHARED: Final = ("degree", "certified", "supervised")
#: In what those who practise differ, told for all together.
KINDS: Final = ("category", "age", "sex", "language")
DIMENSIONS: Final = ("region", "sector", "cadre")
#: Figure, code, region, sector, cadre; empty where it is all of them.
_Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Heads:
    """Who practises in a region, a sector or a cadre: people, full-time posts, posts that nobody holds."""

    people: int
    posts: Decimal
    vacant: int

    @property
    def vacancy_rate(self) -> float | None:
        """Vacant posts of all posts, held and vacant."""
        every = float(self.posts) + self.vacant
        return self.vacant / every if every else None


@dataclass(frozen=True)
class Workforce:
    """Everything the pages tell of a day."""

    on: date
    total: Heads
    heads: Mapping[str, Mapping[str, Heads]]  # by dimension and category
    crossed: Mapping[tuple[str, str, str], Heads]  # by region, sector and cadre
    shares: Mapping[str, Mapping[str, Mapping[str, Share]]]  # by figure, dimension and category
    whole: Mapping[str, Share]  # by figure
    kinds: Mapping[str, Mapping[str, Share]]  # by what they differ in
    leavers: int | None  # none: fewer than may be told
    populations: Mapping[tuple[str, str], Population] = field(default_factory=dict)  # by region and age group


def workforce(*, on: date) -> Workforce:
    """The figures of a day. The register knows what is so; of earlier days it tells what its dates still say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT figure, code, region, sector, cadre, n FROM profession_workforce(%s)", [on])
        rows: dict[_Key, Decimal | None] = {
            (figure, code, region or "", sector or "", cadre or ""): n
            for figure, code, region, sector, cadre, n in cursor.fetchall()
        }
    heads = {dimension: _heads_by(rows, dimension) for dimension in DIMENSIONS}
    crossed = {key[2:] for key in rows if key[0] in ("people", "posts", "vacant") and all(key[2:])}
    total = _heads(rows, "", "", "")
    told = {figure: _shares(rows, figure, heads, total.people) for figure in SHARED}
    leavers = int(rows.get(("left", "", "", "", "")) or 0)
    return Workforce(
        on=on,
        total=total,
        heads=heads,
        crossed={key: _heads(rows, *key) for key in sorted(crossed)},
        shares={figure: by for figure, (by, _whole) in told.items()},
        whole={figure: whole for figure, (_by, whole) in told.items()},
        kinds={kind: _kinds(rows, kind, total.people) for kind in KINDS},
        leavers=None if 0 < leavers < settings.SMALLEST_TOLD else leavers,
        populations=populations(),
    )


def _heads(rows: Mapping[_Key, Decimal | None], region: str, sector: str, cadre: str) -> Heads:
    people, posts, vacant = (rows.get((one, "", region, sector, cadre)) or 0 for one in ("people", "posts", "vacant"))
    return Heads(int(people), Decimal(posts), int(vacant))


def _heads_by(rows: Mapping[_Key, Decimal | None], dimension: str) -> dict[str, Heads]:
    place = DIMENSIONS.index(dimension)
    found: dict[str, Heads] = {}
    for figure, _code, *at in rows:
        if figure in ("people", "posts", "vacant") and at[place] and sum(map(bool, at)) == 1:
            found[at[place]] = _heads(rows, *at)
    return dict(sorted(found.items()))


def _shares(
    rows: Mapping[_Key, Decimal | None], figure: str, heads: Mapping[str, Mapping[str, Heads]], people: int
) -> tuple[dict[str, Mapping[str, Share]], Share]:
    """A share by region and by sector. The two tables have the total alone in common, so each is guarded by itself."""

    def counted(region: str, sector: str) -> int | None:
        n = rows.get((figure, "", region, sector, ""), Decimal(0))
        return None if n is None else int(n)

    told: dict[str, dict[str, Share]] = {}
    wholes: list[Share] = []
    for dimension in ("region", "sector"):
        groups = {
            key: (counted(key, "") if dimension == "region" else counted("", key), one.people)
            for key, one in heads[dimension].items()
        }
        told[dimension], whole = shares(groups, (counted("", ""), people), settings.SMALLEST_TOLD)
        wholes.append(whole)
    if any(whole.hidden for whole in wholes):  # one table would tell the total that the other keeps back
        told = {by: {key: replace(one, hidden=True) for key, one in groups.items()} for by, groups in told.items()}
    return dict(told), replace(wholes[0], hidden=any(whole.hidden for whole in wholes))


def _kinds(rows: Mapping[_Key, Decimal | None], kind: str, people: int) -> dict[str, Share]:
    """How many are of each kind. Kinds that make up everybody guard each other; languages overlap."""
    counts = {key[1]: int(n or 0) for key, n in rows.items() if key[0] == kind and not any(key[2:])}
    groups: dict[str, tuple[int | None, int]] = {code: (n, people) for code, n in sorted(counts.items())}
    hidden = {code for code, n in counts.items() if 0 < n < settings.SMALLEST_TOLD}
    if kind in ("age", "sex") and len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((code for code in counts if code not in hidden), key=lambda code: counts[code]))
    return {code: Share(n or 0, of, hidden=code in hidden) for code, (n, of) in groups.items()}


def populations() -> dict[tuple[str, str], Population]:
    """Of each region (``total``: the country) everybody and the children, of the newest year that was loaded."""
    rows = (
        PopulationFigure.objects.filter(loaded__withdrawn_on=None, age_group__in=(TOTAL, CHILDREN))
        .order_by("year", "loaded__loaded_at")
        .values_list("region", "age_group", "sex", "people", "year", "loaded__source", "loaded__verified", "loaded_id")
    )
    newest: dict[tuple[str, str], tuple[int, int]] = {}
    parts: dict[tuple[str, str, int, int], dict[str, int]] = {}
    said: dict[int, tuple[str, bool]] = {}
    for region, ages, sex, people, year, source, verified, loaded in rows:
        newest[region, ages] = (year, loaded)
        parts.setdefault((region, ages, year, loaded), {})[sex] = people
        said[loaded] = (source, verified)
    found = {}
    for (region, ages), (year, loaded) in newest.items():
        by_sex = parts[region, ages, year, loaded]
        everybody = by_sex.get(TOTAL) or (
            by_sex["female"] + by_sex["male"] if {"female", "male"} <= by_sex.keys() else 0
        )
        if everybody:
            source, verified = said[loaded]
            found[region, ages] = Population(everybody, year, source, verified)
    return found


@dataclass(frozen=True)
class Caseload:
    """How cases lie on the workers of a unit."""

    unit: Unit
    spread: Spread | None


def caseloads(actor: User) -> list[Caseload]:
    """The spread of caseloads in the units whose evidence the actor sees; nothing of a handful of workers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, cases, workers FROM outcomes_caseloads()")
        by_unit: dict[int, dict[int, int]] = {}
        for unit_id, cases, workers in cursor.fetchall():
            by_unit.setdefault(unit_id, {})[cases] = workers
    units = Unit.objects.filter(pk__in=units_of(actor, "evidence.view")).select_related("organisation").order_by("code")
    return [Caseload(unit, spread(by_unit[unit.pk])) for unit in units if unit.pk in by_unit]
