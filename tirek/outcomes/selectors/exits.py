"""Tables in which nobody can be found, and the register of those that left the house."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import Max, QuerySet

from tirek.access.models import User
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Indicator
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.disclosure import Cell, Counted, audited, kind_of
from tirek.outcomes.engine.tables import TOTAL, Row, Table, from_plain, row_of
from tirek.outcomes.enums import Scope
from tirek.outcomes.models import Exit, FactsVersion, Figure

#: Families of which the audit was passed in this process, by what they hold: a table is asked for in many forms.
_passed: Final[dict[int, bool]] = {}
_KEPT: Final = 500


def edition_of(indicator: str, year: int) -> FactsVersion | None:
    """The version of the facts whose figures are told to who may not open the files; none, while nothing may be."""
    told = Figure.objects.filter(indicator=indicator, last_on__year=year, hidden=False)
    newest = told.aggregate(newest=Max("version__number"))["newest"]
    return FactsVersion.objects.get(number=newest) if newest is not None else None


def protected_table(
    indicator: str, year: int, scope: str = Scope.ALL, place: str = "", by: Sequence[str] = ()
) -> Table | None:
    """The table everybody may read who sees the place: of the edition, with nothing of its hidden rows.

    ``place`` is the code of the unit or the organisation. None, while nothing may be told of the indicator and year.
    """
    version = edition_of(indicator, year)
    if version is None:
        return None
    figures = figures_of(version, indicator, year, scope, place)
    return table_from(figures, version, indicator, scope, place, by, protected=True)


def figures_of(version: FactsVersion, indicator: str, year: int, scope: str, place: str) -> list[Figure]:
    """The figures of an indicator and a year in one place, all breakdowns; of whatever place, where ``scope`` is empty.

    Row security shows those of the user's own units and organisations, and those of everybody together.
    """
    figures = Figure.objects.filter(version=version, indicator=indicator, last_on__year=year)
    if scope:
        figures = figures.filter(scope=scope)
    if scope == Scope.UNIT:
        figures = figures.filter(unit__code=place)
    elif scope == Scope.ORGANISATION:
        figures = figures.filter(organisation__code=place)
    return list(figures)


def table_from(
    figures: Iterable[Figure],
    version: FactsVersion,
    indicator: str,
    scope: str,
    place: str,
    by: Sequence[str],
    *,
    protected: bool,
) -> Table | None:
    """One table of figures: those of the breakdown, and its margins. ``protected`` leaves out what is hidden."""
    defined = indicators().get(indicator)
    kept = [figure for figure in figures if set(figure.breakdown) <= set(by)]
    if defined is None or not kept:
        return None
    rows = [_row(defined, figure, by, protected) for figure in kept]
    return Table(
        indicator=indicator,
        definition=kept[0].definition,
        version=version.number,
        first=kept[0].first_on,
        last=kept[0].last_on,
        scope=scope,
        place=place,
        by=tuple(by),
        rows=tuple(sorted(rows, key=lambda row: _order(row, by))),
        protected=protected,
    )


def _row(indicator: Indicator, figure: Figure, by: Sequence[str], protected: bool) -> Row:
    said = dict(zip(figure.breakdown, figure.categories, strict=True))
    categories = tuple(said.get(dimension, TOTAL) for dimension in by)
    row = row_of(indicator, categories, figure.numerator, figure.denominator, figure.middle)
    return row.hidden() if protected and figure.hidden else row


def _order(row: Row, by: Sequence[str]) -> list[tuple[int, str]]:
    """Categories as their dimension lists them, the rest by the alphabet, totals last."""
    places = []
    for dimension, category in zip(by, row.categories, strict=True):
        known = list(DIMENSIONS[dimension].categories) if dimension in DIMENSIONS else []
        after = len(known) + (1 if category == TOTAL else 0)
        places.append((known.index(category) if category in known else after, category))
    return places


def family_passes(version: FactsVersion, indicator: str, year: int) -> bool:
    """The gate: whether all of the indicator and year that the user can read, together, stands the attack."""
    figures = figures_of(version, indicator, year, "", "")
    counted = [counted_of(figure) for figure in figures]
    hidden = frozenset(one.cell for one, figure in zip(counted, figures, strict=True) if figure.hidden)
    threshold = settings.SMALLEST_TOLD
    key = hash((frozenset(counted), hidden, threshold))
    if key not in _passed:
        if len(_passed) >= _KEPT:
            _passed.clear()
        _passed[key] = audited(counted, hidden, kind_of(indicators()[indicator]), threshold=threshold)
    return _passed[key]


def counted_of(figure: Figure) -> Counted:
    """A figure as a cell of the system."""
    place = tuple(str(key) for key in (figure.organisation_id, figure.unit_id) if key is not None)
    return Counted(place, tuple(figure.breakdown), tuple(figure.categories), figure.numerator, figure.denominator)


def told_by(table: Table) -> dict[Cell, tuple[int, int | None]]:
    """What a table told, cell by cell, as the comparison of two tables reads it."""
    told: dict[Cell, tuple[int, int | None]] = {}
    for row in table.rows:
        if row.shown and row.numerator is not None:
            pairs = ((d, c) for d, c in zip(table.by, row.categories, strict=True) if c != TOTAL)
            told[(table.scope, table.place), tuple(sorted(pairs))] = (row.numerator, row.denominator)
    return told


def table_taken(exit_: Exit) -> Table:
    """The table that left by an exit."""
    kept: Any = exit_.cells
    return from_plain(kept)


def earlier_exits(user: User, indicator: str, year: int) -> list[Table]:
    """What the user took out of an indicator and a year before."""
    return [table_taken(one) for one in Exit.objects.filter(user=user, table__startswith=f"{indicator}:{year}:")]


def exits(until: date | None = None) -> QuerySet[Exit]:
    """What left the house: one's own, for a manager her organisation's. The newest first."""
    found = Exit.objects.select_related("user", "version").order_by("-at", "-pk")
    return found.filter(at__date__lte=until) if until else found


def exit_seen(uuid: Any) -> Exit:
    """One exit, if the user may see it."""
    found = exits().filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found
