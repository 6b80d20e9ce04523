"""A compiled form: plain JSON that Python and the browser read alike, and an index over it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tirek.programmes.engine.form.findings import Finding
from tirek.programmes.engine.form.languages import text_in

FORMAT = 1
SECTION_KINDS = frozenset(("group", "repeat"))
# Kinds that carry no value of their own.
SILENT_KINDS = frozenset(("note", "unanswerable", *SECTION_KINDS))
COMPUTED_KINDS = frozenset(("calculate", "today"))


@dataclass(frozen=True)
class Item:
    """One question or section with the sections around it."""

    data: dict[str, Any]
    parent: str | None
    repeats: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def kind(self) -> str:
        return str(self.data["kind"])

    @property
    def computed(self) -> bool:
        """Whether the form, not the person, gives the value."""
        return self.kind in COMPUTED_KINDS or "calculate" in self.data


@dataclass(frozen=True)
class FormDefinition:
    """A form as data. ``warnings`` are remarks to the author and no part of the form."""

    data: dict[str, Any]
    warnings: tuple[Finding, ...] = field(default=(), compare=False)

    def to_json(self) -> str:
        """One canonical spelling, so that equal forms have equal text."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "FormDefinition":
        """Reads what ``to_json`` wrote."""
        return cls(json.loads(text))

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical text."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes in which the form has texts."""
        return tuple(self.data["languages"])

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by name, in the order of the form."""
        return {item.name: item for item in _walk(self.data["items"], None, ())}

    @cached_property
    def choices(self) -> dict[str, list[dict[str, Any]]]:
        """The choice lists by name."""
        lists: dict[str, list[dict[str, Any]]] = self.data["lists"]
        return lists

    def title(self, language: str) -> str:
        """The form's title."""
        return self.text(self.data["title"], language)

    def text(self, texts: dict[str, str], language: str) -> str:
        """A text of the form in a language, or in one that there is."""
        return text_in(texts, language, self.data["default"])

    def label(self, name: str, language: str) -> str:
        """What a question is called on paper: its label, or its name where it has none."""
        return self.text(self.items[name].data.get("label", {}), language) or name

    def choice_label(self, name: str, choice: str, language: str) -> str:
        """What an answer to a select question is called."""
        for entry in self.choices.get(self.items[name].data.get("list", ""), ()):
            if entry["name"] == choice:
                return self.text(entry.get("label", {}), language) or choice
        return choice


def _walk(items: list[dict[str, Any]], parent: str | None, repeats: tuple[str, ...]) -> Iterator[Item]:
    for data in items:
        yield Item(data, parent, repeats)
        if data["kind"] in SECTION_KINDS:
            inner = (*repeats, data["name"]) if data["kind"] == "repeat" else repeats
            yield from _walk(data["items"], data["name"], inner)
