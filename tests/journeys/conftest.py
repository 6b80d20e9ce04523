"""Who the journeys are about."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error

from tests.builders import House, make_house
from tests.journeys.steps import Desk, sit_down
from tirek.access.models import User


@pytest.fixture
def house(transactional_db: None) -> House:
    """The people of two organisations, with names as people here have them."""
    house = make_house()
    names = {house.worker: "Ләззат", house.colleague: "Айман", house.supervisor: "Гүлмира"}
    for user, given in names.items():
        user.first_name, user.last_name = given, "Сынақбаева"
        user.save(update_fields=["first_name", "last_name"])
    return house


@pytest.fixture
def desk_of(chromium: Browser, live_server) -> Iterator[Callable[[User, int], Desk]]:
    """Opens somebody's browser at a width; it is closed after the test."""
    desks: list[Desk] = []

    def opening(user: User, width: int) -> Desk:
        desks.append(sit_down(chromium, live_server.url, user, width))
        return desks[-1]

    yield opening
    for desk in desks:
        context = desk.page.context
        with suppress(Error):  # gone already; a test that failed without a connection leaves a page that waits for one
            context.set_offline(False)
            context.close()
