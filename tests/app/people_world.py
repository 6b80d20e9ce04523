"""Two units of two organisations and the people at their desks, for the tests of the people floor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tirek.access.models import Membership, Organisation, Unit, User
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import Person
from tirek.toolkit.postgresql.user import acting_as


def named(surname: str, given_name: str, patronymic: str = "", script: str = "kk") -> NewName:
    return NewName(surname, given_name, patronymic, script=script)


@dataclass
class World:
    unit: Unit
    other_unit: Unit
    worker: User
    colleague: User
    psychologist: User
    supervisor: User
    manager: User
    outsider: User

    def person(self, surname: str = "Сапарова", given_name: str = "Әлия", patronymic: str = "", **more: Any) -> Person:
        return register_person(
            actor=more.pop("actor", self.worker),
            unit=more.pop("unit", self.unit).uuid,
            names=[named(surname, given_name, patronymic, more.pop("script", "kk"))],
            **more,
        )

    def persons(self) -> list[Person]:
        with acting_as(self.worker.pk):
            return list(Person.objects.order_by("pk"))


@pytest.fixture
def world(db: None) -> Iterator[World]:
    units = []
    for code in ("north", "south"):
        names = {"name_kk": code, "name_ru": code, "name_en": code}
        organisation = Organisation.objects.create(code=code, **names)
        units.append(Unit.objects.create(organisation=organisation, code=code, **names))

    def user(name: str, role: str, unit: Unit) -> User:
        made = User.objects.create(username=name, first_name=name)
        Membership.objects.create(user=made, unit=unit, role_id=role, starts_on=date(2020, 1, 1))
        return made

    here = World(
        unit=units[0],
        other_unit=units[1],
        worker=user("worker", "worker", units[0]),
        colleague=user("colleague", "worker", units[0]),
        psychologist=user("psychologist", "psychologist", units[0]),
        supervisor=user("supervisor", "supervisor", units[0]),
        manager=user("manager", "manager", units[0]),
        outsider=user("outsider", "worker", units[1]),
    )
    with translation.override("en"):
        yield here
