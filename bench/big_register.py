"""Two million invented people in a Tirek of their own, with the users whose searches are measured."""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from big import without_keys
from installed import installed
from invented_people import Somebody, people, recorded

#: Which spellings an office wrote down: Kazakh, Russian or both.
SPELLINGS, SHARES = (("kk",), ("ru",), ("kk", "ru")), (60, 30, 10)
BARE = ("people_person", "people_personname", "people_persontokens", "people_nametoken", "people_contactpoint")
MANY, COUNTRY, OF_CASES = 50, 2000, 100


@dataclass(frozen=True)
class Known:
    """Somebody of the register as the bench wrote them down."""

    whom: Somebody
    scripts: tuple[str, ...]
    unit: int


@dataclass(frozen=True)
class Desk:
    """A user and some of those the user sees."""

    title: str
    username: str
    sees: int
    sample: list[Known]


# The search was tuned on seed 1: another people is asked about here.
SEED = int(os.environ.get("SEED", "2"))


@contextmanager
def register_installation(persons: int, sample: int, keep: str = "") -> Iterator[list[Desk]]:
    """An installation with this many persons, in a folder that is gone afterwards."""
    with installed(keep):
        yield _load(persons, sample)


def _load(persons: int, sample: int) -> list[Desk]:
    from django.db import connections, transaction

    chance = random.Random(5 + SEED)
    units = min(COUNTRY, max(persons // 1000, MANY))
    some = {"one": [], "many": [], "country": [], "cases": []}  # type: dict[str, list[Known]]
    start = time.monotonic()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        keys = without_keys(cursor)
        indexes = _without_indexes(cursor)
        _make_desks(cursor, units)
        cursor.execute(
            "CREATE TEMP TABLE br (n bigint, unit_id bigint, sex text, born date, hash text, phone text,"
            " kk text[], ru text[]) ON COMMIT DROP"
        )
        cursor.execute("SELECT array_agg(id ORDER BY (substr(code, 2))::int) FROM access_unit WHERE code ~ '^r[0-9]+$'")
        ids = cursor.fetchone()[0]
        with cursor.copy("COPY br FROM STDIN") as copy:
            for known in _known(persons, units, chance):
                copy.write(_line(known, ids[known.unit]))
                _keep_some(some, known, units, sample, persons, chance)
        _told(start, "people made")
        for statement in FILL:
            cursor.execute(statement)
            _told(start, statement.split("(")[0])
        _make_cases(cursor, [known.whom.number for known in some["cases"]])
        for definition in indexes:
            cursor.execute(definition)
        _told(start, "indexes")
        for table, name, definition in keys:  # rows written from now on are checked again
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    _told(start, "loaded")
    return [
        Desk("1 unit", "rone", persons // units, some["one"]),
        Desk(f"{MANY} units", "rmany", persons // units * MANY, some["many"]),
        Desk(f"{units} units", "rcountry", persons, some["country"]),
        Desk("own cases", "rcases", OF_CASES, some["cases"]),
    ]


def _told(start: float, what: str) -> None:
    print(f"{time.monotonic() - start:6.0f} s  {what}", file=sys.stderr, flush=True)


def _known(persons: int, units: int, chance: random.Random) -> Iterator[Known]:
    for whom in people(persons, SEED):
        yield Known(whom, chance.choices(SPELLINGS, SHARES)[0], (whom.number - 1) * units // persons)


def _keep_some(
    some: dict[str, list[Known]], known: Known, units: int, sample: int, persons: int, chance: random.Random
) -> None:
    """Whom the searches will be for: of the one unit, of the fifty, of all, and of the cases."""
    if known.unit == units // 2 and len(some["one"]) < 10 * sample and chance.random() < 0.7:
        some["one"].append(known)
    if known.unit % (units // MANY) == 0 and chance.random() < 10 * sample * units / MANY / persons:
        some["many"].append(known)
    if chance.random() < 10 * sample / persons:
        some["country"].append(known)
    if known.whom.number % (persons // OF_CASES) == 1 and len(some["cases"]) < OF_CASES:
        some["cases"].append(known)


def _line(known: Known, unit_id: int) -> str:
    from tirek.people.vault import find_key

    whom = known.whom
    spelled = ["{" + ",".join(f'"{part}"' for part in recorded(whom, script).parts) + "}" if script in known.scripts
               else "\\N" for script in ("kk", "ru")]  # fmt: skip
    fields = (
        str(whom.number), str(unit_id), whom.sex, whom.birth_date.isoformat(), find_key(whom.iin), whom.phone, *spelled,
    )  # fmt: skip
    return "\t".join(fields) + "\n"


def _without_indexes(cursor: Any) -> list[str]:
    """Take away what the copying would keep line by line; made anew at the end."""
    cursor.execute(
        "SELECT quote_ident(c.relname), pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)",
        [list(BARE)],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    cursor.execute("ALTER TABLE people_personname DISABLE TRIGGER tokens_of_new_names")
    return [
        *(definition for _, definition in indexes),
        "ALTER TABLE people_personname ENABLE TRIGGER tokens_of_new_names",
    ]


def _make_desks(cursor: Any, units: int) -> None:
    cursor.execute(
        "INSERT INTO access_organisation (uuid, code, name_kk, name_ru, name_en, shown_as_kk, shown_as_ru, shown_as_en,"
        " phone) VALUES (gen_random_uuid(), 'r', 'r', 'r', 'r', '', '', '', '')"
    )
    cursor.execute(
        "INSERT INTO access_unit (uuid, organisation_id, code, name_kk, name_ru, name_en)"
        " SELECT gen_random_uuid(), (SELECT id FROM access_organisation WHERE code = 'r'), 'r' || i, 'r', 'r', 'r'"
        " FROM generate_series(0, %s) i",
        [units - 1],
    )
    for name, role, condition in (
        ("rone", "supervisor", f"= {units // 2}"),
        ("rmany", "supervisor", f"%% {units // MANY} = 0"),
        ("rcountry", "supervisor", ">= 0"),
        ("rcases", "worker", "= 1"),
    ):
        cursor.execute(
            "INSERT INTO access_user (uuid, password, is_superuser, username, first_name, last_name, email, is_staff,"
            " is_active, date_joined, language, theme, patronymic) VALUES (gen_random_uuid(), '!', false, %s,"
            " 'R', 'R', '', false, true, now(), 'kk', 'auto', '')",
            [name],
        )
        cursor.execute(
            "INSERT INTO access_membership (user_id, unit_id, role_id, starts_on)"
            " SELECT u.id, n.id, %s, '2020-01-01' FROM access_user u, access_unit n"
            f" WHERE u.username = %s AND n.code ~ '^r[0-9]+$' AND (substr(n.code, 2))::int {condition}",
            [role, name],
        )


ROW = "uuid, unit_id, compartment, recorded_by_id, recorded_at"
MADE = (
    "gen_random_uuid(), b.unit_id, 'general', (SELECT id FROM access_user WHERE username = 'rone'), now()"
)  # fmt: skip
FILL = (
    # The number is sealed once for all: the search reads the hash alone.
    f"INSERT INTO people_person (id, {ROW}, sex, birth_date, birth_precision, died_precision, iin_sealed, iin_hash,"
    " iin_findings, iin_reason, language, needs_interpreter, sealed)"
    f" SELECT b.n, {MADE}, b.sex, b.born, 'day', 'day', 'sealed', b.hash, '{{}}', '', '', false, false FROM br b",
    f"INSERT INTO people_personname ({ROW}, person_id, script, kind, surname, given_name, patronymic)"
    f" SELECT {MADE}, b.n, s.script, 'legal', s.name[1], s.name[2], s.name[3]"
    " FROM br b, LATERAL (VALUES ('kk', b.kk), ('ru', b.ru)) s(script, name) WHERE s.name IS NOT NULL",
    f"INSERT INTO people_contactpoint ({ROW}, person_id, kind, value, whose, note)"
    f" SELECT {MADE}, b.n, 'phone', b.phone, '', '' FROM br b WHERE b.phone <> ''",
    "SELECT people_write_tokens(array_agg(n)) FROM br",
)


def _make_cases(cursor: Any, persons: list[int]) -> None:
    """One open case of the worker for each five people, whatever unit wrote them down."""
    cursor.execute("SELECT u.id, m.unit_id FROM access_user u JOIN access_membership m ON m.user_id = u.id"
                   " WHERE u.username = 'rcases'")  # fmt: skip
    user, unit = cursor.fetchone()
    row, made = ROW, f"gen_random_uuid(), {unit}, 'general', {user}, now()"
    for at in range(0, len(persons), 5):
        cursor.execute(
            f"INSERT INTO people_family ({row}, reference, note) VALUES ({made}, %s, '') RETURNING id", [f"R{at}"]
        )
        family = cursor.fetchone()[0]
        cursor.execute(
            f"INSERT INTO casework_case ({row}, number, reference, family_id, programme, programme_version,"
            " call_source, call_note, grounds, opened_on, state, outcome, worker_id, risk_level, stage)"
            f" VALUES ({made}, %s, %s, %s, 'x', '1', '', '', '[]', '2026-01-01', 'open', '', {user}, '', '')"
            " RETURNING id",
            [90_000 + at, f"R-{at}", family],
        )
        case = cursor.fetchone()[0]
        cursor.executemany(
            f"INSERT INTO casework_casemember ({row}, case_id, done_on, person_id, part)"
            f" VALUES ({made}, %s, '2026-01-01', %s, 'child')",
            [(case, person) for person in persons[at : at + 5]],
        )
