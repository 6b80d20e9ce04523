"""The facts opened for reading: Ibis tables on a DuckDB in memory that may read the files of facts and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.lasting import code
from tirek.outcomes.engine.model import MODEL, FactsTable, Kind
from tirek.outcomes.enums import VersionState
from tirek.outcomes.models import FactsVersion

if TYPE_CHECKING:
    import duckdb

#: What a kind of column is called in DuckDB.
TYPES: Final = {
    Kind.KEY: "BIGINT",
    Kind.CODE: "VARCHAR",
    Kind.DAY: "DATE",
    Kind.NUMBER: "DOUBLE",
    Kind.COUNT: "INTEGER",
    Kind.FLAG: "BOOLEAN",
}
#: Before the name of a table that was made of others (``engine.lasting``).
MADE: Final = "made "


def parts_folder() -> Path:
    """Where the files of all versions lie, each named by what it holds."""
    return Path(settings.FACTS_ROOT) / "parts"


def newest() -> FactsVersion | None:
    """The newest version that is ready."""
    return FactsVersion.objects.filter(state=VersionState.READY).order_by("-number").first()


def path_of(digest: str) -> Path:
    """The file of that digest."""
    return parts_folder() / f"{digest}.parquet"


def paths_of(version: FactsVersion, table: str) -> list[Path]:
    """The files of a table in a version: what an engine other than DuckDB reads."""
    return [path_of(part["digest"]) for part in version.files.get(table, ())]


@contextmanager
def opened(version: FactsVersion) -> Iterator[Facts]:
    """The facts of a version. Every table of the model is there, if need be without rows."""
    import duckdb

    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(f"SET allowed_directories = {[str(parts_folder())]!r}")
        connection.execute("SET enable_external_access = false")
        see(connection, version)
        yield facts_on(connection, version)


def see(connection: "duckdb.DuckDBPyConnection", version: FactsVersion) -> None:
    """Give the connection a view of every table, and of what was made of them by the definitions as they are now."""
    for table in MODEL:
        files = [str(path) for path in paths_of(version, table.name)]
        source = f"SELECT {_columns(table)} FROM read_parquet({files!r})" if files else _nobody(table)  # nosec B608
        connection.execute(f'CREATE VIEW "{table.name}" AS {source}')
    for name, path in made(version).items():
        connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")  # nosec B608


def made(version: FactsVersion) -> dict[str, Path]:
    """The tables of whole lives that lie beside the facts, if the definitions have not changed since."""
    named = {name: parts[0] for name, parts in version.files.items() if name.startswith(MADE)}
    found = {name: path_of(part["digest"]) for name, part in named.items() if part["code"] == code()}
    return {name: path for name, path in found.items() if path.exists()}


def facts_on(connection: "duckdb.DuckDBPyConnection", version: FactsVersion) -> Facts:
    """The tables of an open connection as Ibis tables."""
    import ibis

    backend = ibis.duckdb.from_connection(connection)
    ready = {name.removeprefix(MADE): backend.table(name) for name in made(version)}
    return Facts({table.name: backend.table(table.name) for table in MODEL}, version.on, made=ready)


def declared(table: FactsTable) -> str:
    """The columns of a table with their types, as DuckDB declares them."""
    return ", ".join(f'"{column.name}" {TYPES[column.kind]}' for column in table.columns)


def _columns(table: FactsTable) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _nobody(table: FactsTable) -> str:
    columns = (f'NULL::{TYPES[column.kind]} AS "{column.name}"' for column in table.columns)
    return f"SELECT {', '.join(columns)} WHERE false"
