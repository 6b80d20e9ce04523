"""What a database must have before the migrations, and what the server must be able to do."""

from typing import Any

import psycopg
from psycopg import sql

from tirek.toolkit.postgresql.binaries import MINIMUM
from tirek.toolkit.postgresql.embedded import APP, DATABASE, OWNER, SUPERUSER
from tirek.toolkit.postgresql.trouble import ServerTrouble

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")

OWNER_STATEMENTS = [
    "CREATE SCHEMA IF NOT EXISTS extensions",
    *(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA extensions" for name in EXTENSIONS),
    f"GRANT USAGE ON SCHEMA extensions, public TO {APP}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {APP}",
]


def make_roles(host: str) -> None:
    """As the superuser of an embedded server: the two roles and the database. Repeating it changes nothing."""
    with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        for role in (OWNER, APP):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                name = sql.Identifier(role)
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(name))
                connection.execute(sql.SQL("ALTER ROLE {} SET search_path = public, extensions").format(name))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            make_database(connection, DATABASE)


def make_database(connection: psycopg.Connection[Any], name: str) -> None:
    """An empty database that belongs to the owner and lets in only the two roles."""
    database, owner, app = map(sql.Identifier, (name, OWNER, APP))
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))


def drop_database(host: str) -> None:
    """As the superuser of an embedded server: lose everything."""
    with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))


def prepare(connection: Any) -> None:
    """As the owner: extensions, and what the restricted role may do with tables made later."""
    with connection.cursor() as cursor:
        check_server(cursor)
        for statement in OWNER_STATEMENTS:
            cursor.execute(statement)


def check_server(cursor: Any) -> None:
    """Refuse a server that is too old or whose database does not know Kazakh letters."""
    cursor.execute("SELECT current_setting('server_version_num')::int, lower('ӘҒҚҢӨҰҮҺІ') = 'әғқңөұүһі'")
    version, knows_letters = cursor.fetchone()
    if version < MINIMUM * 10_000:
        raise ServerTrouble(f"PostgreSQL {MINIMUM} or newer is needed, this is {version // 10_000}.")
    if not knows_letters:
        raise ServerTrouble(
            "The database does not know Kazakh letters: lower('Ә') must give 'ә'. "
            "Create it with encoding UTF8 and a UTF-8 locale, for example C.UTF-8."
        )
