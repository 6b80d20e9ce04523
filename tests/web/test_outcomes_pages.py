"""The pages of the evidence: who opens them, what they tell to whom, and what they say where nothing may be told."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import House, make_house, make_user
from tests.web.pages import questions
from tirek.access.models import Unit, User
from tirek.directory.models import Region
from tirek.outcomes.enums import VersionState
from tirek.outcomes.models import FactsVersion, Figure, Loaded, OfficialValue

Login = Callable[[User | None], Client]
SHARE, COUNT = "family_home_at_closure", "sdg_3_5_1"
PAGES: list[tuple[str, dict[str, Any]]] = [
    ("evidence", {}), ("goals", {}), ("goal", {"number": 3}), ("programme_outcomes", {"code": "family_preservation"}),
    ("indicator", {"indicator": SHARE}), ("indicator", {"indicator": "bcn_13_law_and_policy"}),
]  # fmt: skip


def words(response: Any) -> str:
    """What stands on a page, without its pictures."""
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(text))


def keep(version: FactsVersion, indicator: str, year: int, scope: str, unit: Unit | None, n: int, of: int | None,
         *, hidden: bool = False, **split: str) -> None:  # fmt: skip
    """A figure as the night writes it."""
    Figure.objects.using("owner").create(
        version=version, indicator=indicator, definition=1, first_on=date(year, 1, 1), last_on=date(year, 12, 31),
        scope=scope, unit_id=unit.pk if unit and scope == "unit" else None,
        organisation_id=unit.organisation_id if unit and scope != "all" else None, breakdown=list(split),
        categories=list(split.values()), numerator=n, denominator=of, hidden=hidden,
    )  # fmt: skip


@pytest.fixture
def told(transactional_db: None) -> House:
    """Figures of two years: many in the house, few girls in the unit, a region that is hidden."""
    house = make_house()
    version = FactsVersion.objects.using("owner").create(
        number=1, on=date(2026, 3, 1), model_version="1", state=VersionState.READY, digest="1",
        finished_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    for year in (2024, 2025):
        for scope in ("unit", "organisation", "all"):
            keep(version, SHARE, year, scope, house.unit, 30, 40, hidden=scope == "unit")
            keep(version, COUNT, year, scope, house.unit, 23, None)
        keep(version, SHARE, year, "unit", house.unit, 2, 3, hidden=True, region="100000000")
        keep(version, SHARE, year, "unit", house.unit, 28, 37, hidden=True, region="110000000")
        keep(version, SHARE, year, "organisation", house.unit, 2, 3, hidden=True, region="100000000")
        keep(version, SHARE, year, "organisation", house.unit, 28, 37, region="110000000")
    return house


@pytest.mark.parametrize(("name", "known"), PAGES)
def test_who_opens_the_evidence(house: House, login: Login, name: str, known: dict[str, Any]) -> None:
    url = reverse(name, kwargs=known)
    for user, status in (
        (house.supervisor, 200), (house.manager, 200), (house.worker, 404), (house.administrator, 404),
        (house.outsider, 404), (None, 302),
    ):  # fmt: skip
        assert login(user).get(url).status_code == status
    page = words(login(house.manager).get(url))  # nothing was counted yet
    assert name in {"goals", "goal"} or "bcn" in url or "made each night" in page


@pytest.mark.django_db(transaction=True)
def test_the_evidence_is_read_as_far_as_it_may_be(told: House, login: Login) -> None:
    indicator = reverse("indicator", args=[SHARE])
    own, manager = login(told.supervisor), login(told.manager)

    body = words(own.get(indicator + "?by=region"))
    assert "75%" in body
    assert "30 of 40" in body
    assert "2 / 3" in body  # who may open the files sees what was counted
    assert "files behind it" in body

    page = manager.get(indicator + "?by=region")
    body = words(page)
    assert "75%" in body
    assert "2 / 3" not in body
    assert "hidden" in body
    assert "fewer than 5 people" in body
    assert "files behind it" not in body
    assert page.context["chosen"].key == f"organisation:{told.unit.organisation.code}"
    drawn = page.content.decode()
    assert 'style="' not in drawn
    assert drawn.count('role="img"') == 4  # the years and the map, for a desk and for a phone
    assert Region.objects.get(kato="110000000").name_en in drawn

    for client, place in ((manager, f"unit:{told.other_unit.code}"), (own, "unit:nowhere"), (own, "x")):
        assert client.get(indicator + f"?place={place}").status_code == 404
    assert manager.get(reverse("indicator_rows", args=[SHARE]) + "?year=2025").status_code == 404
    assert manager.get(reverse("indicator", args=["nothing"])).status_code == 404
    assert manager.get(indicator + "?year=1800&by=kind").status_code == 200  # what is not there is not asked for

    count = words(manager.get(reverse("indicator", args=[COUNT])))
    assert "A count. It says how many" in count
    for name, known in PAGES:
        for client in (own, manager):
            assert len(questions(client, reverse(name, kwargs=known))) <= 15, name

    programme = words(manager.get(reverse("programme_outcomes", args=["family_preservation"])))
    assert "Child at home when the case was closed" in programme
    assert "30 of 40" in programme


@pytest.mark.django_db(transaction=True)
def test_a_value_of_the_country_comes_from_its_source_alone(told: House, login: Login) -> None:
    client, url = login(told.manager), reverse("goal", args=[3])
    body = words(client.get(url))
    assert "23 (people)" in body
    assert "part of the numerator" in body
    assert "not loaded here" in body
    loaded = Loaded.objects.using("owner").create(
        kind="official", source="Bureau", citation="Bureau of statistics, table 7", digest="1",
        loaded_by=make_user("analyst", told.unit, "analyst"),
    )  # fmt: skip
    OfficialValue.objects.using("owner").create(loaded=loaded, indicator="3.5.1", year=2024, value=12.5)
    body = words(client.get(url))
    assert "12.50" in body
    assert "Bureau of statistics, table 7" in body


@pytest.mark.django_db(transaction=True)
def test_survey_indicators_are_listed_without_a_figure(house: House, login: Login) -> None:
    body = words(login(house.manager).get(reverse("goal", args=[16])))
    assert "16.1.3" in body
    assert "Only a survey of the population can tell" in body


def test_indicators_are_found_by_a_word_in_any_language_and_by_their_code(house: House, login: Login) -> None:
    client = login(house.manager)
    for asked, found in (("BCN 3", "bcn_03_left_residential_for_family"), ("TransMonEE 7.2", "tm_07_2_reunion"),
                         ("дома при закрытии", "family_home_at_closure")):  # fmt: skip
        body = client.get(reverse("evidence"), {"q": asked}).content.decode()
        assert reverse("indicator", args=[found]) in body
    assert "No indicator has these words." in words(client.get(reverse("evidence"), {"q": "qwerty"}))


def test_what_is_said_beside_a_code_is_said_in_the_language_of_the_page(told: House, login: Login) -> None:
    client = login(told.manager)
    for language, said in (("kk", "көрсеткіштің алымы; бөлімі"), ("ru", "числитель показателя; знаменатель"),
                           ("en", "numerator; the denominator")):  # fmt: skip
        told.manager.language = language
        told.manager.save(update_fields=["language"])
        client.cookies["language"] = language
        assert said in words(client.get(reverse("indicator", args=[COUNT])))


def test_without_the_part_that_analyses_a_page_says_so(
    house: House, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tirek.web.outcomes.entry.missing", lambda: ["duckdb"])
    body = words(login(house.manager).get(reverse("evidence")))
    assert "Missing: duckdb." in body
    assert "not installed" in body


def test_the_team_on_monday_says_first_what_waits(house: House, case: object, login: Login) -> None:
    page = login(house.supervisor).get(reverse("team"))
    assert "What needs you first" in words(page)
    assert [one.url for one in page.context["first"]][:1] == ["#overdue"]
    assert page.context["week"].overdue
