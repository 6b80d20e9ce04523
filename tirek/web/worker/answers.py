"""Answers on record, read again in the words of the very version that was filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tirek.programmes.engine.form import FormDefinition
from tirek.toolkit.formats import long_day

_NAMED = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_SILENT = {"note", "unanswerable"}


@dataclass(frozen=True)
class AnswerLine:
    """A question and what was answered. ``lang`` marks words in another language than the page's."""

    name: str
    question: str
    answer: str
    lang: str = ""


@dataclass(frozen=True)
class AnswerSection:
    """A part of the form with its answers; without a title for questions outside of any part."""

    title: str
    lines: list[AnswerLine] = field(default_factory=list)


def answer_sections(form: FormDefinition, values: Mapping[str, Any], language: str) -> list[AnswerSection]:
    """The answers in the order of the form. Questions that were not asked are left out."""
    reader = _Reader(form, language)
    sections = list(reader.sections(form.data["items"], values, ""))
    return [section for section in sections if section.lines]


def question_label(form: FormDefinition, name: str, language: str) -> str:
    """What a question is called, without the answers it speaks of."""
    return _NAMED.sub("…", form.label(name, language))


class _Reader:
    def __init__(self, form: FormDefinition, language: str) -> None:
        self.form, self.language = form, language

    def sections(self, items: list[dict[str, Any]], values: Mapping[str, Any], title: str) -> Iterator[AnswerSection]:
        """Sections one after another; a section in a section carries both titles."""
        own = AnswerSection(title)
        yield own
        for item in items:
            name, label = item["name"], self.words(item.get("label", {}), values)
            inner = " · ".join(filter(None, (title, label)))
            if item["kind"] == "group":
                yield from self.sections(item["items"], values, inner)
            elif item["kind"] == "repeat":
                for number, row in enumerate(values.get(name, []), start=1):
                    yield from self.sections(item["items"], {**values, **row}, f"{inner} {number}")
            elif label and item["kind"] not in _SILENT and name in values:
                own.lines.append(AnswerLine(name, label, self.answer(item, values[name]), self.foreign(item)))

    def words(self, texts: dict[str, str], values: Mapping[str, Any]) -> str:
        """A text with the answers it speaks of put in."""
        return _NAMED.sub(lambda found: self.named(found[1], values), self.form.text(texts, self.language))

    def named(self, name: str, values: Mapping[str, Any]) -> str:
        item = self.form.items.get(name)
        return self.answer(item.data, values[name]) if item and name in values else ""

    def foreign(self, item: dict[str, Any]) -> str:
        texts = item.get("label", {})
        if self.language in texts:
            return ""
        text = self.form.text(texts, self.language)
        return next((code for code, words in texts.items() if words == text and code != "und"), "")

    def answer(self, item: dict[str, Any], value: Any) -> str:
        """One answer in words."""
        if item["kind"] == "acknowledge":
            return _("Yes, confirmed")
        if item["kind"] in ("date", "today"):
            return long_day(date.fromisoformat(str(value)[:10]), self.language)
        if "list" in item:
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(self.form.choice_label(item["name"], str(one), self.language) for one in chosen)
        return str(value)
