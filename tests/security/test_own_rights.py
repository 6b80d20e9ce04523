"""By plain SQL as the application's role: nobody writes a right for himself, takes over a user or changes a role."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections

from tests.security.figures import Figure
from tests.security.world import World
from tirek.toolkit.postgresql.embedded import SUPERUSER

TABLES = ("access_organisation", "access_unit", "access_membership", "access_user")
INTO = "INSERT INTO access_membership (user_id, unit_id, role_id, starts_on, invited_by_id) VALUES "
USER = (
    "INSERT INTO access_user (uuid, username, password, first_name, last_name, patronymic, email, language, theme,"
    " reminders_by_mail, is_superuser, is_staff, is_active, date_joined)"
    " VALUES (gen_random_uuid(), '{0}', '!', '', '', '', '', 'kk',"
    " 'auto', true, {1}, {1}, true, now())"
)
FACTOR = "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES ({0}, 'recovery_codes', '{{}}', now())"


@pytest.fixture
def bare(world: World) -> Iterator[psycopg.Connection]:
    """The application's role without what tests alone may do; everything is rolled back."""
    settings = connections["default"].settings_dict
    with psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=SUPERUSER) as connection:
        connection.execute("SET LOCAL lock_timeout = '20s'")
        for table in TABLES:
            connection.execute(f"DROP POLICY builders ON {table}")
        connection.execute("REVOKE UPDATE (first_name, last_name, patronymic, is_active) ON access_user FROM tirek_app")
        connection.execute("SET LOCAL ROLE tirek_app")
        yield connection
        connection.rollback()


def accepted(connection: psycopg.Connection, user_id: int | None, query: str) -> bool:
    """Whether the database changed anything."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SELECT set_config('app.user_id', %s, true)", ["" if user_id is None else str(user_id)])
            return connection.execute(query).rowcount > 0
    except psycopg.errors.InsufficientPrivilege:
        return False


def test_nobody_writes_a_right_for_himself(world: World, bare: psycopg.Connection, figure: Figure) -> None:
    house = world.house
    unit, other = house.unit.pk, house.other_unit.pk
    somebody = house.outsider.pk
    tried, taken = 0, []
    people = {"worker": house.worker, "supervisor": house.supervisor, "manager": house.manager,
              "administrator": house.administrator, "outsider": house.outsider, "visitor": None}  # fmt: skip
    for name, user in people.items():
        me = user.pk if user else None
        mine = me or somebody
        mate = house.colleague.pk
        queries = [
            f"{INTO}({mine}, {unit}, 'supervisor', '2020-01-01', {mine})",
            f"{INTO}({mine}, {other}, 'supervisor', '2020-01-01', {mine})",
            f"{INTO}({mate}, {other}, 'supervisor', '2020-01-01', {mine})",
            f"{INTO}({mate}, {unit}, 'supervisor', '2020-01-01', {house.administrator.pk + 100})",
            f"UPDATE access_membership SET role_id = 'supervisor' WHERE user_id = {mine}",
            f"UPDATE access_membership SET unit_id = {other} WHERE user_id = {mine}",
            f"UPDATE access_membership SET user_id = {mine} WHERE user_id = {house.supervisor.pk}",
            "UPDATE access_membership SET ends_on = NULL",
            f"UPDATE access_membership SET ends_on = '2020-01-02' WHERE unit_id = {other}",
            f"DELETE FROM access_membership WHERE user_id = {mine}",
            f"UPDATE access_user SET is_superuser = true WHERE id = {mine}",
            f"UPDATE access_user SET is_active = true, username = 'x', email = 'x@example.invalid' WHERE id = {mine}",
            f"DELETE FROM access_user WHERE id = {mine}",
            USER.format("root", "true"),
            "UPDATE access_accessrole SET reach = 'unit', invites = true",
            "INSERT INTO access_accessrole (code, reach, compartments, invites) VALUES ('all', 'unit', '[]', true)",
            f"UPDATE access_unit SET organisation_id = {house.other_unit.organisation_id}",
            "UPDATE access_organisation SET phone = '1'",
            f"INSERT INTO access_unit (uuid, organisation_id, code, name_kk, name_ru, name_en)"
            f" VALUES (gen_random_uuid(), {house.unit.organisation_id}, 'mine', '', '', '')",
            FACTOR.format(house.supervisor.pk if user != house.supervisor else mate),
        ]  # fmt: skip
        if user is not None:  # before the login a forgotten password is set by the link that proves who asks
            queries.append(f"UPDATE access_user SET password = 'x' WHERE id <> {me}")
        if user != house.administrator:
            queries += [USER.format("new", "false"), "UPDATE access_membership SET ends_on = '2020-01-02'",
                        f"{INTO}({mate}, {unit}, 'supervisor', '2020-01-01', {mine})"]  # fmt: skip
        for query in queries:
            tried += 1
            if accepted(bare, me, query):
                taken.append((name, query))
    figure("11 (own rights)", f"{tried} writes of rights, users, roles and units by plain SQL, {len(taken)} accepted")
    assert taken == []


def test_what_each_may_still_write(world: World, bare: psycopg.Connection) -> None:
    house = world.house
    one, administrator = house.worker.pk, house.administrator.pk
    assert accepted(
        bare, one, f"UPDATE access_user SET language = 'ru', theme = 'dark', password = 'x' WHERE id = {one}"
    )
    assert accepted(bare, None, f"UPDATE access_user SET last_login = now(), password = 'x' WHERE id = {one}")
    assert accepted(bare, administrator, USER.format("new", "false"))
    invited = f"{INTO}({house.outsider.pk}, {house.unit.pk}, 'worker', '2020-01-01', {administrator})"
    assert accepted(bare, administrator, invited)
    assert accepted(bare, administrator, f"UPDATE access_membership SET ends_on = '2026-01-01' WHERE user_id = {one}")
    assert accepted(bare, one, FACTOR.format(one))
