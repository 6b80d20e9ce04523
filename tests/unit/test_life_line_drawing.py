"""The life line as geometry: nothing outside of the drawing, nothing upon something else, newest on top."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tirek.casework.engine.lifeline import (
    LETTER,
    Moment,
    Spell,
    Track,
    Window,
    across,
    side_by_side,
    ticks,
    upright,
    window,
    wrapped,
)

TODAY = date(2026, 11, 16)
NAMES = ("Acts", "Follow-up", "today")
CARE = Track(
    "Нұрлан",
    "Бала кіммен тұрады",
    (
        Spell("Балалар үйінде", "institution", date(2020, 2, 1), date(2024, 9, 1)),
        Spell("Қонақ отбасында", "kin", date(2024, 9, 1), date(2025, 3, 1)),
        Spell("Анасымен", "own", date(2025, 3, 1)),
    ),
)
ACTS = [Moment(date(2024, 1, 10), "act", "Case opened"), Moment(date(2025, 3, 5), "act", "Case closed")]
AFTER = [Moment(date(2025, 4, 5), "held", "1"), Moment(date(2027, 3, 5), "ahead", "24")]

days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def lives(draw):
    """Spells of one track, in any order, some lasting."""
    spells = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.dates(date(1990, 1, 1), TODAY))
        length = draw(st.one_of(st.none(), st.integers(0, 4000)))
        end = None if length is None else start + timedelta(days=length)
        label = draw(st.sampled_from(["Анасымен", "Кәсіби қабылдаушы отбасында", "ә"]))
        spells.append(Spell(label, draw(st.sampled_from(["own", "kin", "institution", "other"])), start, end))
    return Track("Нұрлан", "Күтім", tuple(spells))


def _inside(drawing):
    for box in drawing.boxes:
        assert box.width > 0
        assert box.height > 0
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width + 3
        assert box.y + box.height <= drawing.height + 3
        for text in box.words:
            assert len(text.text) * LETTER <= max(box.width, LETTER) + LETTER
    for dot in drawing.dots:
        assert 0 <= dot.x <= drawing.width
        assert 0 <= dot.y <= drawing.height


@given(st.lists(lives(), max_size=3), st.sampled_from([None, 2, 5]))
def test_nothing_is_drawn_outside(tracks, years):
    shown = window(tracks, [*ACTS, *AFTER], TODAY, years)
    _inside(across(tracks, ACTS, AFTER, shown, NAMES))
    _inside(upright(tracks, ACTS, AFTER, shown, "today"))


@given(lives())
def test_what_overlaps_lies_in_lanes_of_its_own(track):
    lanes = side_by_side(track.spells)
    assert sorted(map(id, track.spells)) == sorted(id(spell) for lane in lanes for spell in lane)
    for lane in lanes:
        for one, following in itertools.pairwise(lane):
            assert one.end is not None
            assert one.end <= following.start


@given(days, days)
def test_a_day_lies_where_its_time_says(one, other):
    shown = Window(date(1995, 1, 1), date(2029, 1, 1), TODAY)
    assert 0 <= shown.place(one) <= 1
    assert (shown.place(one) <= shown.place(other)) == (one <= other or shown.place(one) == shown.place(other))


def test_time_runs_from_left_to_right():
    shown = window([CARE], [*ACTS, *AFTER], TODAY)
    boxes = across([CARE], ACTS, AFTER, shown, NAMES).boxes
    assert [box.title for box in sorted(boxes, key=lambda box: box.x)] == [one.label for one in CARE.spells]
    assert [box.lasts for box in sorted(boxes, key=lambda box: box.x)] == [False, False, True]
    assert len({box.y for box in boxes}) == 1


def test_upright_the_newest_is_on_top():
    shown = window([CARE], ACTS, TODAY)
    drawing = upright([CARE], ACTS, AFTER, shown, "today")
    assert [box.title for box in sorted(drawing.boxes, key=lambda box: box.y)] == [
        one.label for one in reversed(CARE.spells)
    ]
    opened, closed = (dot for dot in drawing.dots if dot.kind == "act")
    assert opened.y > closed.y


def test_episodes_that_follow_each_other_touch_and_do_not_overlap():
    shown = window([CARE], [], TODAY)
    boxes = sorted(across([CARE], [], [], shown, NAMES).boxes, key=lambda box: box.x)
    for one, following in itertools.pairwise(boxes):
        assert one.x + one.width == pytest.approx(following.x, abs=0.2)


def test_a_window_of_years_leaves_out_what_was_before():
    shown = window([CARE], ACTS, TODAY, 2)
    assert shown.since == date(2024, 11, 1)
    titles = {box.title for box in across([CARE], ACTS, AFTER, shown, NAMES).boxes}
    assert titles == {"Қонақ отбасында", "Анасымен"}
    assert not [dot for dot in across([CARE], ACTS, [], shown, NAMES).dots if dot.title == "Case opened"]


def test_a_leap_day_has_a_window_too():
    assert window([], [], date(2028, 2, 29), 2).since == date(2026, 2, 1)


def test_long_spans_are_marked_by_years_and_short_ones_by_quarters():
    assert [label for _day, label in ticks(Window(date(2020, 1, 1), TODAY, TODAY))][:2] == ["2020", "2021"]
    assert [label for _day, label in ticks(Window(date(2026, 1, 1), TODAY, TODAY))] == [
        "2026", "04.2026", "07.2026", "10.2026",
    ]  # fmt: skip


def test_a_long_word_is_broken_where_a_syllable_begins():
    assert wrapped("Кәсіби қабылдаушы отбасында", 60) == ["Кәсіби", "қабыл-", "даушы", "отбасын-", "да"]


@given(st.text(alphabet="аәбвқнстр ", max_size=40), st.floats(21, 300))
def test_wrapped_words_fit_their_line_and_lose_nothing(text, width):
    lines = wrapped(text, width)
    assert all(len(line) * LETTER <= max(width, 3 * LETTER) for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(text.split())


def test_a_life_of_which_nothing_is_known_is_an_empty_drawing():
    shown = window([], [], TODAY)
    assert across([], [], [], shown, NAMES).boxes == []
    assert upright([], [], [], shown, "today").boxes == []
