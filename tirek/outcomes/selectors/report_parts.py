"""The parts of a report in words: a protected table or a curve becomes headings, rows, notes and a picture.

A part holds everything that paper shows. A snapshot keeps it, so that its files can be made again to the same bytes
though words, charts and figures have gone on since.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.charts import Chart, Mark, Stretch, bars, curves
from tirek.outcomes.engine.cohort import EVENT, days_of
from tirek.outcomes.engine.definition import COUNTED, Indicator, Measure
from tirek.outcomes.engine.drawing import drawable, for_paper
from tirek.outcomes.engine.tables import TOTAL, Row, Table, Why
from tirek.outcomes.publication.observations import told
from tirek.outcomes.publication.sheets import WHY
from tirek.outcomes.selectors.curves import Outcome, Stratum, main_months
from tirek.outcomes.selectors.words import category_words, dimension_words, place_words
from tirek.toolkit.formats import long_day, number, percent

Part = dict[str, Any]
#: As many bars as a page can hold.
_BARS: Final = 20
_LINES: Final = 6
_WIDTH: Final = re.compile(r'<svg[^>]* width="([\d.]+)"')


def text_part(text: str) -> Part:
    """Somebody's own words."""
    return {"kind": "text", "text": text}


def silent_part(title: str, why: str) -> Part:
    """A table or a curve of which nothing can be told."""
    return {"kind": "silent", "title": title, "text": why}


def table_part(table: Table, language: str) -> Part:
    """A table of an indicator in words."""
    defined = indicators()[table.indicator]
    with translation.override(language):
        rows = [_row(defined, table, row, language) for row in table]
        title = defined.title.say(language)
        return {
            "kind": "table",
            "title": title,
            "about": defined.about.say(language),
            "when": _when(table, language),
            "place": place_words(table.scope, table.place).say(language),
            "columns": [
                *(dimension_words(name).say(language) for name in table.by),
                *_number_columns(defined, _measure(defined, table), language),
            ],
            "labels": len(table.by),
            "rows": rows,
            "notes": _notes(defined, table, language),
            "sentence": "",
            "chart": _bars(defined, table, title, language),
            "definition": f"{defined.id}, {table.definition}",
            "table": table.plain(),
        }


def _when(table: Table, language: str) -> str:
    if table.first == table.last:
        return _("on %(day)s") % {"day": long_day(table.last, language)}
    return f"{long_day(table.first, language)} – {long_day(table.last, language)}"


def _measure(defined: Indicator, table: Table) -> Measure:
    """How it is shown: a rate whose population is not loaded is a count."""
    alone = all(row.why is Why.NO_POPULATION or not row.shown for row in table)
    return Measure.COUNT if defined.measure is Measure.RATE and alone else defined.measure


def _number_columns(defined: Indicator, measure: Measure, language: str) -> list[str]:
    counted = COUNTED[defined.counted].say(language)
    match measure:
        case Measure.COUNT:
            return [counted]
        case Measure.MEDIAN:
            return [counted, _("middle number of days")]
        case Measure.SHARE:
            return [_("so many"), _("of so many"), "%"]
        case Measure.RATE:
            return [_("so many"), _("people there"), _("per %(people)s") % {"people": number(defined.per, 0, language)}]
        case _:
            return [_("so many"), _("to so many"), _("ratio")]


def _row(defined: Indicator, table: Table, row: Row, language: str) -> dict[str, Any]:
    value = told(defined, row)
    measure = _measure(defined, table)
    if measure is Measure.COUNT:
        values: list[Any] = [row.numerator]
    elif measure is Measure.MEDIAN:
        values = [row.numerator, value]
    else:
        values = [row.numerator, row.denominator, value]
    return {
        "labels": [
            category_words(name, category).say(language)
            for name, category in zip(table.by, row.categories, strict=True)
        ],
        "total": all(category == TOTAL for category in row.categories),
        "texts": [_("hidden") if not row.shown else _number(one, language) for one in values],
        "values": [None if one is None else float(one) for one in values],
        "note": WHY[row.why.value].say(language) if row.why not in (Why.SHOWN, Why.HIDDEN, Why.CHANGED) else "",
    }


def _number(value: Any, language: str) -> str:
    if value is None:
        return "–"
    exponent = getattr(value, "as_tuple", lambda: None)()
    return number(value, -exponent.exponent if exponent else 0, language)


