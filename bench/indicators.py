"""All indicators over fifty million events of two million people, on DuckDB, beside SQL written by hand.

``make bench NAME=indicators``; ``SIZE=small`` a fiftieth. The facts are made once and kept in ``.cache/bench``. Each
indicator is computed for one year with all its scopes and disaggregations, as every night does it.
"""

import os
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from facts_made import ON, ROOT, write_facts
from indicators_sql import FIGURES, TOTAL
from report import Target, conclude, table

SIZES = {"small": (40_000, 720_000, 200_000), "full": (2_000_000, 36_000_000, 10_000_000)}
YEAR = 2025
SECONDS, GIB, RATIO = 10, 8, 1.2
TIMES = 5
NEW_ACTS = 10_000


def main() -> int:
    size = os.environ.get("SIZE") or "full"
    people, acts, services = SIZES[size]
    begun = time.perf_counter()
    files = made(size, people, acts, services)
    print(f"facts made or found in {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    ready = derived(files)
    print(f"tables of whole lives made of them or found in {time.perf_counter() - begun:.1f} s")
    begun = time.perf_counter()
    with opened(files, ready) as (facts, connection):
        facts["persons"].count().to_pyarrow()
        print(f"opened in {time.perf_counter() - begun:.1f} s")
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in files}
        events = sum(counts[name] for name in ("acts", "services", "episodes"))
        print(f"{counts['persons']:,} people, {events:,} events (acts, services, episodes), "
              f"{sum(counts.values()):,} rows in all\n")  # fmt: skip
        whole, busy, number, cells = all_indicators(facts)
        totals = totals_alone(fresh(facts))
        print(f"{number} indicators, one year: {whole:.1f} s ({busy:.1f} s of processors) for {cells:,} cells (units, "
              f"organisations, all, every disaggregation); {totals:.1f} s for the totals of all alone")  # fmt: skip
        every, alone = beside_sql(facts, connection)
        heads = ("whole", "of it Python", "engine", "by hand", "ratio of engine", "ratio of whole")
        for title, ratios in (("all figures", every), ("the total alone", alone)):
            print()
            table([f"{title}, medians of {TIMES}, s", *heads], ratios)
    refreshed = refresh(files)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\n10,000 new acts: {refreshed[0]} files written anew, {refreshed[1]:.1f} s; tables of whole lives anew, "
          f"{refreshed[2]:.1f} s; then all indicators {refreshed[3]:.1f} s. Peak memory {memory:.1f} GiB")  # fmt: skip
    worst, running = max(float(row[-1]) for row in every), max(float(row[-2]) for row in alone)
    return conclude("indicators", [
        Target("all indicators, one year", f"{SECONDS} s", round(whole, 1), whole <= SECONDS),
        Target("peak memory", f"{GIB} GiB", round(memory, 1), memory <= GIB),
        Target("five with all figures: worst ratio to SQL by hand", str(RATIO), worst, worst <= RATIO),
        Target("five, the total alone: worst ratio in the engine", str(RATIO), running, running <= RATIO),
    ])  # fmt: skip


# The facts -------------------------------------------------------------------------------------------------


def made(size: str, people: int, acts: int, services: int) -> dict[str, list[Path]]:
    """The files of the facts, made where they are missing or the model has changed."""
    import csv

    sources = (Path(__file__).parent / "facts_made.py", ROOT / "tirek/outcomes/engine/model.py")
    mark = sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    folder = ROOT / ".cache/bench" / f"facts-{size}-{mark}"
    done = folder / "done"
    if not done.exists():
        for old in folder.parent.glob(f"facts-{size}-*"):
            shutil.rmtree(old)
        with (ROOT / "tirek/directory/data/regions.csv").open() as file:
            regions = [row["kato"] for row in csv.DictReader(file)]
        write_facts(folder, people, acts, services, regions)
        done.touch()
    laid = folder / "laid"
    if not laid.exists():
        lay(folder)
        laid.touch()
    found: dict[str, list[Path]] = {path.stem: [path] for path in folder.glob("*.parquet")}
    for inside in folder.iterdir():
        if inside.is_dir() and not inside.name.startswith("made-"):
            found[inside.name] = sorted(inside.glob("*/*.parquet"))
    return found


