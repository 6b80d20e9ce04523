"""Rows for research out of the facts, as written: fields of the allow-list and nothing else.

A row also carries which family it belongs to, so that those who look alike can be counted as families; that number
never leaves this room.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tirek.kernel.intervals import age_in_years
from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.model import OPEN_END, TABLES, UNKNOWN, Kind
from tirek.outcomes.engine.research.fields import RESEARCH_TABLES, ResearchTable

if TYPE_CHECKING:
    import ibis.expr.types as ir

Record = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """Rows of a research table: the family of each, and its values as written, by field."""

    families: list[int]
    values: list[dict[str, str]]

    def __len__(self) -> int:
        return len(self.values)


def window(facts: Facts, table: ResearchTable) -> Facts:
    """The facts with the columns the table's fields name, and the keys and codes rows are joined by. No other."""
    named = defaultdict(set)
    for field in table.fields:
        for source in field.sources:
            name, _dot, column = source.partition(".")
            named[name].add(column)
    shown = {}
    for name, columns in named.items():
        keys = [one.name for one in TABLES[name].columns if one.kind is Kind.KEY or one.name == "organisation"]
        shown[name] = facts[name][list(dict.fromkeys([*keys, *sorted(columns)]))]
    return Facts(shown, facts.on)


def research_rows(facts: Facts, code: str, organisation: str, span: Span) -> Rows:
    """Every row of a research table of one organisation whose first day lies in the span."""
    table = RESEARCH_TABLES[code]
    return _READERS[code](window(facts, table), organisation, span)


def _read(table: "ir.Table", organisation: str, **days: Span) -> list[Record]:
    """Records of the organisation, in an order that stays the same."""
    chosen = table.filter(table.organisation == organisation)
    for column, span in days.items():
        chosen = chosen.filter(chosen[column].between(span.first, span.last))
    return list(chosen.order_by(list(chosen.columns)).to_pyarrow().to_pylist())


def _people(facts: Facts, keys: Iterable[int]) -> dict[int, Record]:
    wanted, persons = sorted(set(keys)), facts.persons
    if not wanted:
        return {}
    return {row["person_key"]: row for row in persons.filter(persons.person_key.isin(wanted)).to_pyarrow().to_pylist()}


def _cases(facts: Facts, organisation: str, span: Span) -> Rows:
    cases = _read(facts.cases, organisation, opened_on=span)
    people = _people(facts, (case["client_key"] for case in cases))
    grounds: defaultdict[int, set[str]] = defaultdict(set)
    first_risk: dict[int, str] = {}
    kept: dict[int, str] = {}
    for row in _read(facts.grounds, organisation):
        grounds[row["case_key"]].add(row["ground"])
    for row in sorted(_read(facts.risks, organisation), key=lambda row: row["done_on"]):
        first_risk.setdefault(row["case_key"], row["level"])
    services = Counter(row["case_key"] for row in _read(facts.services, organisation))
    for row in _read(facts.follow_ups, organisation):
        if row["months"] == 12:  # after a second closure the later one stands
            kept[row["case_key"]] = _kept(row, facts.on)
    values = []
    for case in cases:
        key, until = case["case_key"], case["closed_on"]
        values.append(
            {
                "programme": case["programme"],
                "opened": case["opened_on"].isoformat(),
                "duration": _days(case["opened_on"], until),
                "grounds": ";".join(sorted(grounds[key])) or UNKNOWN,
                "risk_at_opening": first_risk.get(key, UNKNOWN),
                "services": _how_many(services[key]),
                "outcome": "open" if case["state"] == "open" else case["outcome"] or UNKNOWN,
                "kept_after_12_months": kept.get(key, "not_due"),
                **_person(people.get(case["client_key"]), case["opened_on"]),
            }
        )
    return Rows([case["family_key"] for case in cases], values)


def _placements(facts: Facts, organisation: str, span: Span) -> Rows:
    episodes = facts.episodes.filter(facts.episodes.placement)
    placed = _read(episodes, organisation, starts_on=span)
    people = _people(facts, (row["person_key"] for row in placed))
    cases = {row["case_key"]: row for row in _read(facts.cases, organisation)}
    values = []
    for row in placed:
        open_ = row["ended_on"] == OPEN_END
        values.append(
            {
                "programme": cases[row["case_key"]]["programme"],
                "entered": row["starts_on"].isoformat(),
                "form": row["care_form"] or "other",
                "duration": _days(row["starts_on"], row["ended_on"]),
                "entry_reason": row["entry_reason"] or UNKNOWN,
                "exit_reason": "open" if open_ else row["exit_reason"] or UNKNOWN,
                "left_to": "open" if open_ else row["left_to"] or UNKNOWN,
                **_person(people.get(row["person_key"]), row["starts_on"]),
            }
        )
    return Rows([cases[row["case_key"]]["family_key"] for row in placed], values)


def _assessments(facts: Facts, organisation: str, span: Span) -> Rows:
    done = _read(facts.assessments, organisation, done_on=span)
    cases = {row["case_key"]: row for row in _read(facts.cases, organisation)}
    whom = [row["person_key"] or cases[row["case_key"]]["client_key"] for row in done]
    people = _people(facts, whom)
    values = [
        {
            "programme": cases[row["case_key"]]["programme"],
            "done": row["done_on"].isoformat(),
            "instrument": row["instrument"],
            "since_opening": _days(cases[row["case_key"]]["opened_on"], row["done_on"]),
            "band": row["band"] or UNKNOWN,
            "safety_step": "yes" if row["critical"] else "no",
            **_person(people.get(person), row["done_on"]),
        }
        for row, person in zip(done, whom, strict=True)
    ]
    return Rows([cases[row["case_key"]]["family_key"] for row in done], values)


_READERS: dict[str, Callable[[Facts, str, Span], Rows]] = {
    "cases": _cases,
    "placements": _placements,
    "assessments": _assessments,
}


def _person(person: Record | None, on: date) -> dict[str, str]:
    if person is None:
        return dict.fromkeys(("age", "sex", "region", "disability"), UNKNOWN)
    born: date = person["born_on"]
    return {
        # Somebody not yet born on the day (a case opened in pregnancy) is under one.
        "age": UNKNOWN if born == OPEN_END else str(max(age_in_years(born, on), 0)),
        "sex": person["sex"],
        "region": person["region"],
        "disability": person.get("disability", UNKNOWN),
    }


def _days(first: date, last: date) -> str:
    return "open" if last == OPEN_END else str(max((last - first).days, 0))


def _how_many(count: int) -> str:
    return next(band for band, most in (("0", 0), ("1-3", 3), ("4-10", 10), ("11+", count)) if count <= most)


def _kept(row: Record, on: date) -> str:
    if row["kept"] in {"yes", "no"}:
        return str(row["kept"])
    return "lost" if row["due_on"] < on else "not_due"
