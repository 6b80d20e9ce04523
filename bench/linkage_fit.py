"""Fit the shipped model: how often each level occurs among records of one person, how often by chance, and what share
of the pairs of a weight is true. On invented registers of two seeds, neither of them the one that is measured.

    .venv/bin/python bench/linkage_fit.py 60000
"""

import json
import random
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from math import log2
from pathlib import Path

from linkage_data import aliases, entries, true_pairs

from tirek.people.engine import likelihood
from tirek.people.engine.keys import Keys, keys_of
from tirek.people.engine.likelihood import Model, compare, read_model
from tirek.people.linkage.scoring import Found, compare_table
from tirek.people.linkage.table import fill, private_database

LEVELS = Path(likelihood.__file__).with_name("levels.json")
FIT_SEED, CALIBRATION_SEED = 11, 12
RANDOM_PAIRS = 800_000
# What the invented register cannot tell, because it has too little of it, or none: kept as written by hand.
BY_HAND = {
    *((field, "initial") for field in ("given_name", "surname", "patronymic")),
    *((field, "alias") for field in ("given_name", "patronymic")),
    *((field, "shared") for field in ("number", "phone", "region")),
    *(("phone", level) for level in ("same", "differs")),
    *(("sex", level) for level in ("same", "differs")),
    *(("birth", level) for level in ("month", "about")),
    ("number", "same"),
    ("given_name", "swapped"),
}
# No level is so rare, or so telling, that a few hundred cases could prove it.
LEAST_M, LEAST_U = 0.0005, 0.000002


def main(persons: int) -> None:
    old = json.loads(LEVELS.read_text())
    keys, who = register(persons, FIT_SEED)
    rates = dict(fitted(keys, who, read_model(json.dumps(old))))
    old |= {
        "name": "kz-1",
        "provenance": (
            f"Fitted by bench/linkage_fit.py on an invented register of {persons} people, seed {FIT_SEED};"
            f" calibrated on one of seed {CALIBRATION_SEED}. By hand: "
            + ", ".join(" ".join(pair) for pair in sorted(BY_HAND))
            + "."
        ),
        "levels": rates,
    }
    keys, who = register(persons, CALIBRATION_SEED)
    old["calibration"] = {"register": len(keys), "knots": calibrated(keys, who, read_model(json.dumps(old)))}
    LEVELS.write_text(compact(old))


def compact(data: dict) -> str:
    """A level a line, so that a change can be read."""
    lines = ["{", f' "name": {json.dumps(data["name"])},', f' "provenance": {json.dumps(data["provenance"])},']
    lines.append(' "levels": {')
    fields = list(data["levels"].items())
    for place, (field, rows) in enumerate(fields):
        lines.append(f'  "{field}": {{')
        levels = list(rows.items())
        for at, (level, pair) in enumerate(levels):
            lines.append(f'   "{level}": {json.dumps(pair)}{"," if at + 1 < len(levels) else ""}')
        lines.append("  }" + ("," if place + 1 < len(fields) else ""))
    lines.append(" },")
    lines.append(f' "calibration": {json.dumps(data["calibration"])}')
    return "\n".join([*lines, "}", ""])


def register(persons: int, seed: int) -> tuple[dict[int, Keys], dict[int, int]]:
    """Keys and true person of every record."""
    rows = list(entries(persons, seed))
    known = aliases()
    return {row.key: keys_of(row.described, known) for row in rows}, {row.key: row.person for row in rows}


def found_pairs(keys: dict[int, Keys], by: Model, least: float = -200) -> list[Found]:
    """Every pair that shares a block."""
    with private_database("3GB") as database:
        fill(database, keys.items())
        return list(compare_table(database, least=least, by=by))


