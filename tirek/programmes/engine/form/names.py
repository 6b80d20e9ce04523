"""Every name of a form: what it is, where it stands, which sections are around it."""

import re
from dataclasses import dataclass
from typing import Any

from tirek.programmes.engine.form.kinds import UNANSWERABLE
from tirek.programmes.engine.form.survey import Line

_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")


@dataclass(frozen=True)
class Known:
    """A named item of the tree."""

    name: str
    kind: str
    ancestors: tuple[str, ...]
    repeats: tuple[str, ...]
    list_name: str = ""
    type_word: str = ""


class FormNames:
    """Answers the expression parser's questions about the form (see ``expression.Names``)."""

    def __init__(self, tree: dict[str, Any], lines: dict[str, Line]) -> None:
        self.lines = lines
        self.known: dict[str, Known] = {}
        self._columns = {
            name: frozenset(key for entry in entries for key in entry) - {"media", "label"} | {"name"}
            for name, entries in (tree.get("choices") or {}).items()
        }
        self._walk(tree["children"], (), ())

    def _walk(self, nodes: list[dict[str, Any]], ancestors: tuple[str, ...], repeats: tuple[str, ...]) -> None:
        for node in nodes:
            name = str(node.get("name", ""))
            line = self.lines.get(name)
            kind = line.kind.kind if line else _generated_kind(node)
            if not kind or kind == "device":
                continue
            word = str(node["type"]).lower() if kind == "unanswerable" else ""
            if kind in ("select_one", "select_multiple") and _shows_labels_only(node):
                kind = "note"
            list_name = line.kind.list_name if line and kind != "note" else ""
            self.known[name] = Known(
                name, kind, ancestors, repeats, list_name, word if word in UNANSWERABLE else "file"
            )
            if kind in ("group", "repeat"):
                inner = (*repeats, name) if kind == "repeat" else repeats
                self._walk(node.get("children") or [], (*ancestors, name), inner)

    def repeats_of(self, name: str) -> tuple[str, ...] | None:
        """The repeats around an item, outermost first."""
        return self.known[name].repeats if name in self.known else None

    def kind_of(self, name: str) -> str:
        """The kind of an item, empty for an unknown name."""
        return self.known[name].kind if name in self.known else ""

    def columns_of(self, list_name: str) -> frozenset[str] | None:
        """The columns of a choice list that a filter may look at."""
        return self._columns.get(list_name)

    def ancestors_of(self, name: str) -> tuple[str, ...]:
        """The sections around an item, outermost first."""
        return self.known[name].ancestors

    def row_of(self, name: str) -> int:
        """The author's row; a question that the standard added stands in the row that asked for it."""
        line = self.lines.get(name) or self.lines.get(name.removesuffix("_other"))
        return line.row.number if line else 0

    def unknown_in(self, text: str) -> list[str]:
        """Names that a text mentions and nobody knows."""
        return [name for name in _REFERENCE.findall(text) if name not in self.known]


def _generated_kind(node: dict[str, Any]) -> str:
    """The kind of an item the standard added: the text of "other", the caption of a table."""
    if str(node.get("name", "")).startswith("reserved_name_for_field_list_labels"):
        return ""
    return str(node.get("type")) if node.get("type") in ("text", "note") else ""


def _shows_labels_only(node: dict[str, Any]) -> bool:
    """The head of a table of questions repeats the labels of the choices and takes no answer."""
    return str((node.get("control") or {}).get("appearance") or "").split() == ["label"]
