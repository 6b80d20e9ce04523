"""A workbook: a sheet for each table as it is read, and a sheet that says what the figures are."""

import io
import re
from typing import Any, Final

from tirek.outcomes.engine.tables import TOTAL
from tirek.outcomes.publication.codes import TOTAL_WORDS
from tirek.outcomes.publication.files import safe_text, untimed
from tirek.outcomes.publication.observations import Part, Publication, told
from tirek.programmes.engine.words import Words

_HEADINGS: Final = {
    "numerator": Words(kk="Алымы", ru="Числитель", en="Numerator"),
    "denominator": Words(kk="Бөлімі", ru="Знаменатель", en="Denominator"),
    "value": Words(kk="Мәні", ru="Значение", en="Value"),
    "note": Words(kk="Ескертпе", ru="Примечание", en="Note"),
}
WHY: Final = {
    "hidden": Words(kk="адамдарды қорғау үшін жасырылған", ru="скрыто, чтобы защитить людей",
                    en="hidden to protect people"),
    "changed": Words(kk="адамдарды қорғау үшін жасырылған", ru="скрыто, чтобы защитить людей",
                     en="hidden to protect people"),
    "few": Words(kk="медиана үшін тым аз", ru="слишком мало для медианы", en="too few for a median"),
    "nobody": Words(kk="бөлімінде ешкім жоқ", ru="в знаменателе никого", en="nobody in the denominator"),
    "no_population": Words(kk="халық саны жүктелмеген: тек саны", ru="население не загружено: только число",
                           en="population not loaded: a count only"),
}  # fmt: skip
ABOUT: Final = Words(
    kk="Іс жазбалары бойынша көрсеткіштер, ел көрсеткіштері емес.",
    ru="Показатели по записям дел, не значения страны.",
    en="Figures from case records, not values of the country.",
)
_FACTS: Final = Words(kk="Деректер нұсқасы", ru="Версия данных", en="Version of the facts")
_DEFINITION: Final = Words(kk="Анықтама нұсқасы", ru="Версия определения", en="Version of the definition")
_SHEET: Final = Words(kk="Туралы", ru="О данных", en="About")
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")


def category(publication: Publication, dimension: str, code: str) -> str:
    """The word for a category in the language of the publication."""
    words = TOTAL_WORDS if code == TOTAL else publication.names(dimension, code)
    return words.say(publication.language)


def workbook(publication: Publication) -> bytes:
    """The workbook. The same publication gives the same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    made = Workbook()
    about = made.active
    about.title = _SHEET.say(publication.language)
    for line in _about(publication):
        about.append([safe_text(cell) if isinstance(cell, str) else cell for cell in line])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 40, 90
    for number, part in enumerate(publication.parts, start=1):
        sheet = made.create_sheet(_name(number, part))
        _fill(sheet, publication, part)
        for cell in sheet[3]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet["A1"].font = Font(bold=True, size=13)
        sheet.freeze_panes = "A4"
        for letter in "ABCDEFGH"[: len(part.table.by) + 4]:
            sheet.column_dimensions[letter].width = 24
    made.properties.creator = "Tirek"
    made.properties.title = safe_text(publication.place.say(publication.language))
    kept = io.BytesIO()
    made.save(kept)
    return untimed(kept.getvalue(), publication.made_at)


def _name(number: int, part: Part) -> str:
    return _NOT_IN_A_NAME.sub(" ", f"{number} {part.indicator.id}")[:31]


def _about(publication: Publication) -> list[tuple[Any, ...]]:
    language = publication.language
    lines: list[tuple[Any, ...]] = [
        (publication.place.say(language), ""),
        (ABOUT.say(language), ""),
        *((_FACTS.say(language), f"{one.number}, {one.on.isoformat()}, {one.digest}") for one in publication.facts),
        ("", ""),
    ]
    for one in {part.indicator.id: part.indicator for part in publication.parts}.values():
        lines.append((one.title.say(language), one.about.say(language)))
        lines.append((_DEFINITION.say(language), f"{one.id}, {one.version}"))
    return lines


def _fill(sheet: Any, publication: Publication, part: Part) -> None:
    language, table = publication.language, part.table
    sheet.append([safe_text(part.indicator.title.say(language))])
    sheet.append([f"{table.first.isoformat()} – {table.last.isoformat()}"])
    names = [publication.dimension_names(name).say(language) for name in table.by]
    sheet.append([*map(safe_text, names), *(words.say(language) for words in _HEADINGS.values())])
    for row in table:
        value = told(part.indicator, row)
        why = WHY[row.why.value].say(language) if row.why.value else ""
        split = [safe_text(category(publication, *pair)) for pair in zip(table.by, row.categories, strict=True)]
        sheet.append([*split, row.numerator, row.denominator, None if value is None else float(value), why])
