"""What each worker's database stands on: the empty template, a house, or a house with a case.

House and case are built once by each worker and kept as databases of their own. A test of a page that asks for them
runs in a copy and is rolled back like any other; a test that does not ask for them runs in a copy of the template.
"""

import pickle
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from tirek.toolkit.postgresql.embedded import OWNER, SUPERUSER

if TYPE_CHECKING:
    from tests.builders import House
    from tirek.casework.models import Case

TEMPLATE = "tirek_template"
HOUSE, CASE = "house", "case"
PAGES = Path(__file__).parent / "web"  # whose tests share the house
stands = TEMPLATE  # of which database the worker's own is an untouched copy
built: dict[str, bytes] = {}
unblock: Callable[[], AbstractContextManager[None]] | None = None  # set when the worker has its database


def fresh_copy(target: str, source: str = TEMPLATE) -> None:
    """Put a copy of one database in the place of another."""
    global stands
    settings = connections["default"].settings_dict
    connections.close_all()
    names = map(sql.Identifier, (target, source, OWNER))
    with psycopg.connect(host=settings["HOST"], user=SUPERUSER, dbname="postgres", autocommit=True) as above:
        above.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target)))
        above.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*names))
    if target == settings["NAME"]:
        stands = source


def wanted(item: pytest.Item) -> str:
    """What a test asks to stand on."""
    asked = getattr(item, "fixturenames", ())
    return next((kind for kind in (CASE, HOUSE) if kind in asked and PAGES in item.path.parents), "")


def together(items: list[pytest.Item]) -> None:
    """Let tests of one module that stand on the same follow each other, else in the order drawn."""
    items[:] = [item for _, module in groupby(items, lambda item: item.path) for item in sorted(module, key=wanted)]


def stand(item: pytest.Item) -> None:
    """Before a test: the database it asks for. The worker's first test finds none yet and builds its own."""
    asked = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    if unblock is None or not (asked or item.get_closest_marker("django_db")):
        return
    kind, here = wanted(item), str(connections["default"].settings_dict["NAME"])
    source = f"{here}_{kind}" if kind else TEMPLATE
    if stands == source:
        return
    with unblock():
        if kind and source not in built:
            _build(kind, here, source)
        fresh_copy(here, source)


def _build(kind: str, here: str, source: str) -> None:
    from tests.builders import make_case, make_house

    fresh_copy(here)
    house = make_house()
    built[source] = pickle.dumps((house, make_case(house.worker) if kind == CASE else None))
    fresh_copy(source, here)


def found() -> "tuple[House, Case | None] | None":
    """The house and the case the worker's database stands on."""
    return pickle.loads(built[stands]) if stands in built else None
