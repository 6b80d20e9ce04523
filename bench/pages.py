"""Pages of the day on a big installation: how long beside the same SQL run alone, and how many queries.

``make bench NAME=pages`` loads 100,000 persons and 200,000 cases; ``SIZE=small`` a twentieth.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from big import Big, big_installation
from report import Target, conclude, table

SIZES = {"small": (5_000, 10_000, 12), "full": (100_000, 200_000, 40)}
MOST_QUERIES, TIMES, PLUS_MS = 15, 3, 30


def main() -> int:
    persons, cases, rounds = SIZES[os.environ.get("SIZE") or "full"]
    with big_installation(persons, cases) as big:
        rows = measure(big, rounds)
    print(f"\n{persons:,} persons, {cases:,} cases; milliseconds; {rounds} rounds after 3 to warm up\n")
    table(["page", "p50", "p95", "queries", "SQL p50", "SQL p95", "p95 / SQL p95", "limit p95"], rows)
    targets = []
    for name, _, p95, queries, _, sql95, _, limit in rows:
        targets.append(
            Target(f"{name}: p95 <= {TIMES} x SQL p95 + {PLUS_MS} ms", f"{limit:.1f}", round(p95, 1), p95 <= limit)
        )
        targets.append(Target(f"{name}: queries", str(MOST_QUERIES), queries, queries <= MOST_QUERIES))
        assert sql95 > 0
    return conclude("pages", targets)


def measure(big: Big, rounds: int) -> list[tuple]:
    """Each page as a user asks it, and the very statements it sent, replayed alone on the same connection."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from tirek.access.models import User
    from tirek.casework.models import Assignment
    from tirek.kernel.clock import today
    from tirek.kernel.ids import new_uuid
    from tirek.people.models import PersonName
    from tirek.toolkit.postgresql.user import acting_as

    settings.ALLOWED_HOSTS = ["*"]
    import_module("tirek.config.wsgi")  # the same start as behind the web server
    worker = User.objects.get(username=big.worker)
    client = Client()
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    with acting_as(worker.pk), transaction.atomic():
        case = Assignment.objects.filter(user=worker, case__state="open").select_related("case").first().case
        name = PersonName.objects.order_by("pk").values_list("surname", flat=True)[7]

    def visit() -> object:
        return client.post(
            f"/cases/{case.uuid}/visit/",
            {"place": "home", "on": today().isoformat(), "reached": "yes", "child_seen": "yes", "visit_note": "bench",
             "client_ref": str(new_uuid())},
        )  # fmt: skip

    pages: dict[str, tuple[Callable[[], object], int]] = {
        "My day": (lambda: client.get("/day/"), 200),
        "caseload of 100": (lambda: client.get("/cases/?state="), 200),
        "family file": (lambda: client.get(f"/cases/{case.uuid}/"), 200),
        "search": (lambda: client.get("/people/", {"q": name[:-1]}), 200),
        "save visit": (visit, 302),
    }
    return [_measured(title, ask, wanted, worker.pk, rounds) for title, (ask, wanted) in pages.items()]


def _measured(title: str, ask: Callable[[], object], wanted: int, user: int, rounds: int) -> tuple:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from tirek.toolkit.postgresql.user import acting_as

    for _ in range(3):
        answer = ask()
        assert answer.status_code == wanted, (title, answer.status_code)
    page, bare, count = [], [], 0
    for _ in range(rounds):
        page.append(_timed(ask))
        with transaction.atomic():  # what is captured is undone, so that it can be run again
            with CaptureQueriesContext(connection) as captured:
                ask()
            transaction.set_rollback(True)
        statements = [
            query["sql"] for query in captured.captured_queries
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT"))
            and "set_config" not in query["sql"]
        ]  # fmt: skip
        count = max(count, len(statements))

        def alone(statements: list[str] = statements) -> None:
            with acting_as(user), transaction.atomic():
                with connection.cursor() as cursor:
                    for statement in statements:
                        cursor.execute(statement.replace("%", "%%"), [])
                        if cursor.description:
                            cursor.fetchall()
                transaction.set_rollback(True)

        bare.append(_timed(alone))
    p95, sql95 = _p95(page), _p95(bare)
    return (
        title, statistics.median(page), p95, count, statistics.median(bare), sql95, p95 / sql95,
        TIMES * sql95 + PLUS_MS,
    )  # fmt: skip


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[max(round(len(values) * 0.95) - 1, 0)]


if __name__ == "__main__":
    raise SystemExit(main())
