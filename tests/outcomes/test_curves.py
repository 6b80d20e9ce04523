"""Curves of a version: the same figure by another way, in every place, and what of it is told to whom."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.builders import House, make_house, make_user
from tests.outcomes.lives import ON, World
from tests.outcomes.made import facts_from
from tirek.access.models import User
from tirek.kernel.problems import Missing
from tirek.outcomes.actions.curves import compute_curves, drawn, merged
from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.cohort import days_of
from tirek.outcomes.engine.survival import CENSORED, Ended
from tirek.outcomes.engine.telling import hidden_groups, rest_is_tellable, tellable, told
from tirek.outcomes.engine.watching import grouped
from tirek.outcomes.enums import VersionState
from tirek.outcomes.models import Curve, FactsVersion
from tirek.outcomes.selectors.curves import Outcome, curve, outcomes, places
from tirek.toolkit.postgresql.user import acting_as

SQL = Path(__file__).parents[2] / "docs" / "evidence" / "still-home.sql"
#: The tables of the query by hand, from the facts instead of the case files.
HEAD = """
WITH lives AS (SELECT person_key AS person, nullif(died_on, DATE '9999-12-31') AS died_on, born_on FROM persons),
files AS (SELECT case_key AS file, unit, programme, opened_on, nullif(closed_on, DATE '9999-12-31') AS closed_on,
          state = 'open' AS running, outcome_reached <> 'unknown' AND outcome <> 'lost_contact' AS tells FROM cases),
people AS (SELECT case_key AS file, person_key AS person, nullif(left_on, DATE '9999-12-31') AS left_on, 1 AS place
           FROM members),
stays AS (SELECT person_key AS person, case_key AS file, track, kind, starts_on AS since,
          nullif(ended_on, DATE '9999-12-31') AS till, entry_reason AS why, destination AS went,
          recorded_on AS written FROM episodes),
met AS (SELECT case_key AS file, done_on AS day FROM acts WHERE reached <> 'no'),
answers AS (SELECT case_key AS file, held_on AS day, answer AS said FROM follow_ups
            WHERE reached = 'yes' AND answer NOT IN ('', 'unknown')),
