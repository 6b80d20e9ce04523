"""Figures computed from a version of the facts and kept as rows: by the nightly work, through the owner's door."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db import connections, transaction

from tirek.access.models import Organisation, Unit
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import Cell, cells_of, spans
from tirek.outcomes.engine.definition import Facts, Indicator, Span
from tirek.outcomes.facts.opening import opened
from tirek.outcomes.models import FactsVersion, Figure

_OWNER: Final = "owner"
_COPY: Final = """
COPY outcomes_figure (version_id, indicator, definition, first_on, last_on, scope, organisation_id, unit_id,
    breakdown, categories, numerator, denominator, middle, hidden) FROM STDIN
"""


def compute_figures(version: FactsVersion) -> int:
    """Compute every indicator for the year under way and the three before it; how many figures there are.

    A year in which nobody had a case here yet has no figures: nothing was counted then, and nought would say it was.
    What was computed of this version before is replaced. Every figure begins hidden (``editions`` tells which may be
    told).
    """
    units = {unit.code: unit for unit in Unit.objects.using(_OWNER)}
    houses = {house.code: house.pk for house in Organisation.objects.using(_OWNER)}
    written = 0
    with opened(version) as facts, transaction.atomic(using=_OWNER):
        Figure.objects.using(_OWNER).filter(version=version).delete()
        for asked in _asked(facts, version.on):
            found = cells_of(asked, facts)
            rows = (
                _row(version, indicator, span, cell, units, houses)
                for (indicator, span), cells in zip(asked, found, strict=True)
                for cell in cells
            )
            written += _copied(rows)
    return written


def _asked(facts: Facts, on: date) -> Iterator[list[tuple[Indicator, Span]]]:
    """What is computed, a year at a time."""
    begun = facts["cases"]["opened_on"].min().to_pyarrow().as_py() or on
    computed = [indicator for indicator in indicators().values() if indicator.numerator is not None]
    by_year: dict[int, list[tuple[Indicator, Span]]] = {}
    for indicator in computed:
        for span in spans(indicator.period, on):
            if span.last >= begun:
                by_year.setdefault(span.year, []).append((indicator, span))
    yield from by_year.values()


def _row(
    version: FactsVersion, indicator: Indicator, span: Span, cell: Cell, units: dict[str, Unit], houses: dict[str, int]
) -> tuple[Any, ...]:
    unit = units[cell.place] if cell.scope == "unit" else None
    house = unit.organisation_id if unit else houses[cell.place] if cell.scope == "organisation" else None
    return (
        version.pk, indicator.id, indicator.version, span.first, span.last, cell.scope, house, unit and unit.pk,
        list(cell.breakdown), list(cell.categories), cell.numerator, cell.denominator, cell.middle, True,
    )  # fmt: skip


def _copied(rows: Iterable[tuple[Any, ...]]) -> int:
    count = 0
    with connections[_OWNER].cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
