"""The shape of the national platform of the goals: a CSV file and a YAML file for each indicator.

Only indicators that serve an indicator of the goals are in it. Columns as the platform's data have them: the year
first, the value last, an empty cell is the total. The values are contributions: the notice in each file says so, and
the rows are told apart from the country's own by their series.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

import yaml

from tirek.outcomes.engine.definition import Contribution, Indicator
from tirek.outcomes.engine.tables import TOTAL
from tirek.outcomes.publication import codes
from tirek.outcomes.publication.coding import other_breakdown, series_code, standard_code, unit_code
from tirek.outcomes.publication.files import csv_bytes
from tirek.outcomes.publication.observations import Observation, Publication, observations

YEAR: Final = "Year"
VALUE: Final = "Value"
COLUMNS: Final = ("UNIT_MEASURE", "REF_AREA", "SEX", "AGE", "SERIES", "COMPOSITE_BREAKDOWN", "OBS_STATUS")
_NUMBERED = re.compile(r"^\d+(\.[0-9a-z]+)+$")
_NOTICE: Final = {
    "kk": "Бұл ел көрсеткіші емес: осы жүйені жүргізетін қызметтердің іс жазбалары бойынша үлес.",
    "ru": "Это не значение страны: вклад по записям дел служб, которые ведут эту систему.",
    "en": "Not the value of the country: a contribution from the case records of the services that keep this system.",
}
_READ_ME: Final = """{kk}
{ru}
{en}

data/indicator_*.csv        {columns}
indicator-config/*.yml      indicator_number, indicator_name, reporting_status, data_notice

Жолдарды елдің деректеріне қоспаңыз, орнына қоймаңыз: олардың өз қатары (SERIES) бар.
Не добавляйте эти строки к данным страны и не заменяйте их: у них свой ряд (SERIES).
Never add these rows to the country's own and never replace them: they have a series of their own.

OBS_STATUS C: жасырылған / скрыто / hidden. P: жыл аяқталған жоқ / год не закончен / the year is not over.
"""


def served(publication: Publication) -> dict[str, list[Observation]]:
    """The observations of each indicator of the goals: the national number where the indicator has one."""
    found: dict[str, list[Observation]] = {}
    for seen in observations(publication):
        for number in goals_of(seen.part.indicator):
            found.setdefault(number, []).append(seen)
    return found


def goals_of(indicator: Indicator) -> list[str]:
    """The indicators of the goals under whose number it stands. None, where only a survey could tell."""
    national = standard_code(indicator, "KAZSTAT")
    if _NUMBERED.match(national):
        return [national]
    return sorted({one.indicator for one in indicator.serves if one.how is not Contribution.SURVEY})


def folder(publication: Publication) -> dict[str, bytes]:
    """The files of the folder by name; nothing but the words on it where no indicator serves a goal."""
    files: dict[str, bytes] = {}
    for number, found in served(publication).items():
        slug = number.replace(".", "-")
        files[f"data/indicator_{slug}.csv"] = csv_bytes(_table(found, publication))
        files[f"indicator-config/{slug}.yml"] = _yaml(_about(number, found))
    columns = ", ".join((YEAR, *COLUMNS, VALUE))
    files["README.txt"] = _READ_ME.format(**_NOTICE, columns=columns).encode()
    return files


def _area(seen: Observation, publication: Publication) -> str:
    region = seen.category("region")
    if region == TOTAL:
        return ""
    known = {area.code: area.elsewhere.get("KAZSTAT", area.code) for area in publication.areas}
    return known.get(region, codes.UNKNOWN)


def _line(seen: Observation, publication: Publication) -> dict[str, Any]:
    sex, age = seen.category("sex"), seen.category("age_group")
    breakdown = other_breakdown(seen)
    if seen.category("disability") != TOTAL:
        own = codes.disability_code(seen.category("disability"))
        breakdown = own if breakdown == codes.TOTAL else f"{breakdown}__{own}"
    status = "C" if seen.hidden else "P" if seen.running else ""
    counted = seen.row.numerator if seen.value is None and seen.row.shown else seen.value
    return {
        YEAR: seen.part.table.last.year,
        "UNIT_MEASURE": unit_code(seen.part.indicator, seen.row.why),
        "REF_AREA": _area(seen, publication),
        "SEX": "" if sex == TOTAL else codes.sex_code(sex),
        "AGE": "" if age == TOTAL else codes.age_code(age),
        "SERIES": series_code(seen.part.indicator),
        "COMPOSITE_BREAKDOWN": "" if breakdown == codes.TOTAL else breakdown,
        "OBS_STATUS": status,
        VALUE: counted if seen.row.shown and not _share_of_nobody(seen) else None,
    }


def _share_of_nobody(seen: Observation) -> bool:
    return seen.row.why.value in ("nobody", "few")


def _table(found: list[Observation], publication: Publication) -> Iterable[tuple[object, ...]]:
    lines = [_line(seen, publication) for seen in found]
    used = [name for name in COLUMNS if any(line[name] != "" for line in lines)]
    yield (YEAR, *used, VALUE)
    for line in sorted(lines, key=lambda line: [str(line[name]) for name in (YEAR, *COLUMNS)]):
        yield tuple(line[name] for name in (YEAR, *used, VALUE))


def _about(number: str, found: list[Observation]) -> dict[str, Any]:
    hidden = sum(seen.hidden for seen in found)
    indicators = {seen.part.indicator.id: seen.part.indicator for seen in found}
    titles = [one.title for one in indicators.values()]
    how = sorted({one.how.value for each in indicators.values() for one in each.serves})
    own = len(number.split(".")) > 3
    return {
        "indicator_number": number,
        "indicator_name": f"{'national' if own else 'global'}_indicators.{number.replace('.', '-')}-title",
        "graph_title": {name: " · ".join(title.say(name) for title in titles) for name in ("kk", "ru", "en")},
        "graph_type": "line",
        "computation_units": None,
        "data_non_statistical": False,
        "data_show_map": False,
        "reporting_status": "complete",
        "data_notice_class": "warning",
        "data_notice_text": dict(_NOTICE),
        "contribution_type": how,
        "hidden_values": hidden,
        "page_content": "",
        "tags": [],
    }


def _yaml(content: dict[str, Any]) -> bytes:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=True).encode()


def problems(files: dict[str, bytes]) -> list[str]:
    """What the platform's own check would refuse: columns, numbers, spaces at the edges, empty rows, missing YAML."""
    import csv
    import io

    found = []
    for name, content in files.items():
        if not name.startswith("data/"):
            continue
        header, *rows = list(csv.reader(io.StringIO(content.decode())))
        if header[0] != YEAR or header[-1] != VALUE:
            found.append(f"{name}: columns")
        if any(cell != cell.strip() for row in (header, *rows) for cell in row):
            found.append(f"{name}: spaces")
        if any(not any(row) for row in rows) or any(len(row) != len(header) for row in rows):
            found.append(f"{name}: rows")
        try:
            _ = [(int(row[0]), float(row[-1] or 0)) for row in rows]
        except ValueError:
            found.append(f"{name}: numbers")
        keys = [tuple(row[:-1]) for row in rows]
        if len(set(keys)) != len(keys):
            found.append(f"{name}: a row twice")
        config = files.get(name.replace("data/indicator_", "indicator-config/").replace(".csv", ".yml"))
        if config is None or yaml.safe_load(config)["indicator_number"].replace(".", "-") not in name:
            found.append(f"{name}: no configuration")
    return found
