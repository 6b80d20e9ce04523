"""A big installation for measuring: one open and one closed case made through the acts, copied many times in SQL.

The copies have their own persons with their own names, units and workers, so that scopes, indexes and row security
work as on real data. Nobody's data: names come from the demo's source.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from installed import installed

CASES_A_UNIT, CASES_A_WORKER = 1000, 100


@dataclass(frozen=True)
class Big:
    """What was loaded: how much, and a worker and a supervisor with a full desk."""

    persons: int
    cases: int
    worker: str
    supervisor: str


@contextmanager
def big_installation(persons: int, cases: int) -> Iterator[Big]:
    """An installation of this size in a folder of its own, gone afterwards."""
    with installed():
        yield _load(persons, cases)


def _load(persons: int, cases: int) -> Big:
    from django.db import connections, transaction

    from tirek.access.models import User
    from tirek.casework.models import Case
    from tirek.config.demo.names import People
    from tirek.config.demo.staff import make_staff
    from tirek.config.demo.story import Story
    from tirek.kernel.clock import clock_at, today
    from tirek.toolkit.postgresql.user import acting_as

    last = today()
    with clock_at(last - timedelta(days=1200)):
        desk = make_staff(last - timedelta(days=1200))[0]
    people = People(7)
    ways = {"open": last - timedelta(days=200), "closed": last - timedelta(days=900)}
    templates = {}
    for state, begins_on in ways.items():
        for _ in range(20):  # until the story that chance tells ends as wanted
            with acting_as(desk.worker.pk):
                story = Story(desk, people, last, begins_on)
                story.tell()
                with transaction.atomic():
                    case = Case.objects.get(pk=story.case.pk)
            if case.state == state:
                templates[state] = (case.pk, story.mother.pk, story.child.pk)
                break
    chance = random.Random(1)
    surnames = [people.somebody("female").names[0].surname for _ in range(3000)]
    given = [people.somebody(chance.choice(("female", "male"))).given for _ in range(3000)]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '512MB'")
        keys = without_keys(cursor)
        for statement, values in _statements(persons, cases, templates, surnames, given, last):
            cursor.execute(statement, values)
            print(".", end="", file=sys.stderr, flush=True)
        for table, name, definition in keys:  # rows written from now on are checked again
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID")
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    print(file=sys.stderr)
    assert User.objects.filter(username="bw0").exists()
    return Big(persons, cases, "bw0", "bs0")


def without_keys(cursor: Any) -> list[tuple[str, str, str]]:
    """Take the foreign keys away while millions of rows are copied: each would be checked row by row at the end."""
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text ~ '^(people|casework)_'"
    )
    keys: list[tuple[str, str, str]] = cursor.fetchall()
    for table, name, _ in keys:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return keys


def _statements(persons: int, cases: int, templates: dict, surnames: list, given: list, last: date) -> Iterator[tuple]:
    units, workers = -(-cases // CASES_A_UNIT), -(-cases // CASES_A_WORKER)
    yield (
        "INSERT INTO access_unit (uuid, organisation_id, code, name_kk, name_ru, name_en)"
        " SELECT gen_random_uuid(), (SELECT min(id) FROM access_organisation), 'b' || i, 'b' || i, 'b' || i, 'b' || i"
        " FROM generate_series(0, %s) i",
        [units - 1],
    )
    yield (
        "CREATE TEMP TABLE bu ON COMMIT DROP AS"
        " SELECT (substr(code, 2))::int AS n, id FROM access_unit WHERE code ~ '^b[0-9]+$'",
        [],
    )
    for letter, count, a_unit, role in (
        ("w", workers, CASES_A_UNIT // CASES_A_WORKER, "worker"),
        ("s", units, 1, "supervisor"),
    ):
        yield (
            "INSERT INTO access_user (uuid, password, is_superuser, username, first_name, last_name, email, is_staff,"
            " is_active, date_joined, language, theme, patronymic) SELECT gen_random_uuid(), '!', false, %s || i,"
            " 'W', 'B' || i, '', false, true, now(), 'kk', 'auto', '' FROM generate_series(0, %s) i",
            ["b" + letter, count - 1],
        )
        yield (
            "INSERT INTO access_membership (user_id, unit_id, role_id, starts_on) SELECT u.id, bu.id, %s, '2020-01-01'"
            " FROM access_user u JOIN bu ON bu.n = (substr(u.username, 3))::int / %s WHERE u.username ~ %s",
            [role, a_unit, f"^b{letter}[0-9]+$"],
        )
    yield (
        "CREATE TEMP TABLE bw ON COMMIT DROP AS"
        " SELECT (substr(username, 3))::int AS n, id FROM access_user WHERE username ~ '^bw[0-9]+$'",
        [],
    )
    # People, each with a name of their own.
    yield (
        "CREATE TEMP TABLE bp ON COMMIT DROP AS SELECT i AS n,"
        " nextval(pg_get_serial_sequence('people_person', 'id')) AS id FROM generate_series(0, %s) i",
        [persons - 1],
    )
    yield (
        "INSERT INTO people_person (id, uuid, unit_id, compartment, recorded_by_id, recorded_at, sex, birth_date,"
        " birth_precision, died_precision, iin_sealed, iin_hash, iin_findings, iin_reason, language, needs_interpreter,"
        " sealed)"
        " SELECT bp.id, gen_random_uuid(), bu.id, 'general', bw.id, now(),"
        " CASE bp.n %% 2 WHEN 0 THEN 'female' ELSE 'male' END,"
        " '1980-01-01'::date + (bp.n %% 16000), 'day', 'day', '', '', '{}', '', '', false, false"
        " FROM bp JOIN bu ON bu.n = bp.n / %s JOIN bw ON bw.n = bp.n / %s",
        [CASES_A_UNIT, CASES_A_WORKER],
    )
    yield (
        "INSERT INTO people_personname (uuid, unit_id, compartment, recorded_by_id, recorded_at, person_id, script,"
        " kind, surname, given_name, patronymic)"
        " SELECT gen_random_uuid(), p.unit_id, 'general', p.recorded_by_id, now(), p.id, 'kk',"
        " 'legal', (%s::text[])[1 + (bp.n::bigint * 7919) %% 3000],"
        " (%s::text[])[1 + (bp.n::bigint * 104729) %% 3000], ''"
        " FROM bp JOIN people_person p ON p.id = bp.id",
        [surnames, given],
    )
    # Cases: a third open, the rest closed; each worker has a hundred.
    yield (
        "CREATE TEMP TABLE bc ON COMMIT DROP AS SELECT i AS n, CASE WHEN i %% 3 = 0 THEN %s ELSE %s END AS old,"
        " nextval(pg_get_serial_sequence('casework_case', 'id')) AS id,"
        " nextval(pg_get_serial_sequence('people_family', 'id')) AS family_id,"
        " bu.id AS unit_id, bw.id AS user_id, m.id AS mother, c.id AS child"
        " FROM generate_series(0, %s) i JOIN bu ON bu.n = i / %s JOIN bw ON bw.n = i / %s"
        " JOIN bp m ON m.n = i %% %s JOIN bp c ON c.n = (i + 1) %% %s",
        [templates["open"][0], templates["closed"][0], cases - 1, CASES_A_UNIT, CASES_A_WORKER, persons, persons],
    )
    yield "CREATE INDEX ON bc (old); ANALYZE bc", []
    yield (
        "INSERT INTO people_family (id, uuid, unit_id, compartment, recorded_by_id, recorded_at, reference, note)"
        " SELECT family_id, gen_random_uuid(), unit_id, 'general', user_id, now(), 'B' || n, '' FROM bc",
        [],
    )
    of_case = {"id": "bc.id", "family_id": "bc.family_id", "worker_id": "bc.user_id", "number": "1 + bc.n"}
    yield _copied("casework_case", {**of_case, "reference": "'B-' || bc.n"}, old="t.id = bc.old")
    for table, column in (
        ("casemember", ""), ("assignment", "user_id"), ("entry", ""), ("consent", ""), ("contact", ""), ("visit", ""),
        ("service", ""), ("assessment", ""), ("riskrating", ""), ("plan", ""), ("task", "assigned_to_id"),
        ("followup", ""), ("duty", ""),
    ):  # fmt: skip
        changed = {"case_id": "bc.id"}
        if column:
            changed[column] = "bc.user_id"
        yield _copied(f"casework_{table}", changed, templates)
    yield _copied(
        "casework_plangoal",
        {"case_id": "bc.id", "plan_id": "p.id"},
        join="JOIN casework_plan o ON o.id = t.plan_id"
        " JOIN casework_plan p ON p.case_id = bc.id AND p.version = o.version",
    )
    yield _copied(
        "casework_planstep",
        {"case_id": "bc.id", "goal_id": "g.id"},
        join="JOIN casework_plangoal og ON og.id = t.goal_id JOIN casework_plan op ON op.id = og.plan_id"
        " JOIN casework_plan p ON p.case_id = bc.id AND p.version = op.version"
        " JOIN casework_plangoal g ON g.plan_id = p.id AND g.position = og.position",
    )
    yield (
        "INSERT INTO casework_episode (uuid, unit_id, compartment, recorded_by_id, recorded_at, case_id, done_on,"
        " person_id, track, kind, may_overlap, starts_precision, ended_on, ends_precision, entry_reason, exit_reason,"
        " destination, source, particulars, known_from)"
        " SELECT gen_random_uuid(), unit_id, 'general', user_id, now(), id,"
        " date '2023-01-01' + (n / %s) * 700, child, 'care', 'with_mother', false, 'day',"
        " CASE WHEN n + %s < %s THEN date '2023-01-01' + (n / %s) * 700 + 600 END, 'day', '', '', '', '', '{}', ''"
        " FROM bc",
        [persons, persons, cases, persons],
    )


def _copied(
    table: str,
    changed: dict[str, str],
    templates: dict | None = None,
    *,
    join: str = "",
    old: str = "t.case_id = bc.old",
) -> tuple[str, list]:
    """Copy the template's rows of a table to every case of the bench, with unit, worker and people of that case."""
    from django.apps import apps

    model = next(model for model in apps.get_app_config("casework").get_models() if model._meta.db_table == table)
    values = {
        "uuid": "gen_random_uuid()",
        "unit_id": "bc.unit_id",
        "recorded_by_id": "bc.user_id",
        "assessment_id": "NULL",
        **changed,
    }
    columns, sources = [], []
    for field in model._meta.fields:
        if field.column == "id" and "id" not in changed:
            continue
        source = values.get(field.column, f"t.{field.column}")
        if field.column == "person_id":
            mothers = ", ".join(str(mother) for _, mother, _ in (templates or {}).values())
            source = (
                f"CASE WHEN t.person_id IN ({mothers}) THEN bc.mother"
                " WHEN t.person_id IS NULL THEN NULL ELSE bc.child END"
            )
        columns.append(field.column)
        sources.append(source)
    extra = ""
    if table == "casework_casemember":  # the template's grandmothers stay with the template
        extra = "AND t.part IN ('mother', 'child')"
    if table == "casework_assignment":
        extra = "AND t.leads"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(sources)}"
        f" FROM bc JOIN {table} t ON {old} {extra} {join}",
        [],
    )