def lay(folder: Path) -> None:
    """The rows in the order in which the product writes them."""
    import duckdb

    from tirek.outcomes.engine.lasting import CHOSEN_BY, order_of

    with duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "6GB"}) as connection:
        for name in CHOSEN_BY:
            for path in [*folder.glob(f"{name}.parquet"), *folder.glob(f"{name}/*/*.parquet")]:
                new = path.with_suffix(".new")
                connection.execute(
                    f"COPY (SELECT * FROM read_parquet('{path}', hive_partitioning=false) ORDER BY {order_of(name)}) "
                    f"TO '{new}' (FORMAT parquet, COMPRESSION zstd)"
                )
                new.replace(path)


def derived(files: dict[str, list[Path]]) -> dict[str, Path]:
    """What the night makes of the facts when they have been written and keeps beside them (``engine.lasting``)."""
    from tirek.outcomes.engine.lasting import code, lasting

    read = sha256(repr(sorted(str(path) for paths in files.values() for path in paths)).encode()).hexdigest()
    folder = files["persons"][0].parent / f"made-{code()[:12]}-{read[:12]}"
    if not folder.exists():
        for old in folder.parent.glob("made-*"):
            if not old.name.startswith(f"made-{code()[:12]}"):
                shutil.rmtree(old)
        begun = folder.with_name(f"begun-{folder.name}")  # a run that breaks off leaves nothing that looks whole
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir()
        with opened(files) as (facts, connection):
            for name, make in lasting().items():
                connection.execute(
                    f"COPY (SELECT * FROM ({make(facts).compile()}) ORDER BY ALL) TO '{begun / name}.parquet' "
                    "(FORMAT parquet, COMPRESSION zstd)"
                )
        begun.rename(folder)
    return {path.stem: path for path in folder.iterdir()}


@contextmanager
def opened(files: dict[str, list[Path]], ready: Mapping[str, Path] = MappingProxyType({})) -> Iterator[tuple[Any, Any]]:
    """The facts on a DuckDB of two threads, read from their files as the product reads them."""
    import duckdb
    import ibis

    from tirek.outcomes.engine.definition import Facts

    with duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "6GB"}) as connection:
        for name, paths in files.items():
            names = [str(path) for path in paths]
            connection.execute(
                f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({names!r}, hive_partitioning=false)'
            )
        for name, path in ready.items():
            connection.execute(f"CREATE VIEW \"made {name}\" AS SELECT * FROM read_parquet('{path}')")
        backend = ibis.duckdb.from_connection(connection)
        lying = {name: backend.table(f"made {name}") for name in ready}
        yield Facts({name: backend.table(name) for name in files}, ON, made=lying), connection


# What is measured ------------------------------------------------------------------------------------------


def all_indicators(facts: Any) -> tuple[float, float, int, int]:
    """All indicators with all their cells for the year, as the night computes them.

    Seconds, seconds of the processors (which say more where the machine has other work), indicators, cells.
    """
    from tirek.outcomes.engine.catalogue import indicators
    from tirek.outcomes.engine.compute import cells_of

    asked = [(one, span_of(one)) for one in indicators().values() if one.numerator is not None]
    begun, busy = time.perf_counter(), time.process_time()
    found = cells_of(asked, facts)
    return time.perf_counter() - begun, time.process_time() - busy, len(asked), sum(map(len, found))


def totals_alone(facts: Any) -> float:
    """The total of all for each of them, without scopes and disaggregations: seconds."""
    from tirek.outcomes.engine.catalogue import indicators
    from tirek.outcomes.engine.compute import ALL, cells_of

    asked = [(replaced(one), span_of(one)) for one in indicators().values() if one.numerator is not None]
    begun = time.perf_counter()
    cells_of(asked, facts, [ALL])
    return time.perf_counter() - begun


def span_of(indicator: Any) -> Any:
    """The year of the benchmark, or its last day."""
    from tirek.outcomes.engine.compute import spans

    return next(span for span in spans(indicator.period, ON) if span.year == YEAR)


