"""An intruder who knows the whole register tries to find people in what was released.

The intruder has everything outsiders could ever learn, exactly: birth dates, days of opening and entry, sex, region,
form of care. For each released row it keeps those of the register whom the row fits, reading the categories itself, and
lets our own matcher weigh them, the one that finds duplicates among persons.
"""

import csv
from calendar import monthrange
from datetime import date
from io import StringIO
from typing import Any

import pytest

from tests.outcomes.research_world import SPAN, research_facts
from tests.security.figures import Figure
from tirek.outcomes.engine.research.anonymity import coarsen
from tirek.outcomes.engine.research.fields import RESEARCH_TABLES, Part
from tirek.outcomes.engine.research.ladders import REGION
from tirek.outcomes.engine.research.mark import written
from tirek.outcomes.engine.research.rows import Rows, research_rows
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.keys import keys_of
from tirek.people.engine.likelihood import Described, weigh_keys

K = 5


def bounds(category: str) -> tuple[int, int]:
    """The numbers a category allows: ``7``, ``7-10``, ``75+``."""
    if category.endswith("+"):
        return int(category[:-1]), 10**9
    low, _dash, high = category.partition("-")
    return int(low), int(high or low)


def days(category: str) -> tuple[date, date]:
    """The days a category allows: a month, a quarter, a year, any."""
    if category == "*":
        return date.min, date.max
    year, _dash, rest = category.partition("-")
    months = {"": (1, 12)}.get(rest) or (
        (int(rest[1]) * 3 - 2, int(rest[1]) * 3) if rest[0] == "Q" else (int(rest),) * 2
    )
    return date(int(year), months[0], 1), date(int(year), months[1], monthrange(int(year), months[1])[1])


def fits(field: str, said: str, exact: str) -> bool:
    """Whether a released value may be that of somebody whose exact value is known."""
    if said in {"*", exact}:
        return True
    if field in {"age", "duration", "since_opening"}:
        if said in {"unknown", "open"} or not exact.isdigit():
            return False
        return bounds(said)[0] <= int(exact) <= bounds(said)[1]
    if field in {"opened", "entered", "done"}:
        first, last = days(said)
        return first <= date.fromisoformat(exact) <= last
    if field == "region":
        return said == REGION[1].of(exact)
    if field == "form":
        return said == "family" and exact in {"foster", "kinship", "other_family"}
    return False


def described(row: dict[str, str], day_field: str, *, exact: bool) -> Described:
    """What a row says of a person, as our matcher takes it."""
    born = None
    age, day = row.get("age", "*"), row.get(day_field, "*")
    if exact:
        born = PartialDate(date(int(day[:4]) - int(age), int(day[5:7]), 1), Precision.MONTH)
    elif age not in {"*", "unknown"} and day != "*":
        year = int(day[:4]) - (bounds(age)[0] + min(bounds(age)[1], 90)) // 2
        born = PartialDate(date(year, 7, 1), Precision.ABOUT if not age.isdigit() else Precision.YEAR)
    region = row.get("region", "*")
    return Described(
        sex=row.get("sex", "*").replace("*", "unknown"), born=born, region=region if region.isdigit() else ""
    )


def attack(
    raw: Rows, released: list[dict[str, str]], truth: list[int], outward: list[str], day: str
) -> tuple[int, int]:
    """The fewest families any row fits, and how often the likeliest of them is the right one."""
    register = [
        (family, row, keys_of(described(row, day, exact=True)))
        for family, row in zip(raw.families, raw.values, strict=True)
    ]
    fewest, right = len(register), 0
    known: dict[tuple[str, ...], tuple[int, int]] = {}
    for row, family in zip(released, truth, strict=True):
        seen = tuple(row[field] for field in outward)
        if seen not in known:
            here = [one for one in register if all(fits(field, row[field], one[1][field]) for field in outward)]
            weighed = keys_of(described(row, day, exact=False))
            best = max(here, key=lambda one: weigh_keys(weighed, one[2]).weight)
            known[seen] = (len({one[0] for one in here}), best[0])
        fewest = min(fewest, known[seen][0])
        right += known[seen][1] == family
    return fewest, right


@pytest.fixture(scope="module")
def register() -> dict[str, Rows]:
    """Everything, exactly."""
    with research_facts() as facts:
        return {code: research_rows(facts, code, "house-1", SPAN) for code in RESEARCH_TABLES}


@pytest.mark.parametrize(("code", "day"), [("cases", "opened"), ("placements", "entered"), ("assessments", "done")])
def test_nobody_is_found_among_fewer_than_k_families(
    register: dict[str, Rows], code: str, day: str, figure: Figure
) -> None:
    fields = RESEARCH_TABLES[code].fields
    outward = [field.code for field in fields if field.part is Part.OUTWARD]
    raw, found = register[code], coarsen(register[code], fields, k=K)
    fewest, right = attack(raw, found.rows.values, found.rows.families, outward, day)
    released = len(found.rows)
    linked = f"by linkage at least {fewest} families fit each row (k = {K})"
    guessed = f"the likeliest was right {right} times, k allows {released // K}"
    figure(f"research {code}", f"{released} rows released of {len(raw)}; {linked}; {guessed}")
    assert fewest >= K
    assert right <= len(found.rows) / K


def test_without_coarsening_the_same_intruder_finds_nearly_everybody(register: dict[str, Rows]) -> None:
    """Else the attack above would prove nothing."""
    raw = register["cases"]
    outward = ["programme", "opened", "age", "sex", "region"]
    as_written = [{**row, "opened": row["opened"][:7]} for row in raw.values]
    fewest, right = attack(raw, as_written, raw.families, outward, "opened")
    assert fewest == 1
    assert right > 0.9 * len(raw)


def test_a_file_holds_no_key_of_the_facts(register: dict[str, Rows]) -> None:
    found = coarsen(register["cases"], RESEARCH_TABLES["cases"].fields, k=K)
    columns = [field.code for field in RESEARCH_TABLES["cases"].fields]
    one, other = (written(mark, columns, found.rows.values) for mark in ("a" * 64, "b" * 64))
    rows: list[list[Any]] = [list(csv.reader(StringIO(text)))[1:] for text in (one, other)]
    assert {row[0] for row in rows[0]}.isdisjoint(row[0] for row in rows[1])  # two releases share no number
    assert sorted(row[1:] for row in rows[0]) == sorted(row[1:] for row in rows[1])
    assert [row[1:] for row in rows[0]] != [row[1:] for row in rows[1]]  # nor an order
