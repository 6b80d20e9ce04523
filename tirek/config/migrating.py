"""Bringing the database up to this version of Tirek: prepared, migrated, its reference tables filled."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

from tirek.access.actions.roles import sync_roles
from tirek.people.actions.aliases import sync_aliases
from tirek.profession.actions.feedback import install_feedback_form
from tirek.programmes.actions.packs import install_packs
from tirek.toolkit.postgresql.embedded import APP
from tirek.toolkit.postgresql.prepare import prepare
from tirek.toolkit.postgresql.queue import restrict_queue


@contextmanager
def as_owner() -> Iterator[None]:
    """Let every door be the owner's for a while: migrations use ``default`` whatever we tell them."""
    settings = connections.settings
    doors = ("default", "readlog")
    kept = {alias: dict(settings[alias]) for alias in doors}
    connections.close_all()
    for alias in doors:
        settings[alias].update(settings["owner"])
    try:
        yield
    finally:
        connections.close_all()
        for alias in doors:
            settings[alias].update(kept[alias])


def bring_up_to_date(verbosity: int = 1) -> None:
    """Prepare, migrate and fill, as the owner of the tables. Repeating it changes nothing."""
    with as_owner():
        prepare(connections["owner"])
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations, django_content_type FROM {APP}")
        restrict_queue(connections["owner"])
        # What the parts of the house keep in tables though it is written in code or packs.
        sync_roles()
        sync_aliases()
        install_packs()
        install_feedback_form()
