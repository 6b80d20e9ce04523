"""People are written down, corrected and related, and nothing that was recorded is lost."""

from datetime import date

import pytest
from django.db import connection, transaction

from tests.app.people_world import World, named, world
from tirek.access.enums import Compartment
from tirek.access.models import AuditEntry
from tirek.kernel.clock import clock_at
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.corrections import correct_name, correct_person
from tirek.people.actions.details import (
    add_contact_point,
    add_name,
    end_contact_point,
    record_address,
    record_identity_document,
)
from tirek.people.actions.families import NewMember, form_family, join_family, leave_family, relate_persons
from tirek.people.actions.intake import register_person, settle_family, settle_person
from tirek.people.engine.names import NewName
from tirek.people.models import Address, FamilyMember, Person, PersonName, Relation
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import addresses, contact_points, family_people, person, relations_of
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
__all__ = ["world"]


def test_a_person_may_be_known_by_a_first_name_only(world: World) -> None:
    known = register_person(actor=world.worker, unit=world.unit.uuid, names=[NewName(given_name="Аружан")])
    with acting_as(world.worker.pk):
        assert display_name(person(known.uuid), "kk") == "Аружан"
        assert known.intake_by == world.worker


def test_a_name_needs_at_least_one_part(world: World) -> None:
    with pytest.raises(Problem):
        register_person(actor=world.worker, unit=world.unit.uuid, names=[NewName(surname="  ")])
    with pytest.raises(Problem):
        register_person(actor=world.worker, unit=world.unit.uuid, names=[])


def test_a_number_that_does_not_check_is_kept_with_what_is_odd_about_it(world: World) -> None:
    known = register_person(
        actor=world.worker,
        unit=world.unit.uuid,
        names=[named("Сапарова", "Әлия")],
        sex="female",
        birth_date=date(1855, 3, 12),
        iin="550312100018",
        iin_reason="So it stands in the paper",
    )
    assert known.iin_findings == ["check_digit", "sex_differs"]
    assert known.iin == "550312100018"
    assert "550312100018" not in known.iin_sealed + known.iin_hash


def test_a_half_known_birth_date_is_stored_without_false_days(world: World) -> None:
    known = register_person(
        actor=world.worker,
        unit=world.unit.uuid,
        names=[named("Сапарова", "Әлия")],
        birth_date=date(2003, 5, 17),
        birth_precision="year",
    )
    assert known.birth_date == date(2003, 1, 1)


def test_a_birth_date_ahead_is_refused(world: World) -> None:
    with clock_at(date(2026, 3, 1)), pytest.raises(Problem, match="ahead"):
        register_person(actor=world.worker, unit=world.unit.uuid, names=[named("А", "Б")], birth_date=date(2026, 3, 2))


def test_registering_twice_with_one_reference_makes_one_person(world: World) -> None:
    ref = new_uuid()
    two = [
        register_person(actor=world.worker, unit=world.unit.uuid, names=[named("А", "Б")], client_ref=ref)
        for _ in range(2)
    ]
    assert two[0].pk == two[1].pk


def test_a_manager_registers_nobody(world: World) -> None:
    with pytest.raises(Refused):
        register_person(actor=world.manager, unit=world.unit.uuid, names=[named("А", "Б")])


def test_what_an_act_notes_in_the_audit_has_no_names_and_no_numbers(world: World) -> None:
    register_person(actor=world.worker, unit=world.unit.uuid, names=[named("Сапарова", "Әлия")], iin="550312100017")
    with acting_as(world.supervisor.pk):
        lines = list(AuditEntry.objects.filter(act="register_person").values("facts", "unit_id"))
    assert lines
    assert "Сапар" not in str(lines)
    assert "550312100017" not in str(lines)


