"""A frozen report as a workbook: numbers as numbers, one sheet a table."""

import io
import re
from datetime import datetime
from typing import Any, Final

from tirek.outcomes.publication.files import safe_text, untimed

_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")


def xlsx(content: dict[str, Any]) -> bytes:
    """The workbook of a snapshot's content."""
    from openpyxl import Workbook

    made = Workbook()
    first = made.active
    first.title = _name(0, content["words"]["report"])
    for line in (content["title"], content["place"], content["frozen_words"], "", *content["about"],
                 *(f"{name} – {about}" for name, about in content["definitions"])):  # fmt: skip
        first.append([safe_text(line)])
    first.column_dimensions["A"].width = 100
    for number, part in enumerate(content["parts"], start=1):
        if part["kind"] == "text":
            for line in part["text"].splitlines():
                first.append([safe_text(line)])
        elif part["kind"] == "silent":
            first.append([safe_text(f"{part['title']}: {part['text']}")])
        else:
            _sheet(made.create_sheet(_name(number, part["title"])), part)
    made.properties.creator, made.properties.title = "Tirek", safe_text(content["title"])
    kept = io.BytesIO()
    made.save(kept)
    return untimed(kept.getvalue(), datetime.fromisoformat(content["frozen"]))


def _name(number: int, title: str) -> str:
    return (f"{number} " if number else "") + _NOT_IN_A_NAME.sub(" ", title)[:26].strip()


def _sheet(sheet: Any, part: dict[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append([safe_text(part["title"])])
    sheet.append([safe_text(f"{part['when']} · {part['place']}")])
    if part.get("sentence"):
        sheet.append([safe_text(part["sentence"])])
    sheet.append([safe_text(word) for word in part["columns"]])
    head = sheet.max_row
    for row in part["rows"]:
        # A number that is hidden or missing stays a word.
        values = [text if value is None else value for value, text in zip(row["values"], row["texts"], strict=True)]
        sheet.append(
            [safe_text(one) if isinstance(one, str) else one for one in [*row["labels"], *values, row["note"]]]
        )
    for note in (*part["notes"], part["definition"]):
        sheet.append([safe_text(note)])
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[head]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter in "ABCDEFGH"[: len(part["columns"])]:
        sheet.column_dimensions[letter].width = 26
    sheet.freeze_panes = f"A{head + 1}"
