"""Each programme from the first contact to the follow-up a year later, told from the programme's own vectors."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import House, make_user
from tests.journeys.steps import ALL, Desk
from tests.journeys.telling import Telling
from tests.journeys.vectors import Story
from tirek.access.models import User

pytestmark = pytest.mark.journey
PACKS = Path(__file__).parents[2] / "packs"
#: family_preservation has a story of its own, with more turns than a vector tells.
VECTORS = sorted(path for path in PACKS.glob("*/vectors/*.yaml") if path.parts[-3] != "family_preservation")
WIDTHS = (390, 1280)
#: Who tells it: custody, probation and infections are open to a resocialisation worker.
ROLES = {"addiction": "resocialisation_worker", "release": "resocialisation_worker"}


@pytest.mark.parametrize(("number", "path"), list(enumerate(VECTORS)), ids=[path.parts[-3] for path in VECTORS])
def test_a_programme_from_the_first_contact_to_the_year_after(
    number: int, path: Path, house: House, desk_of: Callable[[User, int], Desk]
) -> None:
    story = Story.read(path)
    teller = make_user("teller", house.unit, ROLES.get(story.programme, "worker"), language=story.language)
    teller.first_name, teller.last_name = "Ләззат", "Сынақбаева"
    teller.save(update_fields=["first_name", "last_name"])
    house.supervisor.language = story.language
    house.supervisor.save(update_fields=["language"])
    width = WIDTHS[number % 2]
    telling = Telling(story, desk_of(teller, width), desk_of(house.supervisor, width))
    telling.worker.programme = telling.supervisor.programme = story.programme
    telling.every_page = ALL or number < 2
    telling.tell()
    telling.check_end()
    assert telling.worker.complaints + telling.supervisor.complaints == []