def test_an_outsiders_act_on_a_hidden_person_finds_nothing(world: World) -> None:
    known = world.person()
    for act in (
        lambda who: add_name(actor=who, person=known.uuid, name=named("А", "Б")),
        lambda who: add_contact_point(actor=who, person=known.uuid, value="+7 700 000 00 00"),
        lambda who: record_address(actor=who, person=known.uuid, settlement="Талғар"),
        lambda who: record_identity_document(actor=who, person=known.uuid, kind="passport"),
        lambda who: correct_person(actor=who, person=known.uuid, changes={"sex": "male"}, reason="x"),
    ):
        for who in (world.outsider, world.colleague):
            with pytest.raises(Missing):
                act(who)


def test_a_name_after_marriage_ends_the_former_and_both_stay(world: World) -> None:
    known = world.person("Сапарова", "Әлия")
    with acting_as(world.worker.pk):
        former = known.names.get()
    add_name(
        actor=world.worker,
        person=known.uuid,
        name=named("Омарова", "Әлия"),
        replaces=former.uuid,
        starts_on=date(2020, 6, 1),
    )
    with acting_as(world.worker.pk):
        assert display_name(person(known.uuid), "kk") == "Омарова Әлия"
        assert PersonName.objects.filter(person=known, surname="Сапарова", ends_on=date(2020, 6, 1)).exists()


def test_a_correction_keeps_the_old_value_with_author_and_reason(world: World) -> None:
    known = world.person(birth_date=date(2003, 5, 17))
    correct_person(
        actor=world.worker,
        person=known.uuid,
        changes={"birth_date": date(2002, 5, 17), "sex": "female"},
        reason="Seen in the birth certificate",
    )
    with acting_as(world.worker.pk):
        kept = {c.field: (c.old_value, c.new_value, c.recorded_by_id) for c in known.corrections.all()}
    assert kept["birth_date"] == ("2003-05-17", "2002-05-17", world.worker.pk)
    assert kept["sex"] == ("unknown", "female", world.worker.pk)


def test_a_corrected_number_stays_sealed_in_the_correction_too(world: World) -> None:
    known = world.person(iin="550312100017")
    correct_person(actor=world.worker, person=known.uuid, changes={"iin": "550312200013"}, reason="Misread")
    with acting_as(world.worker.pk):
        kept = known.corrections.get(field="iin")
        assert (kept.old_value, kept.new_value) == ("550312100017", "550312200013")
        assert "550312" not in kept.old + kept.new
        assert Person.objects.get(pk=known.pk).iin == "550312200013"


def test_a_correction_needs_a_reason_and_changes_only_what_may_be_corrected(world: World) -> None:
    known = world.person()
    with pytest.raises(Problem):
        correct_person(actor=world.worker, person=known.uuid, changes={"sex": "male"}, reason=" ")
    with pytest.raises(Problem):
        correct_person(actor=world.worker, person=known.uuid, changes={"intake_by": None}, reason="x")
    with pytest.raises(Problem):
        correct_person(actor=world.worker, person=known.uuid, changes={"sex": "nonsense"}, reason="x")


def test_a_misspelt_name_is_corrected_and_remembered(world: World) -> None:
    known = world.person("Сапорова", "Әлия")
    with acting_as(world.worker.pk):
        name = known.names.get()
    correct_name(actor=world.worker, name=name.uuid, changes={"surname": "Сапарова"}, reason="Misspelt")
    with acting_as(world.worker.pk):
        assert display_name(person(known.uuid), "kk") == "Сапарова Әлия"
        assert known.corrections.get().old_value == "Сапорова"


def test_a_new_home_ends_the_former(world: World) -> None:
    known = world.person()
    for place, day in (("Талғар", date(2024, 1, 1)), ("Есік", date(2025, 3, 1))):
        record_address(actor=world.worker, person=known.uuid, region="190000000", settlement=place, on=day)
    with acting_as(world.worker.pk):
        assert [a.settlement for a in addresses(known, date(2025, 3, 1))] == ["Есік"]
        assert [a.settlement for a in addresses(known, date(2024, 6, 1))] == ["Талғар"]


