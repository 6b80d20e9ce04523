"""Charts: what is drawn, that nothing hidden is told, and that a page may hold them."""

import json
import re
from pathlib import Path

import pytest

from tirek.outcomes.engine.charts import (
    NARROW,
    WIDE,
    Chart,
    Mark,
    Spec,
    Stretch,
    bars,
    curves,
    region_map,
    steps_of,
    trend,
)
from tirek.outcomes.engine.drawing import for_document, for_page, for_paper, shapes

MARKS = [
    Mark("Әйел, 1 жасқа дейін", 34, "34"),
    Mark("Солтүстік Қазақстан облысы", None, "көрсетілмейді"),
    Mark("Солтүстік Қазақстан облысы", 12.5, "12,5 %", 8, 19),
]
REGIONS = {"100000000": Mark("Абай", 12, "12"), "110000000": Mark("Ақмола", None, "көрсетілмейді")}
CURVES = [Stretch("үйде (n = 34)", [(0, 100, 100, 100), (12, 80, 66, 90)]), Stretch("мекемеден", [(0, 100, 100, 100)])]


def every_kind(width: int) -> dict[str, Spec]:
    own = shapes(Path("/nowhere"))
    return {
        "bars": bars(MARKS, language="kk", width=width),
        "trend": trend(MARKS[:2], language="kk", width=width),
        "curves": curves(CURVES, language="kk", months="айлар", share="үйде, %", width=width),
        "map": region_map(own, REGIONS, language="kk", nothing="дерек жоқ", hidden="көрсетілмейді", width=width),
    }


@pytest.mark.parametrize("kind", ["bars", "trend", "curves", "map"])
def test_a_page_may_hold_each_chart(kind: str) -> None:
    pytest.importorskip("vl_convert")
    for width in (WIDE, NARROW):
        svg = for_page(Chart("Аты <1>", "Бір сөйлем & тағы", every_kind(width)[kind]))
        assert not re.search(r"style=|<style|<script|<image|href=\"http|font-family", svg)
        assert svg.startswith('<svg class="chart" role="img" aria-labelledby="t-')
        assert "<title id=" in svg
        assert "Аты &lt;1&gt;" in svg
        assert "Бір сөйлем &amp; тағы" in svg
        assert "var(--t-" in svg
        assert 'aria-label="' not in svg
        assert float(re.search(r'width="([\d.]+)"', svg)[1]) < width * 1.2  # type: ignore[index]


def test_what_is_hidden_is_hatched_and_says_so() -> None:
    pytest.importorskip("vl_convert")
    svg = for_page(Chart("a", "b", bars(MARKS, language="kk")))
    assert "көрсетілмейді" in svg
    assert 'fill="url(#hidden-' in svg
    assert "url(#" not in for_page(Chart("a", "b", bars(MARKS[:1], language="kk")))


def test_two_rows_of_one_name_stay_two_bars() -> None:
    names = [row["label"] for row in bars(MARKS, language="kk")["data"]["values"]]
    assert len(set(names)) == 3
    assert names[2].rstrip("\u200b") == names[1]


def test_paper_and_documents_get_the_same_picture_each_time() -> None:
    pytest.importorskip("vl_convert")
    chart = Chart("Аты", "Сөйлем", every_kind(WIDE)["trend"])
    assert for_paper(chart) == for_paper(chart)
    assert b"Noto Sans" in for_paper(chart)
    assert b"var(" not in for_paper(chart)
    assert for_document(chart).startswith(b"\x89PNG")


def test_the_map_has_twenty_regions_and_an_administrator_may_bring_another(tmp_path: Path) -> None:
    own = shapes(tmp_path)
    assert len({one["properties"]["kato"] for one in own["features"]}) == 20
    ring = [[60, 50], [70, 50], [70, 55], [60, 55], [60, 50]]  # against the clock, as the format's own rule has it
    other = {"type": "Feature", "properties": {"kato": "1"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "regions.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [other]}))
    replaced = shapes(tmp_path)["features"][0]
    assert replaced["properties"]["at"] == [65, 52.5]
    assert replaced["geometry"]["coordinates"][0] == ring[::-1]


def test_a_map_of_hidden_regions_alone_is_a_map() -> None:
    own = shapes(Path("/nowhere"))
    spec = region_map(own, {"110000000": REGIONS["110000000"]}, language="kk", nothing="жоқ", hidden="көрсетілмейді")
    assert {row["kind"] for row in spec["data"]["values"]} == {"жоқ", "көрсетілмейді"}


def test_steps_hold_every_value_once() -> None:
    assert steps_of([]) == []
    assert steps_of([3, 3, 7]) == [(3, 3), (7, 7)]
    values = [1, 2, 3, 50, 51, 99, 100]
    steps = steps_of(values)
    assert len(steps) <= 4
    assert all(sum(low <= value <= high for low, high in steps) == 1 for value in values)
