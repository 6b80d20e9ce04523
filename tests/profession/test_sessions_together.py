"""Many at once want the last places, and some give theirs back at once: never more are given than there are."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from tests.profession.test_sessions import meeting, registered
from tests.profession.world import make_guild
from tirek.access.door import with_code
from tirek.profession.actions.registrations import cancel_registration
from tirek.profession.models import Registration
from tirek.profession.selectors.sessions import places_of
from tirek.toolkit.postgresql.user import acting_as

AT_ONCE, PLACES = 8, 3


def at_once(many: int, do: Callable[[int], object]) -> None:
    """Let that many do it at the same moment, each on a connection of its own."""
    ready, wrong = threading.Barrier(many), list[BaseException]()

    def one(number: int) -> None:
        try:
            ready.wait(60)
            do(number)
        except BaseException as broke:
            wrong.append(broke)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong, wrong


@pytest.mark.usefixtures("transactional_db")
def test_the_last_places_are_given_once() -> None:
    guild = make_guild()
    session = meeting(guild, capacity_onsite=PLACES)
    came: list[tuple[str, Registration]] = []
    at_once(AT_ONCE, lambda _: came.append(registered(session)))
    states = [one.state for _, one in came]
    assert (states.count("registered"), states.count("waiting")) == (PLACES, AT_ONCE - PLACES)
    seated = [(code, one) for code, one in came if one.state == "registered"]

    def give_back(number: int) -> None:
        code, one = seated[number]
        with with_code(code) as who:
            cancel_registration(actor=who, registration=one.uuid)

    at_once(2, give_back)
    with acting_as(guild.organiser.pk), transaction.atomic():
        places = places_of([session])[session.pk]
        assert (places.onsite, places.waiting) == (PLACES, AT_ONCE - PLACES - 2)
        assert session.registrations.filter(moved_up_at__isnull=False).count() == 2
