"""The curves of a version of the facts, computed once after its figures. The nightly work alone calls this."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from tirek.access.models import Organisation, Unit
from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.cohort import EVENT, LOST, Cohort, days_of
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.survival import (
    CENSORED,
    Course,
    Ended,
    at_risk,
    came_to,
    compared,
    free_of_endings,
    known_at,
    thinned,
)
from tirek.outcomes.engine.watching import Group, PeriodCount, grouped
from tirek.outcomes.facts.opening import opened
from tirek.outcomes.models import Curve, FactsVersion

_OWNER: Final = "owner"
#: Years of entry that get a curve of their own, the newest.
_YEARS: Final = 8
#: Groups smaller than this are not compared with each other.
_LEAST_COMPARED: Final = 10
#: All competing endings together.
OTHER: Final = "other"

Place = tuple[str, str]


@dataclass(frozen=True)
class _Window:
    first: date
    last: date


def compute_curves(version: FactsVersion) -> int:
    """Every cohort outcome of a version: in each place, for each year of entry and all, split and not. How many.

    Run again it replaces what it made before. The owner's door; nobody's act: no rights are asked.
    """
    units = {unit.code: unit for unit in Unit.objects.using(_OWNER)}
    houses = {house.code: house for house in Organisation.objects.using(_OWNER)}
    made: list[Curve] = []
    with opened(version) as facts:
        for cohort in cohorts().values():
            groups, periods = grouped(cohort, facts)
            for curve, (scope, place) in _curves(cohort, version, groups, periods):
                if scope == "unit":
                    curve.unit_id = units[place].pk
                    curve.organisation_id = units[place].organisation_id
                elif scope == "organisation":
                    curve.organisation_id = houses[place].pk
                made.append(curve)
    with transaction.atomic(using=_OWNER):
        Curve.objects.using(_OWNER).filter(version=version).delete()
        Curve.objects.using(_OWNER).bulk_create(made, batch_size=500)
    return len(made)


def curves_of(version: FactsVersion, cohort: Cohort) -> list[tuple[Curve, Place]]:
    """The curves of one outcome counted again from the facts that were kept, and not saved."""
    with opened(version) as facts:
        return list(_curves(cohort, version, *grouped(cohort, facts)))


def _curves(
    cohort: Cohort, version: FactsVersion, groups: Iterable[Group], periods: Iterable[PeriodCount]
) -> Iterable[tuple[Curve, Place]]:
    by_place: dict[Place, dict[tuple[str, str], dict[int, list[Ended]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for group in groups:
        by_place[group.scope, group.place][group.dimension, group.category][group.year].append(group.ended)
    counts = {(one.scope, one.place, one.year): one for one in periods}
    for place, strata in sorted(by_place.items()):
        years = sorted(strata["", ""])
        whole = _Window(date(years[0], 1, 1), version.on)
        for (dimension, category), by_year in sorted(strata.items()):
            all_rows = merged(row for rows in by_year.values() for row in rows)
            said = {"compared": _compared(strata, cohort)} if not dimension else {}
            yield _curve(cohort, version, place, whole, dimension, category, all_rows, said), place
        for year in years[-_YEARS:]:
            window = _Window(date(year, 1, 1), min(date(year, 12, 31), version.on))
            count = counts.get((*place, year))
            period = {"period": {"entries": count.entries, "events": count.events}} if count else {}
            yield _curve(cohort, version, place, window, "", "", merged(strata["", ""][year]), period), place


def merged(rows: Iterable[Ended]) -> list[Ended]:
    """The same rows, each kind once."""
    people: dict[tuple[int, str, int, int], int] = defaultdict(int)
    for row in rows:
        people[row.days, row.ending, row.entry, row.reach] += row.people
    return [Ended(days, ending, n, entry, reach) for (days, ending, entry, reach), n in sorted(people.items())]


def _curve(
    cohort: Cohort, version: FactsVersion, place: Place, window: _Window, dimension: str, category: str,
    rows: list[Ended], said: Mapping[str, Any],
) -> Curve:  # fmt: skip
    return Curve(
        version=version,
        cohort=cohort.id,
        definition=cohort.version,
        entered_from=window.first,
        entered_until=window.last,
        scope=place[0],
        dimension=dimension,
        category=category,
        entered=sum(row.people for row in rows),
        endings=[[row.days, row.ending, row.people, row.entry, row.reach] for row in rows],
        points={**drawn(cohort, rows), **said},
    )


def drawn(cohort: Cohort, rows: Sequence[Ended]) -> dict[str, Any]:
    """What a page draws and says of a group: three curves that add up to one, and what is known at each horizon."""
    joined = [Ended(r.days, _or_other(r.ending), r.people, r.entry, r.reach) for r in rows]
    courses = {"still": free_of_endings(rows), "event": came_to(joined, EVENT), "other": came_to(joined, OTHER)}
    return {
        **{name: _points(thinned(course)) for name, course in courses.items()},
        "last": courses["still"].last,
        "lost": sum(row.people for row in rows if row.ending == LOST),
        "horizons": [_horizon(months, rows, courses) for months in cohort.months],
    }


def _horizon(months: int, rows: Sequence[Ended], courses: Mapping[str, Course]) -> dict[str, Any]:
    days = days_of(months)
    known = known_at(rows, days)
    read = {name: course.at(days) for name, course in courses.items()}
    return {
        "months": months,
        "days": days,
        **{name: [at.estimate, at.low, at.high] if at and known.due else None for name, at in read.items()},
        "at_risk": at_risk(rows, days),
        "known": {"still": known.still, "ended": dict(known.ended), "unknown": known.unknown, "early": known.early},
    }


def _or_other(ending: str) -> str:
    return ending if ending == EVENT or ending in CENSORED else OTHER


def _points(course: Course) -> list[list[float]]:
    return [[p.days, round(p.estimate, 9), round(p.low, 9), round(p.high, 9), p.at_risk] for p in course.points]


def _compared(
    strata: Mapping[tuple[str, str], Mapping[int, Sequence[Ended]]], cohort: Cohort
) -> dict[str, dict[str, float]]:
    """The log-rank test of each dimension, between groups large enough; what is not known is no group."""
    found = {}
    for dimension in cohort.by:
        groups = {
            category: merged(row for rows in by_year.values() for row in rows)
            for (split, category), by_year in strata.items()
            if split == dimension and category != UNKNOWN
        }
        large = {name: rows for name, rows in groups.items() if sum(r.people for r in rows) >= _LEAST_COMPARED}
        test = compared(large)
        if test is not None:
            found[dimension] = {
                "statistic": test.statistic, "degrees": test.degrees, "p": test.p, "groups": len(large),
            }  # fmt: skip
    return found
