"""First reading of the sheet of choices, in the manner of ``survey``: complaints that can name an exact cell."""

from collections.abc import Iterator

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.findings import Finding
from tirek.programmes.engine.form.survey import Line
from tirek.programmes.engine.form.workbook import Workbook
from tirek.programmes.engine.form.xlsform import heading_of

# Only these may stand once for each language.
_BY_LANGUAGE = frozenset(("label", "image", "big-image", "audio", "video", "media", "hint"))


def check_choices(book: Workbook, lines: dict[str, Line]) -> Iterator[Finding]:
    """What is wrong with the choices that the questions use."""
    used = {line.kind.list_name: line.kind.kind for line in lines.values() if line.kind.list_name}
    if not used:
        return
    sheet = book.sheet("choices")
    list_column, name_column = (heading_of(sheet, "choices", name) for name in ("list_name", "name"))
    for column in (list_column, name_column):
        if column not in sheet.headings:
            yield Finding("choices", sheet.number, "", N_("The column “%(name)s” is missing."), {"name": column})
    for heading in sheet.headings:
        if ":" in heading and heading.split(":")[0].strip().lower() not in _BY_LANGUAGE:
            yield Finding("choices", sheet.number, heading, N_("This column cannot stand once for each language."))
    # A name with a space could not be told from two names in the answer to a question with several answers.
    several = {line.kind.list_name for line in lines.values() if line.kind.kind in ("select_multiple", "rank")}
    for row in sheet.rows:
        list_name, name = row.cells.get(list_column, ""), row.cells.get(name_column, "")
        if list_name in used and not name:
            yield Finding("choices", row.number, name_column, N_("A name is missing."))
        elif list_name in several and len(name.split()) > 1:
            yield Finding("choices", row.number, name_column, N_("The name of a choice may have no spaces."))
