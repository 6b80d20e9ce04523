"""Observations under the codes of a structure: of the goals, or of TransMonEE."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tirek.outcomes.engine.definition import Indicator, Measure
from tirek.outcomes.engine.tables import TOTAL, Why
from tirek.outcomes.publication import codes
from tirek.outcomes.publication.codes import Entry
from tirek.outcomes.publication.observations import Observation, Publication, observations
from tirek.programmes.engine.words import Words

SDG: Final = "sdg"
TRANSMONEE: Final = "transmonee"

#: The dimensions of the global structure of the goals, in its order.
SDG_DIMENSIONS: Final = (
    "FREQ", "REPORTING_TYPE", "SERIES", "REF_AREA", "SEX", "AGE", "URBANISATION", "INCOME_WEALTH_QUANTILE",
    "EDUCATION_LEV", "OCCUPATION", "CUST_BREAKDOWN", "COMPOSITE_BREAKDOWN", "DISABILITY_STATUS", "ACTIVITY", "PRODUCT",
)  # fmt: skip
TRANSMONEE_DIMENSIONS: Final = ("REF_AREA", "INDICATOR", "SEX", "AGE", "RESIDENCE", "WEALTH_QUINTILE")
#: Only what TransMonEE's structure can say: a table split by anything else stays out of its message.
_TRANSMONEE_SPLITS: Final = frozenset({"sex", "age_group", "region"})
_TRANSMONEE_CODE: Final = re.compile(r"^[A-Z]+_[A-Z0-9_-]+$")
_PLACED: Final = frozenset({"sex", "age_group", "region", "disability"})


@dataclass(frozen=True)
class Coded:
    """An observation under codes: dimensions, the year, the value as text (empty: none), attributes."""

    dimensions: Mapping[str, str]
    year: str
    value: str
    attributes: Mapping[str, str]


def standard_code(indicator: Indicator, body: str) -> str:
    """The code of an indicator in somebody's list; empty: it is not in it."""
    return next((one.code for one in indicator.standards if one.body == body), "")


def transmonee_code(indicator: Indicator) -> str:
    """The code of an indicator in TransMonEE's own list; empty: it has a number there, or stands nowhere."""
    found = standard_code(indicator, "TransMonEE")
    return found if _TRANSMONEE_CODE.match(found) else ""


def series_code(indicator: Indicator) -> str:
    """The series of an indicator: the national code where there is one, else our own. Never a code of the goals
    themselves: a contribution is not the goal's value."""
    national = standard_code(indicator, "KAZSTAT")
    return national if national.startswith("_L_") else codes.as_code("TIREK", indicator.id)


def unit_code(indicator: Indicator, why: Why = Why.SHOWN) -> str:
    """What the number is measured in."""
    measure = Measure.COUNT if why is Why.NO_POPULATION else indicator.measure
    if measure is Measure.SHARE:
        return "PT"
    if measure is Measure.RATE:
        return "PER_100000_POP" if indicator.per == 100_000 else codes.as_code(f"PER_{indicator.per}")
    if measure is Measure.MEDIAN:
        return "DAYS"
    if measure is Measure.RATIO:
        return "RATIO"
    return {"case": "CASES", "child": "PERSONS", "person": "PERSONS", "woman": "PERSONS", "newborn": "PERSONS"}.get(
        indicator.counted, "NUMBER"
    )


def other_breakdown(seen: Observation) -> str:
    """The code of what no dimension of the structure holds: programme, form of care, where to ..."""
    parts = [f"{name}_{code}" for name, code in seen.categories if name not in _PLACED and code != TOTAL]
    return codes.as_code(*parts) if parts else codes.TOTAL


def area_code(seen: Observation) -> str:
    """Where: a region's KATO code, or the area that is served. Never the country."""
    region = seen.category("region")
    if region == TOTAL:
        return codes.SERVED
    return codes.UNKNOWN if region == "unknown" else region


def _placed(seen: Observation) -> dict[str, str]:
    sex, age, disability = (seen.category(name) for name in ("sex", "age_group", "disability"))
    return {
        "REF_AREA": area_code(seen),
        "SEX": codes.TOTAL if sex == TOTAL else codes.sex_code(sex),
        "AGE": codes.TOTAL if age == TOTAL else codes.age_code(age),
        "DISABILITY_STATUS": codes.TOTAL if disability == TOTAL else codes.disability_code(disability),
    }


def _status(seen: Observation) -> str:
    if seen.hidden:
        return "C"
    if _number(seen) == "":
        return "M"
    return "P" if seen.running else "A"


def _number(seen: Observation) -> str:
    if seen.row.shown and seen.row.why is Why.NO_POPULATION:
        return str(seen.row.numerator)  # a rate without its population is a count, and its unit says so
    return "" if seen.value is None else str(seen.value)


def _comment(seen: Observation, publication: Publication) -> str:
    """What a reader must not miss, in English: comments of structures have one language."""
    table, indicator = seen.part.table, seen.part.indicator
    says = [f"{table.first.isoformat()}/{table.last.isoformat()}", f"definition {table.definition}"]
    facts = publication.facts_of(table)
    says.append(f"facts {facts.number} of {facts.on.isoformat()}")
    says.extend(
        f"contribution to SDG {one.indicator} (type {one.how.value}), not its value" for one in indicator.serves
    )
    says.append("case records of the services that keep this system; not the value of the country")
    return "; ".join(says)


