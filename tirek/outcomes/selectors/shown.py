"""Indicators on a page: every year of a place, read in few questions. Who may read what is said in ``figures``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Max

from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Indicator
from tirek.outcomes.engine.tables import Table
from tirek.outcomes.enums import Scope
from tirek.outcomes.models import FactsVersion, Figure
from tirek.outcomes.selectors.exits import table_from
from tirek.outcomes.selectors.figures import Place, newest_figures, nobody


@dataclass(frozen=True)
class Shown:
    """An indicator in a place: the tables of its years, each of the version that is told."""

    indicator: Indicator
    place: Place
    versions: Mapping[int, FactsVersion]
    figures: Mapping[int, Sequence[Figure]]

    @property
    def years(self) -> list[int]:
        """The years of which something can be told, in order."""
        return sorted(year for year in self.versions if self.table(year) is not None)

    def table(self, year: int, by: Sequence[str] = ()) -> Table | None:
        """The table of a year; none, where nothing is known or may be told."""
        version, place = self.versions.get(year), self.place
        if version is None:
            return None
        figures = self.figures.get(year, ())
        found = table_from(
            figures, version, self.indicator.id, place.scope, place.code, by, protected=not place.exact
        )  # fmt: skip
        return found or (nobody(self.indicator, version, year, place, by) if place.exact else None)

    def tables(self, by: Sequence[str] = ()) -> dict[int, Table]:
        """The tables of every year, the oldest first."""
        found = {year: self.table(year, by) for year in sorted(self.versions)}
        return {year: table for year, table in found.items() if table is not None}


#: Without what indicators are split by.
TOTALS: Final = ((),)


def shown(asked: Iterable[str], place: Place, splits: Sequence[tuple[str, ...]] | None = None) -> dict[str, Shown]:
    """Indicators in a place. ``splits``: only these tables of them, where a page needs no more."""
    ids = [one for one in asked if one in indicators()]
    versions = _versions(ids, exact=place.exact)
    figures = Figure.objects.filter(indicator__in=ids, version__in=set(versions.values()), scope=place.scope)
    if place.scope == Scope.UNIT:
        figures = figures.filter(unit__code=place.code)
    elif place.scope == Scope.ORGANISATION:
        figures = figures.filter(organisation__code=place.code)
    if splits is not None:
        figures = figures.filter(breakdown__in=[list(one) for one in splits])
    found: dict[str, dict[int, list[Figure]]] = {one: {} for one in ids}
    for figure in figures:
        year = figure.last_on.year
        version = versions.get((figure.indicator, year))
        if version is not None and version.pk == figure.version_id:
            found[figure.indicator].setdefault(year, []).append(figure)
    of_each: dict[str, dict[int, FactsVersion]] = {one: {} for one in ids}
    for (indicator, year), version in versions.items():
        of_each[indicator][year] = version
    return {one: Shown(indicators()[one], place, of_each[one], found[one]) for one in ids}


def _versions(ids: Sequence[str], *, exact: bool) -> dict[tuple[str, int], FactsVersion]:
    """Of each indicator and year the version that is read: last night's, or the edition."""
    if exact:
        newest = newest_figures()
        if newest is None:
            return {}
        # The total of all is always there: its years are those that were computed.
        counted = Figure.objects.filter(version=newest, indicator__in=ids, scope=Scope.ALL, breakdown=[])
        return {(one, last.year): newest for one, last in counted.values_list("indicator", "last_on")}
    told = Figure.objects.filter(indicator__in=ids, hidden=False).values_list("indicator", "last_on__year")
    numbers = {(one, year): number for one, year, number in told.annotate(Max("version__number"))}
    versions = {one.number: one for one in FactsVersion.objects.filter(number__in=set(numbers.values()))}
    return {at: versions[number] for at, number in numbers.items()}
