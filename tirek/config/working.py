"""The worker: takes the jobs of the queue one after the other, until it is told to end."""

import asyncio

from django.db import connections
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from tirek.toolkit.postgresql.trouble import ServerTrouble
from tirek.toolkit.tasks import take_up_lost_jobs

AT_ONCE = 2  # a letter need not wait for the comparison of the register
PATIENCE = 5.0  # seconds a job may go on when the worker is told to end; then it is put back and done again later


def may_work() -> bool:
    """Whether this process knows the owner's door: the restricted role can't take jobs out of the queue."""
    settings = connections.settings
    return bool(settings["owner"]["USER"] != settings["default"]["USER"])


def work(*, until_empty: bool = False) -> None:
    """Do jobs as they come; with ``until_empty`` only those that wait now."""
    if not may_work():
        raise ServerTrouble("Background work needs the address of the owner: set DATABASE_URL.")
    asyncio.run(_work(until_empty))


async def _work(until_empty: bool) -> None:
    # The queue is the owner's; a task itself asks the database as everybody does, by the restricted door.
    connector = PsycopgConnector(kwargs=connector_params("owner"), min_size=1, max_size=4, timeout=5)
    with app.replace_connector(connector) as queue:
        async with queue.open_async():
            await take_up_lost_jobs(queue)
            await queue.run_worker_async(
                wait=not until_empty,
                concurrency=AT_ONCE,
                shutdown_graceful_timeout=PATIENCE,
                install_signal_handlers=not until_empty,
                listen_notify=not until_empty,
            )
