"""``tirek serve`` from outside: it answers, it ends as one, and it refuses what is not safe."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from tirek.toolkit.postgresql.embedded import APP, DATABASE, OWNER, socket_folder

COMMAND = [sys.executable, "-c", "from tirek.config.command import main; raise SystemExit(main())"]


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tirek-serve-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tirek(home: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
    return subprocess.Popen(
        [*COMMAND, *words],
        env={**kept, "TIREK_HOME": str(home), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def health(port: int, process: subprocess.Popen[str], seconds: float = 90) -> int:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as problem:
            return problem.code
        except OSError:
            time.sleep(0.1)
    return 0


def ended(processes: list[psutil.Process]) -> bool:
    """Soon, all of them; one that only waits to be reaped by the system has ended."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if all(not p.is_running() or p.status() == psutil.STATUS_ZOMBIE for p in processes):
            return True
        time.sleep(0.05)
    return False


def worker_of(serving: psutil.Process) -> psutil.Process | None:
    for child in serving.children():
        with suppress(psutil.NoSuchProcess):  # one that has just ended, or only waits to be reaped
            if child.cmdline()[-1:] == ["work"]:
                return child
    return None


def soon(question, seconds: float = 30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError("not in time")


def ask(home: Path, role: str, query: str, *values: object) -> list:
    with psycopg.connect(host=str(socket_folder(home)), user=role, dbname=DATABASE) as connection:
        found = connection.execute(query, values)
        return found.fetchall() if found.description else []


def loaded(process: psutil.Process) -> set[str]:
    """The names of packages whose compiled parts a process has loaded."""
    return {part for mapped in process.memory_maps() for part in Path(mapped.path).parts}


def test_serve_answers_and_ends_as_one(home, port):
    serving = tirek(home, "serve", "--port", str(port), "--workers", "1")
    try:
        assert health(port, serving) == 200
        family = psutil.Process(serving.pid).children(recursive=True)
        assert {"postgres"} < {process.name() for process in family}

        serving.send_signal(signal.SIGTERM)
        said, _ = serving.communicate(timeout=60)
        assert serving.returncode == 0, said
        assert f"http://127.0.0.1:{port}" in said
        assert ended(family)

        settings = {"DJANGO_SETTINGS_MODULE": "tests.app.background_settings"}
        serving = tirek(home, "serve", "--port", str(port), "--workers", "1", **settings)
        assert health(port, serving) == 200
        killing_the_worker_loses_no_job(home, psutil.Process(serving.pid))
        family = psutil.Process(serving.pid).children(recursive=True)
        next(process for process in family if "-D" in process.cmdline()).kill()
        said, _ = serving.communicate(timeout=60)
        assert (serving.returncode, "The database ended." in said) == (1, True), said
        assert ended(family)

        serving = tirek(home, "serve", "--port", str(port), "--workers", "1")
        soon(lambda: worker_of(psutil.Process(serving.pid)))
        family = psutil.Process(serving.pid).children(recursive=True)
        serving.kill()  # nobody is left to end the others: each does so by itself
        assert ended(family)
    finally:
        serving.kill()


def killing_the_worker_loses_no_job(home: Path, serving: psutil.Process) -> None:
    """The worker of `serve` is killed amidst a job; another one follows and does the job."""
    worker = soon(lambda: worker_of(serving))
    job = "ROW('default', 'tests.wait', 0, NULL, NULL, jsonb_build_object('folder', %s::text), NULL)"
    ask(home, APP, f"SELECT procrastinate_defer_jobs_v1(ARRAY[{job}]::procrastinate_job_to_defer_v1[])", str(home))
    soon((home / "began").exists)
    assert worker.memory_info().rss < 160e6
    assert not {"splink", "duckdb", "pandas"} & loaded(worker)
    ask(home, OWNER, "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    worker.kill()
    soon((home / "done").exists)
    done = "SELECT attempts FROM procrastinate_jobs WHERE task_name = 'tests.wait' AND status = 'succeeded'"
    assert soon(lambda: ask(home, OWNER, done)) == [(2,)]
    assert soon(lambda: worker_of(serving)).pid != worker.pid


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TIREK_DEBUG": "1"}, "TIREK_DEBUG"),
        ({"TIREK_SECRET_KEY": "changeme"}, "TIREK_SECRET_KEY"),
        ({"DATABASE_URL": "postgresql://tirek_owner@db.example/tirek"}, "DATABASE_APP_URL"),
    ],
)
def test_serve_refuses_what_is_not_safe(home, port, environment, said):
    serving = tirek(home, "serve", "--port", str(port), **environment)
    out, _ = serving.communicate(timeout=90)
    assert (serving.returncode, said in out) == (2, True), out
    assert "Traceback" not in out
    assert not (home / "postgres").exists()


def test_serve_refuses_a_demo_that_the_world_could_reach(home, port):
    (home / "demo").touch()
    serving = tirek(home, "serve", "--port", str(port), TIREK_URL="https://tirek.example")
    out, _ = serving.communicate(timeout=60)
    assert (serving.returncode, "demo" in out) == (2, True), out


def test_serve_says_that_the_port_is_taken(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        serving = tirek(home, "serve", "--port", str(taken.getsockname()[1]))
        out, _ = serving.communicate(timeout=60)
    assert (serving.returncode, "--port" in out) == (2, True), out
    assert not (home / "postgres").exists()