def test_a_hidden_address_is_behind_its_door(world: World) -> None:
    known = world.person()
    hidden = record_address(actor=world.worker, person=known.uuid, settlement="Қаскелең", kind="shelter", hidden=True)
    assert hidden.compartment == Compartment.ADDRESS
    with acting_as(world.psychologist.pk):  # the same unit, but the role does not open the door
        assert not Address.objects.filter(pk=hidden.pk).exists()


def test_an_unsafe_number_comes_last_and_an_ended_one_not_at_all(world: World) -> None:
    known = world.person()
    unsafe = add_contact_point(actor=world.worker, person=known.uuid, value="8 700 000 00 01", safe_to_call=False)
    add_contact_point(actor=world.worker, person=known.uuid, value="+7 700 000 00 02", safe_to_call=True)
    with acting_as(world.worker.pk):
        values = [c.value for c in contact_points(known, date(2026, 1, 1))]
    assert values == ["+7 700 000 00 02", "8 700 000 00 01"]
    end_contact_point(actor=world.worker, contact_point=unsafe.uuid, on=date(2025, 12, 1))
    with acting_as(world.worker.pk):
        assert len(contact_points(known, date(2026, 1, 1))) == 1


def test_the_number_of_a_paper_is_sealed(world: World) -> None:
    known = world.person()
    paper = record_identity_document(actor=world.worker, person=known.uuid, kind="identity_card", number="012 345 678")
    assert paper.number == "012345678"
    assert "012345678" not in paper.number_sealed


def test_nobody_is_twice_in_a_family_at_one_time(world: World) -> None:
    mother = world.person("Сапарова", "Әлия")
    family = form_family(
        actor=world.worker,
        unit=world.unit.uuid,
        members=[NewMember(mother.uuid, "mother", starts_on=date(2020, 1, 1))],
    )
    with pytest.raises(Problem, match="already belongs"):
        join_family(
            actor=world.worker, family=family.uuid, member=NewMember(mother.uuid, "aunt", starts_on=date(2021, 1, 1))
        )
    with acting_as(world.worker.pk):
        membership = FamilyMember.objects.get(person=mother)
    leave_family(actor=world.worker, member=membership.uuid, on=date(2022, 1, 1), reason="Moved away")
    join_family(
        actor=world.worker, family=family.uuid, member=NewMember(mother.uuid, "mother", starts_on=date(2022, 1, 1))
    )
    with acting_as(world.worker.pk):
        assert len(family_people(family, date(2023, 1, 1))) == 1
        assert len(family_people(family, date(2019, 1, 1))) == 0


def test_the_database_itself_refuses_to_have_somebody_twice(world: World) -> None:
    mother = world.person()
    family = form_family(actor=world.worker, unit=world.unit.uuid, members=[NewMember(mother.uuid, "mother")])
    with acting_as(world.worker.pk), pytest.raises(Exception, match="once_in_a_family_at_a_time"), transaction.atomic():
        FamilyMember.objects.create(
            unit=world.unit, recorded_by=world.worker, family=family, person=mother, role="mother",
            starts_on=date(2020, 1, 1),
        )  # fmt: skip


def test_a_relation_is_one_row_and_reads_from_both_ends(world: World) -> None:
    mother, child = world.person("Сапарова", "Әлия"), world.person("", "Аружан")
    relate_persons(actor=world.worker, person=child.uuid, other=mother.uuid, kind="child")
    with acting_as(world.worker.pk):
        assert Relation.objects.count() == 1
        assert [(r.kind, r.other.pk) for r in relations_of(child)] == [("parent", mother.pk)]
        assert [(r.kind, r.other.pk) for r in relations_of(mother)] == [("child", child.pk)]
    with pytest.raises(Problem, match="already recorded"):
        relate_persons(actor=world.worker, person=mother.uuid, other=child.uuid, kind="parent")


