"""The world is built once a run and kept as a database of its own; tests get copies of it."""

import pickle
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from tests.builders import House
from tests.security.world import World, make_world
from tirek.toolkit.postgresql.embedded import OWNER, SUPERUSER

TEMPLATE = "tirek_template"


def _copy(source: str, target: str) -> None:
    """Put a copy of one database in the place of another."""
    settings = connections["default"].settings_dict
    connections.close_all()
    names = map(sql.Identifier, (target, source, OWNER))
    with psycopg.connect(host=settings["HOST"], user=SUPERUSER, dbname="postgres", autocommit=True) as above:
        above.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target)))
        above.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*names))


def _here() -> str:
    return str(connections["default"].settings_dict["NAME"])


@pytest.fixture(scope="session")
def _built(django_db_setup: None, django_db_blocker) -> bytes:
    """The world, written down; its database is kept under another name."""
    with django_db_blocker.unblock():
        world = pickle.dumps(make_world())
        _copy(_here(), f"{_here()}_world")
        _copy(TEMPLATE, _here())
    return world


@pytest.fixture(scope="module")
def _standing(_built: bytes, django_db_blocker) -> Iterator[bytes]:
    """For a whole module the worker's database is the world's; each test is rolled back."""
    with django_db_blocker.unblock():
        _copy(f"{_here()}_world", _here())
    yield _built
    with django_db_blocker.unblock():
        _copy(TEMPLATE, _here())


@pytest.fixture
def world(_standing: bytes, db: None) -> World:
    """Everybody and three families; what a test does is rolled back."""
    return pickle.loads(_standing)


@pytest.fixture
def committed_world(_built: bytes, transactional_db: None) -> World:
    """The same, seen by every connection; the test may commit."""
    _copy(f"{_here()}_world", _here())
    return pickle.loads(_built)


@pytest.fixture
def house(world: World) -> House:
    """The people of the world."""
    return world.house
