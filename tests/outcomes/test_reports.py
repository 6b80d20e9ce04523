"""A report from its composing to the proof: figures of kept facts, frozen, made again to the same bytes."""

import io
import json
import subprocess
import sys
import zipfile
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import House, make_house, make_user
from tests.outcomes.figures_kept import keep_figures
from tests.outcomes.kept_facts import keep_facts
from tirek.access.models import User
from tirek.kernel.clock import clock_at
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.outcomes.actions.curves import compute_curves
from tirek.outcomes.actions.recounting import recounted
from tirek.outcomes.actions.reports import (
    compose_report,
    freeze_due_reports,
    freeze_report,
    put_away_report,
    share_report,
)
from tirek.outcomes.engine.catalogue import cohorts, indicators
from tirek.outcomes.engine.compute import cells
from tirek.outcomes.engine.definition import Span
from tirek.outcomes.facts.opening import opened
from tirek.outcomes.models import Exit, FactsVersion, Report, Snapshot
from tirek.outcomes.papers.making import KINDS, digests, made
from tirek.programmes.selectors.packs import forget

IN_CARE = "tm_02_residential"
ON = date(2026, 11, 20)
DAY = date(2026, 11, 22)
PARTS: tuple[dict[str, Any], ...] = (
    {"text": "=Біздің жыл.\n#let x = 1"},
    {"indicator": IN_CARE, "by": ["sex", "age_group"]},
    {"indicator": "addiction_coverage"},
)


def children() -> dict[str, list[dict[str, Any]]]:
    """Forty children in an institution since 2024, twenty in foster families: so many of each that all can be told."""
    people = [
        {"person_key": key, "sex": "male" if key % 2 else "female", "born_on": date(2016, 5, 1), "region": "590000000"}
        for key in range(1, 61)
    ]
    cases = [{"case_key": key, "client_key": key, "organisation": "body-h1", "unit": "h1"} for key in range(1, 61)]
    episodes = [
        {
            "case_key": key, "person_key": key, "organisation": "body-h1", "unit": "h1", "track": "care",
            "kind": "childrens_home" if key <= 40 else "foster_family",
            "setting": "institution" if key <= 40 else "family_based",
            "placement": True,
            "care_form": "residential" if key <= 40 else "foster",
            "starts_on": date(2024, 2, 1) + timedelta(days=key),
        }
        for key in range(1, 61)
    ]  # fmt: skip
    return {"persons": people, "cases": cases, "episodes": episodes}


@pytest.fixture
def counted(transactional_db: None, facts_folder: Path) -> tuple[House, FactsVersion]:
    """A house whose facts are kept as files, with the figures counted from them."""
    forget()
    house = make_house()
    version = keep_facts(facts_folder, children(), ON)
    end = date(2025, 12, 31)
    with opened(version) as facts:
        found = cells(indicators()[IN_CARE], facts, Span(end, end), ("all", "organisation"))
    for place in ("", "body-h1"):
        keep_figures(
            version, IN_CARE,
            [
                (dict(zip(one.breakdown, one.categories, strict=True)), one.numerator, one.denominator)
                for one in found if one.place == place
            ],
            organisation=house.unit.organisation if place else None, first=end,
        )  # fmt: skip
    return house, version


def composed(actor: User, house: House, **more: Any) -> Report:
    with clock_at(DAY):
        return compose_report(
            actor=actor, title="Есеп / 2025", parts=more.pop("parts", PARTS), unit=house.unit.uuid,
            **{"year": 2025, "scope": "organisation", "language": "kk", **more},
        )  # fmt: skip


def frozen(actor: User, report: Report) -> Snapshot:
    with clock_at(DAY):
        return freeze_report(actor=actor, report=report.uuid)


def test_a_frozen_report_is_made_again_to_the_same_bytes_and_counted_again_to_the_same_figures(
    counted: tuple[House, FactsVersion], tmp_path: Path
) -> None:
    house, version = counted
    snapshot = frozen(house.manager, composed(house.manager, house))
    text, table, silent = snapshot.content["parts"]
    assert (text["kind"], table["kind"], silent["kind"]) == ("text", "table", "silent")
    assert {row["texts"][0] for row in table["rows"] if row["total"]} == {"40"}
    assert "svg" in table["chart"]["svg"]
    assert snapshot.definitions == {IN_CARE: indicators()[IN_CARE].version}
    assert Exit.objects.using("owner").filter(user=house.manager, form="pdf", version=version).count() == 1

    snapshot.refresh_from_db(using="owner")
    proof = recounted(snapshot)
    assert proof.whole
    assert (len(proof.same), proof.differs, proof.changed, proof.programs) == (1, (), (), True)
    assert proof.reworded == ()  # the counted table, put into words and drawn again, is the part that was frozen

    # In another process, with other seeds of everything, the files still have the same bytes.
    kept = tmp_path / "content.json"
    kept.write_text(json.dumps(snapshot.content), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c",
         "import json, sys; from tirek.outcomes.papers.making import digests;"
         "print(json.dumps(digests(json.load(open(sys.argv[1], encoding='utf-8')))))", str(kept)],
        capture_output=True, text=True, check=True, timeout=60, env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert json.loads(told.stdout) == {name: snapshot.digests[name] for name in ("content", *KINDS)}

    # Somebody changed what was kept: the proof says so.
    forged = deepcopy(snapshot)
    forged.content["parts"][1]["table"]["rows"][0][1] += 1
    found = recounted(forged)
    assert (found.whole, found.content, len(found.differs)) == (False, False, 1)


