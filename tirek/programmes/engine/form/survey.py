"""First reading of the rows: every complaint that can name an exact cell is made here, all of them at once."""

import re
from dataclasses import dataclass

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.findings import Finding, FormRefused
from tirek.programmes.engine.form.kinds import Kind, read_kind
from tirek.programmes.engine.form.workbook import Row, Workbook
from tirek.programmes.engine.form.xlsform import heading_of

MAX_NESTING = 8
# A leading double underscore means something to every programming language below us.
_NAME = re.compile(r"^(?!__)[^\W\d][\w.-]{0,79}$")
_RESERVED = frozenset(("_safety", "meta", "instanceID"))


_WITHOUT_WORDS = frozenset(("calculate", "hidden", "today", "device", "group", "repeat", "refused", ""))


@dataclass(frozen=True)
class Line:
    """A row of the survey that asks, computes or groups something."""

    row: Row
    kind: Kind


def read_survey(book: Workbook) -> tuple[dict[str, Line], list[Finding]]:
    """The lines by name, and remarks that do not stand in the way. Raises ``FormRefused`` with all that do."""
    if "survey" not in book.sheets:
        raise FormRefused([Finding("survey", 0, "", N_("The sheet “survey” is missing."))])
    reading = _Reading(book)
    reading.headings()
    if not reading.refused:
        for row in book.sheet("survey").rows:
            reading.line(row)
        reading.end()
    if reading.refused:
        raise FormRefused(reading.refused)
    return reading.lines, reading.remarks


class _Reading:
    def __init__(self, book: Workbook) -> None:
        self.book, self.sheet = book, book.sheet("survey")
        self.lines: dict[str, Line] = {}
        self.refused: list[Finding] = []
        self.remarks: list[Finding] = []
        self.open: list[tuple[str, Row]] = []
        self.column = {
            name: heading_of(self.sheet, "survey", name)
            for name in ("type", "name", "trigger", "appearance", "choice_filter")
        }
        texts = re.compile(r"(label|caption|hint|media|image|audio|video|guidance_hint|big-image)\b", re.I)
        self.worded = {heading for heading in self.sheet.headings if texts.match(heading)}
        choices = book.sheet("choices")
        list_column = heading_of(choices, "choices", "list_name")
        self.lists = {row.cells.get(list_column, "") for row in choices.rows}

    def refuse(self, row: int, column: str, message: str, /, **params: object) -> None:
        self.refused.append(Finding("survey", row, self.column.get(column, column), message, params))

    def headings(self) -> None:
        for name in ("type", "name"):
            if self.column[name] not in self.sheet.headings:
                self.refuse(self.sheet.number, "", N_("The column “%(name)s” is missing."), name=name)
        for name, reason in (("entities", N_("Lists of entities are not supported.")),
                             ("osm", N_("Map objects are not supported.")),
                             ("external_choices", N_("Put the choices on the sheet “choices”."))):  # fmt: skip
            sheet = self.book.sheets.get(name)
            if sheet and sheet.rows:
                self.refused.append(Finding(name, sheet.rows[0].number, "", reason))

    def line(self, row: Row) -> None:
        cell = row.cells.get(self.column["type"], "")
        if not cell:
            if row.cells.get(self.column["name"]):
                self.refuse(row.number, "type", N_("The row has a name but no type."))
            return
        kind = read_kind(cell)
        if kind.kind == "":
            self.refuse(row.number, "type", N_("The type “%(type)s” is unknown."), type=cell)
        elif kind.kind == "refused":
            self.refuse(row.number, "type", N_("The type “%(type)s” is not supported: %(reason)s."),
                        type=cell, reason=kind.refusal)  # fmt: skip
        elif kind.kind.startswith("end_"):
            self.close(row, kind.kind.removeprefix("end_"))
        elif kind.kind == "device":
            self.remarks.append(
                Finding("survey", row.number, self.column["type"],
                        N_("“%(type)s” is left out: who answered, when and where is kept with the act."),
                        {"type": cell})
            )  # fmt: skip
        if kind.kind and kind.kind != "refused" and not kind.kind.startswith("end_"):
            self.named(row, kind)
        if kind.kind in ("group", "repeat"):
            self.open.append((kind.kind, row))
            if len(self.open) > MAX_NESTING:
                self.refuse(row.number, "type", N_("Groups are nested more than %(limit)s deep."), limit=MAX_NESTING)

    def close(self, row: Row, kind: str) -> None:
        if not self.open or self.open[-1][0] != kind:
            self.refuse(row.number, "type", N_("This closes a section that is not open."))
        else:
            self.open.pop()

    def end(self) -> None:
        for _, row in self.open:
            self.refuse(row.number, "type", N_("This section is never closed."))
        if not self.lines:
            self.refuse(self.sheet.number, "", N_("The form asks nothing."))

    def named(self, row: Row, kind: Kind) -> None:
        name = row.cells.get(self.column["name"], "")
        if not name:
            if kind.kind != "device":
                self.refuse(row.number, "name", N_("A name is missing."))
        elif not _NAME.match(name) or name in _RESERVED:
            self.refuse(row.number, "name", N_("“%(name)s” cannot be a name: letters, digits, _ . - only."), name=name)
        elif name in self.lines:
            message = N_("The name “%(name)s” already stands in row %(other)s; names are unique in the whole form.")
            self.refuse(row.number, "name", message, name=name, other=self.lines[name].row.number)
        else:
            self.lines[name] = Line(row, kind)
        if kind.kind not in _WITHOUT_WORDS and not row.cells.keys() & self.worded and not row.cells.get("calculation"):
            self.refuse(row.number, "label", N_("The question has no text."))
        if row.cells.get(self.column["trigger"]):
            self.refuse(row.number, "trigger", N_("Triggers are not supported; a calculation follows its questions."))
        if row.cells.get(self.column["appearance"], "").startswith("search("):
            self.refuse(row.number, "appearance", N_("Searching in files beside the form is not supported."))
        if kind.list_name:
            self.list(row, kind)

    def list(self, row: Row, kind: Kind) -> None:
        if "${" in kind.list_name:
            self.refuse(row.number, "type", N_("Choices taken from the answers of a repeat are not supported."))
        elif kind.list_name not in self.lists:
            self.refuse(row.number, "type", N_("The choice list “%(name)s” is missing."), name=kind.list_name)
