"""Editions: the figures that are told to people who may not open the files, once a month and hidden as a whole family.

The nightly work counts every night; who may open the files sees it. Everybody else reads the *edition* of an indicator
and a year: the figures of one night, and what must not be told of them is hidden in all places and breakdowns together.
It is replaced at most once a month, and only by figures whose difference tells of no small change: else the old edition
stays, with its day on the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction

from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.disclosure import Cell, Counted, Kind, Protection, Shown, changes_since, kind_of, protect
from tirek.outcomes.engine.disclosure.argus import proposal
from tirek.outcomes.models import FactsVersion, Figure

_OWNER: Final = "owner"
#: Months after which the year under way is told anew though some totals must be hidden for it.
_PATIENCE: Final = 3
#: Above this, a supervisor who knows her own unit is not tried as an attacker: her unit is one of many.
_MANY_UNITS: Final = 40


@dataclass(frozen=True)
class Edition:
    """The figures of an indicator and a year as one version of the facts has them."""

    version: int
    on: date
    definition: int
    last: date
    ids: dict[Cell, int]
    counted: tuple[Counted, ...]
    hidden: frozenset[Cell]

    @property
    def shown(self) -> Shown:
        """What it told and what it hid."""
        numbers = {one.cell: (one.numerator, one.denominator) for one in self.counted}
        return Shown(
            {cell: said for cell, said in numbers.items() if cell not in self.hidden},
            {cell: said for cell, said in numbers.items() if cell in self.hidden},
        )


def release_figures(version: FactsVersion) -> int:
    """After the figures of a version were counted: tell those that may be told. How many families got a new edition.

    The owner's door; nobody's act: no rights are asked. What is not released stays hidden, as it was written.
    """
    released = 0
    for (indicator, year), edition in _of_version(version).items():
        if indicator not in indicators():
            continue
        kind, before = kind_of(indicators()[indicator]), _earlier(indicator, year, version)
        found = hidden_of(edition, before, kind)
        if found is not None and found.audited:
            told = [at for cell, at in edition.ids.items() if cell not in found.hidden]
            with transaction.atomic(using=_OWNER):
                Figure.objects.using(_OWNER).filter(pk__in=told).update(hidden=False)
            released += bool(told)
    return released


def hidden_of(new: Edition, before: Sequence[Edition], kind: Kind) -> Protection | None:
    """What a new edition hides; none, when the old one is to stay. ``before`` begins with the newest."""
    if not before:
        return _protected(new, (), kind)
    last = before[0]
    if last.counted and _same(new, last):
        return Protection(last.hidden, frozenset(), audited=True)
    if (new.on.year, new.on.month) <= (last.on.year, last.on.month) and not _empty(last):
        return None
    found = _protected(new, [one.shown for one in before], kind)
    if not _totals(found.hidden) - _totals(_protected(new, (), kind).hidden):
        return found
    months = (new.on.year - last.on.year) * 12 + new.on.month - last.on.month
    complete = (new.last.month, new.last.day) == (12, 31)
    due = new.last > last.last and (complete or months >= _PATIENCE)
    return found if due or new.definition != last.definition else None


def _protected(new: Edition, earlier: Sequence[Shown], kind: Kind) -> Protection:
    """What is hidden of it: by our own search, or from τ-ARGUS's proposal, whichever hides less and stands."""
    threshold = settings.SMALLEST_TOLD
    changes = changes_since(new.counted, earlier, kind, threshold)
    insiders = _supervisors(new.counted)

    def by(seed: frozenset[Cell]) -> Protection:
        return protect(
            new.counted,
            kind,
            threshold=threshold,
            hide=changes.small,
            known=changes.known,
            insiders=insiders,
            seed=seed | changes.sticky,
        )

    own, proposed = by(frozenset()), proposal(new.counted, kind, threshold)
    if not proposed:
        return own
    return min(own, by(proposed), key=lambda found: (not found.audited, len(found.hidden)))


def _supervisors(counted: Iterable[Counted]) -> list[list[Cell]]:
    """What each supervisor knows already: the cells of her own unit."""
    units: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for one in counted:
        if len(one.place) == 2:
            units[one.place].append(one.cell)
    return list(units.values()) if len(units) <= _MANY_UNITS else []


def _totals(cells: Iterable[Cell]) -> set[Cell]:
    return {cell for cell in cells if not cell[1]}


def _same(new: Edition, last: Edition) -> bool:
    said, again = ({one.cell: (one.numerator, one.denominator) for one in of.counted} for of in (last, new))
    return said == again and new.definition == last.definition


def _empty(edition: Edition) -> bool:
    return not any(one.numerator or one.denominator for one in edition.counted)


def _of_version(version: FactsVersion) -> dict[tuple[str, int], Edition]:
    """The families of a version, by indicator and year."""
    rows: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in Figure.objects.using(_OWNER).filter(version=version).iterator():
        rows[figure.indicator, figure.last_on.year].append(figure)
    return {key: _edition(version, of) for key, of in sorted(rows.items())}


def _earlier(indicator: str, year: int, version: FactsVersion) -> list[Edition]:
    """The editions there were, the newest first."""
    figures = Figure.objects.using(_OWNER).filter(indicator=indicator, last_on__year=year)
    told = figures.filter(hidden=False).exclude(version=version)
    versions = FactsVersion.objects.using(_OWNER).filter(pk__in=told.values("version").distinct())
    return [_edition(one, list(figures.filter(version=one))) for one in versions.order_by("-number")]


def _edition(version: FactsVersion, figures: Sequence[Figure]) -> Edition:
    counted = [
        Counted(
            tuple(str(key) for key in (one.organisation_id, one.unit_id) if key is not None),
            tuple(one.breakdown),
            tuple(one.categories),
            one.numerator,
            one.denominator,
        )
        for one in figures
    ]
    return Edition(
        version=version.number,
        on=version.on,
        definition=max(one.definition for one in figures),
        last=max(one.last_on for one in figures),
        ids={cell.cell: figure.pk for cell, figure in zip(counted, figures, strict=True)},
        counted=tuple(counted),
        hidden=frozenset(cell.cell for cell, figure in zip(counted, figures, strict=True) if figure.hidden),
    )
