"""Scores over time as geometry: within the picture, joined within one version alone, no words upon words."""

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tirek.casework.engine.lifeline import LETTER
from tirek.casework.engine.scores_drawing import Level, Scored, score_drawing

LEVELS = [
    Level(0, 4, "Минимальная", "plain"),
    Level(5, 9, "Лёгкая", "plain"),
    Level(10, 14, "Умеренная", "amber"),
    Level(15, 19, "Умеренно тяжёлая", "amber"),
    Level(20, 27, "Тяжёлая", "red"),
]
FEW = [
    Level(0, 4, "Потребностей мало", "green"),
    Level(5, 9, "Потребностей несколько", "amber"),
    Level(10, None, "Потребностей много или есть опасность", "red"),
]


def scored(day, score, version="1"):
    return Scored(date(2026, 1, 1) + timedelta(days=day), score, version, f"{score:g}", f"{day}: {score}")


histories = st.lists(
    st.builds(scored, st.integers(0, 900), st.integers(0, 27), st.sampled_from(["1", "2"])), min_size=1, max_size=12
)


def words(drawing):
    for text in drawing.texts:
        length = len(text.text) * LETTER
        left = text.x - {"start": 0, "middle": length / 2, "end": length}[text.anchor]
        yield left, text.y - 9, left + length, text.y + 2, text.text


@settings(deadline=None)
@given(histories, st.sampled_from([LEVELS, FEW, []]), st.sampled_from([640, 340]))
def test_nothing_is_drawn_outside_and_no_words_lie_upon_words(scores, levels, width):
    drawing = score_drawing(scores, levels, "версия %(version)s", width)
    right = drawing.left + drawing.breadth
    for point in drawing.points:
        assert drawing.left <= point.x <= right
        assert 0 <= point.y <= drawing.height
    for left, top, end, low, text in words(drawing):
        assert left >= -0.1, text
        assert end <= width + 0.1, text
        assert top >= 0, text
        assert low <= drawing.height, text
    beside = [one for one in words(drawing) if one[0] >= right or one[1] > 185]
    for one, other in itertools.combinations(beside, 2):
        covers = one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1
        assert not covers, (one, other)


def test_a_higher_score_stands_higher_and_in_its_band():
    low, high = score_drawing([scored(0, 3), scored(90, 22)], LEVELS, "%(version)s").points
    assert high.y < low.y
    drawing = score_drawing([scored(0, 3), scored(90, 22)], LEVELS, "%(version)s")
    severe = drawing.grounds[-1]
    assert severe.tone == "red"
    assert severe.y <= high.y <= severe.y + severe.height


def test_every_band_is_named():
    for levels in (LEVELS, FEW):
        said = " ".join(text.text for text in score_drawing([scored(0, 3)], levels, "%(version)s").texts)
        assert all(level.title.split()[0] in said for level in levels)


def test_two_versions_are_not_joined():
    drawing = score_drawing(
        [scored(0, 5), scored(30, 9), scored(60, 4, "2"), scored(90, 6, "2")], LEVELS, "%(version)s"
    )
    assert len(drawing.lines) == 2
    assert [rule.kind for rule in drawing.rules].count("version") == 1
