"""The tables of whole lives (``engine.lasting``) written beside the facts of a version, each named by what it holds."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.lasting import code, lasting, sources
from tirek.outcomes.facts.opening import MADE, facts_on, path_of, see
from tirek.outcomes.facts.writing import bench, kept
from tirek.outcomes.models import FactsVersion

if TYPE_CHECKING:
    import duckdb

_OWNER = "owner"


def derive(version: FactsVersion) -> int:
    """Make those whose sources or definitions have changed since the version before. How many were made.

    Run again it finds them there. The owner's door; nobody's act: no rights are asked.
    """
    before = FactsVersion.objects.using(_OWNER).filter(number__lt=version.number).order_by("-number").first()
    known = {**_made(before), **_made(version)}
    files, written = dict(version.files), 0
    with bench() as (duck, folder):
        see(duck, version)
        facts = Facts(dict(facts_on(duck, version)), version.on)
        for name, make in lasting().items():
            mark = _mark(version, name, facts)
            part = known.get(MADE + name)
            if part is None or part["mark"] != mark or not path_of(part["digest"]).exists():
                part = {"month": "", **_written(str(make(facts).compile()), duck, folder), "mark": mark}
                written += 1
            files[MADE + name] = [{**part, "code": code()}]
    version.files = files
    version.save(using=_OWNER, update_fields=["files"])
    return written


def _made(version: FactsVersion | None) -> dict[str, dict[str, Any]]:
    return {name: parts[0] for name, parts in (version.files if version else {}).items() if name.startswith(MADE)}


def _mark(version: FactsVersion, name: str, facts: Facts) -> str:
    """What one is made of: the files it reads, the day, the definitions."""
    read = [part["digest"] for table in sources(name, facts) for part in version.files.get(table, ())]
    return hashlib.sha256("\n".join([code(), version.on.isoformat(), *read]).encode()).hexdigest()


def _written(query: str, duck: "duckdb.DuckDBPyConnection", folder: Path) -> dict[str, Any]:
    draft = folder / "draft.parquet"
    rows = duck.execute(
        f"COPY (SELECT * FROM ({query}) ORDER BY ALL) TO '{draft}' (FORMAT parquet, COMPRESSION zstd)"  # nosec B608
    ).fetchall()[0][0]
    return {"digest": kept(draft), "rows": rows}