def test_what_people_wrote_is_text_in_every_paper(counted: tuple[House, FactsVersion]) -> None:
    from docx import Document
    from openpyxl import load_workbook
    from pypdf import PdfReader

    house, _version = counted
    content = frozen(house.manager, composed(house.manager, house)).content
    read = PdfReader(io.BytesIO(made(content, "pdf")))
    pages = "".join(page.extract_text() for page in read.pages)
    assert "#let x = 1" in pages
    assert "Есеп / 2025" in pages
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"].startswith("kk")
    document = Document(io.BytesIO(made(content, "docx")))
    assert "#let x = 1" in {one.text for one in document.paragraphs}
    assert len(document.tables) == 1
    workbook = load_workbook(io.BytesIO(made(content, "xlsx")))
    cells_of = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells_of)
    assert 40 in {cell.value for cell in cells_of}
    with zipfile.ZipFile(io.BytesIO(made(content, "docx"))) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert digests(content) == digests(content)


def test_a_curve_in_a_report_is_told_and_counted_again(
    counted: tuple[House, FactsVersion], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, version = counted
    alone = {"placements": cohorts()["placements"]}
    monkeypatch.setattr("tirek.outcomes.actions.curves.cohorts", lambda: alone)
    compute_curves(version)
    parts = [{"cohort": "placements", "by": ""}, PARTS[1]]
    snapshot = frozen(house.supervisor, composed(house.supervisor, house, parts=parts, scope="unit"))
    curve, table = snapshot.content["parts"]
    assert curve["kind"] == "curve"
    assert table["kind"] == "silent"  # of one unit nothing was counted here
    assert curve["rows"][-1]["texts"][0] == "20"
    assert recounted(snapshot).same == (curve["title"],)


def test_a_shared_report_is_frozen_by_the_unit_and_changed_by_its_maker_alone(
    counted: tuple[House, FactsVersion],
) -> None:
    house, _version = counted
    report = composed(house.manager, house)
    with pytest.raises(Missing):
        frozen(house.supervisor, report)
    share_report(actor=house.manager, report=report.uuid, shared=True)
    assert frozen(house.supervisor, report).frozen_by == house.supervisor
    with pytest.raises(Missing):
        compose_report(actor=house.supervisor, title="Other", parts=PARTS, unit=house.unit.uuid, report=report.uuid)
    for act in (share_report, put_away_report):
        with pytest.raises(Missing):
            act(actor=house.supervisor, report=report.uuid, **({"shared": False} if act is share_report else {}))
    put_away_report(actor=house.manager, report=report.uuid)
    with pytest.raises(Problem):
        frozen(house.supervisor, report)


def test_a_report_of_a_rhythm_is_frozen_once_in_its_time(counted: tuple[House, FactsVersion]) -> None:
    house, _version = counted
    composed(house.manager, house, rhythm="quarter")
    composed(house.manager, house)
    gone = make_user("gone", house.unit, "manager")
    composed(gone, house, rhythm="month")
    gone.memberships.update(ends_on=DAY - timedelta(days=1))
    with clock_at(DAY):
        assert freeze_due_reports() == 1
        assert freeze_due_reports() == 0
    with clock_at(date(2027, 1, 5)):
        assert freeze_due_reports() == 1
    assert Snapshot.objects.using("owner").count() == 2


def test_a_report_is_composed_by_who_may_and_of_what_there_is(db: None) -> None:
    house = make_house()
    for wrong in (
        {"parts": []},
        {"parts": [{"text": " "}]},
        {"parts": [{"indicator": "no_such"}]},
        {"parts": [{"indicator": IN_CARE, "by": ["sex"]}]},
        {"parts": [{"cohort": "no_such"}]},
        {"year": 1990},
        {"scope": "country"},
    ):
        with pytest.raises(Problem):
            composed(house.manager, house, **wrong)
    for user in (house.worker, house.administrator, house.outsider):
        with pytest.raises(Refused):
            composed(user, house)
    for unit in (house.other_unit.uuid, house.manager.uuid):  # of another organisation; of nothing
        with pytest.raises(Refused):
            compose_report(actor=house.manager, title="Есеп", parts=PARTS, unit=unit)
    ref = house.unit.uuid
    assert composed(house.manager, house, client_ref=ref) == composed(house.manager, house, client_ref=ref)
