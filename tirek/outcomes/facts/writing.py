"""The facts written out: one version is a list of files, and a file is named by what it holds.

A version shares with the one before it every file whose rows did not change. Of tables that are split by month only the
months are read in which a row came, went or changed.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import PROTECT, ManyToOneRel, Max

from tirek.kernel.clock import now, today
from tirek.outcomes.engine.lasting import order_of
from tirek.outcomes.engine.model import MODEL, MODEL_VERSION, FactsTable
from tirek.outcomes.enums import VersionState
from tirek.outcomes.facts.opening import TYPES, parts_folder, path_of
from tirek.outcomes.facts.reading import Reading, reading
from tirek.outcomes.models import FactsVersion, Figure

if TYPE_CHECKING:
    import duckdb

_OWNER: Final = "owner"
#: A file of a version: its month (empty: all), its digest, how many rows, and the mark its rows were read by.
Part = dict[str, Any]


def export_facts(on: date | None = None) -> FactsVersion:
    """Write the facts as they stand now and name the version. Where nothing changed today, the version there is.

    The owner's door; nobody's act: no rights are asked. A failure is kept with its kind, never with its words, which
    could hold what was read.
    """
    day = on or today()
    ready = FactsVersion.objects.using(_OWNER).filter(state=VersionState.READY, model_version=MODEL_VERSION)
    before = ready.order_by("-number").first()
    last = FactsVersion.objects.using(_OWNER).aggregate(last=Max("number"))["last"]
    version = FactsVersion.objects.using(_OWNER).create(number=(last or 0) + 1, on=day, model_version=MODEL_VERSION)
    try:
        files = _written(day, before)
    except BaseException as error:
        version.state, version.problem, version.finished_at = VersionState.FAILED, type(error).__name__, now()
        version.save(using=_OWNER)
        raise
    digest = _digest_of(files)
    if before is not None and (before.on, before.digest) == (day, digest):
        version.delete(using=_OWNER)
        return before
    version.files, version.digest = files, digest
    version.rows = {name: sum(part["rows"] for part in parts) for name, parts in files.items()}
    version.state, version.finished_at = VersionState.READY, now()
    version.save(using=_OWNER)
    return version


def forget_old_versions() -> int:
    """Take away the versions on which nothing rests and the files that no version names. How many files went.

    Kept are the newest two, so that a page that is being made still finds its own, and what a report, a file that left
    the house or a research release was made from.
    """
    versions = FactsVersion.objects.using(_OWNER)
    ready = versions.filter(state=VersionState.READY).order_by("-number")
    kept = set(ready.values_list("pk", flat=True)[:2])
    for relation in FactsVersion._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT:  # figures go with their version
            rows = relation.related_model._default_manager.using(_OWNER)
            kept.update(rows.values_list(relation.field.attname, flat=True).distinct())
    # Figures that were told are shown until newer ones may be told, and every newer table is compared with them.
    kept.update(Figure.objects.using(_OWNER).filter(hidden=False).values_list("version_id", flat=True).distinct())
    # Curves are told to people without files from the first version of their month.
    if newest := ready.first():
        kept.update(
            ready.filter(on__year=newest.on.year, on__month=newest.on.month).values_list("pk", flat=True).reverse()[:1]
        )
    ready.exclude(pk__in=kept).delete()
    named = {part["digest"] for files in versions.values_list("files", flat=True) for part in _all_parts(files)}
    gone = [path for path in parts_folder().glob("*.parquet") if path.stem not in named]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _all_parts(files: dict[str, list[Part]]) -> Iterator[Part]:
    for parts in files.values():
        yield from parts


def _digest_of(files: dict[str, list[Part]]) -> str:
    said = {name: [[part["month"], part["digest"]] for part in parts] for name, parts in files.items()}
    return hashlib.sha256(json.dumps([MODEL_VERSION, said], sort_keys=True).encode()).hexdigest()


def _written(day: date, before: FactsVersion | None) -> dict[str, list[Part]]:
    with bench() as (duck, folder), reading(day) as read:
        return {table.name: _table(duck, folder, read, table, before) for table in MODEL}


def _table(
    duck: "duckdb.DuckDBPyConnection", folder: Path, read: Reading, table: FactsTable, before: FactsVersion | None
) -> list[Part]:
    """The files of a table: those of months that stayed as they were, and what was written anew."""
    if not table.month:
        _load(duck, read, table, None)
        return _save(duck, folder, table, {"": read.mark(table.name)})
    marks = read.marks(table.name)
    known = {part["month"]: part for part in before.files.get(table.name, ())} if before else {}
    same = {
        month: part
        for month, part in known.items()
        if part["mark"] == marks.get(month) and path_of(part["digest"]).exists()
    }
    fresh = {month: mark for month, mark in marks.items() if month not in same}
    made: list[Part] = []
    if fresh:
        _load(duck, read, table, sorted(fresh))
        made = _save(duck, folder, table, fresh)
    return sorted([*same.values(), *made], key=lambda part: str(part["month"]))


def _load(duck: "duckdb.DuckDBPyConnection", read: Reading, table: FactsTable, months: list[str] | None) -> None:
    columns = ", ".join(f'CAST("{one.name}" AS {TYPES[one.kind]}) AS "{one.name}"' for one in table.columns)
    duck.register("arriving", read.table(table.name, months))
    duck.execute(f"CREATE OR REPLACE TABLE arrived AS SELECT {columns} FROM arriving")  # nosec B608
    duck.unregister("arriving")


def _save(duck: "duckdb.DuckDBPyConnection", folder: Path, table: FactsTable, marks: dict[str, str]) -> list[Part]:
    """Write each month of what has arrived, its rows in one order, so that the same rows make the same bytes."""
    made = []
    for month, mark in sorted(marks.items()):
        among = f"WHERE strftime(\"{table.month}\", '%Y-%m') = '{month}'" if month else ""
        draft = folder / "draft.parquet"
        rows = duck.execute(
            f"COPY (SELECT * FROM arrived {among} ORDER BY {order_of(table.name)}) "  # nosec B608
            f"TO '{draft}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()[0][0]
        if rows:
            made.append({"month": month, "digest": kept(draft), "rows": rows, "mark": mark})
    return made


def kept(draft: Path) -> str:
    """Give a file the name of what it holds; one that is there already stays."""
    with draft.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    path = path_of(digest)
    if not path.exists():
        draft.chmod(0o600)
        os.replace(draft, path)
    return digest


@contextmanager
def bench() -> Iterator[tuple["duckdb.DuckDBPyConnection", Path]]:
    """A DuckDB to sort and write with, on a folder that nobody else enters and that is gone afterwards."""
    import duckdb

    root = Path(settings.FACTS_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts_folder().mkdir(mode=0o700, exist_ok=True)
    for left in _left_behind(root):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="writing-", dir=root))
    try:
        with duckdb.connect(str(folder / "sorting.duckdb"), config={"memory_limit": "1GB", "threads": 2}) as duck:
            yield duck, folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _left_behind(root: Path) -> Iterable[Path]:
    """Folders of exports that were killed: only one export runs at a time."""
    return root.glob("writing-*")
