"""One person written down twice: who finds it, how often wrongly, and what a probability is worth.

``make bench NAME=linkage``: the public sets FEBRL 3 and 4, and an invented Kazakhstani register of 100,000 people, a
fifth of them twice, with and without the number. ``SIZE=small`` takes a tenth and one public set.
"""

import logging
import os
import sys
import time
import warnings
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import linkage_febrl
from linkage_data import HABITS, MARRIED, Entry, aliases, entries, true_pairs
from linkage_picture import calibration_picture
from linkage_rivals import as_written, jaro_winkler, splink_own, toolkit
from linkage_score import Pair, Score, best_score, score
from report import Target, conclude, table

from tirek.people.engine.keys import keys_of
from tirek.people.engine.likelihood import model, probability, weight_of
from tirek.people.linkage.scoring import compare_table
from tirek.people.linkage.table import fill, private_database

SEED = 21  # neither the one the weights were fitted on nor the one they were calibrated on
SIZES = {"small": 10_000, "full": 100_000}
LINE = 0.5
BANDS = ((0.9, 1.0), (0.5, 0.9), (0.1, 0.5))
PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "calibration.svg"
RIVALS = {
    "Jaro-Winkler, raw": jaro_winkler,
    "Splink's own comparisons": splink_own,
    "recordlinkage ECM": toolkit,
}
NOT_IN_IT = """
What the invented register does not contain: Uzbek, Uyghur, Korean and German names; two-part surnames; names in three
spellings on one record; adopted children under two names; people who hide; relatives who share a telephone; a mother's
number written for her child; a wrong sex; offices with habits of their own; mistakes nobody thought of. Its mistakes
are drawn one by one and independently, which real ones are not. Our weights were fitted on a register of the same
making, though of another seed; the others trained on this one without its labels and stand at their best line. The
order of the methods is worth more than the third decimal.
"""


def main() -> int:
    warnings.filterwarnings("ignore")  # of the libraries we measure
    logging.disable(logging.WARNING)
    full = (os.environ.get("SIZE") or "full") == "full"
    targets = public_sets(full)
    targets += kazakhstan(SIZES["full" if full else "small"], draw=full)
    print(NOT_IN_IT)
    return conclude("linkage", targets)


def public_sets(full: bool) -> list[Target]:
    """FEBRL, with and without the number."""
    rows, targets = [], []
    for name in ("FEBRL4", "FEBRL3") if full else ("FEBRL4",):
        for number in (True, False):
            for method, got, seconds in linkage_febrl.compare(name, number):
                rows.append(row(f"{name} {'with' if number else 'without'} the number", method, got, seconds))
                if (name, number, method) == ("FEBRL4", False, "Tirek"):
                    targets.append(at_least("FEBRL4 without the number: F1", 0.995, got.f1))
    print("\nPublic labelled sets of 5,000 records (FEBRL4: twice); frequencies trained without labels; line at 0.5\n")
    table(["set", "method", "precision", "recall", "F1", "seconds"], rows)
    return targets


def kazakhstan(persons: int, *, draw: bool) -> list[Target]:
    """The invented register: ours at the line 0.5, the others at the line that serves each best."""
    register = list(entries(persons, SEED))
    true: set[Pair] = set(true_pairs({one.key: one.person for one in register}))
    rows, targets, weighed = [], [], {}
    for number, wanted in ((True, 0.98), (False, 0.95)):
        said = "with IIN" if number else "without IIN"
        began = time.monotonic()
        weights = ours(register, number=number)
        line = weight_of(LINE, persons=len(register))
        got = score({pair for pair, weight in weights.items() if weight >= line}, true)
        rows.append(row(said, "Tirek, line 0.5", got, time.monotonic() - began))
        rows.append(row(said, "Tirek, best line", best_score(weights, true), time.monotonic() - began))
        weighed[said] = weights
        strings = as_written(register, number=number)
        best = 0.0
        for method, rival in RIVALS.items():
            began = time.monotonic()
            theirs = best_score(rival(strings, number=number), true)
            best = max(best, theirs.f1)
            rows.append(row(said, method, theirs, time.monotonic() - began))
        targets.append(at_least(f"Kazakhstan {said}: F1", wanted, got.f1))
        targets.append(at_least(f"Kazakhstan {said}: F1 above all others", best, got.f1))
    print(f"\n{persons:,} invented people, {len(register):,} records, {len(true):,} true pairs; model {model().name}\n")
    print("Each second record goes through: " + ", ".join(f"{kind} {share:.1%}" for kind, share in HABITS), end="; ")
    print(f"married {MARRIED:.0%} of women; each first one through half of it. The seed is held out.\n")
    table(["register", "method", "precision", "recall", "F1", "seconds"], rows)
    calibration(weighed, true, len(register), draw=draw)
    return targets


def ours(register: list[Entry], *, number: bool) -> dict[Pair, float]:
    """Every pair that is compared at all, with what speaks for it."""
    known = aliases()
    rows = ((one.key, keys_of(one.described, known)) for one in register)
    with private_database("3GB") as database:
        fill(database, (pair if number else (pair[0], replace(pair[1], number="")) for pair in rows))
        return {(found.one, found.other): found.weight for found in compare_table(database, least=-20)}


def calibration(weighed: dict[str, dict[Pair, float]], true: set[Pair], records: int, *, draw: bool) -> None:
    """Of the pairs in a band of probability, which share is true."""
    rows, points = [], []
    for said, weights in weighed.items():
        shares = {pair: probability(weight, persons=records) for pair, weight in weights.items()}
        for low, high in BANDS:
            held = [pair for pair, share in shares.items() if low <= share and (share < high or high == 1.0)]
            hits = sum(pair in true for pair in held)
            mean = sum(shares[pair] for pair in held) / max(len(held), 1)
            rows.append((said, f"{low}-{high}", len(held), f"{mean:.3f}", f"{hits / max(len(held), 1):.3f}"))
        for low, high in pairwise((0.0, 0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98, 1.01)):
            held = [pair for pair, share in shares.items() if low <= share < high]
            if held:
                said_mean = sum(shares[pair] for pair in held) / len(held)
                points.append((said, said_mean, sum(pair in true for pair in held) / len(held), len(held)))
    print("\nCalibration on the held-out seed: of the pairs of a band, how many are one person\n")
    table(["register", "probability", "pairs", "mean probability", "share that is true"], rows)
    if draw:
        PICTURE.write_text(calibration_picture(points))
        print(f"\nPicture: {PICTURE.relative_to(PICTURE.parent.parent.parent)}")


def row(said: str, method: str, got: Score, seconds: float) -> tuple[object, ...]:
    return (said, method, f"{got.precision:.4f}", f"{got.recall:.4f}", f"{got.f1:.4f}", seconds)


def at_least(name: str, wanted: float, measured: float) -> Target:
    return Target(name, f">= {wanted:.4f}", round(measured, 4), measured >= wanted)


if __name__ == "__main__":
    raise SystemExit(main())
