"""By plain SQL, with all of the application's own checks out of the way: the database answers nobody too much."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.db import connections, transaction
from psycopg import sql

from tests.security.figures import Figure
from tests.security.world import World
from tirek.access import policy
from tirek.casework.selectors import caseload, my_day, team
from tirek.people.selectors import search
from tirek.toolkit.postgresql.embedded import APP, SUPERUSER
from tirek.toolkit.postgresql.user import acting_as

#: Tables with a unit that hold no case data: who works where is known to colleagues; the counter is a number.
NOT_OF_CASES = {"access_membership", "casework_casecounter", "outcomes_figure", "outcomes_curve", "outcomes_report"}
#: Tables without a compartment that policies of their own keep: what was decided and done about two records.
OF_PAIRS = {"people_duplicatedecision", "people_personmerge"}
WITH_UNIT = r"""
SELECT c.relname, EXISTS (SELECT FROM pg_attribute x WHERE x.attrelid = c.oid AND x.attname = 'compartment')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'unit_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace
  AND c.relname NOT LIKE 'profession\_%' -- no client is known there; ``test_profession_matrix`` looks after it
ORDER BY 1
"""


@pytest.fixture
def plain(world: World) -> Iterator[psycopg.Connection]:
    """The application's role, without the application."""
    settings = connections["default"].settings_dict
    with psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=APP) as connection:
        yield connection


def ask_as(connection: psycopg.Connection, user_id: int | None, query: sql.Composable, *params: object) -> list:
    with connection.transaction():
        connection.execute("SELECT set_config('app.user_id', %s, true)", ["" if user_id is None else str(user_id)])
        return connection.execute(query, params).fetchall()


def tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(WITH_UNIT).fetchall()
    assert {name for name, sealed in found if not sealed} <= NOT_OF_CASES | OF_PAIRS
    return [name for name, sealed in found if sealed or name in OF_PAIRS]


def test_outsider_and_colleague_read_no_row_of_the_worker_in_any_table(
    world: World, plain: psycopg.Connection, figure: Figure
) -> None:
    house, leaked, asked, own = world.house, [], 0, 0
    count = "SELECT count(*) FROM {} WHERE unit_id = %s"
    strangers = {
        "colleague": house.colleague.pk, "manager": house.manager.pk, "administrator": house.administrator.pk,
        "psychologist": world.psychologist.pk, "outsider": house.outsider.pk,
        "outsider_supervisor": world.second_supervisor.pk, "visitor": None,
    }  # fmt: skip
    for table in tables(plain):
        query = sql.SQL(count).format(sql.Identifier(table))
        [(seen,)] = ask_as(plain, house.worker.pk, query, house.unit.pk)
        own += seen > 0
        for who, pk in strangers.items():
            [(rows,)] = ask_as(plain, pk, query, house.unit.pk)
            asked += 1
            if rows:
                leaked.append((table, who, rows))
    figure("1 (SQL)", f"{asked} questions to {asked // len(strangers)} tables as strangers, {len(leaked)} gave rows")
    assert leaked == []
    assert own >= 25  # the tables were not empty: the worker reads them


def test_no_canary_comes_out_of_any_table_as_a_stranger(world: World, plain: psycopg.Connection) -> None:
    every = plain.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v') AND relnamespace = 'public'::regnamespace"
        " AND has_table_privilege(oid, 'SELECT')"
    ).fetchall()
    for pk in (world.house.colleague.pk, world.house.outsider.pk, world.second_supervisor.pk):
        for (table,) in every:
            rows = ask_as(plain, pk, sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(sql.Identifier(table)))
            for (text,) in rows:
                assert world.full.secrets.in_(text) == set(), table


def test_strangers_change_and_hang_nothing_onto_a_case(world: World, plain: psycopg.Connection, figure: Figure) -> None:
    """Every table of a case: no row changed, no row added to the case, not even by a colleague of the unit."""
    house, case = world.house, world.full.case
    accepted, tried = [], 0
    with psycopg.connect(plain.info.dsn, user=SUPERUSER) as above:
        for table in tables(plain):
            columns = [row[0] for row in above.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
                " AND attgenerated = ''", [table]).fetchall()]  # fmt: skip
            if "case_id" not in columns or table == "access_auditentry":
                continue
            rows = above.execute(
                sql.SQL("SELECT to_jsonb(t)::text FROM {} t WHERE case_id = %s LIMIT 1").format(sql.Identifier(table)),
                [case.pk],
            ).fetchall()
            above.rollback()
            for pk in (house.colleague.pk, house.outsider.pk):
                tried += 1
                accepted += [(table, "changed")] * _changed(plain, pk, table)
                if rows:
                    tried += 1
                    accepted += [(table, "added")] * _added(plain, pk, table, rows[0][0], house.unit.pk)
    figure("11 (writing)", f"{tried} writes by plain SQL onto a foreign case, {len(accepted)} accepted")
    assert accepted == []


