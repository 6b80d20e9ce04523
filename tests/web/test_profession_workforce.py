"""The workforce on its pages: figures with what they rest on, the same for everybody, and nobody in them."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.outcomes.test_workforce import ABAI, guild  # noqa: F401  a fixture
from tests.profession.world import Guild
from tests.web.conftest import BACKEND
from tirek.access.models import User
from tirek.outcomes.actions.reference import load_population


def enter(user: User | None) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def test_the_workforce_is_told_to_everybody(guild: Guild, django_assert_max_num_queries) -> None:  # noqa: F811
    visitor = enter(None)
    page = visitor.get(reverse("open_workforce")).content.decode()
    assert "Practitioners: 23; full-time posts: 23; vacant posts: 3." in page
    assert "the population is not loaded" in page
    assert "Per 100,000 people" not in page
    file = f"region;year;sex;age_group;people\n{ABAI};2025;;;500000\n"
    load_population(actor=guild.house.administrator, file=file.encode(), source="Invented table", citation="1",
                    valid_from=None, verified=False)  # fmt: skip
    page = visitor.get(reverse("open_workforce")).content.decode()
    assert "2.6" in page
    assert "Invented table" in page
    table = visitor.get(reverse("open_workforce_file")).content.decode()
    assert f"region,{ABAI}" in table
    assert "Сынақ" not in page + table
    manager = enter(guild.house.manager)
    for client, name in ((visitor, "open_workforce"), (manager, "workforce")):
        client.get(reverse(name))
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 200), ("supervisor", 200), ("worker", 404), ("administrator", 404), ("", 302)]
)
def test_the_page_at_a_desk_is_for_who_sees_evidence(guild: Guild, who: str, status: int) -> None:  # noqa: F811
    client = enter(getattr(guild.house, who) if who else None)
    assert client.get(reverse("workforce")).status_code == status
