"""The case files read for the facts: as the owner, beneath row security, all tables as they stood at one moment."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from tirek.outcomes.engine.model import MODEL_VERSION
from tirek.outcomes.facts.selects import MONTHS, SELECTS

if TYPE_CHECKING:
    import pyarrow as pa

# Whose codes stand in every row: when one is renamed, everything is written anew.
_UNITS = """
SELECT coalesce(string_agg(u.id || ':' || u.code || ':' || o.code, ',' ORDER BY u.id), '') AS units
FROM access_unit u JOIN access_organisation o ON o.id = u.organisation_id"""
# A change of a row gives it another xmin; a row that comes or goes changes the count.
_MARKS = """
SELECT to_char(e.done_on, 'YYYY-MM') AS part, count(*)::text AS n,
       sum(hashint8extended(e.id, e.xmin::text::bigint)::numeric + ({more}))::text AS mark
FROM {source} GROUP BY 1 ORDER BY 1"""


class Reading:
    """One transaction of the owner, in which everything is read. Arrow streams, so that no table need fit in memory."""

    def __init__(self, connection: Any, on: date) -> None:
        self._connection = connection
        self._on = on
        self._cursor: Any = None
        self._units = self._rows(_UNITS)[0]["units"]

    def table(self, name: str, months: list[str] | None = None) -> "pa.RecordBatchReader":
        """The rows of a table of facts; of one that is split, those of some months."""
        return self._stream(self._select(name) + (_within(months) if months is not None else ""))

    def marks(self, name: str) -> dict[str, str]:
        """For each month of a table that is split, a mark that changes when a row of it comes, goes or changes."""
        source, more = MONTHS[name]
        about = self.mark(name)
        rows = self._rows(_MARKS.format(source=source, more=more))
        return {row["part"]: _digest(about, row["n"], row["mark"]) for row in rows}

    def mark(self, name: str) -> str:
        """What a table is written by: the model, its SELECT, the names of units. Not the day: it has its own place."""
        return _digest(MODEL_VERSION, SELECTS[name], settings.TIME_ZONE, self._units)

    def _select(self, name: str) -> str:
        values = {"on": f"DATE '{self._on.isoformat()}'", "zone": f"'{settings.TIME_ZONE}'"}
        return SELECTS[name] % values

    def _stream(self, query: str) -> "pa.RecordBatchReader":
        self.end()
        self._cursor = self._connection.cursor()  # kept: a stream ends with its cursor
        self._cursor.execute(query)
        return self._cursor.fetch_record_batch()

    def end(self) -> None:
        """Leave the table that was being read."""
        if self._cursor is not None:
            self._cursor.close()
            self._cursor = None

    def _rows(self, query: str) -> list[dict[str, Any]]:
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetch_arrow_table().to_pylist())


@contextmanager
def reading(on: date) -> Iterator[Reading]:
    """Open the owner's door for reading; what is written meanwhile is not seen."""
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(_address()) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        read = Reading(connection, on)
        try:
            yield read
        finally:
            read.end()
            connection.rollback()


def _address() -> str:
    door = connections["owner"].settings_dict
    given = {key: value for key, value in door["OPTIONS"].items() if key != "pool"}
    places = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given |= {word: door[name] for word, name in places.items() if door[name]}
    return make_conninfo(**given)


def _within(months: list[str]) -> str:
    days = ", ".join(f"DATE '{month}-01'" for month in months)
    return f" WHERE date_trunc('month', e.done_on)::date IN ({days})"


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
