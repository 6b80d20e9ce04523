"""Every indicator and every cohort outcome, unchanged, on Apache Spark and on DuckDB: are the figures equal?

``make bench NAME=spark``: a million events. Needs Java 17 or newer; PySpark is put into ``.cache/spark`` and is no part
of the installation. Java that is missing is said, and nothing is compared.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from facts_made import ON, ROOT
from indicators import SIZES, made, opened, span_of
from report import Target, conclude, table

PYSPARK = ("pyspark==4.3.0", "py4j==0.10.9.9")
FOLDER = ROOT / ".cache/spark"


def main() -> int:
    if shutil.which("java") is None:
        print("There is no Java on this machine: nothing was compared.")
        return 1
    if not (FOLDER / "pyspark").exists():
        uv = ROOT / ".venv/bin/uv"
        subprocess.run([uv, "pip", "install", "--quiet", "--no-deps", "--target", FOLDER, *PYSPARK], check=True)
    sys.path.append(str(FOLDER))
    files = made("small", *SIZES["small"])
    with opened(files) as (duck, connection), on_spark(files) as spark:
        counted = (connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                   for name in ("acts", "services", "episodes"))  # fmt: skip
        print(f"{sum(counted):,} events (acts, services, episodes)\n")
        rows = []
        for name, figures in everything():  # a line each as it comes: the whole takes long
            rows.append(compared(name, figures, duck, spark))
            print(*(f"{one:.2f}" if isinstance(one, float) else one for one in rows[-1]), flush=True)
    table(["definition", "cells", "differ", "DuckDB, s", "Spark, s"], rows)
    cells, differ = sum(row[1] for row in rows), sum(row[2] for row in rows)
    empty = [row[0] for row in rows if not row[1]]
    print(
        f"\n{len(rows)} definitions, {cells:,} cells, {differ} differ; without any cell: {', '.join(empty) or 'none'}"
    )
    return conclude("spark", [Target("cells that differ", "0", differ, differ == 0)])


@contextmanager
def on_spark(files: dict[str, list[Path]]) -> Iterator[Any]:
    """The facts on Spark, two threads in this process's own Java."""
    import warnings

    import ibis
    from pyspark.sql import SparkSession

    from tirek.outcomes.engine.definition import Facts

    warnings.simplefilter("ignore")
    os.environ.setdefault("PYARROW_IGNORE_TIMEZONE", "1")
    session = (
        SparkSession.builder.master("local[2]").appName("tirek")
        .config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "8g").config("spark.ui.retainedJobs", "10")
        .config("spark.sql.ui.retainedExecutions", "5").config("spark.ui.retainedStages", "10")
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.log.level", "ERROR").getOrCreate()
    )  # fmt: skip
    try:
        for name, paths in files.items():
            session.read.parquet(*map(str, paths)).createOrReplaceTempView(name)
            session.catalog.cacheTable(name)
        backend = ibis.pyspark.connect(session)
        yield Facts({name: backend.table(name) for name in files}, ON)
    finally:
        session.stop()


def everything() -> Iterator[tuple[str, Callable[[Any], set[Any]]]]:
    """Each definition with what computes its figures from facts, on whatever engine."""
    from tirek.outcomes.engine.catalogue import cohorts, indicators
    from tirek.outcomes.engine.compute import cells
    from tirek.outcomes.engine.watching import grouped

    for indicator in indicators().values():
        if indicator.numerator is not None:
            yield indicator.id, lambda facts, one=indicator: set(cells(one, facts, span_of(one)))
    for cohort in cohorts().values():
        yield cohort.id, lambda facts, one=cohort: {row for part in grouped(one, facts) for row in part}


def compared(
    name: str, figures: Callable[[Any], set[Any]], duck: Any, spark: Any
) -> tuple[str, int, int, float, float]:
    """A definition on both engines: cells, how many differ, seconds."""
    begun = time.perf_counter()
    ours = figures(duck)
    between = time.perf_counter()
    theirs = figures(spark)
    ended = time.perf_counter()
    differing = ours ^ theirs
    for cell in sorted(map(str, differing))[:6]:
        print(f"  {name}: {cell}")
    return name, len(ours), len(differing), between - begun, ended - between


if __name__ == "__main__":
    sys.exit(main())
