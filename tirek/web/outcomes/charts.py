"""Tables become charts for a page: the same for a desk and for a phone, beside a sentence and the table itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tirek.outcomes.engine.charts import NARROW, WIDE, Chart, Mark, Spec, bars, region_map, trend
from tirek.outcomes.engine.definition import Indicator, Measure
from tirek.outcomes.engine.drawing import drawable, for_page, shapes
from tirek.outcomes.engine.tables import Row, Table, Why
from tirek.toolkit.formats import page_language
from tirek.web.outcomes.words import SHORT, row_text, summary, trend_summary, value_text

#: More bars than this are no picture any more: the table says it better.
MOST_BARS: Final = 24
REGION: Final = "region"


@dataclass(frozen=True)
class Picture:
    """A chart in both widths, with the sentence that says it; without drawings where what draws is not installed."""

    title: str
    summary: str
    wide: SafeString
    narrow: SafeString

    @property
    def drawn(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.wide)


def pictured(title: str, said: str, specs: Mapping[int, Spec]) -> Picture:
    """Both drawings of a chart, given its specification by width."""
    if not drawable():
        return Picture(title, said, mark_safe(""), mark_safe(""))  # nosec B308
    # What draws escapes every text; the rest of the drawing is made by the grammar alone.
    wide, narrow = (mark_safe(for_page(Chart(title, said, specs[width]))) for width in (WIDE, NARROW))  # nosec B308 B703
    return Picture(title, said, wide, narrow)


def bars_of(indicator: Indicator, table: Table) -> Picture | None:
    """Bars of the cells of a table; none, where there are too many or nothing to compare."""
    if not 1 < len(table.cells) <= MOST_BARS or len(table.by) != 1:
        return None
    marks = [_mark(indicator, row, row_text(table, row)) for row in table.cells]
    top = 100.0 if indicator.measure is Measure.SHARE else None
    specs = {width: bars(marks, language=page_language(), width=width, top=top) for width in (WIDE, NARROW)}
    return pictured(indicator.title.say(page_language()), summary(indicator, table), specs)


def trend_of(indicator: Indicator, tables: Mapping[int, Table]) -> Picture | None:
    """The totals of the years as a line; none of a single year."""
    marks = [
        _mark(indicator, tables[year].total, str(year))
        if year in tables
        else Mark(str(year), None, str(SHORT[Why.HIDDEN]))
        for year in range(min(tables), max(tables) + 1)  # a year of which nothing may be told breaks the line
    ]
    if len(marks) < 2 or all(mark.value is None for mark in marks):
        return None
    top = 100.0 if indicator.measure is Measure.SHARE else None
    specs = {width: trend(marks, language=page_language(), width=width, top=top) for width in (WIDE, NARROW)}
    return pictured(_("By year"), trend_summary(indicator, tables), specs)


def map_of(indicator: Indicator, table: Table) -> Picture | None:
    """The regions of a table split by region alone; none, where no region is known."""
    if table.by != (REGION,):
        return None
    own = shapes(settings.HOME)
    there = {one["properties"]["kato"] for one in own["features"]}
    marks = {row.categories[0]: _mark(indicator, row, row_text(table, row)) for row in table.cells}
    if not there & marks.keys():  # nobody whose region is known
        return None
    words = {"nothing": _("nobody"), "hidden": str(SHORT[Why.HIDDEN]), "language": page_language()}
    specs = {width: region_map(own, marks, width=width, **words) for width in (WIDE, NARROW)}
    return pictured(_("By region"), summary(indicator, table), specs)


def _mark(indicator: Indicator, row: Row | None, label: str) -> Mark:
    value = row.value if row is not None and row.shown else None
    if row is None and indicator.measure is Measure.COUNT:
        value = 0.0
    return Mark(label, value, value_text(indicator, row))
