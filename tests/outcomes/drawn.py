"""Small worlds drawn by hand: short words for rows, and the figure a page would show of them."""

from datetime import date
from typing import Any

from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import ALL, Cell, cells
from tirek.outcomes.engine.definition import Facts, Measure, Span

YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))
DAY = Span(date(2024, 12, 31), date(2024, 12, 31))
ON = date(2026, 6, 30)
#: Cells by world: a world must live as long as the session, so that no other takes its id.
_CELLS: dict[tuple[int, str, Span], list[Cell]] = {}


def _cells(code: str, facts: Facts, span: Span) -> list[Cell]:
    """The cells of an indicator, computed once for each world."""
    asked = (id(facts), code, span)
    if asked not in _CELLS:
        _CELLS[asked] = cells(indicators()[code], facts, span, (ALL,))
    return _CELLS[asked]


def figure(facts: Facts, code: str, span: Span = YEAR, **split: str) -> Any:
    """What a page shows of all: the count, (numerator, denominator), or the middle."""
    one = indicators()[code]
    breakdown, categories = tuple(split), tuple(split.values())
    found = [
        cell for cell in _cells(code, facts, span) if cell.breakdown == breakdown and cell.categories == categories
    ]
    if not found:
        return 0
    if one.measure == Measure.MEDIAN:
        return found[0].middle
    return found[0].numerator if one.denominator is None else (found[0].numerator, found[0].denominator)


def day(month: int, number: int, year: int = 2024) -> date:
    return date(year, month, number)


def episode(case: int, person: int, track: str, kind: str, first: date, end: date | None = None, **more: Any) -> Any:
    ended = {"ended_on": end} if end else {}
    return {"case_key": case, "person_key": person, "track": track, "kind": kind, "starts_on": first, **ended, **more}


def case(key: int, programme: str, opened: date, **more: Any) -> dict[str, Any]:
    return {"case_key": key, "client_key": key, "programme": programme, "opened_on": opened, **more}


def person(key: int, sex: str, born: date, **more: Any) -> dict[str, Any]:
    return {"person_key": key, "sex": sex, "born_on": born, **more}
