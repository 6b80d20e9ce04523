"""A frozen report as a document that others go on writing in."""

import io
from datetime import datetime
from typing import Any, Final

from tirek.outcomes.engine.drawing import drawable, png_of
from tirek.outcomes.publication.files import untimed

_LOCALES: Final = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
_FONT: Final = "Noto Sans"
_ALTERNATIVE: Final = ".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def docx(content: dict[str, Any]) -> bytes:
    """The document of a snapshot's content."""
    from docx import Document

    made = Document()
    frozen = datetime.fromisoformat(content["frozen"])
    _set_up(made, content, frozen)
    made.add_paragraph(content["place"])
    made.add_heading(content["title"], level=1)
    made.add_paragraph(content["frozen_words"])
    for part in content["parts"]:
        _part(made, part)
    made.add_heading(content["words"]["about"], level=2)
    for line in content["about"]:
        made.add_paragraph(line)
    for name, about in content["definitions"]:
        paragraph = made.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f" – {about}")
    kept = io.BytesIO()
    made.save(kept)
    return untimed(kept.getvalue(), frozen)


def _set_up(made: Any, content: dict[str, Any], frozen: datetime) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    properties = made.core_properties
    properties.title, properties.author = content["title"], content["place"]
    properties.language = _LOCALES[content["language"]]
    properties.comments, properties.last_modified_by = "", ""
    properties.created = properties.modified = frozen.replace(tzinfo=None)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LOCALES[content["language"]])
    style.element.get_or_add_rPr().append(language)


def _part(made: Any, part: dict[str, Any]) -> None:
    if part["kind"] == "text":
        for line in part["text"].splitlines():
            if line.strip():
                made.add_paragraph(line)
        return
    made.add_heading(part["title"], level=2)
    if part["kind"] == "silent":
        made.add_paragraph(part["text"])
        return
    made.add_paragraph(f"{part['when']} · {part['place']}")
    if part.get("sentence"):
        made.add_paragraph(part["sentence"])
    _picture(made, part["chart"])
    _rows(made, part)
    for note in part["notes"]:
        made.add_paragraph(note)


def _picture(made: Any, chart: dict[str, Any] | None) -> None:
    from docx.shared import Cm

    if chart is None or not drawable():
        return
    made.add_picture(io.BytesIO(png_of(chart["svg"])), width=Cm(min(chart["width"] * 0.024, 17)))
    # Who does not see the picture hears its title and its numbers.
    for described in made.paragraphs[-1]._p.iterfind(_ALTERNATIVE):
        described.set("descr", f"{chart['title']}. {chart['says']}")


def _rows(made: Any, part: dict[str, Any]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    table = made.add_table(rows=1, cols=len(part["columns"]))
    table.style = "Table Grid"
    for cell, word in zip(table.rows[0].cells, part["columns"], strict=True):
        cell.paragraphs[0].add_run(word).bold = True
    # The heading row is marked as one: read aloud, and said again on each page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in part["rows"]:
        cells = table.add_row().cells
        for place, word in enumerate([*row["labels"], *row["texts"]]):
            run = cells[place].paragraphs[0].add_run(word)
            run.bold = row["total"]
            if place >= part["labels"]:
                cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
