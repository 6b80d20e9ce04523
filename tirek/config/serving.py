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


def run_web(server: Embedded | None, *, host: str, port: int, workers: int, threads: int) -> int:
    """Serve until told to stop (0) or until the web server or the database ends by itself (1)."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--no-ws"]
    command += ["--workers-kill-timeout", "10", "--log-level", "warning", "tirek.config.wsgi:application"]
    web = subprocess.Popen(
        command,
        env={**environment, "TIREK_POOL": "1"},
        process_group=0,  # Ctrl-C is for us; we stop everything in order
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        while not stopping:
            if web.poll() is not None:
                print("The web server ended.", file=sys.stderr)
                return 1
            if server is not None and not server.alive:
                print("The database ended.", file=sys.stderr)
                return 1
            time.sleep(0.1)
        return 0
    finally:
        _end(web)


def _end(web: subprocess.Popen[bytes]) -> None:
    if web.poll() is None:
        web.terminate()
        with suppress(subprocess.TimeoutExpired):
            web.wait(15)
    with suppress(ProcessLookupError):
        os.killpg(web.pid, signal.SIGKILL)  # workers that outlived their master
    web.wait()
