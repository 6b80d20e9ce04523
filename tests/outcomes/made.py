"""Facts made up for a test: rows of some tables, everything else filled in neutrally."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any, Final

import duckdb
import pyarrow as pa

from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import MODEL, OPEN_END, TABLES, UNKNOWN, Column, FactsTable, Kind
from tirek.outcomes.facts.opening import declared, facts_on
from tirek.outcomes.models import FactsVersion

LONG_AGO: Final = date(2024, 1, 15)
#: The words of columns for which neither "unknown" nor an empty word will do.
USUAL: Final = {
    "unit": "unit-1", "organisation": "house-1", "programme": "family_preservation", "programme_version": "1",
    "state": "open", "region": UNKNOWN, "birth_precision": "day", "starts_precision": "day", "known_from": "",
    "decision": "waiting",
}  # fmt: skip
_running = count(10_000)


@contextmanager
def facts_from(tables: Mapping[str, Sequence[Mapping[str, Any]]], *, on: date) -> Iterator[Facts]:
    """Facts of a day that hold these rows and no others. A column that is not named gets its neutral value.

    Neutral is: an own key for the row's own key, 0 for another's, ``OPEN_END`` for an end, ``done_on`` for
    ``recorded_on``, 15 January 2024 for any other day, 0, False, ``unknown`` or the empty word, as the model says.
    """
    unknown = set(tables) - set(TABLES)
    assert not unknown, f"no such tables: {unknown}"
    with duckdb.connect(":memory:") as connection:
        for table in MODEL:
            connection.execute(f'CREATE TABLE "{table.name}" ({declared(table)})')
            rows = [_filled(table, row) for row in tables.get(table.name, ())]
            if rows:
                made = pa.Table.from_pylist(rows)
                connection.register("made", made)
                connection.execute(f'INSERT INTO "{table.name}" BY NAME SELECT * FROM made')
                connection.unregister("made")
        yield facts_on(connection, FactsVersion(number=1, on=on))


def _filled(table: FactsTable, row: Mapping[str, Any]) -> dict[str, Any]:
    names = {column.name for column in table.columns}
    assert not set(row) - names, f"{table.name} has no {set(row) - names}"
    return {
        column.name: row[column.name] if column.name in row else _neutral(table, column, row)
        for column in table.columns
    }


def _neutral(table: FactsTable, column: Column, row: Mapping[str, Any]) -> Any:
    match column.kind:
        case Kind.KEY:
            return next(_running) if column.name == table.key else 0
        case Kind.CODE:
            if column.name in USUAL:
                return USUAL[column.name]
            return UNKNOWN if "unknown" in column.meaning else ""
        case Kind.DAY:
            if column.name == "recorded_on" and "done_on" in row:
                return row["done_on"]
            if column.name == "recorded_on" and "starts_on" in row:
                return row["starts_on"]
            return OPEN_END if "OPEN_END" in column.meaning else LONG_AGO
        case Kind.NUMBER:
            return 0.0
        case Kind.COUNT:
            return 0
        case Kind.FLAG:
            return False
