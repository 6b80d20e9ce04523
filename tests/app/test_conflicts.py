"""Files of two people are kept apart: who is blocked from what, and how one record becomes two."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from tests.builders import PROGRAMME, House, make_house, make_unit, make_user
from tirek.access.models import User
from tirek.casework.actions.cases import assign_worker, join_case, open_case
from tirek.casework.models import Case, CaseMember
from tirek.casework.selectors.caseload import caseload
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.conflicts import end_conflict, keep_apart
from tirek.people.actions.details import add_contact_point, record_address
from tirek.people.actions.families import NewMember, form_family, join_family, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.merging import merge_persons
from tirek.people.actions.sealing import unseal_person
from tirek.people.engine.names import NewName
from tirek.people.models import Address, Conflict, ContactPoint, FamilyMember, Person, PersonName, Relation
from tirek.people.selectors.search import search_persons
from tirek.programmes.selectors.packs import pack
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
SURNAME = "Қорғанова"
REASON = "She is afraid of him"


@dataclass
class Two:
    """A woman with two children and her worker; the man and his; a supervisor over both."""

    house: House
    hers: User
    his: User
    woman: Person
    children: list[Person]
    man: Person
    her_case: Case
    his_case: Case

    @property
    def supervisor(self) -> User:
        return self.house.supervisor

    def apart(self, **more: object) -> Conflict:
        made = keep_apart(
            actor=self.supervisor, person=self.woman.uuid, against=self.man.uuid, reason=REASON, on=today(), **more
        )  # type: ignore[arg-type]
        with acting_as(self.supervisor.pk):
            self.woman = made.person
        return made


def person(actor: User, surname: str, given: str, sex: str, years: int) -> Person:
    unit = actor.memberships.get().unit
    return register_person(
        actor=actor, unit=unit.uuid, names=[NewName(script="kk", surname=surname, given_name=given)], sex=sex,
        birth_date=today() - timedelta(days=365 * years),
    )  # fmt: skip


def file(actor: User, members: list[tuple[Person, str]], parts: list[tuple[Person, str]], family=None) -> Case:
    unit = actor.memberships.get().unit
    family = family or form_family(
        actor=actor, unit=unit.uuid, members=[NewMember(one.uuid, role) for one, role in members]
    )
    return open_case(
        actor=actor, unit=unit.uuid, family=family.uuid, programme=PROGRAMME, call_source="self", on=today(),
        people=[(one.uuid, part) for one, part in parts],
    )  # fmt: skip


@pytest.fixture
def two(db: None) -> Two:
    """Two files that share nobody."""
    house = make_house()
    hers, his = make_user("hers", house.unit, "worker"), make_user("his", house.unit, "worker")
    woman = person(hers, SURNAME, "Айша", "female", 30)
    children = [person(hers, SURNAME, name, "male", years) for name, years in (("Алан", 5), ("Дамир", 2))]
    her_case = file(
        hers, [(woman, "mother"), *((one, "child") for one in children)],
        [(woman, "mother"), *((one, "child") for one in children)],
    )  # fmt: skip
    man = person(his, "Зорлықов", "Марат", "male", 35)
    his_case = file(his, [(man, "father")], [(man, "father")])
    return Two(house, hers, his, woman, children, man, her_case, his_case)


def sees(user: User, *records: object) -> list[bool]:
    with acting_as(user.pk):
        return [type(one).objects.filter(pk=one.pk).exists() for one in records]  # type: ignore[attr-defined]


def test_who_comes_to_work_for_him_stops_seeing_her_and_her_worker_does_not_see_his_file(two: Two) -> None:
    colleague = two.house.colleague
    made = two.apart()
    assert sees(two.supervisor, two.her_case, two.his_case, two.woman, two.man, made) == [True] * 5
    assert sees(two.hers, two.her_case, two.woman, *two.children, made) == [True] * 5
    assert sees(two.hers, two.his_case, two.man) == [False] * 2
    assert sees(two.his, two.his_case, two.man) == [True] * 2
    assert sees(two.his, two.her_case, two.woman, *two.children, made) == [False] * 5
    # A supervisor who begins to work for him is blocked, though her reach is the unit.
    second = make_user("second", two.house.unit, "supervisor")
    assert sees(second, two.her_case, two.woman) == [True] * 2
    assign_worker(actor=two.supervisor, case=two.his_case.uuid, user=second.uuid, on=today(), reason="", leads=False)
    assert sees(second, two.his_case, two.her_case, two.woman, *two.children, made) == [True] + [False] * 5
    with acting_as(second.pk), transaction.atomic():
        assert search_persons(second, SURNAME) == []
        assert [line.case.pk for line in caseload(second, on=today(), whose="team", state="").lines] == [
            two.his_case.pk
        ]
    assert sees(colleague, two.her_case) == [False]


def test_a_supervisor_may_be_the_one_she_is_protected_from(two: Two) -> None:
    second = make_user("second", two.house.unit, "supervisor")
    made = keep_apart(actor=two.supervisor, person=two.woman.uuid, against_user=second.uuid, reason=REASON, on=today())
    assert made.person_id == two.woman.pk
    assert sees(second, two.her_case, two.woman, *two.children, made) == [False] * 5
    with pytest.raises(Missing):
        end_conflict(actor=second, conflict=made.uuid, reason="x", on=today())
    end_conflict(actor=two.supervisor, conflict=made.uuid, reason="He left", on=today())
    assert sees(second, two.her_case, two.woman, *two.children) == [True] * 4
    with pytest.raises(Problem):
        end_conflict(actor=two.supervisor, conflict=made.uuid, reason="x", on=today())


def test_everybody_of_the_protected_file_is_hidden_from_outsiders(two: Two) -> None:
    two.apart()
    with acting_as(two.hers.pk):
        assert set(
            Person.objects.filter(pk__in=[two.woman.pk, *(c.pk for c in two.children)]).values_list("sealed")
        ) == {(True,)}


def test_a_programme_that_protects_hides_who_stands_in_its_file_alone(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = pack(PROGRAMME)
    head = known.pack.model_copy(update={"protects": True})
    monkeypatch.setattr("tirek.casework.actions.cases.pack", lambda _code: known.model_copy(update={"pack": head}))
    monkeypatch.setattr(
        "tirek.casework.actions.cases.programme_of", lambda _case: known.model_copy(update={"pack": head})
    )
    fresh, baby = person(two.hers, "Жаңа", "Гүл", "female", 25), person(two.hers, "Жаңа", "Ай", "female", 1)
    aunt = person(two.hers, "Жаңа", "Ана", "female", 50)
    members = [(fresh, "mother"), (aunt, "aunt"), (two.woman, "other")]
    case = file(two.hers, members, [(fresh, "mother")])
    join_case(actor=two.hers, case=case.uuid, person=baby.uuid, part="child", on=today())
    with acting_as(two.hers.pk):
        hidden = {
            one.pk: one.sealed for one in Person.objects.filter(pk__in=[fresh.pk, baby.pk, aunt.pk, two.woman.pk])
        }
    assert hidden == {fresh.pk: True, baby.pk: True, aunt.pk: True, two.woman.pk: False}


def test_who_is_protected_stays_hidden(two: Two) -> None:
    two.apart()
    for one in (two.woman, two.children[0]):
        with pytest.raises(Problem, match="kept apart"):
            unseal_person(actor=two.hers, person=one.uuid, reason="x")


def test_one_record_in_both_files_becomes_two_and_his_stays_as_it_was(db: None) -> None:
    house = make_house()
    hers, his = make_user("hers", house.unit, "worker"), make_user("his", house.unit, "worker")
    woman, child = person(hers, SURNAME, "Айша", "female", 30), person(hers, SURNAME, "Алан", "male", 5)
    man = person(hers, "Зорлықов", "Марат", "male", 35)
    relate_persons(actor=hers, person=woman.uuid, other=child.uuid, kind="parent")
    relate_persons(actor=hers, person=woman.uuid, other=man.uuid, kind="spouse")
    members = [(woman, "mother"), (child, "child"), (man, "father")]
    her_case = file(hers, members, [(woman, "mother"), (child, "child")])
    his_case = file(house.supervisor, members, [(man, "father")], family=her_case.family)
    assign_worker(actor=house.supervisor, case=his_case.uuid, user=his.uuid, on=today(), reason="")
    record_address(actor=hers, person=woman.uuid, settlement="Сарыағаш")
    add_contact_point(actor=his, person=woman.uuid, value="+77001234567")
    assert sees(his, woman, child) == [True, True]

    made = keep_apart(actor=house.supervisor, person=woman.uuid, against=man.uuid, reason=REASON, on=today())

    with acting_as(house.supervisor.pk):
        assert made.person_id != woman.pk
        her_case.refresh_from_db()
        assert her_case.family_id != his_case.family_id
        mine = set(CaseMember.objects.filter(case=her_case).values_list("person_id", flat=True))
        assert mine.isdisjoint({woman.pk, child.pk, man.pk})
        assert made.person_id in mine
        assert len(mine) == 2
        ours = set(FamilyMember.objects.filter(family=her_case.family).values_list("person_id", flat=True))
        assert len(ours) == 3
        assert ours.isdisjoint({woman.pk, child.pk, man.pk})
    # His file is what it was: the woman he told of, the child, the phone his worker wrote down; not her address.
    with acting_as(his.pk):
        stood = FamilyMember.objects.filter(family=his_case.family)
        assert set(stood.values_list("person_id", flat=True)) == {woman.pk, child.pk, man.pk}
        assert PersonName.objects.filter(person=woman).exists()
        assert Relation.objects.count() == 2
        assert ContactPoint.objects.filter(person=woman).count() == 1
        assert not Address.objects.exists()
        assert Person.objects.count() == 3
    assert sees(his, made.person, her_case) == [False, False]
    # Hers has all of it, under records of its own.
    with acting_as(hers.pk):
        assert Person.objects.filter(pk__in=[woman.pk, child.pk]).count() == 0
        assert Person.objects.count() == 3
        assert Relation.objects.count() == 2
        assert Address.objects.get().person_id == made.person_id
        assert ContactPoint.objects.get().person_id == made.person_id
        assert not Case.objects.filter(pk=his_case.pk).exists()
    with pytest.raises(Problem, match="kept apart"):
        merge_persons(actor=house.supervisor, survivor=woman.uuid, merged=made.person.uuid, reason="same")
    end_conflict(actor=house.supervisor, conflict=made.uuid, reason="He died", on=today())
    assert sees(hers, her_case, made.person) == [True, True]


def test_neither_file_is_given_to_who_works_with_the_other(two: Two) -> None:
    two.apart()
    second = make_user("second", two.house.unit, "supervisor")
    give = {"on": today(), "reason": "", "leads": False}
    for case, user in ((two.her_case, two.his), (two.his_case, two.hers)):
        with pytest.raises(Problem, match="kept apart"):
            assign_worker(actor=two.supervisor, case=case.uuid, user=user.uuid, **give)
    # A supervisor on his side is told nothing: the act succeeds, and her worker stays blocked from his file alone.
    assign_worker(actor=two.supervisor, case=two.his_case.uuid, user=second.uuid, **give)
    assign_worker(actor=second, case=two.his_case.uuid, user=two.hers.uuid, **give)
    assert sees(two.hers, two.her_case, two.woman, two.his_case) == [True, True, False]


def test_nobody_is_put_into_the_file_of_the_other(two: Two) -> None:
    two.apart()
    for case, one in ((two.her_case, two.man), (two.his_case, two.woman)):
        with pytest.raises(Problem, match="kept apart"):
            join_case(actor=two.supervisor, case=case.uuid, person=one.uuid, part="other", on=today())
        with pytest.raises(Problem, match="kept apart"):
            join_family(actor=two.supervisor, family=case.family.uuid, member=NewMember(one.uuid, "other"))


def test_a_child_of_the_other_file_is_not_put_into_hers(two: Two) -> None:
    """Else his case would become one in which a child of hers stands, and vanish from his worker's list."""
    child = person(two.his, "Зорлықов", "Бек", "male", 6)
    join_case(actor=two.his, case=two.his_case.uuid, person=child.uuid, part="child", on=today())
    two.apart()
    with pytest.raises(Problem, match="kept apart"):
        join_case(actor=two.supervisor, case=two.her_case.uuid, person=child.uuid, part="child", on=today())
    aunt = person(two.his, "Зорлықова", "Ана", "female", 60)
    join_case(actor=two.his, case=two.his_case.uuid, person=aunt.uuid, part="relative", on=today())
    assert sees(two.his, two.his_case, aunt) == [True, True]


