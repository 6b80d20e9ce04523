"""An eco-map shows each tie once, apart from the others, with a line that tells how it is."""

from itertools import combinations

import pytest

from tirek.people.engine.ecomap import Tie, radial, upright
from tirek.people.engine.strokes import bond_path

STRENGTHS = ("strong", "weak", "stressful", "broken")
NAMES = ("Әжесі Рысалды, ауылда", "№ 12 балабақша", "Қалалық емхана, педиатр", "Көршілері", "Тігін цехы", "Мешіт")


def ties(number: int) -> list[Tie]:
    return [
        Tie(at + 1, "туыстар", NAMES[at % len(NAMES)], STRENGTHS[at % 4], ("", "both", "to_family")[at % 3], at == 2)
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [0, 1, 2, 5, 8, 14, 20])
@pytest.mark.parametrize("laid", [radial, upright])
def test_nothing_lies_on_anything_else(laid, number):
    drawing = laid(ties(number), ("Гүлназ", "Амина, Нұрислам"))
    assert len(drawing.places) == number + 1
    for one, other in combinations(drawing.places, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y, (one, other)
    for place in drawing.places:
        assert place.x >= 0
        assert place.x + place.width <= drawing.width
        assert place.y >= 0
        assert place.y + place.height <= drawing.height + 1


@pytest.mark.parametrize("laid", [radial, upright])
def test_every_word_is_there(laid):
    told = " ".join(line.text for place in laid(ties(6), ("Отбасы",)).places for line in place.lines)
    for name in NAMES:
        assert all(word in told.replace("- ", "") for word in name.split())


def test_lines_tell_how_a_tie_is():
    paths = {strength: bond_path((0, 0), (100, 0), strength) for strength in STRENGTHS}
    assert len(set(paths.values())) == 4
    assert paths["strong"].count("M") == 2
    assert paths["stressful"].count("L") > 5
    assert paths["broken"].count("M") == 4


def test_arrows_tell_who_gives():
    flows = ("", "to_family", "from_family", "both")
    drawing = radial([Tie(at, "", "x", "strong", flow) for at, flow in enumerate(flows, 1)], ("y",))
    assert [len(thread.heads) for thread in drawing.threads] == [0, 1, 1, 2]


def test_what_has_ended_is_pale():
    assert [thread.ended for thread in radial(ties(4), ("y",)).threads] == [False, False, True, False]
