"""The embedded server starts, ends and comes back as promised, whatever happened to it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tirek.toolkit.postgresql.account import Account
from tirek.toolkit.postgresql.embedded import APP, DATABASE, OWNER, SUPERUSER, Embedded, socket_folder
from tirek.toolkit.postgresql.prepare import make_roles, prepare
from tirek.toolkit.postgresql.processes import is_server_of
from tirek.toolkit.postgresql.trouble import ServerTrouble

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tirek-server-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    """A server's folder as the first start makes it."""
    home = Path(tempfile.mkdtemp(prefix="tirek-server-"))
    home.chmod(0o711)
    embedded = Embedded(home, durable=False)
    embedded.start()
    embedded.stop()
    yield embedded.folder
    shutil.rmtree(home)


@pytest.fixture
def server(home: Path, cluster: Path) -> Iterator[Embedded]:
    subprocess.run(["cp", "-a", str(cluster), str(home)], check=True)
    embedded = Embedded(home, durable=False)
    embedded.start()
    yield embedded
    embedded.stop()


def ask(server: Embedded, query: str, user: str = SUPERUSER, dbname: str = "postgres") -> object:
    with psycopg.connect(host=str(server.run), user=user, dbname=dbname, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def wait_until(condition, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_first_start_makes_a_server_that_knows_kazakh_letters_and_two_roles(server):
    make_roles(str(server.run))
    make_roles(str(server.run))  # again: nothing changes
    with psycopg.connect(host=str(server.run), user=OWNER, dbname=DATABASE, autocommit=True) as connection:
        prepare(connection)
        prepare(connection)
        connection.execute("CREATE TABLE kept (word text)")
    assert ask(server, "SELECT lower('ӘҒҚҢӨҰҮҺІ')", APP, DATABASE) == "әғқңөұүһі"
    assert ask(server, "SELECT similarity('aigul', 'aygul') > 0", APP, DATABASE) is True
    ask(server, "INSERT INTO kept VALUES ('x')", APP, DATABASE)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, "DROP TABLE kept", APP, DATABASE)


def test_server_cannot_be_reached_from_the_network_and_its_folder_only_by_its_account(server):
    assert ask(server, "SELECT current_setting('listen_addresses')") == ""
    for folder in (server.folder, server.run, server.data):
        assert folder.stat().st_mode & 0o077 == 0, folder
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(server.run), user="somebody", dbname="postgres")


def test_killed_server_starts_again_with_everything_committed(home):
    server = Embedded(home)
    server.start()
    ask(server, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    server.child.kill()
    server.child.wait()
    assert not server.alive
    server.start()
    assert ask(server, "SELECT count(*) FROM kept") == 1000
    server.stop()


def test_server_starts_though_backends_of_a_killed_one_still_work(server):
    busy = psycopg.connect(host=str(server.run), user=SUPERUSER, dbname="postgres", autocommit=True)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
    assert wait_until(lambda: ask(server, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'") == 2)
    server.child.kill()
    server.child.wait()
    server.start()
    assert server.alive
    busy.close()


def test_pid_file_left_behind_with_a_strangers_number_is_seen_through(server, home):
    server.stop()
    lines = [str(os.getpid()), str(server.data), "1", "5432", str(server.run), "", "1 1", "ready"]
    (server.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_half_made_cluster_is_made_anew(server):
    server.stop()
    half = server.data.rename(server.folder / "data.init")
    (half / "global" / "pg_control").unlink()
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_second_start_uses_the_running_server_and_does_not_stop_it(server, home):
    second = Embedded(home)
    second.start()
    assert (second.child, second.attached_to) == (None, server.child.pid)
    second.stop()
    assert server.alive
    server.stop()
    assert not second.alive


def test_server_ends_in_order_when_its_supervisor_is_killed(home):
    code = (
        "import sys, time; from pathlib import Path; from tirek.toolkit.postgresql.embedded import Embedded\n"
        "e = Embedded(Path(sys.argv[1]), durable=False); e.start(); print(e.child.pid, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE, text=True)
    pid = int(supervisor.stdout.readline())
    data = home / "postgres" / "data"
    assert is_server_of(pid, data)
    supervisor.kill()
    supervisor.wait()
    assert wait_until(lambda: not is_server_of(pid, data))
    assert wait_until(lambda: not (data / "postmaster.pid").exists())  # shut down, not crashed
    supervisor.stdout.close()


def test_long_path_gets_a_short_socket_folder(home):
    deep = home / ("a" * 100)
    deep.mkdir(mode=0o711)
    embedded = Embedded(deep, durable=False)
    embedded.start()
    assert ask(embedded, "SELECT 1") == 1
    assert socket_folder(deep) == embedded.run
    assert not embedded.run.is_relative_to(deep)
    embedded.stop()
    embedded.run.rmdir()


@pytest.mark.skipif(not AS_ROOT, reason="only root starts the server as somebody else")
def test_programs_the_account_cannot_read_are_copied(home, monkeypatch):
    may = Account.may
    monkeypatch.setattr(Account, "may", lambda self, test, path: test != "-r" and may(self, test, path))
    embedded = Embedded(home, durable=False)
    embedded.start()
    assert embedded.binaries.folder.is_relative_to(home / "postgres" / f"server-{embedded.binaries.version}")
    embedded.stop()


@pytest.mark.skipif(not AS_ROOT, reason="only root starts the server as somebody else")
def test_home_the_account_cannot_enter_keeps_its_database_elsewhere(home, capsys):
    private = home / "private"
    private.mkdir(mode=0o700)
    inner = private / "home"
    embedded = Embedded(inner, durable=False)
    embedded.start()
    try:
        assert private.stat().st_mode & 0o777 == 0o700  # nobody's rights were widened
        assert str(embedded.folder) in capsys.readouterr().err
        embedded.stop()
        again = Embedded(inner, durable=False)
        again.start()
        assert again.folder == embedded.folder
        again.stop()
    finally:
        shutil.rmtree(embedded.folder)


def test_log_of_the_server_holds_no_values_of_people(server):
    ask(server, "CREATE TABLE person (name text PRIMARY KEY)")
    for _ in range(2):
        with suppress(psycopg.errors.UniqueViolation):
            ask(server, "INSERT INTO person VALUES ('CANARY-7731')")
    server.stop()
    written = "".join(file.read_text() for file in (server.folder / "log").iterdir())
    assert "duplicate key" in written
    assert "CANARY-7731" not in written


def test_database_of_another_version_is_refused_with_a_way_out(server):
    server.stop()
    (server.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(ServerTrouble, match=r"14.*backup"):
        server.start()
    (server.data / "PG_VERSION").write_text(f"{server.binaries.version}\n")


@pytest.mark.skipif(not Path("/proc").exists(), reason="asks /proc")
def test_dead_server_that_nobody_reaped_does_not_count_as_running(home):
    zombie = subprocess.Popen([sys.executable, "-c", "pass", "-D", str(home)])
    assert wait_until(lambda: "Z" in Path(f"/proc/{zombie.pid}/stat").read_text().rsplit(")", 1)[1].split()[0])
    assert not is_server_of(zombie.pid, home)
    zombie.send_signal(signal.SIGTERM)
    zombie.wait()
