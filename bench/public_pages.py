"""The pages anybody opens, under load: fifty clients for a minute against the real server, no pause between requests.

``make bench NAME=public``; ``SECONDS=15 CLIENTS=20`` for less; ``KEEP=/some/folder`` loads the demo once and keeps it.
The clients run on the same cores as the server and its database, so the figures are what such a machine bears at most.
(The file is not ``public.py``: a library that the other benchmarks need has that name.)
"""

import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))
from installed import installed
from report import Target, conclude, table

CLIENTS, SECONDS = int(os.environ.get("CLIENTS") or 50), int(os.environ.get("SECONDS") or 60)
HOST, PORT, P95_MS = "127.0.0.1", 8941, 1000
#: Address to begin with, how much of the visits it and what it lists take. A page that is not there is left out.
ENTRIES = {
    "open_register": 4, "open_sessions": 3, "open_plans": 3, "open_norms": 2, "open_positions": 1, "open_digest": 1,
    "open_workforce": 1, "check_certificate": 1, "open_home": 1,
}  # fmt: skip
WORDS = ("а", "ба", "сер", "кали", "ova", "мұ")
#: Of what a list shows, so many are visited in turn.
OF_A_LIST = 40


def main() -> int:
    os.environ["TIREK_URL"] = f"http://{HOST}:{PORT}"
    with installed(os.environ.get("KEEP", "")):
        codes = _filled()
        server = _started()
        try:
            pages = _pages(codes)
            _visits(pages, min(CLIENTS, 10), 3)  # to warm up
            taken, lasted = _visits(pages, CLIENTS, SECONDS)
        finally:
            server.terminate()
            server.wait(20)
    return _told(taken, lasted)


def _filled() -> list[str]:
    """The demo, unless it is there already; the codes of its certificates."""
    from tirek.access.models import Organisation
    from tirek.config.demo import build_demo
    from tirek.config.migrating import as_owner
    from tirek.profession.models import Certificate

    if not Organisation.objects.exists():
        build_demo(families=10, seed=1)
    with as_owner():
        return list(Certificate.objects.order_by("pk").values_list("code", flat=True)[:OF_A_LIST])


def _started() -> subprocess.Popen[bytes]:
    """The web server as ``tirek serve`` starts it."""
    from tirek.config.serving import web_command

    server = subprocess.Popen(web_command(HOST, PORT, 2, 2), env={**os.environ, "TIREK_POOL": "1"})
    for _ in range(200):
        try:
            if _asked(http.client.HTTPConnection(HOST, PORT, timeout=5), "/healthz")[0]:
                return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise RuntimeError("the server did not answer")


def _pages(codes: list[str]) -> dict[str, tuple[int, list[str]]]:
    """Page: its weight, the addresses it is asked by; found from the lists as a visitor finds them."""
    from django.urls import NoReverseMatch, reverse

    pages: dict[str, tuple[int, list[str]]] = {}
    connection = http.client.HTTPConnection(HOST, PORT, timeout=30)
    for name, weight in ENTRIES.items():
        try:
            address = reverse(name)
        except NoReverseMatch:
            print(f"{name}: not there yet", file=sys.stderr)
            continue
        status, body = _asked(connection, address)
        pages[name] = (weight, [address])
        if status != 200:
            continue
        if name == "open_register":
            pages["open_register, search"] = (weight, [f"{address}?q={quote(word)}" for word in WORDS])
        listed = set(re.findall(rf'href="({re.escape(address)}[^"?#]+/)"', body)) - set(map(str, [address]))
        listed = {one for one in listed if name != "open_home" and not one.endswith(("/file/", "/complain/"))}
        if listed:
            pages[f"{name}, one of the list"] = (weight, sorted(listed)[:OF_A_LIST])
    if codes:
        pages["open_certificate"] = (3, [reverse("open_certificate", args=[code]) for code in codes])
    return pages


def _visits(
    pages: dict[str, tuple[int, list[str]]], clients: int, seconds: int
) -> tuple[dict[str, list[tuple[float, bool]]], float]:
    """What each page took, in milliseconds, and whether it was answered as it should be."""
    taken: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    began = time.perf_counter()

    def visitor(number: int) -> None:
        chance = random.Random(number)
        names, weights = list(pages), [weight for weight, _ in pages.values()]
        connection = http.client.HTTPConnection(HOST, PORT, timeout=30)
        while time.perf_counter() - began < seconds:
            name = chance.choices(names, weights)[0]
            start = time.perf_counter()
            try:
                good = _asked(connection, chance.choice(pages[name][1]))[0] == 200
            except (OSError, http.client.HTTPException):
                connection.close()
                good = False
            taken[name].append(((time.perf_counter() - start) * 1000, good))

    threads = [threading.Thread(target=visitor, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, time.perf_counter() - began


def _asked(connection: http.client.HTTPConnection, address: str) -> tuple[int, str]:
    connection.request("GET", address)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace")


def _told(taken: dict[str, list[tuple[float, bool]]], lasted: float) -> int:
    rows = [_row(name, visits) for name, visits in sorted(taken.items())]
    everything = [visit for visits in taken.values() for visit in visits]
    rows.append(_row("all", everything))
    rate = len(everything) / lasted
    print(
        f"\n{CLIENTS} clients, {lasted:.0f} s, {os.cpu_count()} cores for clients, server and database; milliseconds\n"
    )
    table(["page", "visits", "p50", "p95", "slowest", "errors"], rows)
    print(f"\n{rate:.0f} requests a second")
    p95, errors = rows[-1][3], rows[-1][5]
    return conclude(
        "public",
        [
            Target(f"public pages: p95 with {CLIENTS} clients", f"<= {P95_MS} ms", round(p95), p95 <= P95_MS),
            Target("public pages: errors", "0", errors, errors == 0),
            Target("public pages: requests a second", "told", round(rate), True),
        ],
    )


def _row(name: str, visits: list[tuple[float, bool]]) -> tuple[str, int, float, float, float, int]:
    times = sorted(one for one, _ in visits)
    p95 = times[max(round(len(times) * 0.95) - 1, 0)]
    return name, len(times), statistics.median(times), p95, times[-1], sum(not good for _, good in visits)


if __name__ == "__main__":
    raise SystemExit(main())
