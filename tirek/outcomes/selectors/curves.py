"""Outcomes over time as somebody may read them.

Who may open the files of a unit sees its curves as they were counted last night. Everybody else sees organisations and
all together, told as ``engine.telling`` says, from the first version of the month: what changes each night by one child
would tell of that child. There are places, groups and years; there is no worker, and no ranking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from tirek.access.models import Organisation, Unit, User
from tirek.access.policy import file_units, holds, units_of
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.cohort import Cohort
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.survival import Ended
from tirek.outcomes.engine.telling import hidden_groups, rest_is_tellable, tellable, told
from tirek.outcomes.enums import Scope, VersionState
from tirek.outcomes.facts.opening import opened
from tirek.outcomes.models import Curve, FactsVersion
from tirek.outcomes.selectors.words import EVERYBODY
from tirek.programmes.engine.words import Words

_PERMISSION: Final = "evidence.view"


@dataclass(frozen=True)
class Place:
    """Whose outcomes: the code of a unit or an organisation, empty for all. ``exact``: as counted, for who may."""

    scope: str
    code: str
    exact: bool
    title: Words


@dataclass(frozen=True)
class Stratum:
    """One group. ``points``: the curves, the horizons and what is known (see ``actions.curves.drawn``).

    Of a group that is not shown nothing is told but its category.
    """

    category: str
    shown: bool
    entered: int | None
    points: dict[str, Any]

    def at(self, months: int) -> dict[str, Any] | None:
        """What is read at a horizon."""
        return next((one for one in self.points.get("horizons", ()) if one["months"] == months), None)


@dataclass(frozen=True)
class Period:
    """Two figures of one year that are often taken for each other.

    The ratio of the period: events of the year by entries of the same year, different people (None: not told). The
    probability of the cohort: of those who entered in the year, how many had come to the event ``months`` later, with
    its interval (None: not known yet, or not told).
    """

    year: int
    entries: int | None
    events: int | None
    months: int
    probability: tuple[float, float, float] | None


@dataclass(frozen=True)
class Behind:
    """An entry behind a curve, for who may open the file."""

    case: UUID
    began_on: date
    until: date
    ending: str


@dataclass(frozen=True)
class Outcome:
    """A cohort outcome in one place: the whole, its groups by one dimension, the years there are."""

    cohort: Cohort
    version: FactsVersion
    place: Place
    first: date
    last: date
    year: int | None
    whole: Stratum
    by: str
    strata: tuple[Stratum, ...]
    compared: dict[str, Any] | None
    period: Period | None
    years: tuple[int, ...]


def places(actor: User) -> list[Place]:
    """Whose outcomes somebody may read, what is nearest to them first. Permission: evidence.view."""
    if not holds(actor, _PERMISSION):
        raise Missing(N_("There is no such record in what you may see."))
    units = Unit.objects.filter(pk__in=units_of(actor, _PERMISSION)).select_related("organisation").order_by("code")
    open_files = set(file_units(actor))
    own = [Place(Scope.UNIT, unit.code, exact=True, title=_named(unit)) for unit in units if unit.pk in open_files]
    houses = {unit.organisation.code: unit.organisation for unit in units}
    bodies = [Place(Scope.ORGANISATION, code, exact=False, title=_named(one)) for code, one in houses.items()]
    return [*own, *bodies, Place(Scope.ALL, "", exact=False, title=EVERYBODY)]


def _named(place: Unit | Organisation) -> Words:
    return Words(kk=place.name_kk, ru=place.name_ru, en=place.name_en)


def curve(
    actor: User, cohort: str, *, scope: str = "", place: str = "", by: str = "", year: int | None = None
) -> Outcome | None:
    """An outcome over time for somebody, in a place (theirs, if none is named), of a year of entry or of all.

    None: nobody has entered there yet. Missing: the outcome, the place or the year is not there, or not for them.
    """
    chosen = place_for(actor, scope, place)
    defined = cohorts().get(cohort)
    if defined is None or (by and by not in defined.by):
        raise Missing(N_("There is no such record in what you may see."))
    version = version_for(chosen.exact)
    rows = list(_of(version, cohort, chosen)) if version else []
    return _outcome(actor, defined, version, chosen, rows, by, year) if version and rows else None


def outcomes(actor: User, *, scope: str = "", place: str = "") -> tuple[Place, list[tuple[Cohort, Outcome | None]]]:
    """Every outcome there is, with the whole of its curve where there is one to be told."""
    chosen = place_for(actor, scope, place)
    version = version_for(chosen.exact)
    rows: dict[str, list[Curve]] = {}
    if version:
        for one in _of(version, None, chosen).filter(dimension=""):
            rows.setdefault(one.cohort, []).append(one)
    listed: list[tuple[Cohort, Outcome | None]] = []
    for code, defined in cohorts().items():
        found = _outcome(actor, defined, version, chosen, rows[code], "", None) if version and code in rows else None
        listed.append((defined, found))
    return chosen, listed


def version_for(exact: bool) -> FactsVersion | None:
    """The version whose curves are read: the newest, or the first of its month for who may not open the files."""
    with_curves = FactsVersion.objects.filter(
        state=VersionState.READY, pk__in=Curve.objects.values("version").distinct()
    ).order_by("-number")
    newest = with_curves.first()
    if newest is None or exact:
        return newest
    return with_curves.filter(on__year=newest.on.year, on__month=newest.on.month).last()


def place_for(actor: User, scope: str, place: str) -> Place:
    """The place that is asked for, if the user may read its outcomes; the nearest one, if none is named."""
    mine = places(actor)
    for one in mine:
        if not scope or (one.scope, one.code) == (scope, place):
            return one
    raise Missing(N_("There is no such record in what you may see."))


def _of(version: FactsVersion, cohort: str | None, place: Place) -> QuerySet[Curve]:
    found = Curve.objects.filter(version=version, scope=place.scope)
    if cohort:
        found = found.filter(cohort=cohort)
    if place.scope == Scope.UNIT:
        return found.filter(unit__code=place.code)
    return found.filter(organisation__code=place.code) if place.scope == Scope.ORGANISATION else found


def _outcome(
    actor: User, cohort: Cohort, version: FactsVersion, place: Place, rows: Sequence[Curve], by: str, year: int | None
) -> Outcome:
    alone = [row for row in rows if not row.dimension]
    total = max(alone, key=lambda row: (row.entered_until - row.entered_from).days)
    # A window of one calendar year carries its ratio of a period; that of all years does not.
    years = {row.entered_from.year: row for row in alone if "period" in row.points}
    hidden: set[str] = set()
    if not place.exact:
        hidden = hidden_groups({str(at): ended(row) for at, row in years.items()}, settings.SMALLEST_TOLD)
    if year is not None and (year not in years or str(year) in hidden):
        raise Missing(N_("There is no such record in what you may see."))
    chosen = years[year] if year is not None else total
    groups = [row for row in rows if row.dimension == by] if by and year is None else []
    told_years = [years[at] for at in sorted(years, reverse=True) if str(at) not in hidden]
    return Outcome(
        cohort=cohort,
        version=version,
        place=place,
        first=chosen.entered_from,
        last=chosen.entered_until,
        year=year,
        whole=_stratum(cohort, chosen, place.exact, _may_be_told(actor, chosen, place)),
        by=by,
        strata=_strata(cohort, groups, by, place.exact),
        compared=total.points.get("compared", {}).get(by) if groups else None,
        period=_period(cohort, [chosen] if year is not None else told_years, place.exact),
        years=tuple(at for at in sorted(years) if str(at) not in hidden),
    )


def _strata(cohort: Cohort, groups: Sequence[Curve], by: str, exact: bool) -> tuple[Stratum, ...]:
    order = list(DIMENSIONS[by].categories) if by else []
    hidden: set[str] = set()
    if not exact:
        hidden = hidden_groups({row.category: ended(row) for row in groups}, settings.SMALLEST_TOLD)
    listed = sorted(groups, key=lambda r: (order.index(r.category) if r.category in order else len(order), r.category))
    return tuple(_stratum(cohort, row, exact, row.category not in hidden) for row in listed)


def _stratum(cohort: Cohort, row: Curve, exact: bool, shown: bool) -> Stratum:
    if exact:
        return Stratum(row.category, True, row.entered, row.points)
    if not shown:
        return Stratum(row.category, False, None, {})
    points = told(cohort, row.points, ended(row), settings.SMALLEST_TOLD)
    return Stratum(row.category, True, row.entered, points)


def _may_be_told(actor: User, row: Curve, place: Place) -> bool:
    """Whether a whole may be told: by itself, and to somebody who knows a part of it from another page."""
    if place.exact:
        return True
    whole = ended(row)
    parts = Curve.objects.filter(
        version=row.version_id, cohort=row.cohort, dimension="", entered_from=row.entered_from,
        entered_until=row.entered_until,
    )  # fmt: skip
    if place.scope == Scope.ORGANISATION:
        parts = parts.filter(scope=Scope.UNIT, organisation=row.organisation_id, unit__in=file_units(actor))
    else:
        houses = Organisation.objects.filter(units__in=units_of(actor, _PERMISSION)).values("pk")
        parts = parts.filter(scope=Scope.ORGANISATION, organisation__in=houses)
    known = [rest_is_tellable(whole, ended(part), settings.SMALLEST_TOLD) for part in parts]
    return tellable(whole, settings.SMALLEST_TOLD) and all(known)


def _period(cohort: Cohort, rows: Sequence[Curve], exact: bool) -> Period | None:
    """Of the newest year whose probability is known; else of the newest year."""
    if cohort.period_ratio is None or not rows:
        return None
    months = main_months(cohort)
    read = [(row, _stratum(cohort, row, exact, True).at(months)) for row in rows]
    row, at = next(((row, at) for row, at in read if at and at["event"]), read[0])
    entries, events = row.points["period"]["entries"], row.points["period"]["events"]
    if not exact and any(0 < number < settings.SMALLEST_TOLD for number in (entries, events)):
        entries = events = None
    return Period(row.entered_from.year, entries, events, months, tuple(at["event"]) if at and at["event"] else None)


def main_months(cohort: Cohort) -> int:
    """The horizon that is read first: twelve months, or the last there is."""
    return 12 if 12 in cohort.months else cohort.months[-1]


def behind(actor: User, cohort: str, place: str, year: int | None = None) -> list[Behind]:
    """The entries behind a unit's curve, the newest first, of cases the actor may open.

    Read from the files of facts; a case of another reach is not there. Permission: evidence.view, in a unit whose files
    the actor opens.
    """
    place_for(actor, Scope.UNIT, place)
    version = version_for(exact=True)
    if cohort not in cohorts():
        raise Missing(N_("There is no such record in what you may see."))
    if version is None:
        return []
    with opened(version) as facts:
        rows = cohorts()[cohort].rows(facts)
        rows = rows.filter(rows["unit"] == place)
        if year is not None:
            rows = rows.filter(rows["began_on"].year() == year)
        found = rows.select("case_key", "began_on", "watched_until", "ending").to_pyarrow().to_pylist()
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, case_uuid FROM outcomes_behind('case', %s)", [[row["case_key"] for row in found]])
        cases = dict(cursor.fetchall())
    listed = [
        Behind(cases[row["case_key"]], row["began_on"], row["watched_until"], row["ending"])
        for row in found
        if row["case_key"] in cases
    ]
    return sorted(listed, key=lambda one: (one.began_on, str(one.case)), reverse=True)


def ended(row: Curve) -> list[Ended]:
    """The counts behind a curve."""
    return [Ended(days, ending, people, entry, reach) for days, ending, people, entry, reach in row.endings]
