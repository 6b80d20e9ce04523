"""Who asks for a page: the worker of the case, a colleague, a supervisor, a manager, an outsider, a visitor."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import standing
from tests.builders import House, make_case, make_house
from tirek.access.models import User
from tirek.casework.models import Case

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def house(db: None) -> House:
    """Two organisations with users of every role."""
    there = standing.found()
    return there[0] if there else make_house()


@pytest.fixture
def case(house: House) -> Case:
    """A case of the worker, open for 30 days."""
    there = standing.found()
    return (there and there[1]) or make_case(house.worker)


@pytest.fixture
def login() -> Callable[[User | None], Client]:
    """A browser in which somebody has logged in; nobody gives a visitor's."""

    def enter(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend=BACKEND)
        return client

    return enter
