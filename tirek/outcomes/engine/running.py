"""Queries one after another in a thread of their own, so that the next is made while the engine works.

To make an expression and its SQL takes about as long as a small query: an engine in the same process would stand still
meanwhile. Other engines are asked as ever, one question at a time.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from tirek.outcomes.engine.definition import Facts, materialised

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


class Running(Protocol):
    """How questions are put to an engine."""

    def keep(self, table: "ir.Table") -> "ir.Table":
        """The rows as a table that is asked again."""

    def read(self, table: "ir.Table") -> "Future[pa.Table]":
        """The rows, when they are there."""


class _InTurn:
    """Any engine."""

    def keep(self, table: "ir.Table") -> "ir.Table":
        return materialised(table)

    def read(self, table: "ir.Table") -> "Future[pa.Table]":
        done: Future[pa.Table] = Future()
        done.set_result(table.to_pyarrow())
        return done


class _Beside:
    """DuckDB: a cursor of its own sees the same tables, and what was asked before is there when it is read."""

    def __init__(self, backend: Any, thread: ThreadPoolExecutor) -> None:
        self._backend, self._thread = backend, thread
        self._cursor = backend.con.cursor()
        self._kept: list[Future[Any]] = []

    def keep(self, table: "ir.Table") -> "ir.Table":
        from ibis.expr.operations import DatabaseTable

        name, query = f"kept_{uuid4().hex}", str(self._backend.compile(table))
        self._kept.append(self._thread.submit(self._asked, f'CREATE TABLE "{name}" AS {query}'))
        return DatabaseTable(name=name, schema=table.schema(), source=self._backend).to_expr()

    def read(self, table: "ir.Table") -> "Future[pa.Table]":
        query = str(self._backend.compile(table))
        return self._thread.submit(lambda: self._asked(query).to_arrow_table())

    def _asked(self, query: str) -> Any:
        for kept in self._kept:
            if kept.done():
                kept.result()  # what could not be kept is said here, where it was to be read
        return self._cursor.execute(query)


@contextmanager
def running(facts: Facts) -> Iterator[Running]:
    """The engine of the facts, asked beside the making of the next question where it can be."""
    backend: Any = next(iter(facts.values())).get_backend()
    if backend.name != "duckdb":
        yield _InTurn()
        return
    with ThreadPoolExecutor(1) as thread:
        yield _Beside(backend, thread)