def _text(text: str) -> str:
    """A text for attributes. The writer escapes no quotation marks, so there are none."""
    return text.replace('"', "”").replace("'", "’")


def coded(publication: Publication, flavour: str) -> list[Coded]:
    """All observations that the structure can hold, under its codes."""
    made = []
    for seen in observations(publication):
        placed, indicator = _placed(seen), seen.part.indicator
        attributes = {
            "UNIT_MEASURE": unit_code(indicator, seen.row.why if seen.row.shown else Why.SHOWN),
            "OBS_STATUS": _status(seen),
        }
        comment = _text(_comment(seen, publication))
        if flavour == TRANSMONEE:
            code = transmonee_code(indicator)
            split = {name for name, category in seen.categories if category != TOTAL}
            if not code or split - _TRANSMONEE_SPLITS:
                continue
            dimensions = {name: placed.get(name, codes.TOTAL) for name in TRANSMONEE_DIMENSIONS} | {"INDICATOR": code}
            attributes |= {"UNIT_MULTIPLIER": "0", "DATA_SOURCE": codes.CASE_RECORDS, "OBS_FOOTNOTE": comment}
        else:
            dimensions = {name: placed.get(name, codes.TOTAL) for name in SDG_DIMENSIONS} | {
                "FREQ": "A",
                "REPORTING_TYPE": codes.CASE_RECORDS,
                "SERIES": series_code(indicator),
                "COMPOSITE_BREAKDOWN": other_breakdown(seen),
            }
            attributes |= {"UNIT_MULT": "0", "NATURE": codes.CASE_RECORDS, "COMMENT_OBS": comment}
        made.append(Coded(dimensions, str(seen.part.table.last.year), _number(seen), attributes))
    return made


def _series(publication: Publication, flavour: str) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for part in publication.parts:
        one = part.indicator
        code = transmonee_code(one) if flavour == TRANSMONEE else series_code(one)
        if code:
            elsewhere = {standard.body: standard.code for standard in one.standards}
            elsewhere |= {
                f"SDG {goal.indicator}": f"contribution, type {goal.how.value}"
                + (f"; {goal.series}" if goal.series else "")
                for goal in one.serves
            }
            found[code] = Entry(code, one.title, elsewhere)
    return tuple(found.values())


def _ages(publication: Publication) -> tuple[Entry, ...]:
    found = {codes.TOTAL: Entry(codes.TOTAL, codes.TOTAL_WORDS)}
    for seen in observations(publication):
        category = seen.category("age_group")
        if category != TOTAL:
            code = codes.age_code(category)
            found[code] = Entry(code, publication.names("age_group", category))
    return tuple(found.values())


def _joined(parts: list[Words]) -> Words:
    return Words(**{name: " · ".join(getattr(one, name) for one in parts) for name in ("kk", "ru", "en")})


def _breakdowns(publication: Publication) -> tuple[Entry, ...]:
    found = {codes.TOTAL: Entry(codes.TOTAL, codes.TOTAL_WORDS)}
    for seen in observations(publication):
        pairs = [(name, code) for name, code in seen.categories if name not in _PLACED and code != TOTAL]
        if not pairs:
            continue
        words = _joined([publication.names(name, code) for name, code in pairs])
        entry = Entry(other_breakdown(seen), words, dict(pairs))
        if found.setdefault(entry.code, entry).elsewhere != entry.elsewhere:
            raise ValueError(f"two breakdowns are called {entry.code}")
    return tuple(found.values())


def _areas(publication: Publication) -> tuple[Entry, ...]:
    served = Entry(
        codes.SERVED,
        Words(
            kk=f"Қызмет көрсетілетін аумақ: {publication.place.kk}",
            ru=f"Территория обслуживания: {publication.place.ru}",
            en=f"Area that is served: {publication.place.en}",
        ),
    )
    unknown = publication.names("region", "unknown")
    return (served, Entry(codes.UNKNOWN, unknown), *publication.areas)


def code_lists(publication: Publication, flavour: str) -> dict[str, tuple[Entry, ...]]:
    """The list of every coded component: complete where it is short, else what this publication uses."""
    shared = {
        "REF_AREA": _areas(publication), "SEX": codes.SEX, "AGE": _ages(publication),
        "UNIT_MEASURE": codes.UNIT_MEASURE, "OBS_STATUS": codes.OBS_STATUS,
    }  # fmt: skip
    if flavour == TRANSMONEE:
        return shared | {
            "INDICATOR": _series(publication, flavour), "RESIDENCE": codes.ONLY_TOTAL,
            "WEALTH_QUINTILE": codes.ONLY_TOTAL, "UNIT_MULTIPLIER": codes.UNIT_MULT, "DATA_SOURCE": codes.NATURE,
        }  # fmt: skip
    # The totals first: what our files say something of stands after them.
    return dict.fromkeys(SDG_DIMENSIONS, codes.ONLY_TOTAL) | shared | {
        "FREQ": codes.FREQ, "REPORTING_TYPE": codes.REPORTING_TYPE, "SERIES": _series(publication, flavour),
        "COMPOSITE_BREAKDOWN": _breakdowns(publication), "DISABILITY_STATUS": codes.DISABILITY,
        "UNIT_MULT": codes.UNIT_MULT, "NATURE": codes.NATURE,
    }  # fmt: skip
