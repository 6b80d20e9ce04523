"""What may not be told of a cell: the rules, before anything is computed."""

from enum import StrEnum
from typing import Final

from tirek.outcomes.engine.definition import POPULATION, Indicator, Measure

#: A count below this, and above nought, is hidden. An installation may ask for more, and for three at the least.
THRESHOLD: Final = 5
LEAST_THRESHOLD: Final = 3


class Kind(StrEnum):
    """What the numbers of a cell are to each other."""

    COUNT = "count"  # one number; a denominator, if any, was published by others
    SHARE = "share"  # the numerator is a part of the denominator: the rest is a number too
    RATIO = "ratio"  # two groups beside each other


def kind_of(indicator: Indicator) -> Kind:
    """What the numbers of an indicator are to each other. The people of a region are no secret."""
    if indicator.measure in (Measure.COUNT, Measure.MEDIAN) or indicator.denominator in (None, POPULATION):
        return Kind.COUNT
    return Kind.SHARE if indicator.measure is Measure.SHARE else Kind.RATIO


def threshold_of(asked: int | None) -> int:
    """The threshold of an installation: what it asks for, three at the least."""
    return THRESHOLD if asked is None else max(LEAST_THRESHOLD, asked)


def numbers_of(kind: Kind, numerator: int, denominator: int | None) -> tuple[int, ...]:
    """The numbers of people a cell tells: the counted, and those of a share who were not counted.

    A denominator of a share is small only where one of the two is, and can't be known without both: it needs no
    equation of its own.
    """
    if kind is Kind.COUNT or denominator is None:
        return (numerator,)
    if kind is Kind.SHARE:
        return (numerator, denominator - numerator)
    return (numerator, denominator)


def sensitive(
    numerator: int, denominator: int | None = None, *, kind: Kind | None = None, threshold: int = THRESHOLD
) -> bool:
    """Whether a cell tells of one to four people: counted, not counted, or together. Nought is told."""
    kind = kind or (Kind.COUNT if denominator is None else Kind.SHARE)
    return any(0 < abs(number) < threshold for number in numbers_of(kind, numerator, denominator))