def test_who_may_record_it_and_when(two: Two) -> None:
    for actor, error in ((two.hers, Refused), (two.his, Missing), (two.house.outsider, Missing)):
        with pytest.raises(error):
            keep_apart(actor=actor, person=two.woman.uuid, against=two.man.uuid, reason=REASON, on=today())
    assign_worker(actor=two.supervisor, case=two.his_case.uuid, user=two.hers.uuid, on=today(), reason="", leads=False)
    with pytest.raises(Problem, match="First give one"):
        two.apart()
    assign_worker(actor=two.supervisor, case=two.his_case.uuid, user=two.supervisor.uuid, on=today(), reason="")
    with pytest.raises(Problem, match="yourself"):
        two.apart()
    with pytest.raises(Problem, match="Say why"):
        keep_apart(actor=two.supervisor, person=two.woman.uuid, against=two.man.uuid, reason=" ", on=today())
    with pytest.raises(Problem, match="themselves"):
        keep_apart(actor=two.supervisor, person=two.woman.uuid, against=two.woman.uuid, reason="x", on=today())


def test_a_supervisor_of_another_unit_keeps_nothing_of_it(two: Two) -> None:
    elsewhere = make_user("elsewhere", make_unit("h9"), "supervisor")
    with pytest.raises(Missing):
        keep_apart(actor=elsewhere, person=two.woman.uuid, against=two.man.uuid, reason=REASON, on=today())
