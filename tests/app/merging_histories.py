"""Random histories of three persons in two organisations, written beneath row security; the state of every table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.app.one_connection import as_superuser
from tests.builders import make_unit, make_user
from tirek.access.models import Membership, Unit, User
from tirek.programmes.models import InstrumentVersion

START = date(2025, 1, 1)
#: What a merge is about, and what only says that one was made: everything else must come back as it was.
LEFT_OUT = {
    "access_auditentry", "access_chainhead", "access_performedact", "people_personmerge", "people_mergedrow",
    "people_duplicatepair",
}  # fmt: skip
DERIVED = {"people_persontokens", "people_nametoken"}
KINDS = (
    "personname", "contactpoint", "address", "identitydocument", "familymember", "familytie", "relation",
    "personcorrection", "accessrequest", "casemember", "contact", "visit", "consent", "service", "assessment",
    "episode",
)  # fmt: skip

#: Those that a rule may not let stand twice, drawn more often.
CLASHING = ("casemember", "familymember", "episode", "relation")


@dataclass(frozen=True)
class Event:
    """A row of a kind about one of three persons, in one of two units, on a day, perhaps ended."""

    kind: str
    who: int
    other: int
    unit: int
    case: int
    day: int
    lasts: int | None


@dataclass(frozen=True)
class PersonDrawn:
    """What one of the three records says of itself."""

    unit: int
    sex: str
    born: int | None
    language: str
    interpreter: bool
    number: str
    sealed: bool


@dataclass(frozen=True)
class Stage:
    """Two units, three empty records, a family and a case in each unit, and somebody who may merge in both."""

    units: tuple[Unit, Unit]
    both: User
    instrument: int
    persons: tuple[int, int, int] = (9001, 9002, 9003)


events = st.builds(
    Event,
    kind=st.sampled_from(KINDS) | st.sampled_from(CLASHING),
    who=st.integers(0, 2),
    other=st.integers(0, 2),
    unit=st.integers(0, 1),
    case=st.integers(0, 2),
    day=st.integers(0, 6),
    lasts=st.none() | st.integers(1, 4),
)
people = st.tuples(
    *[
        st.builds(
            PersonDrawn,
            unit=st.integers(0, 1),
            sex=st.sampled_from(["female", "male", "unknown"]),
            born=st.none() | st.integers(1, 3000),
            language=st.sampled_from(["", "kk", "ru"]),
            interpreter=st.booleans(),
            number=st.sampled_from(["", "A", "B"]),
            sealed=st.sampled_from([False, False, False, True]),
        )
    ]
    * 3
)


def set_stage() -> Stage:
    """The places and the people who act; the records themselves are written by ``write_people``."""
    here, there = make_unit("m1"), make_unit("m2")
    both = make_user("both", here, "supervisor")
    Membership.objects.create(user=both, unit=there, role_id="supervisor", starts_on=date(2020, 1, 1))
    instrument = InstrumentVersion.objects.values_list("pk", flat=True).order_by("pk")[0]
    return Stage((here, there), both, instrument)


def write_people(stage: Stage, drawn: Iterable[PersonDrawn]) -> None:
    """The three records, with a family and a case in each unit, and a second case in the first."""
    by = stage.both.pk
    statements: list[tuple[str, list[Any]]] = []
    for key, one in zip(stage.persons, drawn, strict=True):
        statements.append((
            "INSERT INTO people_person (id, uuid, unit_id, compartment, recorded_by_id, recorded_at, sex, birth_date,"
            " birth_precision, died_precision, iin_sealed, iin_hash, iin_findings, iin_reason, language,"
            " needs_interpreter, sealed) VALUES (%s, gen_random_uuid(), %s, 'general', %s, '2025-01-01', %s, %s, 'day',"
            " 'day', %s, %s, '{}', %s, %s, %s, %s)",
            [key, stage.units[one.unit].pk, by, one.sex, one.born and date(1990, 1, 1) + timedelta(one.born),
             SEALED.get(one.number, ""), one.number, one.number and "told", one.language, one.interpreter, one.sealed],
        ))  # fmt: skip
    for place, unit in enumerate(stage.units):
        statements.append((
            "INSERT INTO people_family (id, uuid, unit_id, compartment, recorded_by_id, recorded_at, reference, note)"
            " VALUES (%s, gen_random_uuid(), %s, 'general', %s, '2025-01-01', %s, '')",
            [9100 + place, unit.pk, by, f"F-TEST{place}"],
        ))  # fmt: skip
    for case in range(3):
        unit = stage.units[case % 2]
        statements.append((
            "INSERT INTO casework_case (id, uuid, unit_id, compartment, recorded_by_id, recorded_at, number, reference,"
            " family_id, programme, programme_version, call_source, call_note, grounds, opened_on, state, outcome,"
            " worker_id, risk_level, stage) VALUES (%s, gen_random_uuid(), %s, 'general', %s, '2025-01-01', %s, %s, %s,"
            " 'family_preservation', '1', 'x', '', '[]', '2025-01-01', 'open', '', %s, 'unassessed', '')",
            [9200 + case, unit.pk, by, 900 + case, f"T-{case}", 9100 + case % 2, by],
        ))  # fmt: skip
    with as_superuser() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def write_events(
    stage: Stage,
    history: Iterable[Event],
    first: int,
    instead: dict[int, int] | None = None,
    only: set[int] | None = None,
) -> set[int]:
    """The rows of a history under keys from ``first`` on; what a rule refuses is left out. Returns the keys written.

    ``instead`` writes the row of a key about another of the three than the event says, ``only`` some keys alone.
    """
    written = set()
    with as_superuser() as cursor:
        for key, event in enumerate(history, first):
            table, row = _row(stage, event, key, (instead or {}).get(key, event.who))
            if row is None or (only is not None and key not in only):
                continue
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join(["%s"] * len(row))
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING id",
                list(row.values()),
            )
            if cursor.fetchone():
                written.add(key)
    return written


def _row(stage: Stage, event: Event, key: int, who: int) -> tuple[str, dict[str, Any] | None]:
    person, other = stage.persons[who], stage.persons[event.other]
    start = START + timedelta(event.day)
    end = start + timedelta(event.lasts) if event.lasts else None
    unit = event.case % 2 if event.kind in OF_CASES else event.unit
    row: dict[str, Any] = {
        "id": key, "uuid": f"00000000-0000-4000-8000-{key:012d}", "unit_id": stage.units[unit].pk,
        "compartment": "general", "recorded_by_id": stage.both.pk, "recorded_at": START, "person_id": person,
    }  # fmt: skip
    lasting = {"starts_on": start, "ends_on": end}
    if event.kind in OF_CASES:
        row |= {"case_id": 9200 + event.case, "done_on": start, **OF_CASES[event.kind]}
        if event.kind == "episode":
            row |= {"ended_on": end}
        if event.kind == "assessment":
            row |= {"instrument_version_id": stage.instrument}
        if event.kind == "visit":
            del row["person_id"]
        return f"casework_{event.kind}", row
    match event.kind:
        case "personname":
            row |= {"script": "kk", "kind": "legal", "surname": f"Сынақ{event.day}", "given_name": "Әсем",
                    "patronymic": "", **lasting}  # fmt: skip
        case "contactpoint":
            row |= {"kind": "phone", "value": f"+7 700 000 000{event.day}", "whose": "", "note": "", **lasting}
        case "address":
            row |= {"kind": "lives", "district": "", "settlement": "Талғар", "kato": "", "street": "",
                    "starts_precision": "day", **lasting}  # fmt: skip
        case "identitydocument":
            row |= {"kind": "passport", "number_sealed": "", "number_hash": "", "issuer": ""}
        case "familymember":
            row |= {"family_id": 9100 + unit, "role": "child", "end_reason": "", **lasting}
        case "familytie":
            row |= {"family_id": 9100 + unit, "kind": "school", "name": "M", "strength": "weak", "flow": "", "note": "",
                    **lasting}  # fmt: skip
        case "relation":
            if person == other:
                return "", None
            row |= {"other_id": other, "kind": "sibling", "bond": "", "source": "", "note": "", **lasting}
        case "personcorrection":
            row |= {"field": "sex", "old": "", "new": "male", "sealed": False, "reason": "told"}
        case "accessrequest":
            row |= {"asking_unit_id": stage.units[1 - unit].pk, "purpose": "referred", "note": "", "state": "asked",
                    "ground": "", "answer": ""}  # fmt: skip
    return f"people_{event.kind}", row


OF_CASES: dict[str, dict[str, Any]] = {
    "casemember": {"part": "child"},
    "contact": {"channel": "phone", "other_party": "", "reached": True},
    "visit": {"place": "home", "reached": True, "child_seen": False},
    "consent": {"purpose": "x", "form": "written", "recipient": "", "withdrawn_reason": ""},
    "service": {"service": "x", "quantity": 1, "provider": ""},
    "assessment": {
        "instrument": "x",
        "answers": "{}",
        "values": "{}",
        "band": "",
        "critical": "[]",
        "findings": "[]",
        "language": "kk",
    },
    "episode": {
        "track": "care",
        "kind": "home",
        "may_overlap": False,
        "known_from": "",
        "particulars": "{}",
        "starts_precision": "day",
        "ends_precision": "day",
        "entry_reason": "",
        "exit_reason": "",
        "destination": "",
        "source": "",
    },
}
SEALED: dict[str, str] = {}


def state_of_every_table() -> dict[str, str]:
    """What each table holds, as one digest a table; reference tables may not even have been written again."""
    with as_superuser() as cursor:
        cursor.execute(
            "SELECT c.relname, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'unit_id')"
            " FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        tables = [(name, "t::text" if of_unit or name in DERIVED else "t.ctid::text || t.xmin::text")
                  for name, of_unit in cursor.fetchall() if name not in LEFT_OUT]  # fmt: skip
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', md5(coalesce(string_agg({row}, ';' ORDER BY {row}), '')) FROM {table} t"
                for table, row in tables
            )
        )
        return dict(cursor.fetchall())
