"""A data package: one CSV file with its description, in three languages, that data tools check by themselves.

The same rows make the plain CSV, with a row of HXL hashtags for those who exchange humanitarian data.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from tirek.outcomes.engine.tables import TOTAL
from tirek.outcomes.publication.codes import TOTAL_WORDS
from tirek.outcomes.publication.coding import unit_code
from tirek.outcomes.publication.files import csv_bytes
from tirek.outcomes.publication.observations import Observation, Publication, observations
from tirek.programmes.engine.words import Words

_LANGUAGES: Final = ("kk", "ru", "en")
_STATUS: Final = ("", "hidden", "provisional", "no_value")
#: Fixed columns: name, type, HXL hashtag, title.
_FIRST: Final = (
    ("indicator", "string", "#indicator+code", Words(kk="Көрсеткіш коды", ru="Код показателя", en="Indicator")),
    ("title", "string", "#indicator+name", Words(kk="Көрсеткіш", ru="Показатель", en="Title of the indicator")),
    ("first_day", "date", "#date+start", Words(kk="Кезеңнің басы", ru="Начало периода", en="First day")),
    ("last_day", "date", "#date+end", Words(kk="Кезеңнің соңы", ru="Конец периода", en="Last day")),
)
_LAST: Final = (
    ("numerator", "integer", "#indicator+numerator+num", Words(kk="Алымы", ru="Числитель", en="Numerator")),
    ("denominator", "integer", "#indicator+denominator+num", Words(kk="Бөлімі", ru="Знаменатель", en="Denominator")),
    ("value", "number", "#indicator+value+num", Words(kk="Мәні", ru="Значение", en="Value")),
    ("unit", "string", "#indicator+unit", Words(kk="Өлшем бірлігі", ru="Единица", en="Unit of measure")),
    ("status", "string", "#status", Words(kk="Күйі", ru="Состояние", en="Status")),
    ("definition", "integer", "#meta+definition", Words(kk="Анықтама нұсқасы", ru="Версия определения",
                                                       en="Version of the definition")),
)  # fmt: skip
_HXL: Final = {"sex": "#sex", "age_group": "#age", "region": "#adm1+code", "disability": "#disability"}
_WORDED: Final = "_name"
#: No licence is invented: whoever publishes says it.
_TERMS: Final = Words(
    kk="Деректерді пайдалану шартын олардың иесі – ұйым белгілейді.",
    ru="Условия использования определяет организация, чьи это данные.",
    en="How the data may be used is decided by the organisation whose they are.",
)


def dimensions(publication: Publication) -> list[str]:
    """Every dimension that some table of the publication is split by, in the order they come."""
    return list(dict.fromkeys(name for part in publication.parts for name in part.table.by))


def _columns(publication: Publication) -> list[tuple[str, str, str, Words]]:
    split = []
    for name in dimensions(publication):
        title, tag = publication.dimension_names(name), _HXL.get(name, f"#group+{name.replace('_', '')}")
        split.append((name, "string", tag, title))
        split.append((name + _WORDED, "string", tag.split("+code")[0] + "+name", title))
    return [*_FIRST, *split, *_LAST]


def status(seen: Observation) -> str:
    """A word for what is special about an observation."""
    if seen.hidden:
        return "hidden"
    if seen.row.value is None:
        return "no_value"
    return "provisional" if seen.running else ""


def _rows(publication: Publication) -> Iterator[tuple[object, ...]]:
    for seen in observations(publication):
        table, indicator = seen.part.table, seen.part.indicator
        split: list[object] = []
        for name in dimensions(publication):
            category = seen.category(name)
            split.append(category)
            split.append(
                (TOTAL_WORDS if category == TOTAL else publication.names(name, category)).say(publication.language)
            )
        yield (
            indicator.id, indicator.title.say(publication.language), table.first.isoformat(), table.last.isoformat(),
            *split, seen.row.numerator, seen.row.denominator, seen.value, unit_code(indicator, seen.row.why),
            status(seen), table.definition,
        )  # fmt: skip


def table_csv(publication: Publication, *, hxl: bool = False) -> bytes:
    """The rows as CSV; ``hxl`` puts the hashtags beneath the headings."""
    columns = _columns(publication)
    tags = [tuple(column[2] for column in columns)] if hxl else []
    return csv_bytes([tuple(column[0] for column in columns), *tags, *_rows(publication)])


def _field(publication: Publication, name: str, kind: str, tag: str, title: Words) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": name, "type": kind, "title": title.say("en"), "hxl": tag,
        "titles": {language: title.say(language) for language in _LANGUAGES},
    }  # fmt: skip
    if name in dimensions(publication):
        found = sorted({seen.category(name) for seen in observations(publication)})
        made["constraints"] = {"required": True, "enum": found}
        made["categories"] = [
            {"value": code, "labels": _labels(publication, name, code)} for code in found if code != TOTAL
        ]
    elif name == "status":
        made["constraints"] = {"enum": [word for word in _STATUS if word]}
    elif name in ("indicator", "first_day", "last_day"):
        made["constraints"] = {"required": True}
    elif name in ("numerator", "denominator"):
        made["constraints"] = {"minimum": 0}
    return made


def _labels(publication: Publication, name: str, code: str) -> dict[str, str]:
    words = publication.names(name, code)
    return {language: words.say(language) for language in _LANGUAGES}


def descriptor(publication: Publication) -> dict[str, Any]:
    """What ``datapackage.json`` says: the fields, whose data they are, from which facts, how they may be used."""
    titles = {part.indicator.id: part.indicator for part in publication.parts}
    about = Words(
        kk="Іс жазбалары бойынша көрсеткіштер. Ел көрсеткіштері емес. Аз адамы бар ұяшықтар жасырылған.",
        ru="Показатели по записям дел. Не значения страны. Ячейки, за которыми мало людей, скрыты.",
        en="Figures from case records. Not values of the country. Cells with few people behind them are hidden.",
    )
    columns = _columns(publication)
    return {
        "profile": "tabular-data-package",
        "name": publication.name,
        "title": publication.place.say("en"),
        "titles": {language: publication.place.say(language) for language in _LANGUAGES},
        "description": about.say("en"),
        "descriptions": {language: about.say(language) for language in _LANGUAGES},
        "created": publication.made_at.isoformat(timespec="seconds"),
        "licenses": [{"name": "notspecified", "title": _TERMS.say("en")}],
        "terms": {language: _TERMS.say(language) for language in _LANGUAGES},
        "sources": [
            {
                "title": f"Tirek, {publication.place.say('en')}: facts {facts.number} of {facts.on}",
                "version": facts.digest,
            }
            for facts in publication.facts
        ],
        "indicators": [
            {
                "id": one.id,
                "titles": {language: one.title.say(language) for language in _LANGUAGES},
                "about": {language: one.about.say(language) for language in _LANGUAGES},
                "measure": one.measure.value, "period": one.period.value, "definition": one.version,
                "standards": [{"body": standard.body, "code": standard.code} for standard in one.standards],
                "contributes_to": [{"indicator": goal.indicator, "type": goal.how.value} for goal in one.serves],
                "verified": one.verified,
            }
            for one in titles.values()
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "figures",
                "path": "data/figures.csv",
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                "schema": {
                    "fields": [_field(publication, *column) for column in columns],
                    "missingValues": [""],
                },
            }
        ],
    }  # fmt: skip


def data_package(publication: Publication) -> dict[str, bytes]:
    """The files of the package by name."""
    described = json.dumps(descriptor(publication), ensure_ascii=False, indent=1, sort_keys=True)
    return {"datapackage.json": described.encode() + b"\n", "data/figures.csv": table_csv(publication)}
