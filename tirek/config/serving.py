"""The running house: the embedded server if we keep one, the web server, and their common end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from tirek.config.databases import is_external
from tirek.config.home import data_home, secret_key
from tirek.toolkit.postgresql.embedded import Embedded
from tirek.toolkit.postgresql.prepare import make_roles
from tirek.toolkit.postgresql.processes import die_with_parent
from tirek.toolkit.postgresql.trouble import ServerTrouble


@contextmanager
def database_server() -> Iterator[Embedded | None]:
    """The embedded server for as long as it is needed; nothing to do for an external one."""
    if is_external():
        yield None
        return
    server = Embedded(data_home())
    server.start()
    try:
        if server.child is not None:
            make_roles(str(server.run))
        yield server
    finally:
        server.stop()


def refuse_unsafe_settings() -> None:
    """No debugging, no weak secret, no demo where others may come. Asked before anything is made."""
    if os.environ.get("TIREK_DEBUG") == "1":
        raise ServerTrouble("TIREK_DEBUG is set. Debugging shows people's data to whoever causes an error: unset it.")
    secret = secret_key(data_home())
    if len(secret) < 50 or len(set(secret)) < 10 or secret.startswith("django-insecure"):
        raise ServerTrouble("TIREK_SECRET_KEY is weak: unset it (Tirek makes its own) or give 50 random characters.")
    if (data_home() / "demo").exists() and os.environ.get("TIREK_URL", "").startswith("https://"):
        raise ServerTrouble(f"{data_home()} holds a demo, where anybody may log in. Use another TIREK_HOME.")


def refuse_taken_port(host: str, port: int) -> None:
    """Say it before anything is started."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise ServerTrouble(f"{host}:{port} cannot be used ({problem.strerror}). Choose another --port.") from None


def web_command(host: str, port: int, workers: int, threads: int) -> list[str]:
    """The web server, as a command."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--no-ws"]
    return [*command, "--workers-kill-timeout", "10", "--log-level", "warning", "tirek.config.wsgi:application"]


def keep_running(server: Embedded | None, web_server: list[str], *, worker: bool) -> int:
    """Serve until told to stop (0) or until the web server or the database ends by itself (1).

    A worker that ends is started again: pages are answered without it, so it takes nobody down.
    """
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    web = _start(web_server, {**environment, "TIREK_POOL": "1"})
    background = Background() if worker else None
    try:
        while not stopping:
            if web.poll() is not None:
                print("The web server ended.", file=sys.stderr)
                return 1
            if server is not None and not server.alive:
                print("The database ended.", file=sys.stderr)
                return 1
            if background is not None:
                background.look_after()
            time.sleep(0.1)
        return 0
    finally:
        patience = 15 if server is None or server.alive else 1  # nothing can be put in order without a database
        if background is not None and background.process is not None:
            _end(background.process, patience)
        _end(web, 15)


class Background:
    """The worker beside the web server; one that keeps ending is started ever more slowly, at last once a minute."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.wait = 0.5
        self.next_start = 0.0

    def look_after(self) -> None:
        """Start it when it does not run."""
        moment = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            print(f"The background worker ended ({self.process.returncode}); another follows.", file=sys.stderr)
            _end(self.process, 0)
            lasted = moment - self.next_start
            self.process, self.wait = None, 1 if lasted > 60 else min(self.wait * 2, 60)
            self.next_start = moment + self.wait
        if self.process is None and moment >= self.next_start:
            self.next_start = moment
            self.process = _start([sys.executable, "-m", "tirek.config.command", "work"], dict(os.environ))


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=environment,
        process_group=0,  # Ctrl-C is for us; we stop everything in order
        preexec_fn=die_with_parent(signal.SIGTERM),
    )


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # children that outlived it
    process.wait()
