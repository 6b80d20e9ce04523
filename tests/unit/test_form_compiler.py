"""Forms of authors: what loads, what is refused, and that every refusal says where."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.forms.fills import FOLDER, PACK
from tirek.programmes.engine.form import FormDefinition, FormRefused, compile_form

PUBLISHED = FOLDER / "published"


def refused(source: bytes, languages: tuple[str, ...] | None = None) -> list[tuple[str, int, str]]:
    with pytest.raises(FormRefused) as caught:
        compile_form(source, filename="form", languages_required=languages)
    assert all(finding.message and str(finding) for finding in caught.value.findings)
    return [(finding.sheet, finding.row, finding.column) for finding in caught.value.findings]


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_own_forms_in_the_style_of_others_load(file: Path) -> None:
    form = compile_form(file.read_bytes(), filename=file.name, languages_required=None)
    assert form.items
    assert FormDefinition.from_json(form.to_json()).to_json() == form.to_json()


@pytest.mark.parametrize("file", sorted(PACK.glob("*.md")), ids=lambda file: file.stem)
def test_instruments_of_the_pack_load_in_three_languages(file: Path) -> None:
    form = compile_form(file.read_bytes(), filename=file.name)
    assert form.languages == ("kk", "ru", "en")


def test_definition_keeps_its_golden_shape() -> None:
    """What we rely on in the standard's parsed tree: a new version of the library must give the same."""
    form = compile_form((FOLDER / "golden.md").read_bytes(), filename="golden.md")
    assert form.data == json.loads((FOLDER / "golden.json").read_text())


def test_markdown_and_workbook_give_the_same_form() -> None:
    text = (FOLDER / "golden.md").read_text()
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = None
    for line in text.splitlines():
        cells = [cell.strip() or None for cell in line.split("|")[1:-1]]
        if cells[0]:
            sheet = book.create_sheet(cells[0])
        else:
            sheet.append(cells[1:])
    stream = io.BytesIO()
    book.save(stream)
    assert compile_form(stream.getvalue()).data == compile_form(text.encode()).data


def test_published_survey_loads_and_published_showcase_names_the_one_row_it_fails_on() -> None:
    survey = compile_form((PUBLISHED / "socio-economic-survey.xlsx").read_bytes(), languages_required=None)
    assert survey.languages[:2] == ("en", "fr")
    source = (PUBLISHED / "all-question-types.xlsx").read_bytes()
    assert refused(source) == [("survey", 83, "type")]
    book = openpyxl.load_workbook(io.BytesIO(source))
    book["survey"].delete_rows(83)
    stream = io.BytesIO()
    book.save(stream)
    showcase = compile_form(stream.getvalue(), languages_required=None)
    assert len(showcase.items) > 90
    assert {finding.column for finding in showcase.warnings} >= {"type", "appearance", "image"}
    assert refused((PUBLISHED / "ifrc-distribution-site-assessment.xlsx").read_bytes()) == [("", 0, "")]


def test_refusal_of_the_structure_names_every_place_at_once() -> None:
    assert refused((FOLDER / "refused" / "structure.md").read_bytes()) == [
        ("survey", 3, "type"), ("survey", 4, "name"), ("survey", 5, "type"), ("survey", 6, "name"),
        ("survey", 7, "name"), ("survey", 8, "type"), ("survey", 9, "trigger"), ("survey", 10, "type"),
        ("survey", 12, "type"), ("survey", 11, "type"),
    ]  # fmt: skip


def test_refusal_of_expressions_names_row_and_column_of_each() -> None:
    assert refused((FOLDER / "refused" / "expressions.md").read_bytes()) == [
        ("survey", 3, "constraint"), ("survey", 4, "relevant"), ("survey", 5, "calculation"),
        ("survey", 6, "relevant"), ("survey", 7, "constraint"), ("survey", 8, "calculation"),
        ("survey", 9, "calculation"), ("survey", 13, "calculation"), ("survey", 14, "calculation"),
        ("survey", 15, "choice_filter"), ("survey", 16, "type"), ("survey", 17, "relevant"),
        ("survey", 18, "relevant"), ("survey", 19, "relevant"),
    ]  # fmt: skip


def test_circle_of_calculations_is_refused_with_its_names() -> None:
    with pytest.raises(FormRefused, match="a → c → b → a"):
        compile_form((FOLDER / "refused" / "circle.md").read_bytes(), languages_required=None)


def test_missing_language_is_refused_with_row_and_heading() -> None:
    found = refused((FOLDER / "refused" / "languages.md").read_bytes(), ("kk", "ru", "en"))
    assert found == [
        ("survey", 3, "hint::kk"), ("survey", 3, "hint::en"), ("survey", 4, "label::Русский (ru)"),
        ("choices", 7, "label::en"),
    ]  # fmt: skip


def test_what_the_standard_refuses_keeps_its_row() -> None:
    text = "| survey |\n| | type | name | label |\n\n| | range | a | A ${b} |\n"
    assert refused(text.encode())[0][:2] == ("survey", 4)
    twice = "| survey |\n| | type | name | label |\n| | select_one l | a | A |\n| choices |\n"
    twice += "| | list_name | name | label |\n| | l | x | X |\n| | l | x | Y |\n"
    assert refused(twice.encode()) == [("choices", 7, "name")]


def bomb(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * size)
    return stream.getvalue()


def archive_with(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "source",
    [
        b"", b"hello", b"\xff\xfe\x00", b"PK\x03\x04 broken", b"\x00" * 500, b"| survey |", b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"| survey |\n| | type |\n| | text |", b"x" * (10 * 1024 * 1024 + 1), bomb(80 * 1024 * 1024),
        archive_with("[Content_Types].xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        archive_with("[Content_Types].xml", '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16-le")),
        archive_with("../evil.xml", b"<x/>"), archive_with("readme.txt", b"hello"),
        b"| survey |\n| | type | name | label |\n" + b"| | begin_group | g%d | G |\n" * 30,
        ("| survey |\n| | type | name | label | relevant |\n| | text | a | A | " + "(" * 5000 + " |").encode(),
        ("| survey |\n| | type | name | label | relevant |\n| | text | a | A | " + "1+" * 1100 + "1 |").encode(),
        ("| survey |\n| | type | name | label | relevant |\n| | text | a | A | " + "-" * 900 + "1 |").encode(),
    ],
    ids=range(19),
)  # fmt: skip
def test_no_bytes_give_anything_but_a_refusal(source: bytes) -> None:
    assert refused(source)


def test_archive_with_many_parts_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(1000):
            archive.writestr(f"part{number}.xml", b"<x/>")
    assert refused(stream.getvalue()) == [("", 0, "")]
