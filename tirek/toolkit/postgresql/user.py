"""Who the database thinks is asking. Row security reads ``app.user_id``; this is the only place that says it.

Beside the user it may hear of a **code in hand** (``app.in_hand``, a hash): what opens the one registration, paper or
complaint of somebody who has no account.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections
from psycopg.pq import TransactionStatus

_user: ContextVar[int | None] = ContextVar("tirek_database_user", default=None)
_in_hand: ContextVar[str] = ContextVar("tirek_code_in_hand", default="")


def current_user_id() -> int | None:
    """The user in whose name the database is asked now, or nobody."""
    return _user.get()


@contextmanager
def acting_as(user_id: int | None) -> Iterator[None]:
    """Ask the database in the name of this user, in every transaction begun inside and in those already open."""
    if _user.get() == user_id:
        yield
        return
    token = _user.set(user_id)
    try:
        _tell_open_transactions()
        yield
    finally:
        _user.reset(token)
        _tell_open_transactions()


@contextmanager
def holding(digest: str) -> Iterator[None]:
    """Ask the database as somebody who holds the code with this hash."""
    token = _in_hand.set(digest)
    try:
        _tell_open_transactions()
        yield
    finally:
        _in_hand.reset(token)
        _tell_open_transactions()


def _tell_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block or connection.connection is None or connection.connection.closed:
            continue
        # An aborted transaction takes no statement; the rollback that must follow brings the old value back.
        if connection.connection.info.transaction_status != TransactionStatus.INERROR:
            tell(connection.connection)


def tell(connection: object) -> None:
    """Set the user of the running transaction. It ends with the transaction, so a pooled connection forgets it."""
    user_id = _user.get()
    connection.execute(  # type: ignore[attr-defined]
        "SELECT set_config('app.user_id', %s, true), set_config('app.in_hand', %s, true)",
        ["" if user_id is None else str(user_id), _in_hand.get()],
    )
