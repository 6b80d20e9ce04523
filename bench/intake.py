"""The check at intake: is the person found before a second record is written, how fast, and how often for nothing?

``make bench NAME=intake`` loads 200,000 invented persons; ``SIZE=small`` a tenth. Each question goes through the
application as a user, as the form of the intake asks it.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from big_register import Desk, register_installation
from invented_people import Record, corrupt, people, recorded
from report import Target, conclude, table

SIZES = {"small": (20_000, 30), "full": (200_000, 60)}
KINDS = (
    "", "russian", "latin", "spelling", "typo", "married", "patronymic", "no_patronymic", "swapped", "day_month",
    "no_iin",
)  # fmt: skip
P50_MS, ASKED_FROM = 5.0, 0.5


def typed(record: Record, *, number: bool, phone: bool):
    """What the form says."""
    from tirek.people.engine.dates import PartialDate, Precision
    from tirek.people.engine.names import SpelledName
    from tirek.people.selectors.at_intake import Typed

    born = record.birth_date
    return Typed(
        (SpelledName(record.surname, record.given, record.patronymic),),
        PartialDate(born, Precision(record.precision)) if born else None,
        record.of.sex,
        record.iin if number else "",
        record.phone if phone else "",
    )


def ask(desk: Desk, kind: str, most: int) -> tuple[str, str, int, float, float, float, float]:
    """The same mistake again and again, without a number: the first, among the first five, milliseconds."""
    from tirek.access.models import User
    from tirek.people.selectors.at_intake import possible_duplicates_at_intake

    user, chance = User.objects.get(username=desk.username), random.Random(kind)
    known = desk.sample[:]
    chance.shuffle(known)
    times, first, five = [], 0, 0
    for at, one in enumerate(known[: most + 3]):
        record = corrupt(one.whom, kind, chance) if kind else recorded(one.whom, one.scripts[0])
        start = time.perf_counter()
        found = possible_duplicates_at_intake(user, typed(record, number=False, phone=False))
        if at >= 3:  # the first warm up
            times.append((time.perf_counter() - start) * 1000)
            numbers = [match.person.pk for match in found]
            first += numbers[:1] == [one.whom.number]
            five += one.whom.number in numbers[:5]
    n = len(times)
    p95 = statistics.quantiles(times, n=20)[18]
    return kind or "as written", desk.title, n, first / n, five / n, statistics.median(times), p95


def strangers(desk: Desk, persons: int, most: int) -> float:
    """Of people who are not in the register, the share for whom somebody is offered as more likely than not."""
    from tirek.access.models import User
    from tirek.people.selectors.at_intake import possible_duplicates_at_intake

    user = User.objects.get(username=desk.username)
    asked = 0
    for whom in people(most, seed=77):
        found = possible_duplicates_at_intake(user, typed(recorded(whom), number=False, phone=False))
        asked += any(one.found.probability >= ASKED_FROM for one in found)
    return asked / most


def main() -> int:
    persons, most = SIZES[os.environ.get("SIZE") or "full"]
    with register_installation(persons, most * 2) as desks:
        from django.db import connections

        from tirek.people.models import RegisterComparison

        with connections["owner"].cursor() as cursor:  # how large the register is, as a comparison leaves it
            cursor.execute(
                f"INSERT INTO {RegisterComparison._meta.db_table} (started_at, finished_at, model, persons, pairs)"
                " VALUES (now(), now(), 'bench', %s, 0)", [persons]
            )  # fmt: skip
        seen = [desk for desk in desks if desk.username in ("rone", "rcountry", "rcases")]
        rows = [ask(desk, kind, most) for desk in seen for kind in KINDS]
        country = next(desk for desk in desks if desk.username == "rcountry")
        for_nothing = strangers(country, persons, most * 5)
    print(f"\n{persons:,} persons; names, sex and birth date typed, no number, no phone\n")
    table(
        ["mistake", "as", "asked", "first", "in five", "p50 ms", "p95 ms"],
        [(kind, desk, n, f"{first:.2f}", f"{five:.2f}", p50, p95) for kind, desk, n, first, five, p50, p95 in rows],
    )
    print(f"\nOf {most * 5} strangers {for_nothing:.1%} are asked about as more likely than not.\n")
    middle = statistics.median(row[5] for row in rows)
    return conclude("intake", [Target("p50", f"<= {P50_MS:.0f} ms", middle, middle <= P50_MS)])


if __name__ == "__main__":
    sys.exit(main())
