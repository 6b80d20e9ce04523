"""Every field of every table says what it tells about somebody and how long it is kept."""

import runpy
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parents[2]
CLASSES = {"direct", "indirect", "sensitive", "operational", "reference"}
KEPT = {"permanent", "with_person", "with_family", "with_case", "with_staff", "derived", "one_year", "thirty_days"}
OWN = [config for config in apps.get_app_configs() if config.name.startswith("tirek.") and any(config.get_models())]


@pytest.mark.parametrize("config", OWN, ids=lambda config: config.label)
def test_every_field_has_a_privacy_class_and_a_keep_until_rule(config) -> None:
    declared = import_module(f"{config.name}.privacy").PRIVACY
    real = {
        model.__name__: {field.name for field in model._meta.get_fields() if getattr(field, "column", None)}
        | {field.name for field in model._meta.many_to_many}
        for model in config.get_models()
    }
    assert {name: set(fields) for name, fields in declared.items()} == real
    for fields in declared.values():
        for privacy, kept in fields.values():
            assert privacy in CLASSES
            assert kept in KEPT


@pytest.mark.django_db
def test_every_table_with_case_data_is_under_row_security_and_owned_by_another() -> None:
    protected = {
        model._meta.db_table
        for config in OWN
        for model in config.get_models()
        if {"unit", "compartment"} <= {field.name for field in model._meta.get_fields()}
    }
    assert len(protected) >= 25
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
            " WHERE c.relrowsecurity AND r.rolname <> current_user"
        )
        secured = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
    assert protected - secured == set()


def test_the_page_of_privacy_says_what_is_declared() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "privacy_page.py"))
    assert (ROOT / "docs" / "privacy.md").read_text() == written["page"](), "run scripts/privacy_page.py"
