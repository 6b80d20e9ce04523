"""What is published: the same figures in every form, and other houses' tools can read them."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tirek.kernel.problems import Problem
from tirek.outcomes.engine.definition import Contribution, Indicator, Measure, Period, Serves, Standard
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.tables import Row, Table, Why, row_of
from tirek.outcomes.publication import kazstat, package
from tirek.outcomes.publication.codes import Entry
from tirek.outcomes.publication.coding import SDG, SDG_DIMENSIONS, TRANSMONEE
from tirek.outcomes.publication.files import csv_bytes, safe_text, zipped
from tirek.outcomes.publication.forms import WAYS, made, ways_for
from tirek.outcomes.publication.messages import messages
from tirek.outcomes.publication.observations import Facts, NotProtected, Part, Publication, observations
from tirek.outcomes.publication.official import read_official
from tirek.programmes.engine.words import Words


def words(text: str) -> Words:
    return Words(kk=f"{text} (қаз)", ru=f"{text} (рус)", en=text)


LEFT = Indicator(
    id="left_care", title=words('Children & "others" who left'), about=words("=About <them>"), counted="child",
    measure=Measure.COUNT, period=Period.YEAR, by=(("sex", "region"), ("age_group", "left_to")),
    standards=(Standard("TransMonEE", "PT_CHLD_LEFT_RESIDENTIAL"), Standard("KAZSTAT", "_L_KZ_X1")),
    serves=(Serves("16.2.2", Contribution.NUMERATOR, "VC_HTF_DETV"),),
)  # fmt: skip
COVERAGE = Indicator(
    id="coverage", title=words("Coverage"), about=words("About"), counted="person", measure=Measure.SHARE,
    period=Period.YEAR,
)  # fmt: skip
RATE = Indicator(
    id="rate", title=words("Rate"), about=words("About"), counted="child", measure=Measure.RATE, period=Period.DAY,
    denominator="population", per=100_000,
)  # fmt: skip
T = "total"


def table(one: Indicator, by: tuple[str, ...], *cells: tuple[Any, ...], year: int = 2025) -> Table:
    rows = tuple(
        Row(categories, None, None, None, shown=False, why=Why.HIDDEN)
        if counted is None
        else row_of(one, categories, counted, of, None)
        for categories, counted, of in cells
    )
    return Table(one.id, 1, 7, date(year, 1, 1), date(year, 12, 31), "all", "", by, rows, protected=True)


def published(*parts: Part) -> Publication:
    return Publication(
        parts=parts
        or (
            Part(LEFT, table(
                LEFT, ("sex", "region"),
                ((T, T), 40, None), (("female", T), 25, None), (("male", T), 15, None),
                (("female", "100000000"), None, None), (("male", "100000000"), 9, None),
            )),
            Part(LEFT, table(
                LEFT, ("age_group", "left_to"),
                ((T, T), 40, None), (("0", "REUNION"), 12, None), (("65+", T), 8, None),
            )),
            Part(COVERAGE, table(COVERAGE, (), ((), 7, 31), year=2024)),
            Part(RATE, table(RATE, (), ((), 12, 0))),
        ),
        place=words("Demonstration"),
        names=lambda name, code: DIMENSIONS[name].categories.get(code) or words(f"{name} {code}"),
        dimension_names=lambda name: DIMENSIONS[name].title,
        areas=(Entry("100000000", words("Abai"), {"ISO 3166-2": "KZ-10", "KAZSTAT": "KZABY"}),),
        facts=(Facts(7, "ab" * 32, date(2026, 11, 20)),),
        made_at=datetime(2026, 11, 22, 8, 0, 0, 123456, tzinfo=UTC),
    )  # fmt: skip


def test_a_margin_of_two_tables_is_told_once() -> None:
    told = [(seen.part.indicator.id, dict(seen.categories), seen.value) for seen in observations(published())]
    assert len([one for one in told if one[0] == "left_care" and set(one[1].values()) == {T}]) == 1
    assert len(told) == 9


def test_what_was_not_protected_is_never_published() -> None:
    open_table = table(COVERAGE, (), ((), 7, 31))
    with pytest.raises(NotProtected):
        published(Part(COVERAGE, Table(**{**vars(open_table), "protected": False})))


@pytest.mark.parametrize("way", WAYS)
def test_every_form_is_the_same_bytes_when_it_is_made_again_and_holds_nothing_hidden(way: str) -> None:
    first, second = made(published(), way), made(published(), way)
    assert first == second
    assert first.name.startswith("tirek-3-indicators-2024-2025")


@pytest.mark.parametrize("flavour", [SDG, TRANSMONEE])
def test_sdmx_stands_the_schemas(flavour: str) -> None:
    from pysdmx.io.xml.doc_validation import validate_doc

    for name, content in messages(published(), flavour).items():
        if name.endswith(".xml"):
            validate_doc(content.decode())


def test_an_independent_reader_finds_the_same_values_and_names_in_three_languages(tmp_path: Path) -> None:
    import sdmx

    files = messages(published(), SDG)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    read = sdmx.read_sdmx(tmp_path / "structure-2.1.xml")
    (dsd,) = [one for one in read.structure.values() if len(one.dimensions)]
    assert [one.id for one in dsd.dimensions] == [*SDG_DIMENSIONS, "TIME_PERIOD"]
    series = read.codelist["CL_SERIES"]["_L_KZ_X1"].name.localizations
    assert series["ru"] == 'Children & "others" who left (рус)'
    assert {"kk", "ru", "en"} == set(series)

    data = sdmx.read_sdmx(tmp_path / "data-2.1.xml", structure=dsd).data[0].obs
    found = {
        (str(one.key["SERIES"].value), str(one.key["REF_AREA"].value), str(one.key["SEX"].value),
         str(one.key["AGE"].value), str(one.key["COMPOSITE_BREAKDOWN"].value)):
        (one.value, str(one.attached_attribute["OBS_STATUS"].value))
        for one in data
    }  # fmt: skip
    assert len(data) == 9
    served, everybody = "_L_SERVED", "_T"
    assert found["_L_KZ_X1", "100000000", "F", everybody, everybody] == (None, "C")
    assert found["_L_KZ_X1", "100000000", "M", everybody, everybody] == ("9", "A")
    assert found["_L_KZ_X1", served, everybody, "Y0", "_L_LEFT_TO_REUNION"] == ("12", "A")
    assert found["_L_TIREK__COVERAGE", served, everybody, everybody, everybody] == ("22.6", "A")
    # A rate without its population is a count, and its unit says so.
    (count,) = [one for one in data if str(one.key["SERIES"].value) == "_L_TIREK__RATE"]
    assert (count.value, str(count.attached_attribute["UNIT_MEASURE"].value)) == ("12", "PERSONS")
    # Nothing of ours stands under the country or as a national figure.
    assert {str(one.key["REPORTING_TYPE"].value) for one in data} == {"_L_CASE"}
    assert "398" not in {str(one.key["REF_AREA"].value) for one in data}


def test_three_point_nought_reads_back_equal(tmp_path: Path) -> None:
    from pysdmx.io import get_datasets

    files = messages(published(), TRANSMONEE)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (read,) = get_datasets(str(tmp_path / "data-3.0.xml"), str(tmp_path / "structure-3.0.xml"))
    rows = {
        (row.REF_AREA, row.SEX, row.AGE): (None if row.OBS_STATUS == "C" else float(row.OBS_VALUE))
        for row in read.data.itertuples()
    }
    # What TransMonEE's structure has no dimension for stays out of its message.
    assert rows == {
        ("_L_SERVED", "_T", "_T"): 40.0, ("_L_SERVED", "F", "_T"): 25.0, ("_L_SERVED", "M", "_T"): 15.0,
        ("100000000", "F", "_T"): None, ("100000000", "M", "_T"): 9.0, ("_L_SERVED", "_T", "Y_GE65"): 8.0,
    }  # fmt: skip
    lines = list(csv.DictReader(io.StringIO(files["data-sdmx-2.0.csv"].decode())))
    assert {line["INDICATOR"] for line in lines} == {"PT_CHLD_LEFT_RESIDENTIAL"}
    assert [line["OBS_VALUE"] for line in lines if line["OBS_STATUS"] == "C"] == [""]


def test_an_official_structure_gives_its_name_and_takes_no_code_it_does_not_know() -> None:
    own = messages(published(), SDG)["structure-2.1.xml"].replace(b"TIREK:DSD", b"UN:DSD")
    official = read_official(own.replace(b'agencyID="TIREK"', b'agencyID="UN"').replace(b'"_L_CASE"', b'"N"'))
    assert official.urn.endswith("DataStructure=UN:DSD_TIREK_SDG(1.0)")
    files = messages(published(), SDG, official)
    assert b"REPORTING_TYPE: _L_CASE" in files["README.txt"]
    assert b'id="DSD_TIREK_SDG"' in files["data-2.1.xml"]
    assert b'agencyID="UN"' in files["data-2.1.xml"]
    assert b'REPORTING_TYPE="N"' not in files["data-2.1.xml"]
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for wrong in (b"<a/>", b"\xff\xfe", entity, messages(published(), TRANSMONEE)["structure-2.1.xml"]):
        with pytest.raises(Problem):
            read_official(wrong)


def test_the_platforms_folder_keeps_its_contract() -> None:
    files = kazstat.folder(published())
    assert kazstat.problems(files) == []
    assert sorted(files) == ["README.txt", "data/indicator_16-2-2.csv", "indicator-config/16-2-2.yml"]
    rows = list(csv.DictReader(io.StringIO(files["data/indicator_16-2-2.csv"].decode())))
    assert {"Year": "2025", "REF_AREA": "KZABY", "SEX": "F", "Value": "", "OBS_STATUS": "C"}.items() <= rows[-2].items()
    about = yaml.safe_load(files["indicator-config/16-2-2.yml"])
    assert (about["indicator_name"], about["hidden_values"]) == ("global_indicators.16-2-2-title", 1)
    assert "not the value of the country" in about["data_notice_text"]["en"].lower()


def test_the_data_package_is_valid_and_finds_a_foreign_code(tmp_path: Path) -> None:
    import frictionless

    def checked() -> list[str]:
        with zipfile.ZipFile(io.BytesIO(made(published(), "package").content)) as packed:
            packed.extractall(tmp_path)
        content = tmp_path / "data" / "figures.csv"
        content.write_bytes(content.read_bytes().replace(*swap))
        with frictionless.system.use_context(trusted=True):
            report = frictionless.validate(str(tmp_path / "datapackage.json"))
        return [kind for (kind,) in report.flatten(["type"])]

    swap = (b"", b"")
    assert checked() == []
    swap = (b"100000000", b"999999999")
    assert "constraint-error" in checked()
    described = json.loads((tmp_path / "datapackage.json").read_text())
    (sex,) = [one for one in described["resources"][0]["schema"]["fields"] if one["name"] == "sex"]
    assert sex["titles"] == {"kk": "Жынысы", "ru": "Пол", "en": "Sex"}


def test_the_row_of_hashtags_stands_beneath_the_headings() -> None:
    header, tags, *_ = list(csv.reader(io.StringIO(package.table_csv(published(), hxl=True).decode())))
    assert dict(zip(header, tags, strict=True))["region"] == "#adm1+code"
    assert all(tag.startswith("#") for tag in tags)


def test_a_workbook_runs_nothing_and_says_why_a_value_is_missing() -> None:
    from openpyxl import load_workbook

    read = load_workbook(io.BytesIO(made(published(), "xlsx").content))
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=About <them> (қаз)" in {cell.value for cell in cells}
    assert "адамдарды қорғау үшін жасырылған" in {cell.value for cell in cells}


def test_texts_that_a_spreadsheet_would_run_are_guarded_and_numbers_are_not() -> None:
    assert [safe_text(text) for text in ("=1+1", "@a", "-1", "a=1", "")] == ["'=1+1", "'@a", "'-1", "a=1", ""]
    assert csv_bytes([["+a", -1, None]]) == b"'+a,-1,\r\n"


def test_a_zip_holds_no_path_out_of_it() -> None:
    for name in ("/etc/passwd", "a/../../b"):
        with pytest.raises(ValueError, match="not a name"):
            zipped({name: b""})


def test_an_indicator_is_offered_in_the_forms_it_belongs_to() -> None:
    assert {"transmonee", "kazstat"} <= set(ways_for(LEFT))
    assert not {"transmonee", "kazstat"} & set(ways_for(COVERAGE))
