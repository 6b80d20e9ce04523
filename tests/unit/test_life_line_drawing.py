"""The life line as geometry: nothing outside of the drawing, no words upon words, newest on top."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tirek.casework.engine.lifeline import (
    LETTER,
    POINT,
    Moment,
    Rows,
    Spell,
    Track,
    Window,
    gaps,
    lanes_of,
    pushed,
    side_by_side,
    ticks,
    window,
    wrapped,
)
from tirek.casework.engine.lifeline_across import across
from tirek.casework.engine.lifeline_upright import ABREAST, upright

TODAY = date(2026, 11, 16)
WORDS = {"acts": "Әрекеттер", "meetings": "Кездесулер", "follow_up": "Кейінгі бақылау", "today": "бүгін",
         "unknown": "белгісіз"}  # fmt: skip
CARE = Track(
    "Нұрлан",
    "Бала кіммен тұрады",
    (
        Spell("Балалар үйінде", "institution", date(2020, 2, 1), date(2024, 9, 1)),
        Spell("Қонақ отбасында", "kin", date(2024, 9, 1), date(2025, 3, 1)),
        Spell("Анасымен", "own", date(2025, 3, 1)),
    ),
)
ROWS = Rows(
    [Moment(date(2024, 1, 10), "act", "Жағдай ашылды"), Moment(date(2025, 3, 5), "act", "Жағдай жабылды")],
    [Moment(date(2024, 2, 10), "meeting", ""), Moment(date(2024, 3, 10), "missed_meeting", "")],
    [Moment(date(2025, 4, 5), "held", "1"), Moment(date(2025, 6, 5), "held", "3"),
     Moment(date(2027, 3, 5), "ahead", "24")],
)  # fmt: skip
LABELS = ["Анасымен", "Кәсіби қабылдаушы отбасында", "ә", "Қамау", "В исправительном учреждении"]
NAMES = ["Күтім", "Бас бостандығынан айыру", "Содержание под стражей и лишение свободы", "Жұмыс"]

days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def spells(draw):
    """A spell of any length, some lasting, some of a day, some with an end that is expected."""
    start = draw(st.dates(date(1990, 1, 1), TODAY))
    length = draw(st.one_of(st.none(), st.integers(0, 4000)))
    end = None if length is None else min(start + timedelta(days=length), TODAY)
    moment = draw(st.sampled_from([False, False, True]))
    return Spell(
        draw(st.sampled_from(LABELS)),
        draw(st.sampled_from(["own", "kin", "institution", "red", "amber", "other"])),
        start,
        start if moment else end,
        None if end else draw(st.one_of(st.none(), st.dates(start, date(2028, 1, 1)))),
        moment=moment,
        rough_start=draw(st.booleans()),
        rough_end=draw(st.booleans()),
    )


@st.composite
def lives(draw, most=6):
    """One track, in any order."""
    found = draw(st.lists(spells(), max_size=most))
    return Track("Нұрлан", draw(st.sampled_from(NAMES)), tuple(found), draw(st.booleans()), draw(st.booleans()))


def _inside(drawing):
    for box in (*drawing.boxes, *drawing.ghosts):
        assert box.width > 0
        assert box.height > 0
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width + POINT
        assert box.y + box.height <= drawing.height + POINT
    for dot in drawing.dots:
        assert 0 <= dot.x <= drawing.width
        assert 0 <= dot.y <= drawing.height
    for left, top, right, low, text in _words(drawing):
        assert left >= -0.1, text
        assert right <= drawing.width + 0.1, text
        assert top >= 0, text
        assert low <= drawing.height + 2, text


def _words(drawing):
    """Every line of words as the place it takes."""
    texts = [*drawing.texts, *(text for one in (*drawing.boxes, *drawing.dots) for text in one.words)]
    for text in texts:
        length = len(text.text) * LETTER
        left = text.x - {"start": 0, "middle": length / 2, "end": length}[text.anchor]
        yield left, text.y - 9, left + length, text.y + 2, text.text


def _apart(drawing):
    for one, other in itertools.combinations(_words(drawing), 2):
        covers = one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1
        assert not covers, (one, other)


@settings(deadline=None)
@given(st.lists(lives(), max_size=4), st.sampled_from([None, 90, 365, 1825]))
def test_nothing_is_drawn_outside_and_no_words_lie_upon_words(tracks, length):
    shown = window(tracks, [*ROWS.acts, *ROWS.follow_ups], TODAY, length)
    for drawing in (across(tracks, ROWS, shown, WORDS), *upright(tracks, ROWS, shown, WORDS)):
        _inside(drawing)
        _apart(drawing)


@settings(deadline=None, max_examples=12)
@given(st.lists(lives(10), min_size=8, max_size=8), st.sampled_from([None, 365]))
def test_a_long_life_of_many_tracks_is_drawn_whole(tracks, length):
    shown = window(tracks, ROWS.acts, TODAY, length)
    wide, tall = across(tracks, ROWS, shown, WORDS), upright(tracks, ROWS, shown, WORDS)
    drawn = sum(shown.shows(spell) for track in tracks for spell in track.spells)
    for whole in ([wide], tall):
        boxes = [box for drawing in whole for box in drawing.boxes if box.look != "gap"]
        marks = [dot for drawing in whole for dot in drawing.dots if dot.kind == "day"]
        assert len(boxes) + len(marks) == drawn
    for drawing in (wide, *tall):
        _inside(drawing)
        _apart(drawing)


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


@given(days, days, st.sampled_from([0.5, 2, 1]), st.sampled_from([-0.5, 0, 0.5]))
def test_nearer_and_wider_keep_today_where_it_stands(one, other, factor, part):
    shown = Window(min(one, other), max(one, other), TODAY)
    zoomed = shown.zoomed(factor)
    assert zoomed.since < zoomed.until
    if shown.holds(TODAY):
        assert zoomed.holds(TODAY)
        assert zoomed.place(TODAY) == pytest.approx(shown.place(TODAY), abs=0.08)
    assert shown.shifted(part).days == shown.days


def test_time_runs_from_left_to_right():
    shown = window([CARE], ROWS.acts, TODAY)
    boxes = across([CARE], ROWS, shown, WORDS).boxes
    assert [box.title for box in sorted(boxes, key=lambda box: box.x)] == [one.label for one in CARE.spells]
    assert [box.lasts for box in sorted(boxes, key=lambda box: box.x)] == [False, False, True]
    assert len({box.y for box in boxes}) == 1


def test_upright_the_newest_is_on_top():
    shown = window([CARE], ROWS.acts, TODAY)
    [drawing] = upright([CARE], ROWS, shown, WORDS)
    assert [box.title for box in sorted(drawing.boxes, key=lambda box: box.y)] == [
        one.label for one in reversed(CARE.spells)
    ]
    opened, closed = (dot for dot in drawing.dots if dot.kind == "act")
    assert opened.y > closed.y


def test_a_phone_shows_few_lanes_beside_each_other():
    tracks = [Track("Нұрлан", name, CARE.spells) for name in NAMES * 2]
    drawings = upright(tracks, ROWS, window(tracks, [], TODAY), WORDS)
    assert len(drawings) == len(tracks) / ABREAST
    assert all(box.width > 50 for drawing in drawings for box in drawing.boxes)


def test_episodes_that_follow_each_other_touch_and_do_not_overlap():
    shown = window([CARE], [], TODAY)
    boxes = sorted(across([CARE], Rows(), shown, WORDS).boxes, key=lambda box: box.x)
    for one, following in itertools.pairwise(boxes):
        assert one.x + one.width == pytest.approx(following.x, abs=0.2)


def test_days_nobody_wrote_down_are_said_to_be_unknown():
    care = Track("Н", "Күтім", (CARE.spells[0], CARE.spells[2]), whole=True)
    [gap] = gaps(care.spells, "белгісіз")
    assert (gap.start, gap.end) == (date(2024, 9, 1), date(2025, 3, 1))
    shown = window([care], [], TODAY)
    assert [spell.look for spell in lanes_of(care, shown, "белгісіз")[0]] == ["institution", "gap", "own"]
    assert lanes_of(Track("Н", "Жұмыс", care.spells), shown, "белгісіз") == [list(care.spells)]


def test_an_expected_end_is_open_until_its_day():
    spell = Spell("Пробация", "amber", date(2026, 5, 1), expected_end=date(2027, 5, 1))
    track = Track("Н", "Пробация", (spell,))
    shown = window([track], [], TODAY)
    assert shown.until > date(2027, 5, 1)
    wide, [tall] = across([track], Rows(), shown, WORDS), upright([track], Rows(), shown, WORDS)
    for drawing in (wide, tall):
        assert len(drawing.ghosts) == 1
        assert len([rule for rule in drawing.rules if rule.kind == "expected"]) == 1
    assert wide.ghosts[0].x == wide.boxes[0].x + wide.boxes[0].width


def test_a_day_known_to_the_month_has_a_rough_edge():
    exact, rough = (Track("Н", "К", (Spell("А", "own", date(2020, 1, 1), date(2024, 1, 1), rough_start=one),))
                    for one in (False, True))  # fmt: skip
    shown = window([exact], [], TODAY)
    [plain], [torn] = across([exact], Rows(), shown, WORDS).boxes, across([rough], Rows(), shown, WORDS).boxes
    assert (plain.rough, torn.rough) == (False, True)
    assert torn.shape.count("L") > plain.shape.count("L")


def test_what_goes_on_outside_of_the_window_is_not_closed_off():
    shown = Window(date(2021, 1, 1), date(2023, 1, 1), TODAY)
    [box] = across([CARE], Rows(), shown, WORDS).boxes
    assert "Z" not in box.edge
    assert box.edge.count("M") == 2


def test_a_window_leaves_out_what_was_before():
    shown = window([CARE], ROWS.acts, TODAY, 2 * 365)
    assert shown.since == date(2024, 11, 16)
    titles = {box.title for box in across([CARE], ROWS, shown, WORDS).boxes}
    assert titles == {"Қонақ отбасында", "Анасымен"}
    assert not [dot for dot in across([CARE], ROWS, shown, WORDS).dots if dot.title == "Жағдай ашылды"]


def test_the_axis_is_marked_as_closely_as_its_labels_leave_room():
    def labels(since, until):
        return [label for _day, label in ticks(Window(since, until, TODAY), 780)]

    assert labels(date(2010, 1, 1), TODAY)[:2] == ["2010", "2011"]
    assert labels(date(1950, 1, 1), TODAY)[:2] == ["1950", "1955"]
    assert labels(date(2025, 1, 1), TODAY)[:3] == ["01.2025", "04.2025", "07.2025"]
    assert labels(date(2026, 8, 1), TODAY)[:3] == ["03.08", "10.08", "17.08"]


@given(st.lists(st.floats(0, 100), max_size=9).map(sorted))
def test_marks_move_apart_and_stay_in_order(places):
    moved = pushed(places, 12, 0, 100)
    assert moved == sorted(moved)
    assert all(after - before > 11.9 for before, after in itertools.pairwise(moved))
    assert all(-0.1 <= one <= 100.1 for one in moved)


def test_a_long_word_is_broken_where_a_syllable_begins():
    assert wrapped("Кәсіби қабылдаушы отбасында", 60) == ["Кәсіби", "қабыл-", "даушы", "отбасын-", "да"]


@given(st.text(alphabet="аәбвқнстр ", max_size=40), st.floats(21, 300))
def test_wrapped_words_fit_their_line_and_lose_nothing(text, width):
    lines = wrapped(text, width)
    assert all(len(line) * LETTER <= max(width, 3 * LETTER) for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(text.split())


def test_a_life_of_which_nothing_is_known_is_an_empty_drawing():
    shown = window([], [], TODAY)
    assert across([], Rows(), shown, WORDS).boxes == []
    assert [drawing.boxes for drawing in upright([], Rows(), shown, WORDS)] == [[]]
