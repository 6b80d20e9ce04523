"""What an administrator can rely on: a backup comes back whole, and a check finds what is wrong."""

from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from psycopg import sql

from tirek.config import keeping
from tirek.toolkit.postgresql.embedded import SUPERUSER
from tirek.toolkit.postgresql.prepare import make_database

POLICIES = "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
RIGHTS = """
SELECT relname, relrowsecurity, array(SELECT a::text FROM unnest(relacl) a WHERE a::text NOT LIKE 'tirek_owner=%')
FROM pg_class
WHERE relnamespace = 'public'::regnamespace ORDER BY 1
"""


def everything(connection: psycopg.Connection) -> list[object]:
    """A hash of the rows of each table, the policies and the rights."""
    found = [connection.execute(question).fetchall() for question in (POLICIES, RIGHTS)]
    for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
        query = "SELECT {}, count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"
        found += connection.execute(sql.SQL(query).format(table, sql.Identifier(table))).fetchall()
    return found


def test_backup_and_restore_give_back_every_row_policy_and_right(transactional_db, superuser_dsn, tmp_path):
    get_user_model().objects.create_user("restored")
    file = tmp_path / "tirek.dump"
    keeping.backup(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [kept.name for kept in tmp_path.iterdir()] == ["tirek.dump"]

    name = f"{connections['owner'].settings_dict['NAME']}_restored"
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        make_database(connection, name)
        try:
            keeping._run("pg_restore", "--no-owner", "--exit-on-error", str(file), name=name)
            with psycopg.connect(superuser_dsn, dbname=name) as restored:
                assert everything(restored) == everything(connection)
        finally:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def test_check_is_content_with_a_fresh_installation(transactional_db):
    assert keeping.problems() == []


def test_check_finds_a_role_that_may_too_much_and_a_table_without_row_security(transactional_db, superuser_dsn):
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        table = connection.execute(
            "SELECT tablename FROM pg_policies WHERE qual LIKE '%compartment%' ORDER BY 1"
        ).fetchone()[0]
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(sql.Identifier(table)))
        connection.execute("GRANT CREATE ON SCHEMA public TO tirek_app")
        connection.execute("CREATE TABLE mine (id int)")
        connection.execute("ALTER TABLE mine OWNER TO tirek_app")
    found = keeping.problems()
    assert "tirek_app may create tables" in found
    assert "tirek_app may change tables that it owns" in found
    assert f"{table} has no row security" in found
    assert len(found) == 3


def test_anchor_written_now_holds_later_and_a_lost_line_shows(transactional_db, superuser_dsn, tmp_path):
    from tirek.access.audit import AuditLine, write_audit

    write_audit([AuditLine(act="a"), AuditLine(act="b")])
    anchor = tmp_path / "anchor.json"
    keeping.write_anchor(anchor)
    write_audit([AuditLine(act="c")])
    assert keeping.broken_anchor(anchor) == []
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # triggers rest: only a superuser can do this
        connection.execute("DELETE FROM access_auditentry WHERE act = 'b'")
    assert keeping.broken_anchor(anchor) != []
    assert keeping.problems() != []


def test_settings_of_the_tests_log_in_as_the_restricted_role(db):
    assert settings.DATABASES["default"]["USER"] == settings.DATABASES["readlog"]["USER"] == "tirek_app"
    assert SUPERUSER not in {door["USER"] for door in settings.DATABASES.values()}
    assert Path(settings.DATABASES["default"]["HOST"]).is_absolute()
