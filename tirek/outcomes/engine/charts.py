"""Charts as a grammar: what is drawn, as a Vega-Lite specification, before anybody draws it.

Everything comes in worded and protected: labels, the text of a number, the reason why a cell stays hidden. A chart adds
nothing to its table. Colour never stands alone: each bar carries its number, each line its own dashes, each region its
number, and what is hidden is hatched and says so.

``drawing`` makes a picture of a chart. ``WIDE`` is a desk and a page of paper, ``NARROW`` a phone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

Spec = dict[str, Any]

WIDE: Final = 690
NARROW: Final = 330
_ON_PHONES: Final = 420  # below this width labels stand above their bars

#: Colours by their name in the tokens of the pages; ``drawing`` puts the token in their place, paper keeps the colour.
INK, PLAIN, LINE, SURFACE = "#182433", "#56606f", "#dfe3e8", "#ffffff"
HIDDEN: Final = "#d5dae1"  # becomes hatching
SERIES: Final = ("#0b5cad", "#8a5a00", "#5f4b8b", "#4b7f36", "#a61b1b", "#414e5d")
DASHES: Final = ((), (7, 3), (2, 2), (9, 3, 2, 3), (1, 4), (12, 4))
STEPS: Final = ("#e3eefa", "#b5d2f0", "#86b4e4", "#5c97d8")


@dataclass(frozen=True)
class Mark:
    """One number of a chart: what it is of, how much, how it is written. Without a value it is hidden or unknown."""

    label: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Stretch:
    """One line of a chart of curves: its name and its points (months, per cent, lower and upper bound)."""

    label: str
    points: Sequence[tuple[float, float, float, float]]


@dataclass(frozen=True)
class Chart:
    """A chart with what is said of it: a title, and a sentence for those who do not see it."""

    title: str
    summary: str
    spec: Spec = field(hash=False)


def bars(marks: Sequence[Mark], *, language: str, width: int = WIDE, top: float | None = None) -> Spec:
    """Bars lying one below the other, each with its number; ``top`` is the end of the axis (100 for shares)."""
    rows = [_row(mark, label) for mark, label in zip(marks, _apart([mark.label for mark in marks]), strict=True)]
    narrow = width < _ON_PHONES
    highest = top or max((mark.high or mark.value or 0 for mark in marks), default=0) or 1
    across = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, highest * 1.12]}}
    labels = {"title": None, "domain": False, "ticks": False, "labelPadding": 8, "labelLimit": int(width * 0.42)}
    down = {"field": "label", "type": "nominal", "scale": _order(rows), "axis": None if narrow else labels}
    shown, hidden = {"filter": "datum.value !== null"}, {"filter": "datum.value === null"}
    bar = {"type": "bar", "height": 16, "yOffset": 9 if narrow else 0, "minBandSize": 2}
    said = {"align": "left", "dx": 6, "dy": 9 if narrow else 0, "fontWeight": 600}
    layers: list[Spec] = [
        {"transform": [shown], "mark": {**bar, "color": SERIES[0]}, "encoding": {"x": across}},
        {"transform": [hidden], "mark": {**bar, "color": HIDDEN}, "encoding": {"x": {"datum": highest * 0.06}}},
        {
            "transform": [{"calculate": f"datum.high || datum.value || {highest * 0.06}", "as": "end"}],
            "mark": {"type": "text", **said},
            "encoding": {"x": {"field": "end", "type": "quantitative"}, "text": {"field": "text"}},
        },
    ]
    if any(mark.low is not None for mark in marks):
        rule = {"type": "rule", "strokeWidth": 1.5, "color": INK, "yOffset": 9 if narrow else 0}
        span = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
        layers.insert(2, {"transform": [{"filter": "datum.low !== null"}], "mark": rule, "encoding": span})
    if narrow:
        above = {"type": "text", "align": "left", "dy": -9, "limit": width, "color": INK}
        layers.append({"mark": above, "encoding": {"x": {"datum": 0}, "text": {"field": "label"}}})
    room = width - 40 if narrow else int(width * 0.5)
    return _whole(layers, rows, language, width=room, height={"step": 44 if narrow else 30}, encoding={"y": down})


def trend(marks: Sequence[Mark], *, language: str, width: int = WIDE, top: float | None = None) -> Spec:
    """A line over the years, with the number at each; a year that is hidden or without anybody breaks the line."""
    highest = top or max((mark.high or mark.value or 0 for mark in marks), default=0) or 1
    rows = [_row(mark, mark.label) for mark in marks]
    axis = {"title": None, "domain": False, "ticks": False, "tickCount": 4, "gridColor": LINE, "labelColor": PLAIN}
    scale = {"domain": [0, highest * 1.15], "nice": False}
    up = {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}
    plain = {"labelAngle": 0, "ticks": False, "title": None}
    along = {"field": "label", "type": "ordinal", "scale": _order(rows), "axis": plain}
    told, hidden = [{"filter": "datum.value !== null"}], [{"filter": "datum.value === null"}]
    bounded = any(mark.low is not None for mark in marks)
    beside = {"align": "left", "dx": 8, "dy": -11} if bounded else {"dy": -14}  # not across its own interval
    text = {"field": "text"}
    layers: list[Spec] = [
        {"mark": {"type": "line", "color": SERIES[0], "strokeWidth": 2.5, "invalid": "break-paths-show-domains"},
         "encoding": {"y": up}},
        {"transform": told, "mark": {"type": "point", "filled": True, "opacity": 1, "size": 70, "color": SERIES[0]},
         "encoding": {"y": up}},
        {"transform": told, "mark": {"type": "text", "fontWeight": 600, **beside}, "encoding": {"y": up, "text": text}},
        {"transform": hidden, "mark": {"type": "text", "dy": -9, "color": PLAIN},
         "encoding": {"y": {"datum": 0, "type": "quantitative"}, "text": text}},
    ]  # fmt: skip
    if bounded:
        span = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
        rule = {"type": "rule", "strokeWidth": 1.5, "color": PLAIN}
        layers.insert(0, {"transform": told, "mark": rule, "encoding": span})
    return _whole(layers, rows, language, width=width - 60, height=180, encoding={"x": along})


def curves(
    stretches: Sequence[Stretch], *, language: str, months: str, share: str, width: int = WIDE, until: float = 24
) -> Spec:
    """Steps over months with their bounds as a band, one for each group. ``months`` and ``share`` name the axes."""
    rows = [
        {"label": one.label, "month": month, "value": value, "low": low, "high": high}
        for one in stretches
        for month, value, low, high in one.points
    ]
    names = [one.label for one in stretches]
    ticks = [month for month in (0, 1, 3, 6, 12, 18, 24, 36, 48, 60) if month <= until]
    along = {
        "field": "month", "type": "quantitative", "scale": {"domain": [0, until], "nice": False},
        "axis": {"title": months, "values": ticks, "grid": False},
    }  # fmt: skip
    axis = {"title": share, "values": [0, 25, 50, 75, 100], "gridColor": LINE, "domain": False}
    scale = {"domain": [0, 100]}
    up = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    key = {"title": None, "orient": "top", "labelLimit": width - 60, "columns": 1, "symbolSize": 500,
           "symbolType": "stroke", "symbolStrokeWidth": 2.5, "symbolOpacity": 1}  # fmt: skip
    group = {"field": "label", "type": "nominal", "legend": key if names[1:] else None}
    colour = {**group, "scale": {"domain": names, "range": list(SERIES[: len(names)])}}
    dash = {**group, "scale": {"domain": names, "range": [list(one) or [1, 0] for one in DASHES[: len(names)]]}}
    band = {
        "x": along,
        "y": {"field": "low", "type": "quantitative", "scale": scale, "axis": axis},
        "y2": {"field": "high"},
    }
    step = {"interpolate": "step-after", "clip": True}
    layers: list[Spec] = [
        {"mark": {"type": "area", "opacity": 0.15, **step}, "encoding": {**band, "color": colour}},
        {
            "mark": {"type": "line", "strokeWidth": 2.5, **step},
            "encoding": {"x": along, "y": up, "color": colour, "strokeDash": dash},
        },
    ]
    return _whole(layers, rows, language, width=width - 70, height=260 if width > _ON_PHONES else 220)


def region_map(
    shapes: Mapping[str, Any], marks: Mapping[str, Mark], *, language: str, nothing: str, hidden: str, width: int = WIDE
) -> Spec:
    """The regions, the darker the more, each with its number. ``nothing`` and ``hidden`` are the words of the key."""
    steps = steps_of([mark.value for mark in marks.values() if mark.value is not None])
    written = {mark.value: mark.text for mark in marks.values()}
    words = [f"{written[low]}–{written[high]}" if low != high else written[low] for low, high in steps]
    rows = []
    for one in shapes["features"]:
        mark = marks.get(one["properties"]["kato"])
        kind = nothing if mark is None else hidden
        if mark is not None and mark.value is not None:
            value = mark.value
            kind = next(word for word, (low, high) in zip(words, steps, strict=True) if low <= value <= high)
        lon, lat = one["properties"]["at"]
        text = "" if mark is None or mark.value is None else mark.text
        city = one["properties"].get("city", False)
        rows.append({**one, "kind": kind, "text": text, "lon": lon, "lat": lat, "city": city})
    drawn = [word for word in [*words, hidden, nothing] if any(row["kind"] == word for row in rows)]
    palette = dict(zip(words, STEPS[len(STEPS) - len(words) :], strict=True))
    scale = {"domain": drawn, "range": [palette.get(word, HIDDEN if word == hidden else SURFACE) for word in drawn]}
    narrow = width < _ON_PHONES
    legend = {"title": None, "orient": "bottom", "symbolType": "square", "symbolSize": 220, "symbolStrokeColor": PLAIN,
              "symbolStrokeWidth": 1, "columns": 2 if narrow else 6, "labelLimit": width // 2}  # fmt: skip
    fill = {"field": "kind", "type": "nominal", "scale": scale, "legend": legend}
    at = {"longitude": {"field": "lon", "type": "quantitative"}, "latitude": {"field": "lat", "type": "quantitative"}}
    edge = {"stroke": PLAIN, "strokeWidth": 0.7}
    city = [{"filter": "datum.city"}]
    dot = {"type": "circle", "size": 70 if narrow else 130, "opacity": 1, **edge}
    layers: list[Spec] = [
        {"mark": {"type": "geoshape", **edge}, "encoding": {"fill": fill}},
        {"transform": city, "mark": dot, "encoding": {**at, "fill": fill}},
    ]
    for where, aside in (("!datum.city", {}), ("datum.city", {"align": "left", "dx": 5 if narrow else 8})):
        number = {"type": "text", "fontSize": 10 if narrow else 13, "fontWeight": 600, **aside}
        for look in ({"stroke": SURFACE, "strokeWidth": 3}, {"color": INK}):  # the number on a halo of the ground
            told = {"mark": {**number, **look}, "encoding": {**at, "text": {"field": "text"}}}
            layers.append({"transform": [{"filter": where}], **told})
    spec = _whole(layers, rows, language, width=width - 10, height=int(width * 0.55))
    return {**spec, "projection": {"type": "conicEqualArea", "rotate": [-67, 0, 0], "parallels": [44, 52]}}


def steps_of(values: Sequence[float]) -> list[tuple[float, float]]:
    """At most four steps of equal width over the values, both ends in them; fewer where fewer values differ."""
    distinct = sorted(set(values))
    if len(distinct) <= len(STEPS):
        return [(value, value) for value in distinct]
    width = (distinct[-1] - distinct[0]) / len(STEPS)
    edges = [distinct[0] + width * number for number in range(len(STEPS))] + [distinct[-1] + 1]
    groups = [[value for value in distinct if low <= value < high] for low, high in pairwise(edges)]
    return [(group[0], group[-1]) for group in groups if group]


def _order(rows: Sequence[Mapping[str, Any]]) -> Spec:
    return {"domain": [row["label"] for row in rows]}


def _row(mark: Mark, label: str) -> dict[str, Any]:
    return {"label": label, "value": mark.value, "text": mark.text, "low": mark.low, "high": mark.high}


def _apart(labels: Sequence[str]) -> list[str]:
    """The labels; one that comes again gets an invisible mark, so that two bars never become one."""
    seen: dict[str, int] = {}
    apart = []
    for label in labels:
        apart.append(label + "\u200b" * seen.setdefault(label, 0))
        seen[label] += 1
    return apart


def _whole(layers: list[Spec], rows: list[dict[str, Any]], language: str, **rest: Any) -> Spec:
    comma = language != "en"
    number = {
        "decimal": "," if comma else ".",
        "thousands": "\u202f" if comma else ",",
        "grouping": [3],
        "currency": ["", ""],
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "layer": layers,
        "config": {
            "background": None,
            "font": "Noto Sans",
            "locale": {"number": number},
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "labelColor": INK,
                     "titleColor": PLAIN, "domainColor": PLAIN, "tickColor": PLAIN},
            "text": {"fontSize": 13, "color": INK},
            "legend": {"labelFontSize": 13, "labelColor": INK, "rowPadding": 6},
        },
        **rest,
    }  # fmt: skip
