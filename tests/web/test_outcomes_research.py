"""Data for research on the pages: a question, an agreement, a decision, a file; each asked by everybody else too."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.builders import House, make_user
from tests.outcomes.test_research import Desks, facts_ready  # noqa: F401  a fixture
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.intervals import add_months
from tirek.outcomes.models import ResearchRequest
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]


def said(desks: Desks, **other: object) -> dict[str, object]:
    """The form of a request as somebody fills it in."""
    day = today()
    return {
        "organisation": desks.house.uuid, "title": "Who stays home", "purpose": "A thesis", "institution": "University",
        "ethics_body": "Committee", "ethics_number": "7", "ethics_on": "2026-02-01", "outward": ["opened", "age"],
        "confidential": ["outcome"], "first_on": "2023-01-01", "last_on": "2026-06-30",
        "until": add_months(day, 6).isoformat(), **other,
    }  # fmt: skip


def test_a_researcher_is_given_what_a_manager_allowed(facts_ready: Desks, login: Login) -> None:  # noqa: F811
    desks = facts_ready
    researcher, manager = login(desks.researcher), login(desks.manager)
    ask = reverse("research_ask", args=["cases"])
    assert researcher.get(ask).status_code == 200
    assert researcher.post(ask, said(desks, title="")).status_code == 422
    assert researcher.post(ask, said(desks, outward=["iin"])).status_code == 422
    page = researcher.post(ask, said(desks))["Location"]
    urls = {name: f"{page}{name}/" for name in ("release", "recall", "take", "twin")}
    assert b"I accept the agreement" in researcher.get(page).content
    assert b"can only refuse" in manager.get(page).content
    decision = {"decision": "approve", "reason": "A good question", "k": 5, "diversity": 2}
    assert manager.post(page, decision).status_code == 422  # the agreement is missing
    researcher.post(page, {"do": "accept", "version": "1"})
    assert manager.post(page, {**decision, "k": 3}).status_code == 422
    assert manager.post(page, decision).status_code == 302
    for stranger in (desks.colleague, desks.outsider, desks.other_manager):
        client = login(stranger)
        assert client.get(page).status_code == 404
        assert {client.post(url).status_code for url in urls.values()} <= {404, 405}
    assert researcher.post(urls["release"]).status_code == 404
    assert "Location" in manager.post(urls["release"])
    _taken(desks, login, page, urls)


def _taken(desks: Desks, login: Login, page: str, urls: dict[str, str]) -> None:
    researcher, manager = login(desks.researcher), login(desks.manager)
    shown = researcher.get(page).content.decode()
    mark = re.search(r"T[0-9A-F]{8}", shown).group()
    assert "pycanon" in shown
    taken = researcher.post(urls["take"])
    assert taken["Content-Type"] == "application/zip"
    assert f"{mark}.csv" in ZipFile(BytesIO(taken.content)).namelist()
    assert "twin.csv" in ZipFile(BytesIO(researcher.get(urls["twin"]).content)).namelist()
    assert manager.post(urls["take"]).status_code == 404
    _found(manager, ZipFile(BytesIO(taken.content)).read(f"{mark}.csv").decode(), mark)
    register = reverse("research")
    for reader in (desks.colleague, desks.manager, desks.researcher):
        assert mark in login(reader).get(register).content.decode()
    assert mark not in login(desks.outsider).get(register).content.decode()
    assert manager.post(urls["recall"], {"reason": ""}).status_code == 302
    assert b"Called back" not in researcher.get(page).content
    manager.post(urls["recall"], {"reason": "A mistake"})
    gone = researcher.get(page).content.decode()
    assert "Destroy the file" in gone
    assert "Take the data" not in gone
    assert researcher.post(urls["take"]).status_code == 302  # nothing but a word


def _found(manager: Client, text: str, mark: str) -> None:
    """A file that turned up: as it was given, without its numbers, and a strange one."""
    without = "\n".join(line.partition(",")[2] for line in text.splitlines())
    for content, known in ((text, True), (without, True), ("a,b\n1,2\n2,1\n", False)):
        file = SimpleUploadedFile("found.csv", content.encode())
        page = manager.post(reverse("research_found"), {"file": file}, follow=True).content.decode()
        assert (f"copy of {mark}" in page) == known
    assert manager.post(reverse("research_found")).status_code == 302


def test_everybody_sees_their_own_side_of_it(house: House, login: Login, django_assert_max_num_queries) -> None:
    researcher = make_user("doctoral", house.unit, "researcher")
    page = reverse("research")
    for user, status in (
        (researcher, 200), (house.manager, 200), (house.supervisor, 200), (house.worker, 404),
        (house.administrator, 404), (house.outsider, 404), (None, 302),
    ):  # fmt: skip
        assert login(user).get(page).status_code == status, user
    client = login(researcher)
    desks = Desks(house.unit.organisation, *[researcher] * 5)
    asked = client.post(reverse("research_ask", args=["placements"]), {**said(desks), "outward": ["entered", "age"],
                        "confidential": ["left_to"]})  # fmt: skip
    with acting_as(researcher.pk):
        uuid = ResearchRequest.objects.get().uuid
    assert str(uuid) in asked["Location"]
    assert str(uuid) in login(house.manager).get(page).content.decode()
    assert str(uuid) not in login(house.supervisor).get(page).content.decode()
    for user, path in ((researcher, page), (house.manager, page), (house.manager, asked["Location"])):
        reader = login(user)
        reader.get(path)
        with django_assert_max_num_queries(18):
            assert reader.get(path).status_code == 200
    client.post(asked["Location"], {"do": "withdraw"})
    assert "Take the request back" not in client.get(asked["Location"]).content.decode()
    assert client.get(reverse("research_ask", args=["persons"])).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_of_the_form_is_left_in_english(house: House, login: Login, language: str) -> None:
    client = login(make_user("doctoral", house.unit, "researcher", language=language))
    client.post(reverse("set_language"), {"language": language})
    text = client.get(reverse("research_ask", args=["cases"])).content.decode()
    main = re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition(">")[2].partition("</main>")[0])
    assert not re.search(r"[A-Za-z]{4,}", main.replace("House", "").replace("Tirek", "")), main
