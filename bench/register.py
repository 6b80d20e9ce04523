"""The register of practitioners at full size: what the office and the public wait for.

``make bench NAME=register`` enters 300 practitioners through the office's own act, asks each page, then enters 12,000
and asks again: the ratio says whether the pages hold their speed. ``SIZE=small`` a tenth.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from installed import installed
from invented_people import people
from report import Target, conclude, table

SIZES = {"small": (30, 1_200, 10), "full": (300, 12_000, 40)}
P95_MS, QUERIES = 300.0, 15
ON = date(2020, 1, 1)


def main() -> int:
    few, many, rounds = SIZES[os.environ.get("SIZE") or "full"]
    with installed():
        unit, office = _office()
        chance = random.Random(6)
        _enter(unit, office, chance, 0, few)
        small = _measured(office, rounds, chance)
        seconds = _enter(unit, office, chance, few, many)
        large = _measured(office, rounds, chance)
    rows = [
        [name, small[name][0], large[name][0], small[name][1], large[name][1], large[name][1] / small[name][1],
         large[name][2]]
        for name in large
    ]  # fmt: skip
    print(f"\n{few:,} and {many:,} entries; milliseconds of whole pages; {rounds} rounds after 3 to warm up")
    print(f"{many - few:,} entries with education, post and category entered by one act in {seconds:.1f} s\n")
    table(["page", f"p50 {few}", f"p50 {many}", f"p95 {few}", f"p95 {many}", "p95 ratio", "queries"], rows)
    targets = [Target(f"{row[0]}: p95 with {many:,}", f"{P95_MS:.0f}", round(row[4], 1), row[4] <= P95_MS)
               for row in rows]  # fmt: skip
    targets += [Target(f"{row[0]}: queries", str(QUERIES), row[6], row[6] <= QUERIES) for row in rows]
    return conclude("register", targets)


def _office() -> tuple[Any, Any]:
    from tirek.access.models import Membership, Organisation, Unit, User
    from tirek.config.migrating import as_owner

    with as_owner():
        names = {f"name_{code}": "Бюро" for code in ("kk", "ru", "en")}
        unit = Unit.objects.create(code="bench", organisation=Organisation.objects.create(code="b", **names), **names)
        office = User.objects.create(username="office", language="ru")
        Membership.objects.create(user=office, unit=unit, role_id="association_administrator", starts_on=ON)
    return unit, office


def _enter(unit: Any, office: Any, chance: random.Random, done: int, upto: int) -> float:
    """Everybody up to a number, by the act; how many seconds it took."""
    from django.db import connections

    from tirek.directory.selectors import regions
    from tirek.kernel.clock import today
    from tirek.profession.actions.register_list import (
        NewCategory,
        NewEducation,
        NewEntry,
        NewPost,
        enter_practitioners,
    )
    from tirek.profession.enums import Cadre, Sector

    places, day = [one.kato for one in regions()], today()
    entries = []
    for whom in people(upto, 3):
        if whom.number <= done:
            continue
        ends = day + timedelta(days=chance.randint(-300, 1000))
        entries.append(
            NewEntry(
                surname=whom.surname_kk,
                given_name=whom.given_kk,
                region=chance.choice(places),
                sex=whom.sex,
                languages=["kk", "ru"],
                specialisations=["school"],
                agrees=chance.random() < 0.8,
                educations=[NewEducation("Әлеуметтік жұмыс", "Университет", "bachelor", 2010, True)],
                posts=[NewPost("Орталық", chance.choice(Sector.values), chance.choice(Cadre.values), ON)],
                categories=[
                    NewCategory(chance.choice(("second", "first", "highest")), "№ 1", ends - timedelta(days=1095), ends)
                ],
            )
        )
    start = time.perf_counter()
    enter_practitioners(actor=office, unit=unit.uuid, entries=entries)
    seconds = time.perf_counter() - start
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return seconds


def _measured(office: Any, rounds: int, chance: random.Random) -> dict[str, tuple[float, float, int]]:
    """Median, 95th percentile and queries of each page."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from tirek.profession.models import Practitioner
    from tirek.toolkit.postgresql.user import acting_as

    settings.ALLOWED_HOSTS = ["*"]
    import_module("tirek.config.wsgi")
    desk, anybody = Client(), Client()
    desk.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    with acting_as(office.pk), transaction.atomic():
        known = list(Practitioner.objects.exclude(public_since=None).values_list("uuid", "surname", "number"))
    pages: dict[str, Callable[[], object]] = {
        "office: everybody": lambda: desk.get("/profession/register/"),
        "office: a name": lambda: desk.get("/profession/register/", {"words": chance.choice(known)[1]}),
        "office: a number": lambda: desk.get("/profession/register/", {"words": chance.choice(known)[2]}),
        "office: region, sector, category": lambda: desk.get(
            "/profession/register/", {"region": "750000000", "sector": "education", "category": "first"}
        ),
        "office: runs out": lambda: desk.get("/profession/register/", {"runs_out": "yes"}),
        "office: one entry": lambda: desk.get(f"/profession/register/{chance.choice(known)[0]}/"),
        "public: everybody": lambda: anybody.get("/open/register/"),
        "public: a name": lambda: anybody.get("/open/register/", {"words": chance.choice(known)[1]}),
        "public: region and category": lambda: anybody.get(
            "/open/register/", {"region": "750000000", "category": "first"}
        ),
        "public: one entry": lambda: anybody.get(f"/open/register/{chance.choice(known)[0]}/"),
    }
    return {name: _page(ask, rounds) for name, ask in pages.items()}


def _page(ask: Callable[[], Any], rounds: int) -> tuple[float, float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):
        assert ask().status_code == 200
    with CaptureQueriesContext(connection) as captured:
        ask()
    count = sum("set_config" not in one["sql"] and not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT",
                "RELEASE")) for one in captured.captured_queries)  # fmt: skip
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), sorted(times)[max(0, round(0.95 * rounds) - 1)], count


if __name__ == "__main__":
    sys.exit(main())
