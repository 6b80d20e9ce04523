"""What is hidden of a table, by hand where that can be done by hand."""

from itertools import combinations, product

import pytest

from tests.outcomes.attacker import numbers, recovered, small
from tirek.outcomes.engine.disclosure import (
    Cell,
    Counted,
    Kind,
    Shown,
    audited,
    changes_since,
    intervals,
    protect,
    sensitive,
    threshold_of,
)
from tirek.outcomes.engine.disclosure.argus import proposal


def crossed(by: tuple[str, ...], parts: dict[tuple[str, ...], int], place: tuple[str, ...] = ()) -> list[Counted]:
    """A table with all its margins."""
    cells: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for said, n in parts.items():
        for size in range(len(by) + 1):
            for some in combinations(range(len(by)), size):
                key = (tuple(by[at] for at in some), tuple(said[at] for at in some))
                cells[key] = cells.get(key, 0) + n
    return [Counted(place, names, said, n) for (names, said), n in cells.items()]


def named(cells: frozenset[Cell]) -> set[str]:
    """The categories of cells, the total as nothing."""
    return {" ".join(category for _dimension, category in pairs) for _place, pairs in cells}


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [(0, None, True), (1, None, False), (4, None, False), (5, None, True), (0, 90, True), (90, 90, True),
     (3, 90, False), (87, 90, False), (2, 4, False), (0, 4, False), (40, 90, True)],
)  # fmt: skip
def test_a_cell_is_small_by_its_number_and_by_the_rest_of_its_share(
    numerator: int, denominator: int | None, told: bool
) -> None:
    assert sensitive(numerator, denominator) is not told


def test_an_installation_may_ask_for_more_and_never_for_less_than_three() -> None:
    assert (threshold_of(None), threshold_of(10), threshold_of(1)) == (5, 10, 3)
    cells = crossed(("kind",), {("a",): 7, ("b",): 30, ("c",): 40})
    assert not protect(cells).hidden
    assert named(protect(cells, threshold=10).hidden) == {"a", "b"}


def test_one_small_cell_takes_its_cheapest_neighbour_along_and_nought_is_told() -> None:
    cells = crossed(("kind",), {("a",): 3, ("b",): 40, ("c",): 12, ("d",): 0})
    found = protect(cells)
    assert named(found.hidden) == {"a", "c"}
    assert (named(found.small), found.audited) == ({"a"}, True)
    assert not audited(cells, found.small)
    span = intervals(cells, found.hidden)[(), (("kind", "a"),)][0]
    assert span == pytest.approx((1, 14))


def test_two_small_cells_of_a_small_sum_do_not_guard_each_other() -> None:
    cells = crossed(("kind",), {("a",): 1, ("b",): 2, ("c",): 40})
    assert named(protect(cells).hidden) == {"a", "b", "c"}


def test_where_nothing_can_be_told_nothing_is_told() -> None:
    found = protect(crossed(("sex",), {("f",): 1, ("m",): 2}))
    assert (named(found.hidden), found.audited) == ({"", "f", "m"}, True)


def test_a_share_is_hidden_for_the_few_it_leaves_out() -> None:
    shares = {"": (163, 200), "a": (97, 100), "b": (66, 100)}
    cells = [Counted((), ("kind",) if name else (), (name,) if name else (), *of) for name, of in shares.items()]
    found = protect(cells, Kind.SHARE)
    assert named(found.hidden) == {"a", "b"}
    assert not protect(cells, Kind.RATIO).hidden  # two groups beside each other, neither of them small


def test_a_unit_is_not_given_away_by_its_organisation_and_its_siblings() -> None:
    units = {"u1": 3, "u2": 25, "u3": 30}
    cells = [Counted((), (), (), 58), Counted(("o",), (), (), 58)]
    cells += [Counted(("o", unit), (), (), n) for unit, n in units.items()]
    own = [(("o", "u2"), ())]
    hidden = protect(cells).hidden
    assert {place[-1] for place, _pairs in hidden} == {"u1", "u2"}
    assert not audited(cells, hidden, insiders=[own])  # the supervisor of the second subtracts her own
    assert {place[-1] for place, _pairs in protect(cells, insiders=[own]).hidden} == {"u1", "u2", "u3"}


def test_two_tables_that_share_a_margin_are_hidden_together() -> None:
    by_age = crossed(("sex", "age"), {("f", "0"): 3, ("f", "1"): 30, ("m", "0"): 30, ("m", "1"): 30})
    by_kind = crossed(("sex", "kind"), {("f", "a"): 33, ("f", "b"): 0, ("m", "a"): 28, ("m", "b"): 32})
    cells = list({one.cell: one for one in (*by_age, *by_kind) if one.by != ("sex",)}.values())  # nobody prints by sex
    found = protect(cells)
    assert found.audited
    assert not recovered(numbers(cells), found.hidden)
    assert all(one.numerator for one in cells if one.cell in found.hidden)


def test_a_table_of_twenty_regions_by_sex_and_age() -> None:
    parts = {
        (str(region), sex, str(age)): (region * 7 + age * 11 + (sex == "f") * 5) % 31 + (region % 4) * 6
        for region, sex, age in product(range(20), "fm", range(5))
    }
    cells = crossed(("region", "sex", "age"), parts)
    truth = numbers(cells)
    few = {cell for cell, said in truth.items() if small(said)}
    found = protect(cells)
    assert few == found.small
    assert len(recovered(truth, few)) == len(few)
    assert not recovered(truth, found.hidden)
    proposed = proposal(cells, Kind.COUNT, 5)  # what the offices' own engine would hide is hidden enough, or nearly
    again = protect(cells, seed=proposed)
    assert few <= proposed <= again.hidden
    assert again.audited
    told = intervals(cells, found.hidden)
    assert min(most - least for cell in few for least, most in told[cell]) >= 4


def test_what_was_told_last_month_counts() -> None:
    last = Shown({((), ()): (40, None), ((), (("sex", "f"),)): (21, None)}, {((), (("sex", "m"),)): (19, None)})
    now = crossed(("sex",), {("f",): 23, ("m",): 19})
    changes = changes_since(now, [last], Kind.COUNT)
    assert named(changes.small) == {"", "f"}
    assert named(changes.sticky) == {"m"}
    assert not changes.known
    later = changes_since(crossed(("sex",), {("f",): 21, ("m",): 29}), [last], Kind.COUNT)
    assert (named(later.small), named(later.known)) == (set(), {"f"})
