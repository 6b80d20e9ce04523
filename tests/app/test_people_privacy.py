"""Every field of the people floor says what it tells and how long it is kept."""

import pytest
from django.apps import apps

from tirek.directory.privacy import PRIVACY as PLACES
from tirek.people.privacy import PRIVACY as PEOPLE

CLASSES = {"direct", "indirect", "sensitive", "operational", "reference"}


@pytest.mark.parametrize(("app", "declared"), [("people", PEOPLE), ("directory", PLACES)])
def test_every_field_has_a_class_and_a_rule_and_none_is_declared_that_is_gone(
    app: str, declared: dict[str, dict[str, tuple[str, str]]]
) -> None:
    models = {model.__name__: model for model in apps.get_app_config(app).get_models()}
    assert set(models) == set(declared)
    for name, model in models.items():
        assert {field.name for field in model._meta.concrete_fields} == set(declared[name]), name
        assert {kind for kind, _keep in declared[name].values()} <= CLASSES
