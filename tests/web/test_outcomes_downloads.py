"""Taking figures out: what somebody gets is protected and on record; who may not, meets nothing."""

import csv
import io
import json
import zipfile

import pytest
from django.test import TestCase

from tests.builders import House, make_house
from tests.outcomes.figures_kept import keep_figures, keep_version
from tirek.outcomes.models import Exit
from tirek.outcomes.publication.forms import WAYS
from tirek.programmes.selectors.packs import forget

IN_CARE = "tm_02_residential"


@pytest.fixture
def figured(transactional_db: None) -> House:
    """A house with figures of one indicator: boys of one region are hidden, and girls with them."""
    forget()
    house = make_house()
    version = keep_version()
    north = {"region": "590000000", "sex": "male"}
    cells = [
        ({}, 90, None), ({"sex": "male"}, 50, None), ({"sex": "female"}, 40, None), ({"region": "590000000"}, 30, None),
        ({"region": "unknown"}, 60, None), (north, 3, None), (north | {"sex": "female"}, 27, None),
        ({"region": "unknown", "sex": "male"}, 47, None), ({"region": "unknown", "sex": "female"}, 13, None),
    ]  # fmt: skip
    for year in (2024, 2025):
        keep_figures(version, IN_CARE, cells, year=year, hidden=(5, 6, 7, 8))
    return house


def test_figures_leave_in_every_form_with_nothing_hidden_in_them(figured: House, login) -> None:
    browser = login(figured.manager)
    page = browser.get(f"/evidence/download/{IN_CARE}/")
    assert page.status_code == 200
    ways = [way for way in WAYS if f'value="{way}"' in page.content.decode()]
    assert set(ways) == set(WAYS) - {"kazstat"}  # it serves no goal
    for number, way in enumerate(ways):
        sent = {"year": "all", "place": "all:", "by": "region,sex", "way": way}
        answer = browser.post(f"/evidence/download/{IN_CARE}/", sent)
        assert answer.status_code == 200, way
        assert f"tirek-tm-02-residential-2024-2025{WAYS[way].ending}" in answer["Content-Disposition"]
        exits = Exit.objects.using("owner").filter(user=figured.manager).order_by("-pk")
        assert exits.count() == 2 * (number + 1)
        assert (exits[0].form, exits[0].hidden, exits[0].audited) == (WAYS[way].form, 4, True)
        if way == "csv":
            rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
            hidden = [row for row in rows if row["status"] == "hidden"]
            assert len(rows) == 18
            assert len(hidden) == 8
            assert all(row["value"] == row["numerator"] == "" for row in hidden)
        if way == "package":
            with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
                assert json.loads(packed.read("datapackage.json"))["name"] == "tirek-tm-02-residential-2024-2025"


def test_a_whole_list_leaves_at_once_and_a_way_that_does_not_fit_is_refused(figured: House, login) -> None:
    browser = login(figured.supervisor)
    answer = browser.post("/evidence/download/", {"set": "transmonee", "year": "2025"})
    assert "PT_CHLD_INRESIDENTIAL" in _transmonee(answer)
    assert browser.post("/evidence/download/", {"set": "goals", "year": "2025"}).status_code == 422
    for wrong in ({"way": "kazstat"}, {"way": "csv", "by": "kind,sex"}, {"way": "csv", "year": "1999"}, {"way": "?"}):
        sent = {"year": "2025", "place": "all:", "by": "", **wrong}
        assert browser.post(f"/evidence/download/{IN_CARE}/", sent).status_code == 422
    foreign = {"year": "2025", "place": f"unit:{figured.other_unit.code}", "by": "", "way": "csv"}
    assert browser.post(f"/evidence/download/{IN_CARE}/", foreign).status_code == 422


def _transmonee(answer: object) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:  # type: ignore[attr-defined]
        return packed.read("data-sdmx-2.0.csv").decode()


def test_who_takes_nothing_out_meets_no_page(house: House, login) -> None:
    for user in (house.worker, house.colleague, house.administrator, house.outsider):
        for url in ("/evidence/download/", f"/evidence/download/{IN_CARE}/"):
            assert login(user).get(url).status_code == 404
            assert login(user).post(url, {"way": "csv"}).status_code == 404
    assert login(house.manager).get("/evidence/download/no_such_indicator/").status_code == 404
    assert login(house.manager).get(f"/evidence/download/{IN_CARE}/").status_code == 200  # nothing there


def test_the_administrator_loads_the_official_structure(house: House, login, settings, tmp_path) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.outcomes.test_publication import published
    from tirek.outcomes.actions.structures import official_structure
    from tirek.outcomes.publication.coding import SDG
    from tirek.outcomes.publication.messages import messages

    settings.HOME = tmp_path
    browser, url = login(house.administrator), "/evidence/download/structure/"
    content = messages(published(), SDG)["structure-3.0.xml"]
    for file, source, status in ((b"<a/>", "A", 422), (content, " ", 422), (content, "The registry", 302)):
        sent = {"file": SimpleUploadedFile("dsd.xml", file), "source": source}
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert browser.post(url, sent).status_code == status
    found = official_structure()
    assert found is not None
    assert found.urn in browser.get(url).content.decode()
    assert login(house.manager).get(url).status_code == 404
