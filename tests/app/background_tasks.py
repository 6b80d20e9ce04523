"""Tasks for the tests of the queue; the settings below give them to a running Tirek."""

import asyncio
import os
from pathlib import Path

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app

from tirek.access.models import User
from tirek.people.models import Person
from tirek.toolkit.postgresql.user import acting_as, current_user_id

SEEN: list[object] = []


@app.task(name="tests.note")
def note(word: str) -> None:
    """Say that it ran."""
    SEEN.append(word)


@app.task(name="tests.count_persons")
def count_persons(user_id: int) -> None:
    """A task asks as somebody; without saying so it sees nobody."""
    assert current_user_id() is None
    unnamed = Person.objects.count()
    from django.db import transaction

    with acting_as(User.objects.get(pk=user_id).pk), transaction.atomic():
        SEEN.append((unnamed, Person.objects.count()))


@app.task(name="tests.wait")
async def wait(folder: str) -> None:
    """The first time it goes on until it is killed, the second time it is done."""
    began = await sync_to_async(_began)(Path(folder))
    if not began:
        await asyncio.sleep(300)
    await sync_to_async((Path(folder) / "done").touch)()


def _began(folder: Path) -> bool:
    mark = folder / "began"
    before = mark.exists()
    mark.write_text(str(os.getpid()))
    return before
