"""Heavy work in a process of its own: its memory returns when it is done, and it never runs twice at once."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connections

from tirek.toolkit.postgresql.processes import die_with_parent

BUSY = 75  # the exit code that says "not now"


async def run_apart(function: str) -> bool:
    """Run ``module:function`` in a child process and wait for its end; False when it runs elsewhere already.

    The child gives way to everybody else, and ends with us.
    """
    last_wish = die_with_parent(signal.SIGKILL)

    def begin() -> None:
        os.nice(10)
        if last_wish is not None:
            last_wish()

    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tirek.toolkit.apart", function, preexec_fn=begin
    )
    try:
        code = await child.wait()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if code not in {0, BUSY}:
        raise RuntimeError(f"{function} ended with {code}")
    return code == 0


@contextmanager
def alone(work: str) -> Iterator[bool]:
    """Whether nobody else does this work now, on any machine; nobody begins it until we are done."""
    door = connections["owner"].copy()  # a connection that the work itself can't close
    try:
        with door.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [work])
            free = bool(cursor.fetchone()[0])
        yield free
    finally:
        door.close()


def main(function: str) -> int:
    """The child: 0 when the work was done, ``BUSY`` when somebody else does it."""
    import django

    django.setup()
    module, _, name = function.partition(":")
    with alone(function) as free:
        if free:
            getattr(import_module(module), name)()
    return 0 if free else BUSY


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
