"""What holds for every act, and for the table of roles."""

import inspect
import pkgutil
from importlib import import_module
from uuid import UUID

import pytest

import tirek
from tirek.access.acts import ACTS
from tirek.access.enums import Compartment
from tirek.access.roles import ANYBODY, PERMISSIONS, ROLES

for module in pkgutil.walk_packages(tirek.__path__, "tirek."):
    if ".actions." in module.name:
        import_module(module.name)


def test_there_are_acts() -> None:
    assert len(ACTS) >= 30


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_takes_its_actor_first_and_a_reference_and_says_what_it_does(name: str) -> None:
    function = ACTS[name].function
    parameters = list(inspect.signature(function).parameters.values())
    assert parameters[0].name == "actor"
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
    reference = inspect.signature(function).parameters["client_ref"]
    assert reference.default is None
    assert reference.annotation == UUID | None
    assert "ermission" in (inspect.getdoc(function) or "")


@pytest.mark.parametrize("name", sorted(ACTS))
def test_the_permission_of_an_act_is_in_some_role(name: str) -> None:
    permission = ACTS[name].permission
    assert permission in ANYBODY or any(permission in role.permissions for role in ROLES.values())


def test_every_permission_is_in_some_role_and_every_role_holds_only_known_ones() -> None:
    held = set(ANYBODY).union(*(role.permissions for role in ROLES.values()))
    assert held == set(PERMISSIONS)
    assert set().union(*(role.compartments for role in ROLES.values())) == set(Compartment.values)


def test_who_sees_no_file_opens_no_compartment() -> None:
    for role in ROLES.values():
        assert (role.reach == "none") == (not role.compartments)
