"""Bringing the database up to this version of Tirek: prepared, migrated, its reference tables filled."""

from importlib import import_module
from importlib.util import find_spec

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tirek.toolkit.postgresql.embedded import APP, OWNER
from tirek.toolkit.postgresql.prepare import prepare

# What the parts of the house keep in tables though it is written in code or packs, in this order.
AFTERWARDS = ["tirek.access.actions.roles:sync_roles", "tirek.programmes.actions.packs:install_packs"]


def is_current() -> bool:
    """Whether every migration of this version has been applied. Asked as the owner."""
    executor = MigrationExecutor(connections["owner"])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def bring_up_to_date(verbosity: int = 1) -> None:
    """Prepare, migrate and fill, as the owner of the tables. Repeating it changes nothing."""
    if connections["default"].settings_dict["USER"] != connections["owner"].settings_dict["USER"]:
        raise RuntimeError(f"migrations run as {OWNER}")
    prepare(connections["owner"])
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=verbosity)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations, django_content_type FROM {APP}")
    for name in AFTERWARDS:
        module, function = name.split(":")
        if find_spec(module.rpartition(".")[0]) and find_spec(module):
            getattr(import_module(module), function)()
