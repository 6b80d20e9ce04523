"""Charts become pictures: here, on this machine, from this specification alone. Nothing is fetched from anywhere.

A page gets SVG with attributes only (the browsers refuse styles and scripts), in the page's own font and the colours of
its theme. Paper and documents get the same picture with its colours fixed, in the font that Tirek carries, so that a
frozen report comes out the same on every machine.
"""

import json
import re
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tirek.outcomes.engine.charts import HIDDEN, INK, LINE, PLAIN, SERIES, STEPS, SURFACE, Chart

_HERE: Final = Path(__file__).resolve().parents[2]
_FONTS: Final = _HERE / "web" / "printing" / "fonts"
_TOKENS: Final = {
    INK: "ink",
    PLAIN: "plain",
    LINE: "line",
    SURFACE: "surface",
    HIDDEN: "hatch",
    **{colour: f"series-{number}" for number, colour in enumerate(SERIES, 1)},
    **{colour: f"step-{number}" for number, colour in enumerate(STEPS, 1)},
}
#: What a reader of pictures is told stands in the title and the sentence; the grammar's own notes are in English.
_NOTES: Final = re.compile(r' (?:aria-[a-z]+|role|class)="[^"]*"')
_FONT: Final = re.compile(r' font-family="[^"]*"')
_NOTHING: Final = re.compile(r'<path d="(?:M0,0h0v0h0Z)?"[^>]*/>')
_COLOUR: Final = re.compile(r'="(#[0-9a-f]{6})"')
_KEPT: Final = 512


def drawable() -> bool:
    """Whether this installation can draw: the part of Tirek that analyses is installed."""
    return find_spec("vl_convert") is not None


def for_page(chart: Chart) -> str:
    """SVG to stand in a page: named and described, as wide as drawn and never wider than its place."""
    return _for_page(_key(chart.spec), chart.title, chart.summary)


def for_paper(chart: Chart) -> bytes:
    """SVG as a file, with its own colours and font, for PDF."""
    plain = _hatched(_drawn(_key(chart.spec)), "hidden")
    return _told(plain, chart.title, chart.summary, "chart").encode()


def for_document(chart: Chart, scale: float = 2) -> bytes:
    """PNG, for documents that know no SVG."""
    return png_of(for_paper(chart).decode(), scale)


def png_of(svg: str, scale: float = 2) -> bytes:
    """A picture that was kept as SVG for paper, as PNG."""
    import vl_convert  # heavy: only a process that draws pays for it

    _fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def shapes(home: Path) -> dict[str, Any]:
    """The regions as an administrator put them into the data folder, or those that Tirek carries."""
    own = home / "regions.geojson"
    path = own if own.exists() else _HERE / "outcomes" / "data" / "regions.geojson"
    return _shapes(path, path.stat().st_mtime_ns)


@lru_cache(4)
def _shapes(path: Path, _changed: int) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for one in whole["features"]:
        geometry = one["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:  # the outer ring with the clock, holes against it: otherwise all the world is filled
            for number, ring in enumerate(polygon):
                if (_area(ring) > 0) == (number == 0):
                    ring.reverse()
        if "at" not in one["properties"]:
            ring = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_area(ring)))
            sides = [[point[side] for point in ring] for side in (0, 1)]
            one["properties"]["at"] = [(min(side) + max(side)) / 2 for side in sides]
    return whole


def _area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _key(spec: dict[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False)


@lru_cache(1)
def _fonts() -> None:
    import vl_convert

    if _FONTS.exists():
        vl_convert.register_font_directory(str(_FONTS))


@lru_cache(_KEPT)
def _drawn(spec: str) -> str:
    import vl_convert  # half a second for the first chart of a process, a few hundredths for each other

    _fonts()
    return str(vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]))


@lru_cache(_KEPT)
def _for_page(spec: str, title: str, summary: str) -> str:
    name = sha256(f"{spec}{title}{summary}".encode()).hexdigest()[:12]
    svg = _FONT.sub("", _hatched(_drawn(spec), f"hidden-{name}"))
    svg = _COLOUR.sub(lambda found: f'="{_token(found[1])}"', svg)
    return _told(svg, title, summary, name)


def _token(colour: str) -> str:
    return f"var(--t-{_TOKENS[colour]})" if colour in _TOKENS else colour


def _hatched(svg: str, name: str) -> str:
    """What is hidden is hatched, never a colour among the colours."""
    filled = f'fill="{HIDDEN}"'
    if filled not in svg:
        return svg
    pattern = (
        f'<defs><pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="8" height="8" fill="{SURFACE}"/><rect width="3" height="8" fill="{HIDDEN}"/></pattern></defs>'
    )
    return re.sub(
        r"(<svg[^>]*>)", lambda found: found[0] + pattern, svg.replace(filled, f'fill="url(#{name})"'), count=1
    )


def _told(svg: str, title: str, summary: str, name: str) -> str:
    svg = _NOTHING.sub("", _NOTES.sub("", svg))
    said = f'<title id="t-{name}">{escape(title)}</title><desc id="d-{name}">{escape(summary)}</desc>'
    root = f'<svg class="chart" role="img" aria-labelledby="t-{name} d-{name}"'
    return re.sub(r"<svg([^>]*)>", lambda found: f"{root}{found[1]}>{said}", svg, count=1)