def _changed(connection: psycopg.Connection, user_id: int, table: str) -> int:
    with connection.transaction(force_rollback=True):
        connection.execute("SELECT set_config('app.user_id', %s, true)", [str(user_id)])
        query = sql.SQL("UPDATE {} SET recorded_at = recorded_at WHERE unit_id = 1").format(sql.Identifier(table))
        try:
            return int(connection.execute(query).rowcount > 0)
        except psycopg.errors.InsufficientPrivilege:
            return 0  # of some tables a few columns alone may be written


def _added(connection: psycopg.Connection, user_id: int, table: str, row: str, unit: int) -> int:
    """A copy of a row under a new identity, written by the stranger."""
    query = sql.SQL(
        "INSERT INTO {0} SELECT * FROM jsonb_populate_record(NULL::{0}, %s::jsonb || jsonb_build_object("
        "'id', 900000 + (random() * 90000)::int, 'uuid', gen_random_uuid(), 'recorded_by_id', %s::int,"
        "'user_id', %s::int, 'leads', false, 'unit_id', %s::int))"
    ).format(sql.Identifier(table))
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SELECT set_config('app.user_id', %s, true)", [str(user_id)])
            connection.execute(query, [row, user_id, user_id, unit])
    except psycopg.errors.InsufficientPrivilege:
        return 0
    except psycopg.errors.IntegrityError:
        return 1  # row security let it through: only another rule of the table stood in the way
    return 1


def test_the_second_line_holds_without_the_first(world: World, monkeypatch: pytest.MonkeyPatch, figure: Figure) -> None:
    """The application's own filters and its policy are taken away; the database still gives no foreign row."""

    def everything(*_args: object, **_more: object) -> bool:
        return True

    monkeypatch.setattr(policy, "holds", everything)
    monkeypatch.setattr(policy, "opens", everything)
    monkeypatch.setattr(search, "holds", everything)
    monkeypatch.setattr(caseload, "cases_of", lambda _actor: caseload.Case.objects.all())
    monkeypatch.setattr(team, "file_units", lambda _actor: [world.house.unit.pk, world.house.other_unit.pk])
    foreign, asked = 0, 0
    sealed = [
        model for model in apps.get_models()
        if {"unit", "compartment"} <= {one.name for one in model._meta.get_fields()}
    ]  # fmt: skip
    strangers = [world.house.colleague, world.house.manager, world.house.outsider, world.second_supervisor]
    name = next(iter(world.full.secrets.words.values()))
    for stranger in strangers:
        with transaction.atomic(), acting_as(stranger.pk):
            for model in sealed:
                asked += 1
                foreign += model._default_manager.filter(unit=world.house.unit).count()
            foreign += sum(row.approval.unit_id == world.house.unit.pk for row in team.approval_queue(stranger, "kk"))
            lines = caseload.caseload(stranger, on=world.full.case.opened_on, whose="team", state="").lines
            foreign += sum(line.case.unit_id == world.house.unit.pk for line in lines)
            foreign += sum(one.person.unit_id == world.house.unit.pk for one in search.search_persons(stranger, name))
            foreign += sum(
                case.unit_id == world.house.unit.pk
                for case, _ in my_day.my_day(stranger, on=world.full.case.opened_on, language="kk").titles
            )
            asked += 4
    figure("11", f"{asked} questions with the application's checks taken away, {foreign} foreign rows")
    assert foreign == 0


def test_the_role_of_the_application_owns_nothing_and_views_ask_as_their_reader(db: None, figure: Figure) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'tirek_app'")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = 'tirek_app'"
        )
        owned = cursor.fetchone()[0]
        cursor.execute(
            "SELECT relname, coalesce(array_to_string(reloptions, ','), '') FROM pg_class"
            " WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
        )
        views = cursor.fetchall()
        cursor.execute(
            "SELECT p.proname, p.prosrc, coalesce(array_to_string(p.proconfig, ','), ''), pg_get_functiondef(p.oid)"
            " FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace"
        )
        functions = cursor.fetchall()
    assert owned == 0
    assert [name for name, options in views if "security_invoker=true" not in options] == []
    # A function that runs with its owner's rights either names its search path or is bound at its birth.
    loose = [
        name for name, _source, config, definition in functions
        if "search_path" not in config and not re.search(r"BEGIN ATOMIC|RETURN ", definition)
    ]  # fmt: skip
    assert loose == []
    figure("11 (rights)", f"tables owned by the application's role {owned}, views past row security 0 of {len(views)}")
