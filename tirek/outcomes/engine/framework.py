"""The seventeen goals, their targets and indicators in three languages, and what a case system can't tell of them.

The wording is the national statistics' own where there is one, then the official translation; ``note`` says where a
plain mistake was mended. The files lie in ``outcomes/data``.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from tirek.outcomes.engine.definition import Contribution, Serves
from tirek.programmes.engine.words import Words

DATA: Final = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Entry:
    """A goal, a target, an indicator, or a national indicator below one of those."""

    code: str
    level: str  # goal, target, indicator, national
    title: Words
    sources: Mapping[str, str]  # language: code of the source of that wording
    note: str = ""

    @property
    def goal(self) -> int:
        """The number of its goal."""
        return int(self.code.split(".")[0])

    @property
    def target(self) -> str:
        """The code of its target; empty for a goal."""
        return ".".join(self.code.split(".")[:2]) if "." in self.code else ""


@dataclass(frozen=True)
class WordingSource:
    """Where a wording comes from."""

    code: str
    title: str
    licence: str
    citation: str
    url: str
    read_on: date
    verified: bool


@dataclass(frozen=True)
class NoFigure:
    """An indicator our work touches, with no figure of ours, and why there is none."""

    serves: Serves
    why: Words


@cache
def framework() -> Mapping[str, Entry]:
    """Every goal, target and indicator by its code: ``3``, ``3.5``, ``3.5.1``, ``5.2.1.1``."""
    with (DATA / "sdg_framework.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Entry(
                code=row["code"],
                level=row["level"],
                title=Words(kk=row["kk"], ru=row["ru"], en=row["en"]),
                sources={language: row[f"{language}_source"] for language in ("kk", "ru", "en")},
                note=row["note"],
            )
            for row in csv.DictReader(file)
        }


@cache
def wording_sources() -> Mapping[str, WordingSource]:
    """The sources of the wordings, by code."""
    with (DATA / "sdg_sources.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: WordingSource(
                code=row["code"],
                title=row["title"],
                licence=row["licence"],
                citation=row["citation"],
                url=row["url"],
                read_on=date.fromisoformat(row["read_on"]),
                verified=row["verified"] == "true",
            )
            for row in csv.DictReader(file)
        }


_SURVEY = Words(
    kk="Мұны тек халық арасындағы сауалнама көрсете алады: көмекке келгендер – зорлық көргендердің аз бөлігі, "
    "сондықтан олардың санынан ел бойынша үлес шығаруға болмайды.",
    ru="Это может показать только опрос населения: за помощью обращается малая часть пострадавших, "
    "и вывести из их числа долю по стране нельзя.",
    en="Only a survey of the population can tell: those who come for help are a small part of those harmed, "
    "so no share of the country follows from their number.",
)
_DISCRIMINATION = Words(
    kk="Мұны тек халық арасындағы сауалнама көрсете алады; шағымдар – жекелеген оқиғалар ғана.",
    ru="Это может показать только опрос населения; жалобы – лишь отдельные случаи.",
    en="Only a survey of the population can tell; complaints are single cases.",
)
#: What our work touches and only a survey can tell. Counts that stand close to one of them name it, as X, as well.
NO_FIGURE: Final = (
    NoFigure(Serves("5.2.1", Contribution.SURVEY, "VC_VAW_MARR"), _SURVEY),
    NoFigure(Serves("5.2.2", Contribution.SURVEY), _SURVEY),
    NoFigure(Serves("10.3.1", Contribution.SURVEY), _DISCRIMINATION),
    NoFigure(Serves("16.1.3", Contribution.SURVEY), _SURVEY),
    NoFigure(Serves("16.2.1", Contribution.SURVEY, "VC_VAW_PHYPYV"), _SURVEY),
    NoFigure(Serves("16.2.3", Contribution.SURVEY, "VC_VAW_SXVLN"), _SURVEY),
)