def fitted(keys: dict[int, Keys], who: dict[int, int], by: Model):
    """Levels of each field with how often they occur in true pairs and in chance pairs."""
    true = true_pairs(who)
    records = len(keys)
    everything = records * (records - 1) / 2
    among_true = count(compare(keys[one], keys[other]) for one, other in true)
    chance = random.Random(5)
    ids = list(keys)
    drawn = [(chance.choice(ids), chance.choice(ids)) for _ in range(RANDOM_PAIRS)]
    by_chance = count(compare(keys[one], keys[other]) for one, other in drawn if who[one] != who[other])
    candidates = [found for found in found_pairs(keys, by) if who[found.one] != who[found.other]]
    blocked = count({row.field: row.level for row in found.evidence} for found in candidates)
    rates: dict[str, dict[str, list[float]]] = {}
    for field, levels in by.levels.items():
        m_known = sum(among_true[field].values()) - among_true[field]["unknown"]
        u_known = sum(by_chance[field].values()) - by_chance[field]["unknown"]
        share = u_known / RANDOM_PAIRS
        rates[field] = {}
        for level in levels:
            if (field, level) in BY_HAND:
                rates[field][level] = list(levels[level])
                continue
            m = max((among_true[field][level] + 0.5) / (m_known + 1), LEAST_M)
            u = (by_chance[field][level] + 0.5) / (u_known + 1)
            if by_chance[field][level] < 30:  # rare: the blocks bring them all together
                u = (blocked[field][level] + 0.5) / (everything * share)
            rates[field][level] = [m, max(u, LEAST_U)]
        _as_one(rates[field], "same", "spelling")
    days = Counter(known.day for known in keys.values() if known.day)
    rates["birth"]["same"][1] = sum((share / days.total()) ** 2 for share in days.values())
    # A region agrees or not; that relatives share it is the business of the other fields.
    for at, counts in enumerate((among_true["region"], by_chance["region"])):
        agree = counts["same"] + counts["shared"]
        rates["region"]["same"][at] = agree / (agree + counts["differs"])
    new = replace(by, levels={f: {k: (v[0], v[1]) for k, v in rows.items()} for f, rows in rates.items()})
    # What a family shares counts once: such a pair weighs what all of it together is worth, and no more.
    relatives = families(keys, who)
    shared = {"twin": ("surname", "patronymic", "birth", "sex"), "sibling": ("surname", "patronymic")}
    for level, fields in shared.items():
        by_family = sum(levels["given_name"] == level for levels in relatives)
        own = among_true["given_name"][level]
        joint = log2((own + 0.5) / len(true) / ((by_family + 0.5) / everything))
        weight = joint - sum(new.weight(field, "same") for field in fields)
        print(f"{level}: true {own}, relatives {by_family}, weight {weight:.1f}")
        rates["given_name"][level] = [0.9 * 2**weight, 0.9]
    for field, rows in rates.items():
        print(field, {level: round(log2(m / u), 1) for level, (m, u) in rows.items()})
        yield field, {level: [float(f"{m:.3g}"), float(f"{u:.3g}")] for level, (m, u) in rows.items()}


def families(keys: dict[int, Keys], who: dict[int, int]) -> list[dict[str, str]]:
    """The levels of all pairs of different people who share surname and father, or surname and day of birth."""
    held: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for key, known in keys.items():
        for surname in known.surname.skeletons:
            for word in (*known.father.skeletons, known.day):
                held[surname, word].add(key)
    pairs = {pair for some in held.values() if len(some) < 300 for pair in combinations(sorted(some), 2)}
    return [compare(keys[one], keys[other]) for one, other in pairs if who[one] != who[other]]


def count(pairs) -> defaultdict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for levels in pairs:
        for field, level in levels.items():
            counts[field][level] += 1
    return counts


def _as_one(rows: dict[str, list[float]], *levels: str) -> None:
    """Whether two offices spelled alike says nothing of the person: both levels weigh what they weigh together."""
    known = [level for level in levels if level in rows]
    m, u = (sum(rows[level][at] for level in known) for at in (0, 1))
    for level in known:
        rows[level] = [m, u]


def calibrated(keys: dict[int, Keys], who: dict[int, int], by: Model) -> list[list[float]]:
    """Weight and share of true pairs, rising: neighbours that would fall are taken together (isotonic regression).

    Every record is taken twice, with its number and without, for registers differ in that most.
    """
    bare = {key: replace(known, number="") for key, known in keys.items()}
    bins: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for some in (keys, bare):
        for found in found_pairs(some, by, least=-20):
            cell = bins[int(found.weight // 1)]
            cell[0] += who[found.one] == who[found.other]
            cell[1] += 1
    pools: list[list[float]] = []  # sum of weights, true, all
    for at in sorted(bins):
        true, all_ = bins[at]
        pools.append([(at + 0.5) * all_, true, all_])
        while len(pools) > 1 and pools[-1][1] * pools[-2][2] <= pools[-2][1] * pools[-1][2]:
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    return [
        [round(weight / all_, 2), round((true + 0.1) / (all_ + 0.2), 4)] for weight, true, all_ in pools if all_ >= 20
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