def _notes(defined: Indicator, table: Table, language: str) -> list[str]:
    notes = []
    if defined.denominator_about is not None:
        notes.append(_("Of whom: %(whom)s.") % {"whom": defined.denominator_about.say(language).rstrip(".")})
    missing = dict.fromkeys(row.why for row in table if row.why in (Why.FEW, Why.NOBODY, Why.NO_POPULATION))
    notes.extend(WHY[why.value].say(language) for why in missing)
    if table.kept_back:
        notes.append(_("Hidden: figures from which somebody could be recognised."))
    if (table.last.month, table.last.day) != (12, 31):
        notes.append(_("The year is not over: the figures are provisional."))
    notes.extend(
        _("Contributes to SDG %(code)s; it is not the value of the country.") % {"code": one.indicator}
        for one in defined.serves
    )
    return notes


def _bars(defined: Indicator, table: Table, title: str, language: str) -> dict[str, Any] | None:
    if not table.by or not drawable():
        return None
    first = table.by[0]
    rows = [row for row in table if row.categories[0] != TOTAL and all(one == TOTAL for one in row.categories[1:])]
    if not 1 < len(rows) <= _BARS or not any(row.shown for row in rows):
        return None
    marks = []
    counts = _measure(defined, table) is Measure.COUNT
    for row in rows:
        value = Decimal(row.numerator) if counts and row.numerator is not None else told(defined, row)
        text = _("hidden") if not row.shown else _number(value, language)
        if defined.measure is Measure.SHARE and row.shown and value is not None:
            text = percent(value / 100, 1, language)
        label = category_words(first, row.categories[0]).say(language)
        marks.append(Mark(label, None if value is None else float(value), text))
    name = f"{title}: {dimension_words(first).say(language)}"
    summary = "; ".join(f"{mark.label}: {mark.text}" for mark in marks) + "."
    top = 100.0 if defined.measure is Measure.SHARE else None
    return _picture(Chart(name, summary, bars(marks, language=language, top=top)))


def _picture(chart: Chart) -> dict[str, Any]:
    svg = for_paper(chart).decode()
    width = _WIDTH.search(svg)
    return {"title": chart.title, "says": chart.summary, "svg": svg, "width": float(width[1]) if width else 640.0}


def curve_part(found: Outcome, language: str) -> Part:
    """An outcome over time in words: the sentence, the groups with their sizes, the picture."""
    cohort = found.cohort
    with translation.override(language):
        title = cohort.title.say(language)
        if not any(one.shown for one in (found.whole, *found.strata)):
            return silent_part(title, _("Too few to show: from fewer than ten somebody could be recognised."))
        months = [one["months"] for one in found.whole.points.get("horizons", ())]
        lines = [_line(found, one, months, language) for one in found.strata]
        lines.append(_line(found, found.whole, months, language, whole=True))
        return {
            "kind": "curve",
            "title": title,
            "about": cohort.about.say(language),
            "when": _entered(found),
            "place": place_words(found.place.scope, found.place.code).say(language),
            "columns": [
                dimension_words(found.by).say(language) if found.by else _("Everybody"),
                _("entered"),
                *(_("%(n)s months") % {"n": one} for one in months),
            ],
            "labels": 1,
            "rows": lines,
            "notes": _curve_notes(found, language),
            "sentence": _sentence(found, language),
            "chart": _lines(found, title, language),
            "definition": f"{cohort.id}, {cohort.version}",
            "curve": plain_curve(found),
        }


def plain_curve(found: Outcome) -> dict[str, Any]:
    """What a curve told, as JSON holds it: to be compared when it is computed again."""
    return {
        "cohort": found.cohort.id,
        "definition": found.cohort.version,
        "version": found.version.number,
        "scope": found.place.scope,
        "place": found.place.code,
        "by": found.by,
        "year": found.year,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "strata": [
            [
                one.category,
                one.shown,
                one.entered,
                {name: one.points.get(name, []) for name in ("still", "event", "other")},
            ]
            for one in (found.whole, *found.strata)
        ],
    }


def _main(found: Outcome) -> str:
    return "event" if found.cohort.main == EVENT else "still"


def _entered(found: Outcome) -> str:
    first, last = found.first.year, found.last.year
    if first == last:
        return _("entered in %(year)s") % {"year": first}
    return _("entered from %(first)s to %(last)s") % {"first": first, "last": last}


