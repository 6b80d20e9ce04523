"""Who the journeys are about."""

import pytest

from tests.builders import House, make_house


@pytest.fixture
def house(transactional_db: None) -> House:
    """The people of two organisations, with names as people here have them."""
    house = make_house()
    names = {house.worker: "Ләззат", house.colleague: "Айман", house.supervisor: "Гүлмира"}
    for user, given in names.items():
        user.first_name, user.last_name = given, "Сынақбаева"
        user.save(update_fields=["first_name", "last_name"])
    return house