asked_for AS (SELECT DATE '{on}' AS today, '{unit}' AS unit),
"""


def generated(seed: int, children: int) -> World:
    """Children who went home, and what became of them, by chance; more of them in the first unit."""
    chance, world = random.Random(seed), World("reunification")
    for n in range(1, children + 1):
        into, out = date(2021, 1, 1) + timedelta(chance.randint(0, 400)), chance.randint(100, 700)
        home = into + timedelta(out)
        stays: list[tuple[Any, ...]] = [("childrens_home", into.isoformat(), home.isoformat())]
        if chance.random() < 0.3:
            decided = home + timedelta(30)
            stays.append(("trial_stay", home.isoformat(), decided.isoformat()))
            home = decided
        fate = chance.random()
        gone = home + timedelta(chance.randint(1, 900))
        if fate < 0.35 and gone < ON:
            stays.append(("with_mother", home.isoformat(), gone.isoformat()))
            kind = chance.choice(["infant_home", "foster_family", "guardianship", "adoption", "childrens_home"])
            stays.append((kind, gone.isoformat(), ""))
        else:
            stays.append(("with_mother", home.isoformat(), ""))
        closed = home + timedelta(chance.randint(60, 300)) if fate > 0.5 and home + timedelta(310) < ON else None
        last = min(closed, ON) if closed else ON
        looked = last - timedelta(chance.randint(1, 40 if closed else 300))
        asked = [
            ((closed + timedelta(days)).isoformat(), chance.choice(["with_mother"] * 6 + ["unknown", "institution"]))
            for days in (91, 182, 365)
            if closed and chance.random() < 0.7 and closed + timedelta(days) <= ON
        ]
        opened = into + timedelta(chance.choice([0, 0, 0, 20, out + 60]))
        world.life(
            n, *stays, born=(date(2004, 1, 1) + timedelta(chance.randint(0, 5000))).isoformat(),
            opened=opened.isoformat(), closed=closed.isoformat() if closed else "", looked=looked.isoformat(),
            asked=tuple(asked), unit=chance.choice(["h1", "h1", "h2"]),
            died=(home + timedelta(chance.randint(1, 500))).isoformat() if fate > 0.97 else "",
        )  # fmt: skip
    for rows in world.tables.values():
        for row in rows:
            if "unit" in row:
                row["organisation"] = f"body-{row['unit']}"
    return world


def by_hand(facts: Any, unit: str = "") -> dict[str, Any]:
    """The figure by the query of the documentation."""
    rest = SQL.read_text(encoding="utf-8").split("-- What follows needs these tables alone.")[1]
    connection = facts.episodes.get_backend().con
    found = connection.execute(HEAD.format(on=ON.isoformat(), unit=unit) + rest)
    return dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))


def test_still_home_after_a_year_is_what_a_query_by_hand_says() -> None:
    cohort = cohorts()["reunified_children"]
    for seed, children in ((1, 160), (2, 120)):
        with facts_from(generated(seed, children).tables, on=ON) as facts:
            groups, _periods = grouped(cohort, facts)
            for scope, place in (("all", ""), ("unit", "h1"), ("unit", "h2")):
                rows = merged(g.ended for g in groups if (g.scope, g.place, g.dimension) == (scope, place, ""))
                read = next(one for one in drawn(cohort, rows)["horizons"] if one["months"] == 12)
                query, known = by_hand(facts, place), read["known"]
                assert query["entered"] == sum(row.people for row in rows) > 20
                assert query["still_home_after_a_year"] == pytest.approx(read["still"][0], abs=1e-9)
                assert query["known_home"] == known["still"]
                assert query["known_back"] == known["ended"].get("event", 0)
                assert query["known_another"] == sum(n for code, n in known["ended"].items() if code != "event")
                assert (query["not_known"], query["not_yet_a_year"]) == (known["unknown"], known["early"])
                assert sum(read[name][0] for name in ("still", "event", "other")) == pytest.approx(1)


def many(*parts: tuple[int, str, int]) -> list[Ended]:
    return [Ended(days, ending, people, 0, 730) for days, ending, people in parts]


def test_a_told_curve_has_no_step_of_one_to_four_people() -> None:
    cohort, chance = cohorts()["reunified_children"], random.Random(3)
    for size in (12, 40, 200):
        rows = merged(
            Ended(chance.randint(1, 800), chance.choice(["event", "adoption", "still", "still", "lost"]), 1, 0, 730)
            for _ in range(size)
        )
        shown = told(cohort, drawn(cohort, rows), rows)
        for name in ("still", "event", "other"):
            days = [point[0] for point in shown[name]]
            moving = {"still": {"event", "adoption"}, "event": {"event"}, "other": {"adoption"}}[name]
            ends = [sum(r.people for r in rows if a < r.days <= b and r.ending in moving) for a, b in pairwise(days)]
            assert not any(0 < n < 5 for n in ends), name
            assert all(point[4] == 0 for point in shown[name])
        assert all(one["at_risk"] is None and not one["known"]["ended"] for one in shown["horizons"])
    few = many((100, "event", 2), (700, "still", 40))
    assert not tellable(few)
    assert not tellable(many((700, "still", 9)))
    assert tellable(many((700, "still", 10)))
    assert not tellable(many((100, "event", 40), (700, "still", 3))), "those who are left are too few as well"


def test_a_single_group_too_small_takes_another_with_it() -> None:
    large, small = many((100, "event", 9), (700, "still", 30)), many((100, "event", 2), (700, "still", 3))
    assert hidden_groups({"a": large, "b": small, "c": [*large, *large]}) == {"a", "b"}
    assert hidden_groups({"a": large, "b": large}) == set()
    assert not rest_is_tellable([*large, *small], large)
    assert rest_is_tellable([*large, *large], large)


@contextmanager
def seeing(user: User) -> Iterator[None]:
    """What this user sees."""
    with acting_as(user.pk), transaction.atomic():
        yield


def version_of(number: int, on: date) -> FactsVersion:
    return FactsVersion.objects.using("owner").create(
        number=number, on=on, model_version="1", state=VersionState.READY, digest=str(number),
        finished_at=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_night_writes_curves_and_everybody_reads_what_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    house: House = make_house()
    analyst = make_user("analyst", house.unit, "analyst")
    version, later = version_of(1, ON), version_of(2, ON + timedelta(days=3))
    only = {"reunified_children": replace(cohorts()["reunified_children"], by=("sex", "care_form"))}
    monkeypatch.setattr("tirek.outcomes.actions.curves.cohorts", lambda: only)
    with facts_from(generated(1, 160).tables, on=ON) as facts:
        monkeypatch.setattr("tirek.outcomes.actions.curves.opened", lambda _version: nullcontext(facts))
        made = compute_curves(version)
        assert compute_curves(version) == made == Curve.objects.using("owner").count(), "made again, nothing doubled"
        compute_curves(later)

    with seeing(house.supervisor):
        found = curve(house.supervisor, "reunified_children", by="sex")
        assert found
        assert found.place.exact
        assert found.version == later, "who opens the files reads the newest"
        whole = _adds_up(found)
        assert found.whole.entered == whole > 60
        assert found.strata[0].shown
        assert found.compared is None, "some came under watch later: there is no test for that"
        year = curve(house.supervisor, "reunified_children", year=found.years[-2])
        assert year
        assert year.period
        assert year.period.entries == year.whole.entered
        with pytest.raises(Missing):
            curve(house.supervisor, "reunified_children", scope="unit", place="h2")
    with seeing(house.manager):
        assert [one.scope for one in places(house.manager)] == ["organisation", "all"]
        with pytest.raises(Missing):
            curve(house.manager, "reunified_children", scope="unit", place="h1")
        told_ = curve(house.manager, "reunified_children", scope="organisation", place="body-h1", by="care_form")
        assert told_
        assert not told_.place.exact
        assert told_.version == version, "the first of the month"
        assert told_.whole.shown
        assert all(point[4] == 0 for point in told_.whole.points["still"])
    with seeing(analyst):
        place, listed = outcomes(analyst, scope="all")
        assert (place.scope, len(listed)) == ("all", len(cohorts()))
        assert {cohort.id for cohort, one in listed if one} == {"reunified_children"}
    with seeing(house.worker), pytest.raises(Missing):
        outcomes(house.worker)


def _adds_up(found: Outcome) -> int:
    """How many there are by the horizon of a year: known, not known and not yet due."""
    read = found.whole.at(12)
    assert read
    assert read["days"] == days_of(12)
    known = read["known"]
    return int(known["still"] + sum(known["ended"].values()) + known["unknown"] + known["early"])


def test_endings_that_only_stop_the_watching_are_no_events() -> None:
    assert {"still", "lost"} == CENSORED
    assert not any(set(cohort.competing) & CENSORED for cohort in cohorts().values())
