"""The codebook: every field of a file, what it means, how it was coarsened, all it may hold, in three languages."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from io import StringIO
from typing import Final

from tirek.outcomes.engine.research.fields import ALWAYS, Part, ResearchField, ResearchTable
from tirek.outcomes.engine.research.ladders import categories
from tirek.outcomes.engine.research.mark import RECORD
from tirek.programmes.engine.words import Words

#: Words of the packs and of the regions, by the name of the list.
Listed = Mapping[str, Mapping[str, Words]]

LANGUAGES: Final = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
PARTS: Final = {
    Part.OUTWARD: Words(
        kk="сырттан білуге болады, сондықтан ірілендірілген",
        ru="может быть известно извне, поэтому укрупнено",
        en="may be known outside, so it is coarsened",
    ),
    Part.CONFIDENTIAL: Words(
        kk="тек істе жазылған, жазылғандай берілген",
        ru="известно только из дела, дано как записано",
        en="known from the file alone, given as written",
    ),
}
_RECORD_TITLE = Words(kk="Жол нөмірі", ru="Номер строки", en="Number of the row")
_RECORD_ABOUT = Words(
    kk="Осы топтамаға ғана тән кездейсоқ нөмір; ұйымның жазбаларында жоқ.",
    ru="Случайный номер, существующий только в этой выдаче; в записях организации его нет.",
    en="A number by chance that exists in this release alone; the organisation's records do not have it.",
)
_HEAD = {
    "field": Words(kk="Өріс", ru="Поле", en="Field"),
    "meaning": Words(kk="Мәні", ru="Что значит", en="What it means"),
    "given": Words(kk="Қалай берілген", ru="Как дано", en="How it is given"),
    "values": Words(kk="Мәндері", ru="Значения", en="Values"),
    "code": Words(kk="Код", ru="Код", en="Code"),
    "words": Words(kk="Сөзбен", ru="Словами", en="In words"),
    "row": Words(kk="Бір жол", ru="Одна строка", en="One row"),
    "title": Words(kk="Деректер сипаттамасы", ru="Описание данных", en="Codebook"),
}
_JOINED = Words(
    kk="Бірнешеуі болса, арасында нүктелі үтір тұрады.",
    ru="Если их несколько, между ними точка с запятой.",
    en="Where there are several, a semicolon stands between them.",
)


@dataclass(frozen=True)
class Entry:
    """A field in the codebook."""

    code: str
    title: Words
    about: Words
    given: Words
    values: Mapping[str, Words]


def codebook(
    fields: Sequence[ResearchField], levels: Mapping[str, int], first: date, last: date, listed: Listed
) -> list[Entry]:
    """An entry for each field, at the step it was given."""
    return [
        Entry(
            field.code,
            field.title,
            field.about,
            _given(field, levels),
            domain(field, levels, first, last, listed),
        )
        for field in fields
    ]


def domain(
    field: ResearchField, levels: Mapping[str, int], first: date, last: date, listed: Listed
) -> dict[str, Words]:
    """Everything a field may hold at its step, with words."""
    codes = listed.get(field.listed, {})
    if field.part is Part.CONFIDENTIAL:
        return {**codes, **field.words, **ALWAYS}
    # A list is of the finest step: coarser ones have words of their own.
    return categories(field.ladder[levels[field.code]], first, last, codes if levels[field.code] == 0 else {})


def _given(field: ResearchField, levels: Mapping[str, int]) -> Words:
    part = PARTS[field.part]
    if field.part is Part.CONFIDENTIAL:
        return part
    step = field.ladder[levels[field.code]].title
    return Words(**{code: f"{part.say(code)}: {step.say(code)}" for code, _name in LANGUAGES})


def as_csv(entries: Sequence[Entry]) -> str:
    """The codebook for programs: one line a value."""
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    names = [code for code, _name in LANGUAGES]
    head = [f"{what}_{name}" for what in ("title", "about", "given", "words") for name in names]
    out.writerow(["field", "value", *head])
    for entry in entries:
        for value, words in entry.values.items():
            said = (entry.title, entry.about, entry.given, words)
            out.writerow([entry.code, value, *(text.say(name) for text in said for name in names)])
    return text.getvalue()


def as_html(table: ResearchTable, entries: Sequence[Entry], mark: str) -> str:
    """The codebook for people: one page, three languages, readable without any network."""
    parts = [_section(table, entries, mark, language, name) for language, name in LANGUAGES]
    ways = " · ".join(f'<a href="#{language}">{name}</a>' for language, name in LANGUAGES)
    style = (
        "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}"
        "td,th{border-bottom:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}"
        "th[scope=row]{font-family:monospace;font-weight:normal;width:30%}"
    )
    return (
        f'<!doctype html>\n<html lang="kk"><head><meta charset="utf-8"><title>{escape(mark)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body>\n'
        f"<nav>{ways}</nav>\n{''.join(parts)}</body></html>\n"
    )


def _section(table: ResearchTable, entries: Sequence[Entry], mark: str, language: str, name: str) -> str:
    def say(words: Words) -> str:
        return escape(words.say(language))

    lines = [
        f'<section id="{language}" lang="{language}"><h1>{say(_HEAD["title"])}: {say(table.title)}</h1>\n',
        f"<p>{escape(mark)} · {say(_HEAD['row'])}: {say(table.about)}</p>\n",
        f"<h2>{RECORD} – {say(_RECORD_TITLE)}</h2><p>{say(_RECORD_ABOUT)}</p>\n",
    ]
    for entry in entries:
        joined = f" {say(_JOINED)}" if entry.code == "grounds" else ""
        lines.append(
            f"<h2>{escape(entry.code)} – {say(entry.title)}</h2>\n<p>{say(entry.about)}{joined}<br>"
            f"{say(_HEAD['given'])}: {say(entry.given)}</p>\n"
            f'<table><thead><tr><th scope="col">{say(_HEAD["code"])}</th>'
            f'<th scope="col">{say(_HEAD["words"])}</th></tr></thead><tbody>\n'
        )
        lines += [
            f'<tr><th scope="row">{escape(value)}</th><td>{say(words)}</td></tr>\n'
            for value, words in entry.values.items()
        ]
        lines.append("</tbody></table>\n")
    lines.append("</section>\n")
    return "".join(lines)
