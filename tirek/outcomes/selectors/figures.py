"""Figures as somebody may read them.

Who opens the files of a unit sees that unit's figures as they were counted last night. Everybody else, and for every
other place, reads the edition: the figures of one night in which nobody can be found (``actions.editions``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tirek.access.models import Unit, User
from tirek.access.policy import file_units, holds, units_of
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import breakdowns, listed, spans
from tirek.outcomes.engine.definition import POPULATION, Indicator, Measure
from tirek.outcomes.engine.tables import TOTAL, Row, Table, row_of
from tirek.outcomes.enums import Scope, VersionState
from tirek.outcomes.facts.behind import Behind, behind
from tirek.outcomes.facts.opening import opened
from tirek.outcomes.models import FactsVersion, Figure
from tirek.outcomes.selectors.exits import figures_of, protected_table, table_from

_PERMISSION: Final = "evidence.view"


@dataclass(frozen=True)
class Place:
    """Whose figures: the code of a unit or an organisation, empty for all. ``exact``: as counted, for who may."""

    scope: str
    code: str
    exact: bool


def places(actor: User) -> list[Place]:
    """Whose figures somebody may read, the nearest first. Permission: evidence.view."""
    if not holds(actor, _PERMISSION):
        raise Missing(N_("There is no such record in what you may see."))
    units = Unit.objects.filter(pk__in=units_of(actor, _PERMISSION)).select_related("organisation").order_by("code")
    open_files = set(file_units(actor))
    own = [Place(Scope.UNIT, unit.code, exact=unit.pk in open_files) for unit in units]
    houses = dict.fromkeys(unit.organisation.code for unit in units)
    return [*own, *(Place(Scope.ORGANISATION, code, exact=False) for code in houses), Place(Scope.ALL, "", exact=False)]


def place_for(actor: User, scope: str = "", place: str = "") -> Place:
    """The place that is asked for, if the user may read its figures; the nearest one, if none is named."""
    for one in places(actor):
        if not scope or (one.scope, one.code) == (scope, place):
            return one
    raise Missing(N_("There is no such record in what you may see."))


def defined(indicator: str) -> Indicator:
    """The definition of an indicator."""
    try:
        return indicators()[indicator]
    except KeyError:
        raise Missing(N_("There is no such record in what you may see.")) from None


def table(
    actor: User, indicator: str, *, year: int, scope: str = "", place: str = "", by: Sequence[str] = ()
) -> Table | None:
    """The figures of an indicator and a year in a place, split by dimensions crossed with each other.

    None: nothing was counted, or nothing of it can be told yet. Missing: the indicator, the place or the split is not
    there, or not for this user. Permission: evidence.view.
    """
    asked, chosen = defined(indicator), place_for(actor, scope, place)
    if set(by) not in [set(one) for one in breakdowns(asked)] or (chosen.scope == Scope.UNIT and len(by) > 1):
        raise Missing(N_("There is no such record in what you may see."))
    if not chosen.exact:
        return protected_table(indicator, year, chosen.scope, chosen.code, by)
    version = newest_figures()
    if version is None or year not in _years_of(version, indicator):
        return None
    figures = figures_of(version, indicator, year, chosen.scope, chosen.code)
    found = table_from(figures, version, indicator, chosen.scope, chosen.code, by, protected=False)
    return found or nobody(asked, version, year, chosen, by)


def years(actor: User, indicator: str, *, scope: str = "", place: str = "") -> list[int]:
    """The years of which there are figures in a place, the newest first. Permission: evidence.view."""
    asked, chosen = defined(indicator), place_for(actor, scope, place)
    if chosen.exact:
        version = newest_figures()
        return _years_of(version, asked.id) if version else []
    told = Figure.objects.filter(indicator=asked.id, hidden=False)
    return sorted(set(told.values_list("last_on__year", flat=True)), reverse=True)


def trend(actor: User, indicator: str, *, scope: str = "", place: str = "") -> list[tuple[int, Row]]:
    """The total of each year there is, the oldest first; a row that is not told stands with its reason."""
    found = []
    for year in reversed(years(actor, indicator, scope=scope, place=place)):
        one = table(actor, indicator, year=year, scope=scope, place=place)
        if one is not None and one.total is not None:
            found.append((year, one.total))
    return found


def rows_behind(actor: User, indicator: str, *, year: int, unit: str, **categories: str) -> list[Behind]:
    """The files behind the figure of a unit, for who may open them all: case, and person or record.

    ``categories`` narrow it, each by its dimension. Permission: evidence.view in a role that opens the unit's files.
    """
    asked, chosen = defined(indicator), place_for(actor, Scope.UNIT, unit)
    if not chosen.exact or any((name,) not in breakdowns(asked) for name in categories):
        raise Missing(N_("There is no such record in what you may see."))
    version = newest_figures()
    span = next((one for one in spans(asked.period, version.on) if one.year == year), None) if version else None
    if version is None or span is None:
        return []
    with opened(version) as facts:
        keys = [row["key"] for row in listed(asked, facts, span, {"unit": unit, **categories})]
    return behind(asked.counted, keys)


def newest_figures() -> FactsVersion | None:
    """The newest version of the facts that has figures."""
    ready = FactsVersion.objects.filter(state=VersionState.READY, pk__in=Figure.objects.values("version"))
    return ready.order_by("-number").first()


def _years_of(version: FactsVersion, indicator: str) -> list[int]:
    """The total of all is always there: its years are those that were computed."""
    totals = Figure.objects.filter(version=version, indicator=indicator, scope=Scope.ALL, breakdown=[])
    return sorted(set(totals.values_list("last_on__year", flat=True)), reverse=True)


def nobody(indicator: Indicator, version: FactsVersion, year: int, place: Place, by: Sequence[str]) -> Table:
    """The table of a unit that has no row in the indicator: nobody was counted there, and that is known."""
    span = next(one for one in spans(indicator.period, version.on) if one.year == year)
    divided = indicator.denominator not in (None, POPULATION) and indicator.measure is not Measure.MEDIAN
    row = row_of(indicator, tuple(TOTAL for _ in by), 0, 0 if divided else None, None)
    return Table(
        indicator=indicator.id, definition=indicator.version, version=version.number, first=span.first, last=span.last,
        scope=place.scope, place=place.code, by=tuple(by), rows=(row,),
    )  # fmt: skip