def beside_sql(facts: Any, connection: Any) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Five definitions beside SQL by hand that gives the same figures, cell by cell: in turns, medians.

    First all their figures, building the expression and its SQL in Python included. Then their total of all alone:
    building takes the same time whatever the size of the facts; running is the rest, in the engine.
    """
    from tirek.outcomes.engine.catalogue import indicators
    from tirek.outcomes.engine.compute import ALL, cells

    every: list[tuple[str, ...]] = []
    totals: list[tuple[str, ...]] = []
    for code in FIGURES:
        indicator = indicators()[code]
        for one, sql, rows in ((indicator, FIGURES[code], every), (replaced(indicator), TOTAL[code], totals)):

            def ours(one: Any = one) -> tuple[Any, float, float]:
                given = fresh(facts)
                with engine_time(given) as inside:
                    begun = time.perf_counter()
                    found = cells(one, given, span_of(one), *([] if one.by else [[ALL]]))
                    whole = time.perf_counter() - begun
                return found, whole, sum(inside)

            def theirs(sql: str = sql) -> Any:
                return connection.execute(sql.format(year=YEAR)).to_arrow_table()

            same(one, ours()[0], theirs())
            turns = [(*ours()[1:], seconds(theirs)) for _ in range(TIMES)]
            whole, running, hand = (statistics.median(side) for side in zip(*turns, strict=True))
            figures = (f"{whole:.3f}", f"{whole - running:.3f}", f"{running:.3f}", f"{hand:.3f}")
            rows.append((code, *figures, f"{running / hand:.2f}", f"{whole / hand:.2f}"))
    return every, totals


def same(indicator: Any, found: Any, by_hand: Any) -> None:
    """Ends the benchmark where the definition and the SQL by hand give different figures."""
    divided = callable(indicator.denominator)
    if not indicator.by:
        ours: Any = [[found[0].numerator, *([found[0].denominator] if divided else [])]]
        theirs: Any = [list(row.values()) for row in by_hand.to_pylist()]
    else:
        ours = {
            (one.scope, one.place, frozenset(zip(one.breakdown, one.categories, strict=True)), one.numerator,
             one.denominator if divided else None)
            for one in found
        }  # fmt: skip
        theirs = set()
        for row in by_hand.to_pylist():
            unit, house, n, whole = row.pop("unit"), row.pop("organisation"), row.pop("n"), row.pop("whole", None)
            scope = "unit" if unit else "organisation" if house else "all"
            split = frozenset((name, value) for name, value in row.items() if value is not None)
            theirs.add((scope, unit or house or "", split, n, whole))
    if ours != theirs:
        raise SystemExit(f"{indicator.id}: {len(ours)} figures by its definition, {len(theirs)} by hand, not the same")


class Timed:
    """A connection, or what it gave, that writes down how long the engine works when it is called."""

    def __init__(self, real: Any, spent: list[float]) -> None:
        self._real, self._spent = real, spent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if not callable(found):
            return found

        def timed(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            result = found(*given, **named)
            self._spent.append(time.perf_counter() - begun)
            return Timed(result, self._spent) if type(result).__module__.partition(".")[0] == "_duckdb" else result

        return timed


@contextmanager
def engine_time(facts: Any) -> Iterator[list[float]]:
    """The seconds of every call of the engine meanwhile."""
    backend = facts["persons"].get_backend()
    real = backend.con
    spent: list[float] = []
    backend.con = Timed(real, spent)
    try:
        yield spent
    finally:
        backend.con = real


def fresh(facts: Any) -> Any:
    """The same facts, of which nothing is kept that was not there when they were opened."""
    from tirek.outcomes.engine.definition import Facts

    return Facts(dict(facts), facts.on, made=facts.made)


def replaced(indicator: Any) -> Any:
    """The indicator without its disaggregations."""
    from dataclasses import replace

    return replace(indicator, by=())


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def refresh(files: dict[str, list[Path]]) -> tuple[int, float, float, float]:
    """Ten thousand acts of the last thirty days are added: the files of those months are written anew."""
    import duckdb

    from tirek.outcomes.engine.lasting import order_of

    paths = sorted(files["acts"])[-2:]
    begun = time.perf_counter()
    added = []
    for path in paths:
        new = path.parent.parent.parent / f"new-{path.parent.name}.parquet"
        duckdb.execute(
            f"COPY (SELECT * FROM read_parquet('{path}', hive_partitioning=false) UNION ALL "
            f"(SELECT * REPLACE (act_key + 1 AS act_key) FROM read_parquet('{path}', hive_partitioning=false) "
            f"LIMIT {NEW_ACTS // 2}) ORDER BY {order_of('acts')}) TO '{new}' (FORMAT parquet, COMPRESSION zstd)"
        )
        added.append(new)
    written = time.perf_counter() - begun
    grown = {**files, "acts": [*sorted(files["acts"])[:-2], *added]}
    begun = time.perf_counter()
    try:
        ready = derived(grown)
        between = time.perf_counter() - begun
        with opened(grown, ready) as (facts, _):
            again, *_ = all_indicators(facts)
        shutil.rmtree(next(iter(ready.values())).parent)
    finally:
        for path in added:
            path.unlink()
    return len(added), written, between, again


if __name__ == "__main__":
    sys.exit(main())
