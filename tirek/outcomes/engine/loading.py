"""Figures of others as a text file: every line read, everything wrong said at once with its line, nothing guessed.

A table with a header; commas, semicolons or tabs between the columns; UTF-8. A file with one wrong line is refused.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tirek.kernel.problems import N_, Problem

#: The country as a whole, and every group together.
TOTAL: Final = "total"
#: More lines than this nobody reads by hand, and no table of regions, years and groups has them.
MOST_LINES: Final = 100_000
SHOWN: Final = 50
_SEXES: Final = {
    "female": "female", "f": "female", "әйел": "female", "женский": "female",
    "male": "male", "m": "male", "ер": "male", "мужской": "male",
    "": TOTAL, TOTAL: TOTAL, "_t": TOTAL, "барлығы": TOTAL, "всего": TOTAL,
}  # fmt: skip
_COUNTRY: Final = {"", TOTAL, "kz", "398", "_t"}
_AGES: Final = re.compile(r"\d{1,3}(-\d{1,3}|\+)?")


@dataclass(frozen=True)
class LineFinding:
    """What is wrong in a line of the file. The first line is the header."""

    line: int
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)


class FileRefused(Problem):
    """The file can't be loaded; every reason is named at once."""

    def __init__(self, findings: list[LineFinding]) -> None:
        super().__init__(N_("Nothing was loaded. Mend these lines and load the file again."), field="file")
        self.findings = tuple(findings[:SHOWN])


@dataclass(frozen=True)
class PopulationLine:
    """People of a region in a year."""

    region: str
    year: int
    sex: str
    age_group: str
    people: int


@dataclass(frozen=True)
class OfficialLine:
    """A published value."""

    indicator: str
    series: str
    region: str
    year: int
    groups: Mapping[str, str]
    value: float
    measured_in: str


