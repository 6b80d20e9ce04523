"""Reads an author's file (.xlsx or Markdown tables) into rows that remember where they stood.

The file comes from outside: its size is checked before it is unpacked, and nothing in it can make the reader
do more work than the limits here allow.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from pyxform.xls2json_backends import xlsx_value_to_str

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.findings import FormRefused, refuse

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 16 * 1024 * 1024
MAX_ENTRIES = 200
MAX_COLUMNS = 120
MAX_ROWS = {"survey": 1_500, "choices": 8_000}
MAX_CELL = 10_000
# The standard stops at sixty empty rows; beyond that stand an author's scribbles.
EMPTY_RUN = 60
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")

_OLE = b"\xd0\xcf\x11\xe0"
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^[|\s:-]+$")


@dataclass(frozen=True)
class Row:
    """One row: its number for the author, and its cells by heading (empty cells are left out)."""

    number: int
    cells: dict[str, str]


@dataclass
class Sheet:
    """One sheet: headings in order, the number of the heading row, and the rows below."""

    headings: list[str]
    number: int = 1
    rows: list[Row] = field(default_factory=list)


@dataclass
class Workbook:
    """The sheets that the standard knows, by lower-case name."""

    sheets: dict[str, Sheet]
    names: list[str]

    def sheet(self, name: str) -> Sheet:
        """The sheet, or an empty one."""
        return self.sheets.get(name) or Sheet([])


def read_workbook(source: bytes) -> Workbook:
    """The workbook in these bytes. What kind of file it is, is seen from the content, never from the name."""
    if len(source) > MAX_BYTES:
        raise refuse("", 0, "", N_("The file is larger than %(limit)s MB."), limit=MAX_BYTES // 1024 // 1024)
    if source.startswith(_OLE):
        raise refuse(
            "",
            0,
            "",
            N_("This is an Excel workbook of the old kind (.xls) or a protected one. Save it as .xlsx."),
        )
    if source.startswith(b"PK"):
        return _read_xlsx(source)
    return _read_markdown(source)


def _read_markdown(source: bytes) -> Workbook:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse("", 0, "", N_("This is neither an .xlsx workbook nor a text file in UTF-8.")) from None
    if "\x00" in text:
        raise refuse("", 0, "", N_("This is neither an .xlsx workbook nor a text file in UTF-8."))
    tables: dict[str, list[tuple[int, list[str | None]]]] = {}
    current: list[tuple[int, list[str | None]]] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line.startswith("|") or _RULE.match(line):
            continue
        parts = _PIPE.split(line)[1:]
        cells = [_unescape(cell) for cell in (parts[:-1] if line.endswith("|") else parts)]
        if not cells:
            continue
        if cells[0]:
            current = tables.setdefault(cells[0], [])
        if current is not None and any(cells[1:]):
            if current and any(cells[1 + len(current[0][1]) :]):
                raise refuse("", number, "", N_("The row has more cells than there are headings (write \\| for |)."))
            current.append((number, cells[1:]))
    if not tables:
        raise refuse("", 0, "", N_("No sheet was found: a form needs a table that starts with | survey |."))
    return _collect((name, iter(rows)) for name, rows in tables.items())


def _unescape(cell: str) -> str | None:
    return cell.strip().replace(r"\|", "|") or None


def _read_xlsx(source: bytes) -> Workbook:
    _check_archive(source)
    unreadable = N_("The workbook cannot be read: %(detail)s")
    try:
        reader = ExcelReader(BytesIO(source), read_only=True, data_only=True)
        reader.read()
        book = reader.wb
        wanted = [name for name in book.sheetnames if name.strip().lower() in SHEETS]
        if not wanted and len(book.sheetnames) == 1:
            wanted = book.sheetnames
        return _collect((name, _xlsx_rows(book[name])) for name in wanted)
    except FormRefused:
        raise
    except Exception as error:
        # openpyxl trusts its input: a damaged workbook surfaces as an error of any kind.
        raise refuse("", 0, "", unreadable, detail=str(error)[:200] or type(error).__name__) from None


def _xlsx_rows(sheet: Any) -> Iterator[tuple[int, list[str | None]]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        yield number, [None if value is None else (xlsx_value_to_str(value).strip() or None) for value in row]


def _check_archive(source: bytes) -> None:
    """Size, number of parts, names and document types, all before anything is parsed."""
    try:
        archive = zipfile.ZipFile(BytesIO(source))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refuse("", 0, "", N_("The workbook is damaged: it is not a readable archive.")) from None
    with archive:
        parts = archive.infolist()
        if len(parts) > MAX_ENTRIES:
            raise refuse("", 0, "", N_("The workbook holds more than %(limit)s parts."), limit=MAX_ENTRIES)
        # Python's reader never gives more bytes than the entry declares, so the declared sizes are a true bound.
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            limit = MAX_UNPACKED // 1024 // 1024
            raise refuse("", 0, "", N_("Unpacked, the workbook is larger than %(limit)s MB."), limit=limit)
        for part in parts:
            if part.filename.startswith("/") or ".." in part.filename.split("/") or "\\" in part.filename:
                raise refuse("", 0, "", N_("The workbook holds a part with an unsafe name."))
            if part.flag_bits & 1:
                raise refuse("", 0, "", N_("The workbook is protected by a password."))
            if part.filename.lower().endswith((".xml", ".rels")):
                _refuse_document_type(archive, part)


def _refuse_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    try:
        content = archive.read(part)
    except Exception:  # any decompressor's own error: the part is damaged, whatever it is called
        raise refuse("", 0, "", N_("The workbook is damaged: it is not a readable archive.")) from None
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in content or "<!ENTITY".encode(encoding) in content:
            raise refuse("", 0, "", N_("The workbook declares a document type; such files are not read."))


def _collect(tables: Iterable[tuple[str, Iterator[tuple[int, list[str | None]]]]]) -> Workbook:
    sheets: dict[str, Sheet] = {}
    names: list[str] = []
    for title, rows in tables:
        names.append(title)
        name = title.strip().lower()
        if name in SHEETS and name not in sheets:
            sheets[name] = _collect_sheet(name, rows)
    if len(names) == 1 and not sheets:
        raise refuse("survey", 0, "", N_("The sheet “survey” is missing."))
    return Workbook(sheets, names)


def _collect_sheet(name: str, rows: Iterator[tuple[int, list[str | None]]]) -> Sheet:
    number, first = next(rows, (1, []))
    while first and first[-1] is None:
        first.pop()
    headings = [re.sub(r"\s+", " ", cell) if cell else None for cell in first]
    if len(headings) >= MAX_COLUMNS:
        raise refuse(name, number, "", N_("The sheet has more than %(limit)s columns."), limit=MAX_COLUMNS - 1)
    known = [heading for heading in headings if heading]
    for heading in known:
        if known.count(heading) > 1:
            raise refuse(name, number, heading, N_("The column heading stands twice."))
    sheet = Sheet(known, number)
    limit = MAX_ROWS.get(name, 1_500)
    empty = 0
    for number, values in rows:
        cells = _cells(name, number, headings, values)
        empty = 0 if cells else empty + 1
        if empty > EMPTY_RUN:
            break
        if cells:
            sheet.rows.append(Row(number, cells))
            if len(sheet.rows) > limit:
                raise refuse(name, number, "", N_("The sheet has more than %(limit)s rows."), limit=limit)
    return sheet


def _cells(name: str, number: int, headings: list[str | None], values: list[str | None]) -> dict[str, str]:
    cells = {}
    for index, value in enumerate(values):
        if value is None:
            continue
        heading = headings[index] if index < len(headings) else None
        if len(value) > MAX_CELL:
            column = heading or get_column_letter(index + 1)
            raise refuse(name, number, column, N_("The cell is longer than %(limit)s characters."), limit=MAX_CELL)
        if heading is not None:
            cells[heading] = value
    return cells
