"""One connection that is the restricted role for the acts and, for a moment, the superuser for the test.

What the test writes beneath row security and what the acts do is so in one transaction, rolled back at the end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections, transaction
from psycopg.pq import TransactionStatus

from tirek.toolkit.postgresql.embedded import APP, SUPERUSER


@pytest.fixture
def one_connection(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All three doors are one connection of the superuser who has taken the restricted role."""
    usual = {alias: connections[alias] for alias in connections}
    above = connections["owner"].copy("default")
    above.settings_dict["USER"] = SUPERUSER
    with django_db_blocker.unblock():
        for alias in usual:
            connections[alias] = above
        try:
            with transaction.atomic():
                above.cursor().execute(f"SET ROLE {APP}")
                yield
                transaction.set_rollback(True)
        finally:
            above.close()
            for alias, wrapper in usual.items():
                connections[alias] = wrapper


@contextmanager
def as_superuser() -> Iterator[Any]:
    """A cursor beneath row security."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            yield cursor
        finally:
            # An aborted transaction takes no statement; its rollback brings the role back.
            if connection.connection.info.transaction_status != TransactionStatus.INERROR:
                cursor.execute(f"SET ROLE {APP}")
