"""Small worlds for tests: users and units as rows, everything else through the acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tirek.access.models import Membership, Organisation, Unit, User
from tirek.casework.actions.cases import open_case
from tirek.casework.models import Case
from tirek.kernel.clock import today
from tirek.people.actions.families import NewMember, form_family
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import Family, Person

PROGRAMME = "family_preservation"


@dataclass(frozen=True)
class House:
    """Two organisations: the first with everybody who may ask for a page, the second with an outsider."""

    unit: Unit
    other_unit: Unit
    worker: User
    colleague: User
    supervisor: User
    manager: User
    administrator: User
    outsider: User


@dataclass(frozen=True)
class Kin:
    """A mother with her child, and the family they are."""

    mother: Person
    child: Person
    family: Family


def make_unit(code: str) -> Unit:
    """A unit in an organisation of its own."""
    body = Organisation.objects.create(code=f"body-{code}", name_kk="Үй", name_ru="Дом", name_en="House")
    return Unit.objects.create(code=code, organisation=body, name_kk="Үй", name_ru="Дом", name_en="House")


def make_user(username: str, unit: Unit, role: str, *, language: str = "en") -> User:
    """Somebody with one role in one unit."""
    user = User.objects.create(username=username, first_name=username.title(), last_name="Сынақ", language=language)
    Membership.objects.create(user=user, unit=unit, role_id=role, starts_on=date(2020, 1, 1))
    return user


def make_house() -> House:
    """Users of every role, and somebody of another organisation."""
    unit, other = make_unit("h1"), make_unit("h2")
    return House(
        unit=unit,
        other_unit=other,
        worker=make_user("worker", unit, "worker"),
        colleague=make_user("colleague", unit, "worker"),
        supervisor=make_user("supervisor", unit, "supervisor"),
        manager=make_user("manager", unit, "manager"),
        administrator=make_user("administrator", unit, "administrator"),
        outsider=make_user("outsider", other, "worker"),
    )


def unit_of(user: User) -> Unit:
    """The unit in which somebody works."""
    return Membership.objects.select_related("unit").get(user=user).unit


def make_family(worker: User, *, surname: str = "Сынақова", born_on: date | None = None) -> Kin:
    """A mother and her newborn, registered by the worker."""
    unit = unit_of(worker)
    mother = register_person(
        actor=worker,
        unit=unit.uuid,
        names=[NewName(script="kk", surname=surname, given_name="Әсем")],
        sex="female",
        birth_date=date(2001, 5, 1),
    )
    child = register_person(
        actor=worker,
        unit=unit.uuid,
        names=[NewName(script="kk", given_name="Нұрлан")],
        sex="male",
        birth_date=born_on or today() - timedelta(days=60),
    )
    family = form_family(
        actor=worker, unit=unit.uuid, members=[NewMember(mother.uuid, "mother"), NewMember(child.uuid, "child")]
    )
    return Kin(mother, child, family)


def make_case(worker: User, kin: Kin | None = None, *, on: date | None = None, grounds: Sequence[str] = ()) -> Case:
    """A case opened by the worker, who leads it."""
    kin = kin or make_family(worker)
    return open_case(
        actor=worker,
        unit=unit_of(worker).uuid,
        family=kin.family.uuid,
        programme=PROGRAMME,
        call_source="maternity_ward",
        grounds=grounds,
        on=on or today() - timedelta(days=30),
        people=[(kin.mother.uuid, "mother"), (kin.child.uuid, "child")],
        call_note="Перзентханадан қоңырау",
    )