def _sentence(found: Outcome, language: str) -> str:
    """The one sentence that can be defended: how many entered, the share with its interval."""
    read = [one for one in found.whole.points.get("horizons", ()) if one[_main(found)]] if found.whole.shown else []
    able = [one for one in read if one["months"] <= main_months(found.cohort)]
    if not able:
        return ""
    said, low, high = (percent(one, 0, language) for one in able[-1][_main(found)])
    first, last = found.first.year, found.last.year
    when = _("in %(year)s") % {"year": first}
    if first != last:
        when = _("from %(first)s to %(last)s") % {"first": first, "last": last}
    text = found.cohort.sentence.say(language).format(
        people=number(found.whole.entered or 0, 0, language), when=when, months=able[-1]["months"], share=said,
        interval=_("95%% interval %(low)s to %(high)s") % {"low": low, "high": high},
    )  # fmt: skip
    return text[:1].upper() + text[1:]


def _line(found: Outcome, one: Stratum, months: Sequence[int], language: str, *, whole: bool = False) -> dict[str, Any]:
    reads = [one.at(at) for at in months] if one.shown else [None for _month in months]
    shares = [read[_main(found)] if read else None for read in reads]
    texts = [_share(share, language) for share in shares] if one.shown else [_("hidden") for _month in months]
    entered = number(one.entered, 0, language) if one.entered is not None else _("hidden")
    label = _("Everybody") if whole else category_words(found.by, one.category).say(language)
    return {
        "labels": [label],
        "total": whole,
        "texts": [entered, *texts],
        "values": [one.entered, *(None if share is None else round(100 * share[0], 1) for share in shares)],
        "note": "",
    }


def _share(share: Sequence[float] | None, language: str) -> str:
    if share is None:
        return "–"
    said, low, high = (percent(one, 0, language) for one in share)
    return f"{said} ({low}–{high})"


def _curve_notes(found: Outcome, language: str) -> list[str]:
    named = found.cohort.event if _main(found) == "event" else found.cohort.still
    notes = [_("Per cent: %(what)s; in brackets the 95%% interval.") % {"what": named.say(language)}]
    if not all(one.shown for one in (found.whole, *found.strata)):
        notes.append(_("Hidden: figures from which somebody could be recognised."))
    if found.strata:
        notes.append(_("The groups differ in much else; this says nothing of the cause."))
    period = found.period
    if period is not None and found.cohort.period_ratio is not None and period.entries and period.events is not None:
        ratio = percent(period.events / period.entries, 0, language)
        words = found.cohort.period_ratio.say(language)
        said = _("Not to be taken for it, %(year)s: %(what)s – %(ratio)s (%(events)s / %(entries)s).")
        counts = {"events": number(period.events, 0, language), "entries": number(period.entries, 0, language)}
        notes.append(said % {"year": period.year, "what": words, "ratio": ratio, **counts})
    read = found.whole.at(main_months(found.cohort)) if found.whole.shown else None
    if read is not None and read["known"]["unknown"] is None:
        notes.append(_("Fewer than five are not known about."))
    elif read is not None:
        notes.append(_("Not known about: %(n)s.") % {"n": number(read["known"]["unknown"], 0, language)})
    return notes


def _lines(found: Outcome, title: str, language: str) -> dict[str, Any] | None:
    name = _main(found)
    groups = [one for one in (found.strata or (found.whole,)) if one.shown and one.points.get(name)][:_LINES]
    if not groups or not drawable():
        return None
    month = days_of(12) / 12
    stretches = [
        Stretch(
            category_words(found.by, one.category).say(language) if found.by else title,
            [(day / month, 100 * value, 100 * low, 100 * high) for day, value, low, high, _n in one.points[name]],
        )
        for one in groups
    ]
    furthest = max(point[0] for one in stretches for point in one.points)
    until = float(max(min(furthest, max(found.cohort.months)), 3))
    spec = curves(
        stretches, language=language, months=_("months since entry"), share=_("per cent"), until=until
    )  # fmt: skip
    said = "; ".join(f"{one.label}: {number(one.points[-1][1], 0, language)} %" for one in stretches)
    summary = _("At the end of the curve: %(said)s. The same numbers stand in the table.") % {"said": said}
    return _picture(Chart(title, summary, spec))
