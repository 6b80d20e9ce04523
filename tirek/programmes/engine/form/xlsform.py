"""The one door to pyxform.

Its parsed tree (``ConvertResult._pyxform``) is marked as internal, so nothing else touches it: the version is
pinned, and a golden file in the tests shows what we rely on.
"""

import re
from typing import Any

from pyxform.aliases import list_header, settings_header, survey_header
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.findings import FormRefused, refuse
from tirek.programmes.engine.form.workbook import Row, Sheet, Workbook

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(survey|choices|settings|entities)' sheet|sheet: '(survey|choices|settings|entities)'")
_NAMED = re.compile(r"'([\w.-]+)'")
_COLUMN = re.compile(r"'([\w: ()-]+)' (?:value|column|is invalid)")
_ALIASES = {"survey": survey_header, "choices": list_header, "settings": settings_header}


def parsed_tree(book: Workbook) -> dict[str, Any]:
    """The standard's own reading of the workbook. What it refuses becomes a finding with row and column."""
    try:
        result = convert(_as_sheets(book), form_name="data")
    except PyXFormError as error:
        raise _refusal(book, str(error)) from None
    except Exception as error:
        # A foreign file may meet a case the library did not think of; the author still gets an answer.
        message = N_("The form standard cannot read this form: %(detail)s")
        raise refuse("survey", 0, "", message, detail=f"{type(error).__name__}: {error}"[:300]) from error
    tree: dict[str, Any] = result._pyxform or {}
    return tree


def as_xform(book: Workbook) -> str:
    """The form as other engines of the standard load it: an XForm."""
    return str(convert(_as_sheets(book), form_name="data").xform)


def _as_sheets(book: Workbook) -> dict[str, Any]:
    data: dict[str, Any] = {"sheet_names": list(book.sheets)}
    for name, sheet in book.sheets.items():
        data[name] = [dict(row.cells) for row in sheet.rows]
        data[f"{name}_header"] = [dict.fromkeys(sheet.headings)]
    return data


def _refusal(book: Workbook, text: str) -> FormRefused:
    row, sheet_name, column = _ROW.search(text), _SHEET.search(text), _COLUMN.search(text)
    name = sheet_name[1] or sheet_name[2] if sheet_name else "survey"
    rows = book.sheet(name).rows
    index = int(row[1]) - 2 if row else -1
    detail = re.sub(r"\s+", " ", _ROW.sub("", text)).strip()[:500]
    heading = heading_of(book.sheet(name), name, column[1]) if column else ""
    number = rows[index].number if 0 <= index < len(rows) else _row_that_is_named(rows, text)
    return refuse(name, number, heading, N_("The form standard refuses this: %(detail)s"), detail=detail)


def _row_that_is_named(rows: list[Row], text: str) -> int:
    """The first row with a cell that the message quotes: it speaks of a question without giving its row."""
    quoted = set(_NAMED.findall(text))
    return next((row.number for row in rows if quoted & set(row.cells.values())), 0)


def heading_of(sheet: Sheet, sheet_name: str, column: str) -> str:
    """The heading under which the author wrote a column of the standard (``relevance`` for ``relevant``)."""
    aliases = _ALIASES.get(sheet_name, {})
    wanted = aliases.get(column, column)
    for heading in sheet.headings:
        plain = re.split(r"::?", heading.lower())[0].strip().replace(" ", "_")
        if plain == column or aliases.get(plain, plain) == wanted:
            return heading
    return column
