"""The database always knows who asks, and forgets it with the transaction."""

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tirek.toolkit.postgresql.base import DatabaseWrapper
from tirek.toolkit.postgresql.user import acting_as, current_user_id


def asked_by(on=connection) -> str:
    with on.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.user_id', true), '')")
        return cursor.fetchone()[0]


def test_user_is_set_inside_a_running_transaction_and_restored_after(db):
    assert asked_by() == ""
    with acting_as(7):
        assert asked_by() == "7"
        with acting_as(8):
            assert asked_by() == "8"
            assert current_user_id() == 8
        assert asked_by() == "7"
    assert asked_by() == ""
    assert current_user_id() is None


def test_user_is_set_when_a_transaction_begins(transactional_db):
    with acting_as(7):
        assert asked_by() == ""  # outside of a transaction nobody asks
        with transaction.atomic():
            assert asked_by() == "7"
        assert asked_by() == ""


def test_user_survives_an_error_in_a_savepoint(db):
    with acting_as(7):
        with pytest.raises(DatabaseError), transaction.atomic(), acting_as(8), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert asked_by() == "7"
        with acting_as(9):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
            assert asked_by() == "9"
        assert asked_by() == "7"


def test_application_logs_in_as_a_role_that_owns_nothing_and_bypasses_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("tirek_app", False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'tirek_app'::regrole")
        assert cursor.fetchone() == (0,)
    for refused in (
        "SET ROLE tirek_owner",
        "CREATE TABLE mine (id int)",
        "INSERT INTO django_migrations (app) VALUES ('x')",
        "TRUNCATE django_session",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(refused)


def test_user_does_not_leak_between_threads_that_share_pooled_connections(transactional_db):
    """10 threads, 40 transactions each, 3 connections, one in ten fails: nobody is taken for somebody else."""
    settings = {**connections["default"].settings_dict, "OPTIONS": {"pool": {"min_size": 1, "max_size": 3}}}
    wrong: list[str] = []
    checked: list[int] = []

    def work(user: int) -> None:
        wrapper = DatabaseWrapper(settings, "pooled")
        connections["pooled"] = wrapper
        try:
            for turn in range(40):
                before = asked_by(wrapper)
                with acting_as(user):
                    try:
                        with transaction.atomic(using="pooled"):
                            seen = asked_by(wrapper)
                            if turn % 10 == 9:
                                raise ZeroDivisionError
                    except ZeroDivisionError:
                        pass
                wrapper.close()
                checked.append(user)
                if before != "" or seen != str(user):
                    wrong.append(f"{user}: before {before!r}, inside {seen!r}")
        finally:
            wrapper.close()

    threads = [threading.Thread(target=work, args=[user]) for user in range(100, 110)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    DatabaseWrapper._connection_pools.pop("pooled").close()
    print(f"pooled users: {len(checked)} transactions checked, {len(wrong)} leaks")
    assert (len(checked), wrong) == (400, [])
