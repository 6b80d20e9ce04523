"""Checks over the whole form: order of computing, languages, totals over optional answers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.definition import FormDefinition, Item
from tirek.programmes.engine.form.expression import nodes, references
from tirek.programmes.engine.form.findings import Finding
from tirek.programmes.engine.form.languages import language_code
from tirek.programmes.engine.form.workbook import Workbook
from tirek.programmes.engine.form.xlsform import heading_of

if TYPE_CHECKING:
    from tirek.programmes.engine.form.compiler import Findings

_TEXTS = {"label": "label", "hint": "hint", "guidance": "guidance_hint", "constraint_message": "constraint_message",
          "required_message": "required_message"}  # fmt: skip
_WITHOUT_LABEL = frozenset(("calculate", "hidden", "today", "group", "repeat"))


def dependency_order(data: dict[str, Any], findings: "Findings") -> list[str]:
    """Names in an order in which each can be computed from those before it; a circle is refused."""
    items = FormDefinition(data).items
    needs = {name: _needs(item) for name, item in items.items()}
    order: list[str] = []
    done: set[str] = set()
    waiting = list(items)
    while waiting:
        ready = [name for name in waiting if needs[name] <= done]
        if not ready:
            circle = _circle(needs, done, waiting[0])
            column = "calculation" if "calculate" in items[circle[0]].data else "relevant"
            message = N_("The question depends on itself: %(circle)s.")
            findings.refuse(circle[0], column, message, circle=" → ".join(circle))
            return order
        order.extend(ready)
        done.update(ready)
        waiting = [name for name in waiting if name not in done]
    return order


def _needs(item: Item) -> set[str]:
    needed = {item.parent} if item.parent else set()
    for key in ("relevant", "calculate", "count"):
        needed |= references(item.data.get(key))
    return needed


def _circle(needs: dict[str, set[str]], done: set[str], start: str) -> list[str]:
    path = [start]
    while True:
        following = next(name for name in sorted(needs[path[-1]]) if name not in done)
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)


def optional_totals(data: dict[str, Any], findings: "Findings") -> None:
    """A remark for each total over questions that may stay empty: empty ones are skipped, not counted as zero."""
    items = FormDefinition(data).items
    for item in items.values():
        for key in ("calculate", "relevant", "constraint"):
            for name in sorted(_totalled(item.data.get(key))):
                inner = items[name]
                if not inner.computed and inner.data.get("required") is not True and inner.kind != "repeat":
                    message = N_("The total runs over “%(name)s”, which may stay empty; empty answers are skipped.")
                    findings.remark(item.name, "calculation" if key == "calculate" else key, message, name=name)


def _totalled(tree: Any) -> set[str]:
    totals = (node for node in nodes(tree) if node[0] == "f" and node[1] in ("sum", "min", "max"))
    return {name for node in totals for name in references(node)}


def check_languages(data: dict[str, Any], book: Workbook, required: tuple[str, ...], findings: "Findings") -> None:
    """Every text that a person reads must exist in each of the languages."""
    for name, item in FormDefinition(data).items.items():
        for key, column in _TEXTS.items():
            texts = item.data.get(key)
            if texts or (key == "label" and item.kind not in _WITHOUT_LABEL):
                for language in required:
                    if language not in (texts or {}):
                        findings.refused.append(_missing(book, "survey", findings.names.row_of(name), column, language))
    findings.refused.extend(_choices(data, book, required))


def _choices(data: dict[str, Any], book: Workbook, required: tuple[str, ...]) -> Iterator[Finding]:
    sheet = book.sheet("choices")
    list_column, name_column = heading_of(sheet, "choices", "list_name"), heading_of(sheet, "choices", "name")
    rows = {(row.cells.get(list_column), row.cells.get(name_column)): row.number for row in sheet.rows}
    for list_name, choices in data["lists"].items():
        for choice in choices:
            for language in required:
                if language not in choice["label"]:
                    yield _missing(book, "choices", rows.get((list_name, choice["name"]), 0), "label", language)


def _missing(book: Workbook, sheet: str, row: int, column: str, language: str) -> Finding:
    for heading in book.sheet(sheet).headings:
        plain, _, name = heading.partition("::")
        if name and plain.strip().lower() == column and language_code(name) == language:
            return Finding(sheet, row, heading, N_("The text is missing in “%(language)s”."), {"language": language})
    return Finding(
        sheet,
        row,
        f"{column}::{language}",
        N_("The text is missing in “%(language)s”."),
        {"language": language},
    )