class _Wrong(Exception):
    """One cell can't be read."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


def read_population(source: bytes, regions: Mapping[str, str]) -> list[PopulationLine]:
    """The people of a file with the columns region, year, sex, age_group, people.

    ``regions`` gives the KATO code of every code a file may use. Where both sexes and their total stand, they add up.
    """
    findings: list[LineFinding] = []
    lines: dict[tuple[str, int, str, str], tuple[int, PopulationLine]] = {}
    for number, row in _rows(source, needed=("region", "year", "people")):
        try:
            one = PopulationLine(
                region=_region(row["region"], regions),
                year=_year(row["year"]),
                sex=_sex(row.get("sex", "")),
                age_group=_ages(row.get("age_group", row.get("age", ""))),
                people=_people(row["people"]),
            )
        except _Wrong as wrong:
            findings.append(LineFinding(number, wrong.message, wrong.params))
            continue
        key = (one.region, one.year, one.sex, one.age_group)
        _once(key, number, lines, findings)
        lines[key] = (number, one)
    findings.extend(_sums(lines))
    if findings:
        raise FileRefused(sorted(findings, key=lambda finding: finding.line))
    return [one for _, one in lines.values()]


def read_official(
    source: bytes, regions: Mapping[str, str], known: Callable[[str], bool], indicator: str = ""
) -> list[OfficialLine]:
    """The values of a file: year and value; indicator (or one for the whole file), series, region, unit.

    A file of the national SDG site is read as it is: ``Year``, ``REF_AREA``, ``SERIES``, ``UNIT_MEASURE``, ``Value``;
    every other column splits the value.
    """
    findings: list[LineFinding] = []
    lines: dict[tuple[Any, ...], tuple[int, OfficialLine]] = {}
    for number, row in _rows(source, needed=("year", "value") if indicator else ("indicator", "year", "value")):
        try:
            one = _official(row, regions, known, indicator)
        except _Wrong as wrong:
            findings.append(LineFinding(number, wrong.message, wrong.params))
            continue
        key = (one.indicator, one.series, one.region, one.year, one.measured_in, tuple(sorted(one.groups.items())))
        _once(key, number, lines, findings)
        lines[key] = (number, one)
    if findings:
        raise FileRefused(findings)
    return [one for _, one in lines.values()]


def _official(
    row: dict[str, str], regions: Mapping[str, str], known: Callable[[str], bool], indicator: str
) -> OfficialLine:
    code = row.pop("indicator", "") or indicator
    if not known(code):
        raise _Wrong(N_("There is no indicator %(code)s among the goals."), code=code)
    region = _region(row.pop("region", row.pop("ref_area", "")), regions)
    year, value = _year(row.pop("year")), _number(row.pop("value"))
    unit = row.pop("unit", row.pop("unit_measure", ""))
    series = row.pop("series", "")
    groups = {name: said for name, said in row.items() if said}
    for name, said, most in (("unit", unit, 60), ("series", series, 60)):
        if len(said) > most:
            raise _Wrong(N_("%(column)s is longer than %(most)s letters."), column=name, most=most)
    return OfficialLine(code, series, region, year, groups, value, unit)


def _rows(source: bytes, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each filled line with its number and its cells by the header's names."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise FileRefused([LineFinding(1, N_("The file is not written in UTF-8. Save it as CSV UTF-8."))]) from wrong
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        missing = [LineFinding(1, N_("There is no column %(column)s."), {"column": name})
                   for name in needed if name not in header]  # fmt: skip
        if missing or len(set(header)) < len(header):
            twice = N_("A column stands there twice.")
            raise FileRefused(missing or [LineFinding(1, twice)])
        filled = 0
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            filled += 1
            if len(cells) != len(header):
                params = {"cells": len(cells), "columns": len(header)}
                message = N_("The line has %(cells)s cells, the header %(columns)s.")
                raise FileRefused([LineFinding(reader.line_num, message, params)])
            if filled > MOST_LINES:
                message = N_("The file has more than %(most)s lines.")
                raise FileRefused([LineFinding(reader.line_num, message, {"most": MOST_LINES})])
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error as wrong:
        raise FileRefused([LineFinding(reader.line_num, N_("The line can't be read."))]) from wrong
    if not filled:
        raise FileRefused([LineFinding(1, N_("The file has a header alone."))])


def _once(key: tuple[Any, ...], number: int, lines: Mapping[Any, tuple[int, Any]], findings: list[LineFinding]) -> None:
    if key in lines:
        message = N_("The same group stands in line %(first)s already.")
        findings.append(LineFinding(number, message, {"first": lines[key][0]}))


def _sums(lines: Mapping[tuple[str, int, str, str], tuple[int, PopulationLine]]) -> Iterator[LineFinding]:
    for (region, year, sex, ages), (number, one) in lines.items():
        parts = [lines.get((region, year, part, ages)) for part in ("female", "male")]
        if sex != TOTAL or None in parts:
            continue
        people = sum(part[1].people for part in parts if part)
        if people != one.people:
            message = N_("Women and men are %(parts)s together, the total says %(total)s.")
            yield LineFinding(number, message, {"parts": people, "total": one.people})


def _region(said: str, regions: Mapping[str, str]) -> str:
    if said.casefold() in _COUNTRY:
        return TOTAL
    try:
        return regions[said.upper()]
    except KeyError:
        raise _Wrong(N_("%(code)s is no region: write its KATO, ISO or national SDG code."), code=said) from None


def _year(said: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", said):
        raise _Wrong(N_("%(said)s is no year."), said=said)
    return int(said)


def _sex(said: str) -> str:
    try:
        return _SEXES[said.casefold()]
    except KeyError:
        raise _Wrong(N_("%(said)s is no sex: write female, male or total."), said=said) from None


def _ages(said: str) -> str:
    said = said.replace("–", "-").replace(" ", "")
    if said.casefold() in {"", TOTAL, "_t"}:
        return TOTAL
    if not _AGES.fullmatch(said):
        raise _Wrong(N_("%(said)s is no age group: write 0-17, 18, 65+ or total."), said=said)
    first, _, last = said.partition("-")
    if last and int(first) > int(last):
        raise _Wrong(N_("%(said)s is no age group: write 0-17, 18, 65+ or total."), said=said)
    return said


def _people(said: str) -> int:
    digits = re.sub(r"[\s\u00a0\u202f]", "", said)
    if not re.fullmatch(r"[0-9]{1,12}", digits):
        raise _Wrong(N_("%(said)s is no number of people: write a whole number."), said=said)
    return int(digits)


def _number(said: str) -> float:
    plain = re.sub(r"[\s\u00a0\u202f]", "", said).replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", plain):
        raise _Wrong(N_("%(said)s is no number."), said=said)
    return float(plain)
