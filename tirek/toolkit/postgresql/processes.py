"""Questions about processes that a pid file cannot answer."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]

PR_SET_PDEATHSIG = 1


def is_server_of(pid: int, data: Path) -> bool:
    """Whether this pid is a living PostgreSQL server of this data folder: not a zombie, not a stranger's number."""
    try:
        process = psutil.Process(pid)
        words = process.cmdline()
        return process.status() != psutil.STATUS_ZOMBIE and "-D" in words and str(data) in words
    except psutil.Error:
        return False


def end_orphans(data: Path) -> None:
    """End backends whose server was killed: they hold its memory, and nothing they do can be committed."""
    for process in psutil.process_iter():
        try:
            if process.name() == "postgres" and process.cwd() == str(data) and not is_server_of(process.ppid(), data):
                process.send_signal(signal.SIGQUIT)
        except psutil.Error:
            continue  # gone meanwhile, or not ours to see: waiting helps too


def die_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """For ``preexec_fn``: the child gets this signal when the thread that started it ends, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != parent:  # died between fork and here
            os._exit(1)

    return ask
