"""The page of other people's figures: what is loaded and from where, a file with mistakes, a file withdrawn."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.builders import House
from tirek.outcomes.models import Loaded, OfficialValue, PolicyAnswer, PopulationFigure

pytestmark = pytest.mark.django_db


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("figures.csv", text.encode(), content_type="text/csv")


def _said(text: str, **more: object) -> dict[str, object]:
    return {
        "file": _file(text), "source": "Ойдан шығарылған кесте", "citation": "Кесте 1, 2001",
        "valid_from": "2001-07-01", "verified": "no", **more,
    }  # fmt: skip


def test_a_file_is_loaded_listed_and_withdrawn(client: Client, house: House) -> None:
    client.force_login(house.administrator)
    text = "region;year;sex;age_group;people\nKZ-10;2001;female;0-17;40\nKZ-10;2001;male;0-17;60\n"
    answer = client.post("/evidence/loaded/population/", _said(text), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ойдан шығарылған кесте" in page
    assert "Кесте 1, 2001" in page
    assert "2001" in page
    assert PopulationFigure.objects.count() == 2
    loaded = Loaded.objects.get()
    assert not loaded.verified
    assert loaded.valid_from == date(2001, 7, 1)
    answer = client.post(f"/evidence/loaded/{loaded.uuid}/withdraw/", follow=True)
    assert answer.status_code == 200
    loaded.refresh_from_db()
    assert loaded.withdrawn_on is not None


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_mistakes_are_told_with_their_lines_in_the_language_of_the_page(
    client: Client, house: House, language: str
) -> None:
    house.administrator.language = language
    house.administrator.save(update_fields=["language"])
    client.force_login(house.administrator)
    text = "region,year,people\nKZ-10,2001,4\nНигде,2001,5\nKZ-10,abc,5\n"
    answer = client.post("/evidence/loaded/population/", _said(text))
    assert answer.status_code == 422
    assert [line for line, _ in answer.context["findings"]] == [3, 4]
    said = {"kk": "өңір емес", "ru": "не регион", "en": "is no region"}[language]
    assert said in answer.context["findings"][0][1]
    assert not Loaded.objects.exists()


def test_a_file_without_its_source_is_not_taken(client: Client, house: House) -> None:
    client.force_login(house.administrator)
    text = "year,value\n2001,12.5\n"
    answer = client.post("/evidence/loaded/official/", _said(text, indicator="3.5.1", citation=" "))
    assert answer.status_code == 422
    assert not OfficialValue.objects.exists()
    answer = client.post("/evidence/loaded/official/", _said(text, indicator="3.5.1"))
    assert answer.status_code == 302
    assert OfficialValue.objects.get().value == 12.5


def test_a_question_on_policy_is_answered_with_what_it_rests_on(client: Client, house: House) -> None:
    client.force_login(house.administrator)
    address = "/evidence/policies/bcn_14_complaints/0/"
    said = {"answer": "partly", "evidence": "Ойдан шығарылған бұйрық, 1-бап", "on": "2024-05-01"}
    assert client.post(address, {**said, "evidence": ""}).status_code == 422
    assert client.post(address, {**said, "on": "2999-01-01"}).status_code == 422
    assert client.post(address, said).status_code == 302
    assert PolicyAnswer.objects.get().answer == "partly"
    assert "Ойдан шығарылған бұйрық" in client.get("/evidence/policies/").content.decode()
    assert client.get("/evidence/policies/bcn_14_complaints/99/").status_code == 404
    assert client.get("/evidence/policies/tm_02_residential/0/").status_code == 404


def test_nobody_else_meets_these_pages(client: Client, house: House) -> None:
    for user in (house.worker, house.supervisor, house.manager):
        client.force_login(user)
        for address in ("/evidence/loaded/", "/evidence/loaded/population/", "/evidence/policies/"):
            assert client.get(address).status_code == 404
