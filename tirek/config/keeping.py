"""Backup, restore, and the checks that an administrator runs."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tirek.config.migrating import bring_up_to_date
from tirek.toolkit.postgresql.binaries import find_binaries
from tirek.toolkit.postgresql.embedded import APP, DATABASE, SUPERUSER, Embedded
from tirek.toolkit.postgresql.prepare import check_server, make_database
from tirek.toolkit.postgresql.trouble import ServerTrouble

DRAFT = f"{DATABASE}_restored"


def backup(file: Path) -> None:
    """The whole database in one file that only we can read; it appears under its name when it is complete."""
    draft = file.with_name(f"{file.name}.part")
    draft.touch(mode=0o600)
    _run("pg_dump", "--format=custom", f"--file={draft}")
    draft.rename(file)


def restore(file: Path, server: Embedded | None, *, replace: bool) -> None:
    """Put a backup into an empty installation, or with ``replace`` in the place of what is there."""
    if not file.exists():
        raise ServerTrouble(f"There is no file {file}.")
    filled = bool(_rows("SELECT FROM pg_tables WHERE schemaname = 'public'"))
    connections.close_all()
    if server is None:
        if filled:
            raise ServerTrouble("The database is not empty. Make a new one and restore into that.")
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(file))
    else:
        if filled and not replace:
            raise ServerTrouble("There is data already. Restore with --replace to lose it.")
        if server.child is None:
            raise ServerTrouble("Tirek is running. Stop it first.")
        _swap(file, str(server.run))
    bring_up_to_date(verbosity=0)


def _swap(file: Path, host: str) -> None:
    """Restore beside the present database, and take its place only when all went well."""
    with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        present, draft = sql.Identifier(DATABASE), sql.Identifier(DRAFT)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(draft))
        make_database(connection, DRAFT)
        _run("pg_restore", "--no-owner", "--exit-on-error", str(file), name=DRAFT)
        connection.execute(sql.SQL("DROP DATABASE {}").format(present))
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(draft, present))


def _run(program: str, *options: str, name: str | None = None) -> None:
    """Run a PostgreSQL program as the owner; the password goes by the environment, not by the command line."""
    binaries = find_binaries()
    if binaries is None:
        raise ServerTrouble(f"{program} was not found. Name its folder in TIREK_POSTGRES_BIN.")
    door = connections.settings["owner"]
    given: dict[str, Any] = {key: value for key, value in door["OPTIONS"].items() if key != "pool"}
    if door["HOST"]:
        given |= {"host": door["HOST"], "port": door["PORT"] or None}
    address = make_conninfo(**given, user=door["USER"], dbname=name or door["NAME"])
    environment = dict(os.environ) | ({"PGPASSWORD": door["PASSWORD"]} if door["PASSWORD"] else {})
    command = [binaries.program(program), f"--dbname={address}", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise ServerTrouble(f"{program} failed: {done.stderr.strip()}")


def problems() -> list[str]:
    """Everything that is not as it must be: rights, row security, letters, the chains of the audit."""
    from tirek.access.audit import verify_chains

    with connections["owner"].cursor() as cursor:
        check_server(cursor)
    found = [f"{APP} may {right}" for (right,) in _rows(RIGHTS, [APP])]
    found += [f"{table} has no row security" for (table,) in _rows(UNPROTECTED)]
    return found + verify_chains()


def write_anchor(file: Path) -> None:
    """The head of every audit chain: kept elsewhere, it shows a cut tail and a rewritten chain."""
    from tirek.access.audit import heads

    file.write_text(json.dumps(heads(), indent=1) + "\n")


def broken_anchor(file: Path) -> list[str]:
    """Where the chains no longer hold what an anchor saw."""
    from tirek.access.audit import verify_anchor

    return verify_anchor(json.loads(file.read_text()))


def _rows(query: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


RIGHTS = r"""
SELECT unnest(array_remove(ARRAY[
    CASE WHEN r.rolsuper THEN 'do everything (superuser)' END,
    CASE WHEN r.rolbypassrls THEN 'bypass row security' END,
    CASE WHEN r.rolcreaterole THEN 'make roles' END,
    CASE WHEN has_schema_privilege(r.oid, 'public', 'CREATE') THEN 'create tables' END,
    CASE WHEN EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) THEN 'act as another role' END,
    CASE WHEN EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) THEN 'change tables that it owns' END,
    CASE WHEN EXISTS (
        SELECT FROM pg_class c
        WHERE c.relkind = 'r' AND c.relname LIKE 'procrastinate\_%%' AND c.relnamespace = 'public'::regnamespace
          AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
    ) THEN 'read or change the queue of background work' END
], NULL)) FROM pg_roles r WHERE r.rolname = %s
"""

# Case data is what carries an organisation unit and a compartment.
UNPROTECTED = """
SELECT c.relname FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
  AND 2 = (SELECT count(*) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attname IN ('unit_id', 'compartment') AND NOT a.attisdropped)
ORDER BY 1
"""
