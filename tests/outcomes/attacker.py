"""Somebody who wants to know: invented people, counted into tables, and an attack on what is shown of them.

Shares nothing with the code it attacks but the shape of a cell: people are invented one by one and counted here, and
the attack reads printed tables alone. It subtracts, it solves the equations (HiGHS), it keeps the tables of last month,
and it may be a supervisor who knows her own unit.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from tirek.outcomes.engine.disclosure import Cell, Counted, Kind

Numbers = tuple[int, ...]  # counted; of a share: counted, and not counted
DIMENSIONS = {"sex": 2, "age": 5, "region": 7, "kind": 4}


@dataclass(frozen=True)
class Person:
    """Somebody of a table: in which units, of which categories, whether the numerator counts them."""

    units: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]
    counted: bool


@dataclass(frozen=True)
class World:
    """People, and by what their tables are split."""

    kind: Kind
    breakdowns: tuple[tuple[str, ...], ...]
    people: tuple[Person, ...]


def world(seed: int) -> World:
    """A table of one to three dimensions or several linked ones, for a few units, most of them small."""
    chance = random.Random(seed)
    dimensions = chance.sample(sorted(DIMENSIONS), chance.choice([1, 1, 2, 2, 3]))
    depth = chance.choice([1, 2, len(dimensions)])
    breakdowns = [by for size in range(depth + 1) for by in combinations(dimensions, size)]
    kept = tuple(by for by in breakdowns if len(by) != 1 or depth == 1 or chance.random() < 0.8)
    houses = [(f"o{house}", chance.randint(1, 4)) for house in range(chance.choice([1, 1, 2, 3]))]
    units = [(house, f"{house}u{unit}") for house, size in houses for unit in range(size)]
    shares = {name: [chance.random() ** 2 + 0.02 for _ in range(size)] for name, size in DIMENSIONS.items()}
    overlapping = chance.random() < 0.3
    sizes = [chance.random() ** 2 + 0.02 for _ in units]
    size = int(20 * 40 ** chance.random())
    people = [_person(chance, units, sizes, dimensions, shares, overlapping) for _ in range(size)]
    return World(chance.choice([Kind.COUNT, Kind.COUNT, Kind.SHARE]), kept, tuple(people))


def _person(chance, units, sizes, dimensions, shares, overlapping) -> Person:
    lived = {chance.choices(units, sizes)[0]}
    if overlapping and chance.random() < 0.1:
        lived.add(chance.choice(units))
    said = tuple((name, str(chance.choices(range(DIMENSIONS[name]), shares[name])[0])) for name in sorted(dimensions))
    return Person(tuple(sorted(lived)), said, chance.random() < 0.6)


def later(seed: int, before: World) -> World:
    """The same tables a month later: somebody came, somebody was corrected; now and then many."""
    chance = random.Random(seed + 10_000)
    people = list(before.people)
    for _ in range(chance.choice([0, 1, 2, 5, 60])):
        like = chance.choice(people)
        if chance.random() < 0.3:
            people.remove(like)
        else:
            people.append(replace(like, counted=chance.random() < 0.6))
        if len(people) < 5:
            break
    return replace(before, people=tuple(people))


def counted(of: World) -> list[Counted]:
    """Everybody counted once in every cell: everybody, each organisation, each unit."""
    cells: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], list[int]] = defaultdict(lambda: [0, 0])
    for person in of.people:
        places = {()} | {unit[:size] for unit in person.units for size in (1, 2)}
        said = dict(person.said)
        for by in of.breakdowns:
            for place in places:
                if len(place) == 2 and len(by) > 1:
                    continue  # units are split by one dimension alone, as indicators are
                cell = cells[place, by, tuple(said[name] for name in by)]
                cell[0] += person.counted or of.kind is Kind.COUNT
                cell[1] += 1
    share = of.kind is Kind.SHARE
    return [Counted(*where, n, of_all if share else None) for where, (n, of_all) in cells.items()]


def others_in(of: World, cell: Cell, unit: tuple[str, ...]) -> bool:
    """Whether a cell counts anybody who was never in the unit. Of its own people its supervisor opens every file."""
    place, said = cell
    return any(
        unit not in person.units and any(there[: len(place)] == place for there in person.units)
        and set(said) <= set(person.said)
        for person in of.people
    )  # fmt: skip


def numbers(cells: Iterable[Counted]) -> dict[Cell, Numbers]:
    """The numbers of a table; of a share those counted and those not."""
    return {
        one.cell: (one.numerator,) if one.denominator is None else (one.numerator, one.denominator - one.numerator)
        for one in cells
    }


def small(said: Numbers) -> bool:
    """Whether a cell tells of one to four people."""
    return any(0 < number < 5 for number in said)


def recovered(truth: Mapping[Cell, Numbers], hidden: Iterable[Cell], known: Iterable[Cell] = ()) -> dict[Cell, Numbers]:
    """The small hidden cells of which the attacker computes a number of one to four people, with that number."""
    asked = {cell for cell in hidden if small(truth[cell])} - set(known)
    shown = {cell: said for cell, said in truth.items() if cell not in set(hidden) or cell in set(known)}
    sums = _sums(truth)
    by_hand = _subtracted(shown, sums)
    found = {cell: by_hand[cell] for cell in asked & set(by_hand) if by_hand[cell] == truth[cell]}
    for layer in range(len(next(iter(truth.values())))):
        for cell in _solved(truth, shown, sums, layer, asked - set(found)):
            if 0 < truth[cell][layer] < 5:
                found[cell] = truth[cell]
    return found


def changes(
    first: Mapping[Cell, Numbers], shown_first: set[Cell], then: Mapping[Cell, Numbers], shown: set[Cell]
) -> int:
    """How many small changes two tables tell by subtraction."""
    both = shown_first & shown
    return sum(any(0 < abs(a - b) < 5 for a, b in zip(first[cell], then[cell], strict=True)) for cell in both)


def _sums(cells: Iterable[Cell]) -> dict[tuple[Cell, str], list[Cell]]:
    """Which cells add up to which: units to organisations, categories to totals."""
    every, sums = set(cells), defaultdict(list)
    for place, pairs in every:
        if place and (place[:-1], pairs) in every:
            sums[(place[:-1], pairs), "place"].append((place, pairs))
        for taken in pairs:
            whole = (place, tuple(pair for pair in pairs if pair != taken))
            if whole in every:
                sums[whole, taken[0]].append((place, pairs))
        if len(pairs) > 1 and (place, ()) in every:
            sums[(place, ()), "+".join(name for name, _c in pairs)].append((place, pairs))
    return sums


def _subtracted(shown: Mapping[Cell, Numbers], sums: Mapping[tuple[Cell, str], Sequence[Cell]]) -> dict[Cell, Numbers]:
    """What is found with a pencil: a sum in which one number is missing gives that number. Again and again."""
    known, before = dict(shown), -1
    while len(known) != before:
        before = len(known)
        for (whole, _along), parts in sums.items():
            missing = [cell for cell in (whole, *parts) if cell not in known]
            if len(missing) == 1:
                there = np.sum([known[part] for part in parts if part in known], axis=0)
                rest = there if missing[0] == whole else np.array(known[whole]) - there
                known[missing[0]] = tuple(int(number) for number in rest)
    return {cell: said for cell, said in known.items() if cell not in shown}


def _solved(
    truth: Mapping[Cell, Numbers],
    shown: Mapping[Cell, Numbers],
    sums: Mapping[tuple[Cell, str], Sequence[Cell]],
    layer: int,
    asked: set[Cell],
) -> set[Cell]:
    """The asked cells for which the equations leave one whole number, even to somebody who knows who stands twice."""
    free = [cell for cell in truth if cell not in shown]
    at = {cell: number for number, cell in enumerate(free)}
    rows, columns, signs, right = [], [], [], []
    for row, ((whole, _along), parts) in enumerate(sums.items()):
        twice = sum(truth[part][layer] for part in parts) - truth[whole][layer]
        right.append(twice + sum(truth[c][layer] * (1 if c == whole else -1) for c in (whole, *parts) if c in shown))
        for cell in (whole, *parts):
            if cell in at:
                rows.append(row)
                columns.append(at[cell])
                signs.append(-1.0 if cell == whole else 1.0)
    if not asked or not rows:
        return set()
    equal = sparse.csr_matrix((signs, (rows, columns)), shape=(len(right), len(free)))
    least = [1.0 if truth[cell][layer] else 0.0 for cell in free]  # nought is always shown
    most = [1e4 if truth[cell][layer] else 0.0 for cell in free]
    bounds = np.array([least, most]).T

    highest, lowest = np.full(len(free), -np.inf), np.full(len(free), np.inf)

    def look(towards: np.ndarray) -> None:
        found = linprog(-towards, A_eq=equal, b_eq=right, bounds=bounds, options={"presolve": False})
        assert found.status == 0, found.message
        np.maximum(highest, found.x, out=highest)
        np.minimum(lowest, found.x, out=lowest)

    def pinned() -> np.ndarray:
        one = np.floor(highest + 1e-6) <= np.ceil(lowest - 1e-6)
        return np.array([at[cell] for cell in asked if one[at[cell]]], dtype=int)

    chance, every = np.random.default_rng(len(free)), np.array([at[cell] for cell in asked], dtype=int)
    for sign in (1.0, -1.0, 0.0, 0.0, 0.0, 0.0):  # all together up, down, and any way
        towards = np.zeros(len(free))
        left = pinned() if sign != 1.0 else every
        towards[left] = chance.uniform(0.5, 1.5, len(left)) * (sign or chance.choice([-1.0, 1.0], len(left)))
        if len(left):
            look(towards)
    for number in pinned():
        for sign in (1.0, -1.0):
            if number in pinned():
                towards = np.zeros(len(free))
                towards[number] = sign
                look(towards)
    left = set(pinned().tolist())
    return {cell for cell in asked if at[cell] in left}
