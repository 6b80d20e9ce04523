"""One server a run, one migrated template in it, one copy of it for each worker.

Tests run as the restricted role, as the product does. A test with ``db`` is rolled back; one with
``transactional_db`` or ``live_server`` gets a fresh copy of the template afterwards, because the restricted
role may not empty tables and the reference rows must come back. Owner connections (``using="owner"``) see
only what was committed, so what they should see needs ``transactional_db``.
"""

import fcntl
import gc
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from tests import standing
from tests.standing import TEMPLATE, fresh_copy
from tirek.config.migrating import bring_up_to_date
from tirek.toolkit.postgresql.embedded import APP, SUPERUSER, Embedded, socket_folder
from tirek.toolkit.postgresql.prepare import make_database, make_roles
from tirek.toolkit.postgresql.user import acting_as, current_user_id

pytest_plugins = ["tests.security.figures"]

#: Tests write down their users and units themselves, as nobody. `test_sql_alone` takes this away again and looks.
BUILDERS = """
CREATE POLICY builders ON access_organisation USING (access_me() IS NULL);
CREATE POLICY builders ON access_unit USING (access_me() IS NULL);
CREATE POLICY builders ON access_membership USING (access_me() IS NULL);
CREATE POLICY builders ON access_user USING (access_me() IS NULL);
GRANT UPDATE (first_name, last_name, patronymic, is_active) ON access_user TO tirek_app;
"""
HOME = "TIREK_TEST_HOME"  # the run's own data home, told to the workers by the controller
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
SLOW = ("journeys", "security")  # folders whose tests take seconds each
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in the main thread
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    # Where bytecode may not lie beside the code, each of the dozens of processes would compile everything anew.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parents[1] / ".cache" / "bytecode")
_server: Embedded | None = None


# The server ------------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """With workers, the controlling process starts the server, for it outlives them."""
    if not hasattr(config, "workerinput") and getattr(config.option, "numprocesses", None):
        _start_server()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever started the server stops it; a killed run takes it along."""
    global _server
    if _server is not None:
        _server.stop()
        shutil.rmtree(_server.home)
        _server = None
        del os.environ[HOME]


def _start_server() -> None:
    global _server
    home = Path(tempfile.mkdtemp(prefix="tirek-tests-"))
    home.chmod(0o711)
    _server = Embedded(home, durable=False)
    _server.start()
    make_roles(str(_server.run))
    os.environ[HOME] = str(home)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, else in the order drawn: a worker that has nothing left takes over the short ones."""
    items.sort(key=lambda item: not (item.get_closest_marker("journey") or item.path.parent.name in SLOW))
    standing.together(items)
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):  # one that hangs ends its worker: a signal may not reach it
            item.add_marker(pytest.mark.timeout(method="thread"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The database a test asks for, before its transaction begins; and nothing of the test before it."""
    _nothing_left_of(os.environ.get("PYTEST_CURRENT_TEST", ""))
    standing.stand(item)


def _nothing_left_of(test: str) -> None:
    """No user acts, and what was read is written where the test writes: else a test is told apart by its neighbours."""
    if standing.unblock is None:
        return
    if current_user_id() is not None:
        warnings.warn(f"before {test} somebody was still acting", stacklevel=2)
        acting_as(None).__enter__()  # for good: nobody leaves it
    if connections["readlog"] is not connections["default"]:
        warnings.warn(f"before {test} the reading log was another connection", stacklevel=2)
        connections["readlog"] = connections["default"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again, nor look often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# The databases ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker, worker_id: str) -> None:
    """The worker's own copy of the migrated template, on all three doors."""
    if HOME not in os.environ:
        _start_server()
    home = Path(os.environ[HOME])
    name = f"tirek_{worker_id}"
    with django_db_blocker.unblock():
        with (home / "template.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _make_template()
        _point_to(name)
        fresh_copy(name)
        # What the reading log writes must be rolled back with the test.
        connections["readlog"] = connections["default"]
    TransactionTestCase.databases = frozenset(connections)
    TransactionTestCase._fixture_teardown = lambda _case: fresh_copy(name)
    standing.unblock = django_db_blocker.unblock


def _make_template() -> None:
    with _superuser() as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            return
        draft = f"{TEMPLATE}_draft"
        make_database(connection, draft)
        _point_to(draft)
        gc.disable()  # a hundred migrations leave much to collect: nearly half of their time
        bring_up_to_date(verbosity=0)
        gc.enable()
        with connections["owner"].cursor() as cursor:
            cursor.execute(BUILDERS)
        connections.close_all()
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, TEMPLATE))))


def _point_to(name: str) -> None:
    connections.close_all()
    for alias in connections:
        connections.settings[alias].update(NAME=name, HOST=str(socket_folder(Path(os.environ[HOME]))))


@contextmanager
def _superuser() -> Iterator[psycopg.Connection]:
    host = str(socket_folder(Path(os.environ[HOME])))
    with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        yield connection


@pytest.fixture
def superuser_dsn(transactional_db: None) -> str:
    """A superuser's way into this test's database, for tests that tamper."""
    settings = connections["default"].settings_dict
    return f"host={settings['HOST']} dbname={settings['NAME']} user={SUPERUSER}"


@pytest.fixture
def app_dsn(transactional_db: None) -> str:
    """The restricted role's way into this test's database, for plain SQL beside Django."""
    settings = connections["default"].settings_dict
    return f"host={settings['HOST']} dbname={settings['NAME']} user={APP}"


# The browser -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium of the system, as a Playwright ``Browser``."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium on this machine: install it or name it in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=CHROMIUM_FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        browser.close()
