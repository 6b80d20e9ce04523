"""A snapshot proved: its tables counted again from the facts that were kept, its files made again to the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tirek.outcomes.actions.curves import curves_of
from tirek.outcomes.engine.catalogue import cohorts, indicators
from tirek.outcomes.engine.compute import Cell, cells
from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.tables import TOTAL, Row, Table, from_plain, row_of
from tirek.outcomes.engine.telling import told
from tirek.outcomes.facts.opening import opened
from tirek.outcomes.models import FactsVersion, Snapshot
from tirek.outcomes.papers.making import KINDS, digest_of, digests, programs
from tirek.outcomes.selectors.curves import ended
from tirek.outcomes.selectors.report_parts import table_part


@dataclass(frozen=True)
class Proof:
    """What was found: figures that come out again, those that do not, files with the same bytes.

    ``changed`` names the definitions that are of another version now: their figures can't be counted as they were.
    ``reworded`` names tables whose words or picture would be others today; what was frozen keeps its own.
    """

    content: bool
    same: tuple[str, ...]
    differs: tuple[str, ...]
    changed: tuple[str, ...]
    reworded: tuple[str, ...]
    files: Mapping[str, bool]
    programs: bool

    @property
    def whole(self) -> bool:
        """Everything came out as it was."""
        return self.content and not self.differs and not self.changed and all(self.files.values())


def recounted(snapshot: Snapshot) -> Proof:
    """Count every figure of a snapshot from its own facts and make its files. Nothing is written."""
    same: list[str] = []
    differs: list[str] = []
    changed: list[str] = []
    reworded: list[str] = []
    for part in snapshot.content["parts"]:
        if "table" in part:
            kept, check, now_is = part["table"], _same_table, _versions(indicators()).get(part["table"]["indicator"])
        elif "curve" in part:
            kept, check, now_is = part["curve"], _same_curve, _versions(cohorts()).get(part["curve"]["cohort"])
        else:
            continue
        if now_is != kept["definition"]:
            changed.append(part["title"])
        else:
            (same if check(kept) else differs).append(part["title"])
            if "table" in part and table_part(from_plain(kept), snapshot.language) != part:
                reworded.append(part["title"])
    again = digests(snapshot.content)
    return Proof(
        content=digest_of(snapshot.content) == snapshot.digests["content"],
        same=tuple(same),
        differs=tuple(differs),
        changed=tuple(changed),
        reworded=tuple(reworded),
        files={form: again[form] == snapshot.digests[form] for form in KINDS},
        programs=programs() == snapshot.digests["programs"],
    )


def _versions(defined: Mapping[str, Any]) -> dict[str, int]:
    return {code: one.version for code, one in defined.items()}


def _same_table(kept: Mapping[str, Any]) -> bool:
    table = from_plain(kept)
    version = FactsVersion.objects.get(number=table.version)
    with opened(version) as facts:
        return counted_again(table, facts).plain() == dict(kept)


def counted_again(kept: Table, facts: Facts) -> Table:
    """The table as the facts give it today, with what was hidden still hidden."""
    defined = indicators()[kept.indicator]
    found = {
        _categories(cell, kept.by): row_of(
            defined, _categories(cell, kept.by), cell.numerator, cell.denominator, cell.middle
        )
        for cell in cells(defined, facts, Span(kept.first, kept.last), (kept.scope,))
        if (cell.scope, cell.place) == (kept.scope, kept.place) and set(cell.breakdown) <= set(kept.by)
    }
    rows: list[Row] = []
    for row in kept.rows:
        counted = found.pop(row.categories, None)
        if counted is not None:
            rows.append(counted if row.shown else counted.hidden(row.why))
    return Table(
        kept.indicator, defined.version, kept.version, kept.first, kept.last, kept.scope, kept.place, kept.by,
        (*rows, *found.values()), kept.protected,
    )  # fmt: skip


def _categories(cell: Cell, by: tuple[str, ...]) -> tuple[str, ...]:
    said = dict(zip(cell.breakdown, cell.categories, strict=True))
    return tuple(said.get(dimension, TOTAL) for dimension in by)


def _same_curve(kept: Mapping[str, Any]) -> bool:
    cohort = cohorts()[kept["cohort"]]
    version = FactsVersion.objects.get(number=kept["version"])
    counted = {
        (one.dimension, one.category): one
        for one, place in curves_of(version, cohort)
        if place == (kept["scope"], kept["place"])
        and (one.entered_from.isoformat(), one.entered_until.isoformat()) == (kept["first"], kept["last"])
    }
    for number, (category, shown, entered, points) in enumerate(kept["strata"]):
        one = counted.get((kept["by"], category) if number else ("", ""))
        if one is None:
            return False
        if not shown:
            continue
        said = told(cohort, one.points, ended(one), settings.SMALLEST_TOLD)
        if one.entered != entered or any(_plain(said[name]) != _plain(points[name]) for name in points):
            return False
    return True


def _plain(points: Any) -> list[list[float]]:
    return [[float(number) for number in point] for point in points]