def test_siblings_are_recorded_once_whichever_is_named_first(world: World) -> None:
    one, two = world.person("", "Аян"), world.person("", "Аружан")
    relate_persons(actor=world.worker, person=one.uuid, other=two.uuid, kind="sibling")
    with pytest.raises(Problem, match="already recorded"):
        relate_persons(actor=world.worker, person=two.uuid, other=one.uuid, kind="sibling")


def test_adoption_is_behind_its_own_door(world: World) -> None:
    one, two = world.person("", "Аян"), world.person("", "Аружан")
    with pytest.raises(Problem, match="part of the file"):
        relate_persons(actor=world.worker, person=one.uuid, other=two.uuid, kind="adoptive_parent")
    relation = relate_persons(actor=world.supervisor, person=one.uuid, other=two.uuid, kind="adoptive_parent")
    with acting_as(world.worker.pk):
        assert not Relation.objects.filter(pk=relation.pk).exists()


def test_when_the_intake_ends_the_worker_without_a_case_sees_nothing(world: World) -> None:
    known = world.person()
    family = form_family(actor=world.worker, unit=world.unit.uuid, members=[NewMember(known.uuid, "mother")])
    with acting_as(world.worker.pk), transaction.atomic():
        settle_person(known, known.unit_id)
        settle_family(family)
        assert not Person.objects.filter(pk=known.pk).exists()
    with acting_as(world.supervisor.pk):
        assert Person.objects.get(pk=known.pk).intake_by_id is None


def test_a_list_of_people_costs_no_question_for_each(world: World, django_assert_num_queries) -> None:
    for at in range(5):
        world.person(f"Сапарова{at}", "Әлия")
    family = form_family(
        actor=world.worker, unit=world.unit.uuid, members=[NewMember(p.uuid, "other") for p in world.persons()]
    )
    with acting_as(world.worker.pk), django_assert_num_queries(2):
        assert len([display_name(m.person, "ru") for m in family_people(family, date(2026, 1, 1))]) == 5


def test_the_regions_are_there_with_their_codes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT kazstat_code) FROM directory_region")
        assert cursor.fetchone() == (20, 20)


def test_a_name_is_shown_in_the_spelling_of_the_page_or_as_recorded(world: World) -> None:
    known = world.person("Жұмабаева", "Айгүл", "Серікқызы")
    add_name(actor=world.worker, person=known.uuid, name=named("Zhumabayeva", "Aigul", script="lat"))
    with acting_as(world.worker.pk):
        shown = person(known.uuid)
        assert display_name(shown, "kk") == "Жұмабаева Айгүл Серікқызы"
        assert display_name(shown, "ru") == "Жұмабаева Айгүл Серікқызы"  # never a spelling nobody wrote
        assert display_name(shown, "en") == "Aigul Zhumabayeva"
        assert display_name(shown, "kk", "short") == "Айгүл Ж."
        assert display_name(shown, "en", "given") == "Aigul"


def test_who_joins_a_settled_family_is_settled_too(world: World) -> None:
    mother, child = world.person(), world.person("", "Аружан", actor=world.supervisor)
    family = form_family(actor=world.supervisor, unit=world.unit.uuid, members=[NewMember(mother.uuid, "mother")])
    with acting_as(world.supervisor.pk), transaction.atomic():
        settle_family(family)
    join_family(actor=world.supervisor, family=family.uuid, member=NewMember(child.uuid, "child"))
    with acting_as(world.supervisor.pk):
        assert not Person.objects.exclude(intake_by=None).exists()


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_two_who_stood_in_each_others_way_are_told_to_try_again(
    world: World, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    def in_the_way(_record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")

    monkeypatch.setattr("tirek.people.actions.intake.keep", in_the_way)
    with pytest.raises(Problem, match="try again"):
        register_person(actor=world.worker, unit=world.unit.uuid, names=[NewName(given_name="Аружан")])
