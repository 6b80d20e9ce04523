"""The facts opened for reading: Ibis tables on a DuckDB in memory that may read the files of facts and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

from tirek.outcomes.engine.definition import Facts
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


def parts_folder() -> Path:
    """Where the files of all versions lie, each named by what it holds."""
    return Path(settings.FACTS_ROOT) / "parts"


def newest() -> FactsVersion | None:
    """The newest version that is ready."""
    return FactsVersion.objects.filter(state=VersionState.READY).order_by("-number").first()


def paths_of(version: FactsVersion, table: str) -> list[Path]:
    """The files of a table in a version: what an engine other than DuckDB reads."""
    return [parts_folder() / f"{part['digest']}.parquet" for part in version.files.get(table, ())]


@contextmanager
def opened(version: FactsVersion) -> Iterator[Facts]:
    """The facts of a version. Every table of the model is there, if need be without rows."""
    import duckdb

    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(f"SET allowed_directories = {[str(parts_folder())]!r}")
        connection.execute("SET enable_external_access = false")
        for table in MODEL:
            files = [str(path) for path in paths_of(version, table.name)]
            source = f"SELECT {_columns(table)} FROM read_parquet({files!r})" if files else _nobody(table)  # nosec B608
            connection.execute(f'CREATE VIEW "{table.name}" AS {source}')
        yield facts_on(connection, version)


def facts_on(connection: "duckdb.DuckDBPyConnection", version: FactsVersion) -> Facts:
    """The tables of an open connection as Ibis tables."""
    import ibis

    backend = ibis.duckdb.from_connection(connection)
    return Facts({table.name: backend.table(table.name) for table in MODEL}, version.on)


def declared(table: FactsTable) -> str:
    """The columns of a table with their types, as DuckDB declares them."""
    return ", ".join(f'"{column.name}" {TYPES[column.kind]}' for column in table.columns)


def _columns(table: FactsTable) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _nobody(table: FactsTable) -> str:
    columns = (f'NULL::{TYPES[column.kind]} AS "{column.name}"' for column in table.columns)
    return f"SELECT {', '.join(columns)} WHERE false"
