"""A twin of the data: the same columns and categories, nobody's row.

It is for writing programs before the data are there, and may be given before anything was decided. Each column is
drawn by itself from how often its values occur, in steps of a twentieth; values of fewer than k families are put
together and spread evenly over everything the column may hold, whether it occurs or not. What goes with what is thrown
away, so nothing about anybody can be learnt from it, and no finding may rest on it. A drawn row that happens to be
that of fewer than k families is drawn again.
"""

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from tirek.outcomes.engine.research.anonymity import USUAL_K, Values
from tirek.outcomes.engine.research.fields import Part, ResearchField
from tirek.outcomes.engine.research.ladders import DAY
from tirek.outcomes.engine.research.rows import Rows

ROWS: Final = 200
_TRIES: Final = 50
_STEPS: Final = 20


def usual_levels(fields: Sequence[ResearchField]) -> dict[str, int]:
    """The steps a twin takes while there is no release: one up from the finest, and never nothing at all."""
    outward = (field for field in fields if field.part is Part.OUTWARD)
    return {field.code: min(1, max(len(field.ladder) - 2, 0)) for field in outward}


def twin(
    raw: Rows,
    fields: Sequence[ResearchField],
    levels: Mapping[str, int],
    domains: Mapping[str, Sequence[str]],
    *,
    seed: str,
    k: int = USUAL_K,
) -> list[Values]:
    """At most 200 made-up rows. ``domains`` is everything each column may hold; one seed always gives one twin."""
    real = [_at(row, fields, levels) for row in raw.values]
    chance = random.Random(hashlib.sha256(seed.encode()).digest())  # nosec B311 (no secret hangs on it)
    columns = {}
    for place, field in enumerate(fields):
        domain = list(domains[field.code])
        counted = _weights([row[place] for row in real], raw.families, domain, k)
        columns[field.code] = (domain, [1.0] * len(domain)) if field.ladder is DAY else counted
    families = defaultdict(set)
    for family, row in zip(raw.families, real, strict=True):
        families[row].add(family)
    few = {row for row, whose in families.items() if len(whose) < k}
    made = []
    for _place in range(ROWS):
        for _try in range(_TRIES):
            row = tuple(chance.choices(*columns[field.code])[0] for field in fields)
            if row not in few:
                made.append(dict(zip(columns, row, strict=True)))
                break
    return made


def _at(row: Values, fields: Sequence[ResearchField], levels: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        field.ladder[levels[field.code]].of(row[field.code]) if field.part is Part.OUTWARD else row[field.code]
        for field in fields
    )


def _weights(
    column: Sequence[str], families: Sequence[int], domain: Sequence[str], k: int
) -> tuple[list[str], list[float]]:
    """Values with their weights: frequent ones in twentieths, all others alike."""
    whose = defaultdict(set)
    for family, value in zip(families, column, strict=True):
        whose[value].add(family)
    counts = Counter(column)
    often = {value: counts[value] for value in sorted(counts) if len(whose[value]) >= k}
    total = sum(counts.values()) or 1
    weights = {value: float(max(round(count * _STEPS / total), 1)) for value, count in often.items()}
    others = [value for value in domain if value not in often]
    weights.update(dict.fromkeys(others, 1 / max(len(others), 1)))
    return list(weights), list(weights.values())
