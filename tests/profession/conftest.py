"""What the tests of the profession start from."""

import pytest

from tests.profession.world import Guild, make_guild


@pytest.fixture
def guild(db: None) -> Guild:
    """An association and two houses with practitioners to be."""
    return make_guild()
