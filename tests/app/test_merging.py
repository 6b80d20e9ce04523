"""Two records become one person and two again; each organisation goes on seeing its own cases alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.app.one_connection import as_superuser, one_connection
from tests.builders import House, Kin, make_case, make_family, make_house, make_user, unit_of
from tirek.access.models import User
from tirek.casework.actions.cases import join_case
from tirek.casework.actions.encounters import give_consent, record_contact
from tirek.casework.actions.episodes import begin_episode, end_episode
from tirek.casework.models import Case, CaseMember, Contact, Episode
from tirek.casework.selectors.facts import case_facts
from tirek.casework.selectors.family_file import family_file
from tirek.casework.selectors.people_of_cases import people_of_cases
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.corrections import correct_name, correct_person
from tirek.people.actions.details import add_contact_point, add_name, record_address, record_identity_document
from tirek.people.actions.families import NewMember, form_family, join_family, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.merging import Unanswered, merge_persons, unmerge_persons
from tirek.people.engine.names import NewName
from tirek.people.models import (
    Address,
    ContactPoint,
    DuplicatePair,
    IdentityDocument,
    Person,
    PersonMerge,
    PersonName,
    Relation,
)
from tirek.people.selectors import persons
from tirek.people.selectors.merging import added_since, merge_preview, merges_of, newest_merge
from tirek.people.selectors.names import display_name
from tirek.people.selectors.search import search_persons
from tirek.toolkit.postgresql.user import acting_as

__all__ = ["one_connection"]
IIN = "010501800019"
KIND, EXIT = "with_mother", "other"
DAY = today() - timedelta(days=20)


@pytest.fixture
def house(one_connection: None) -> Iterator[House]:
    with translation.override("en"):
        yield make_house()


@pytest.fixture
def far_supervisor(house: House) -> User:
    return make_user("far_supervisor", house.other_unit, "supervisor")


def again(worker: User, given_name: str = "Асем", **more: Any) -> Person:
    """The mother once more, in Russian spelling."""
    names = [NewName(script="ru", surname="Сынакова", given_name=given_name)]
    return register_person(actor=worker, unit=unit_of(worker).uuid, names=names, sex="female", **more)


def one(user: User, uuid: Any) -> Person:
    with acting_as(user.pk):
        return persons.person(uuid)


def agree(house: House, one: Person, other: Person, by: User, decision: str = "same") -> DuplicatePair:
    """The unit of ``by`` has said of the two what they are."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    with as_superuser() as cursor:
        cursor.execute(
            "INSERT INTO people_duplicatepair (uuid, one_id, other_id, one_unit_id, other_unit_id, secret, probability,"
            " weight, evidence, state, found_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, false, 0.9, 1, '[]',"
            " 'open', now()) ON CONFLICT (one_id, other_id) DO UPDATE SET state = 'open' RETURNING id",
            [first.pk, second.pk, first.unit_id, second.unit_id],
        )
        pair = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO people_duplicatedecision (uuid, pair_id, unit_id, decision, reason, recorded_by_id,"
            " recorded_at) VALUES (gen_random_uuid(), %s, %s, %s, 'Told', %s, clock_timestamp())",
            [pair, unit_of(by).pk, decision, by.pk],
        )
        cursor.execute("SELECT uuid FROM people_duplicatepair WHERE id = %s", [pair])
        return cursor.fetchone()[0]


def merge(house: House, survivor: Person, merged: Person, **more: Any) -> PersonMerge:
    by = more.pop("actor", house.supervisor)
    return merge_persons(actor=by, survivor=survivor.uuid, merged=merged.uuid, reason="One paper", **more)


def test_everything_points_to_the_survivor_and_comes_back(house: House) -> None:
    case = make_case(house.worker)
    mother = people_of(case, house.worker)["mother"]
    second = again(house.worker, iin=IIN)
    add_contact_point(actor=house.worker, person=second.uuid, value="+7 700 123 45 67")
    record_address(actor=house.worker, person=second.uuid, settlement="Талғар")
    record_identity_document(actor=house.worker, person=second.uuid, kind="passport", number="N1")
    correct_person(actor=house.worker, person=second.uuid, changes={"language": "ru"}, reason="Said so")

    made = merge(house, mother, second, take=["iin", "language"])

    with acting_as(house.worker.pk):
        assert {str(name) for name in PersonName.objects.filter(person=mother)} == {"Сынақова Әсем", "Сынакова Асем"}
        assert ContactPoint.objects.get(person=mother).value == "+7 700 123 45 67"
        assert Address.objects.get(person=mother).settlement == "Талғар"
        stands = persons.person(second.uuid)
    assert (stands, stands.iin, stands.language) == (mother, IIN, "ru")
    found = [match.person for match in search_persons(house.worker, "Сынакова Асем")]
    assert found == [mother]

    unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Two sisters")

    with acting_as(house.worker.pk):
        assert [str(name) for name in PersonName.objects.filter(person=mother)] == ["Сынақова Әсем"]
        assert ContactPoint.objects.get().person == second
        assert persons.person(second.uuid).iin == IIN
        assert {persons.person(mother.uuid).iin, persons.person(mother.uuid).language} == {""}
    assert {match.person for match in search_persons(house.worker, "Сынакова Асем")} == {mother, second}


def people_of(case: Case, user: User) -> dict[str, Person]:
    with acting_as(user.pk):
        return {one.part: one.person for one in people_of_cases([case.pk])[case.pk]}


# Who may, and what is asked ---------------------------------------------------------------------------------


def test_a_worker_merges_nobody_and_a_supervisor_nobody_of_another_unit_alone(
    house: House, far_supervisor: User
) -> None:
    mother = make_family(house.worker).mother
    second, elsewhere = again(house.worker), again(house.outsider)
    with pytest.raises(Refused):
        merge(house, mother, second, actor=house.worker)
    with pytest.raises(Missing):
        merge(house, mother, elsewhere)
    agree(house, mother, elsewhere, far_supervisor, decision="unsure")
    with pytest.raises(Problem, match="has to say first"):
        merge(house, mother, elsewhere)
    agree(house, mother, elsewhere, far_supervisor)
    with pytest.raises(Problem, match="Say why"):
        merge_persons(actor=house.supervisor, survivor=mother.uuid, merged=elsewhere.uuid, reason=" ")
    made = merge(house, mother, elsewhere)
    with pytest.raises(Problem, match="merged already"):
        merge(house, elsewhere, second, actor=far_supervisor)
    unmerge_persons(actor=far_supervisor, merge=made.uuid, reason="Two women of one name")
    with pytest.raises(Problem, match="has to say first"):  # what was said before they were parted no longer counts
        merge(house, mother, elsewhere)


def test_a_hidden_person_is_merged_only_by_who_opens_both_files(house: House, far_supervisor: User) -> None:
    mother = make_family(house.worker).mother
    elsewhere = again(house.outsider)
    agree(house, mother, elsewhere, far_supervisor)
    with as_superuser() as cursor:
        cursor.execute("UPDATE people_person SET sealed = true WHERE id = %s", [elsewhere.pk])
    with pytest.raises(Missing):
        merge(house, mother, elsewhere)


def test_what_is_hidden_stays_hidden_and_access_to_the_other_record_shows_nothing(house: House) -> None:
    mother, second = make_family(house.worker).mother, again(house.worker)
    grant(house.outsider, second)
    assert one(house.outsider, second.uuid) == second
    with as_superuser() as cursor:
        cursor.execute("UPDATE people_person SET sealed = true WHERE id = %s", [mother.pk])
    assert merge_preview(house.supervisor, mother.uuid, second.uuid).hides
    made = merge(house, second, mother)  # the hidden one goes into the other
    assert one(house.worker, second.uuid).sealed
    unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Wrong")
    merge(house, mother, second)
    for uuid in (second.uuid, mother.uuid):
        with pytest.raises(Missing):
            one(house.outsider, uuid)


def test_the_preview_says_in_words_what_stays_aside(house: House) -> None:
    kin = make_family(house.worker)
    case = make_case(house.worker, kin)
    second = again(house.worker, birth_date=DAY)
    with acting_as(house.worker.pk):
        join_case(actor=house.worker, case=case.uuid, person=second.uuid, part="other", on=DAY)
        join_family(actor=house.worker, family=kin.family.uuid, member=NewMember(second.uuid, "aunt"))
        relate_persons(actor=house.worker, person=second.uuid, other=kin.mother.uuid, kind="sibling")
        relate_persons(actor=house.worker, person=kin.mother.uuid, other=kin.child.uuid, kind="parent")
        relate_persons(actor=house.worker, person=second.uuid, other=kin.child.uuid, kind="parent")
        for one_of_two in (kin.mother, second):
            begin_episode(actor=house.worker, case=case.uuid, person=one_of_two.uuid, track="care", kind=KIND, on=DAY)
    seen = merge_preview(house.supervisor, kin.mother.uuid, second.uuid)
    assert {(str(aside.why), aside.line.says) for aside in seen.asides} == {
        ("Both are in this case.", case.reference),
        ("Both belong to this family at that time.", f"{kin.family.reference}, aunt"),
        ("Both have an episode of these days.", case.reference),
        ("Both have this relation at that time.", "Асем Сынакова – parent – Нұрлан"),
        ("The two are recorded as relatives of each other.", aside_kin(seen)),
    }
    assert {str(count.words): (count.survivor, count.merged) for count in seen.counts}["names"] == (1, 1)
    fields = {line.field: line for line in seen.fields}
    assert [name for name, line in fields.items() if line.differs] == ["birth_date"]
    assert not any(line.proposed for line in fields.values())
    assert (seen.across, seen.hides) == (False, False)

    merge(house, kin.mother, second)

    shown = family_file(house.worker, case, on=today(), language="en")
    with acting_as(house.worker.pk):
        shown = family_file(house.worker, case, on=today(), language="en")
        assert [one.part for one in shown.people] == ["mother", "child"]
        assert set(shown.care_now) <= {kin.mother.pk, kin.child.pk}
        assert {member.person for member in persons.family_people(kin.family, today())} == {kin.mother, kin.child}
        assert [(one.other, one.kind) for one in persons.relations_of(kin.mother)] == [(kin.child, "child")]


def aside_kin(seen: Any) -> str:
    return next(
        aside.line.says for aside in seen.asides if "sibling" in aside.line.says or "brother" in aside.line.says
    )


def test_what_came_since_is_asked_about_and_changed_fields_too(house: House) -> None:
    case = make_case(house.worker)
    mother = people_of(case, house.worker)["mother"]
    second = again(house.worker)
    made = merge(house, mother, second)
    phone = add_contact_point(actor=house.worker, person=second.uuid, value="+7 700 123 45 67")  # under the old uuid
    assert phone.person_id == mother.pk
    give_consent(
        actor=house.worker, case=case.uuid, person=mother.uuid, purpose="data_processing", form="written", on=DAY
    )
    correct_person(actor=house.worker, person=mother.uuid, changes={"language": "ru"}, reason="Said so")

    asked = added_since(house.supervisor, made)
    assert [str(row.kind) for row in asked.rows] == ["consents", "phones and other contacts", "corrections"]
    assert [(field.key, field.now, field.before) for field in asked.fields] == [
        ("field:language", "Russian language", "")
    ]
    with pytest.raises(Unanswered) as asking:
        unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Wrong")
    assert set(asking.value.keys) == set(asked.keys)
    consent, number, correction = (row.key for row in asked.rows)
    answers = {consent: "survivor", number: "merged", correction: "merged", "field:language": "restore"}
    unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Wrong", added=answers)

    with acting_as(house.worker.pk):
        assert ContactPoint.objects.get().person == second
        assert persons.person(mother.uuid).language == ""
    with pytest.raises(Problem, match="undone already"):
        unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Again")
    with acting_as(house.supervisor.pk):
        history = merges_of(mother)
    assert (history, newest_merge(history)) == ([made], None)


# Two organisations ------------------------------------------------------------------------------------------


@pytest.fixture
def two_houses(house: House, far_supervisor: User) -> tuple[Case, Case, PersonMerge]:
    """A mother known to both, with a case, a phone and an address in each; the far record was merged into ours."""
    near, far = make_case(house.worker), make_case(house.outsider, make_family(house.outsider, surname="Сынакова"))
    for worker, case, settlement in ((house.worker, near, "Талғар"), (house.outsider, far, "Есік")):
        mother = people_of(case, worker)["mother"]
        add_contact_point(actor=worker, person=mother.uuid, value=f"+7 700 000 00 {case.unit_id:02d}")
        record_address(actor=worker, person=mother.uuid, settlement=settlement)
        record_identity_document(actor=worker, person=mother.uuid, kind="passport", number=f"N{case.unit_id}")
        begin_episode(actor=worker, case=case.uuid, person=mother.uuid, track="care", kind=KIND, on=DAY)
    ours, theirs = people_of(near, house.worker)["mother"], people_of(far, house.outsider)["mother"]
    agree(house, ours, theirs, far_supervisor)
    return near, far, merge(house, ours, theirs)


def test_each_organisation_sees_the_person_and_its_own_records_alone(
    house: House, far_supervisor: User, two_houses: tuple[Case, Case, PersonMerge]
) -> None:
    near, far, _made = two_houses
    mother = people_of(near, house.worker)["mother"]
    for user, case, other in (
        (house.worker, near, far), (house.supervisor, near, far), (house.outsider, far, near),
        (far_supervisor, far, near),
    ):  # fmt: skip
        with acting_as(user.pk):
            seen = family_file(user, case, on=today(), language="en")
            assert seen.people[0].person == mother, user
            assert {str(name) for name in mother.names.all()} >= {"Сынақова Әсем", "Сынакова Әсем"}
            for model in (ContactPoint, Address, IdentityDocument, Episode, CaseMember, Relation):
                assert {row.unit_id for row in model.objects.all()} <= {case.unit_id}, (user, model)
            assert not Case.objects.filter(pk=other.pk).exists()
            assert persons.person(mother.uuid) == mother
            assert Person.objects.get(pk=mother.pk).unit_id == near.unit_id
            assert seen.care_now[mother.pk].case_id == case.pk
    with acting_as(house.colleague.pk):
        assert not Person.objects.exists()


def test_the_far_worker_goes_on_working_with_the_survivor(
    house: House, far_supervisor: User, two_houses: tuple[Case, Case, PersonMerge]
) -> None:
    _near, far, made = two_houses
    worker, mother = house.outsider, people_of(far, house.outsider)["mother"]
    phone = add_contact_point(actor=worker, person=mother.uuid, value="+7 701 111 11 11")
    name = add_name(actor=worker, person=mother.uuid, name=NewName(script="lat", given_name="Assem"))
    correct_name(actor=worker, name=name.uuid, changes={"given_name": "Asem"}, reason="Passport")
    with acting_as(worker.pk):
        assert {phone.unit_id, name.unit_id, name.corrections.get().unit_id} == {far.unit_id}
    record_contact(actor=worker, case=far.uuid, channel="phone", on=DAY, contact_note="Әңгіме", person=mother.uuid)
    with acting_as(worker.pk):
        episode = Episode.objects.get(person=mother, track="care")
    end_episode(actor=worker, episode=episode.uuid, on=today(), exit_reason=EXIT)
    with pytest.raises(Refused):  # the record itself is kept by the other organisation
        correct_person(actor=worker, person=mother.uuid, changes={"language": "ru"}, reason="Said so")

    # Our supervisor sees none of it, is asked about none of it, and takes the two apart: it stays with theirs.
    assert added_since(house.supervisor, made).keys == []
    unmerge_persons(actor=house.supervisor, merge=made.uuid, reason="Two women of one name")
    with acting_as(worker.pk):
        theirs = people_of(far, worker)["mother"]
        assert theirs.pk == made.merged_id
        assert {row.person_id for row in (*Contact.objects.filter(case=far), *ContactPoint.objects.all())} == {
            theirs.pk
        }
        assert "Asem" in {str(name) for name in theirs.names.all()}
        assert not Person.objects.filter(pk=made.survivor_id).exists()


def test_the_preview_across_organisations_counts_only_what_one_may_see(house: House, far_supervisor: User) -> None:
    near, far = make_case(house.worker), make_case(house.outsider)
    ours, theirs = people_of(near, house.worker)["mother"], people_of(far, house.outsider)["mother"]
    pair = agree(house, ours, theirs, far_supervisor)
    seen = merge_preview(house.supervisor, ours.uuid, theirs.uuid)
    assert (seen.across, {count.merged for count in seen.counts}) == (True, {0})
    assert (seen.merged.names[0].surname, seen.survivor.unit.code) == ("Сынақова", "h1")
    made = merge(house, ours, theirs, pair=pair)
    with acting_as(far_supervisor.pk):
        assert PersonMerge.objects.get() == made
        assert one(far_supervisor, theirs.uuid) == ours
        # The two children are still two: each case goes on with its own.
        assert people_of(far, house.outsider)["child"] != people_of(near, house.worker)["child"]


def test_a_person_whose_identity_was_shown_is_worked_with_in_the_askers_unit(house: House) -> None:
    far_lead = make_user("far_lead", house.other_unit, "supervisor")
    mother = make_family(house.worker).mother  # still in the intake of our worker
    grant(house.outsider, mother)
    worker, unit = house.outsider, house.other_unit
    child = again(worker, "Нұрлан")
    family = form_family(
        actor=worker, unit=unit.uuid, members=[NewMember(mother.uuid, "mother"), NewMember(child.uuid, "child")]
    )
    relation = relate_persons(actor=worker, person=mother.uuid, other=child.uuid, kind="parent")
    case = make_case(worker, Kin(mother, child, family))
    phone = add_contact_point(actor=worker, person=mother.uuid, value="+7 701 111 11 11")
    begin_episode(actor=worker, case=case.uuid, person=mother.uuid, track="care", kind=KIND, on=DAY)
    assert {relation.unit_id, phone.unit_id} == {unit.pk}
    with acting_as(far_lead.pk):
        assert [one.part for one in people_of_cases([case.pk])[case.pk]] == ["mother", "child"]
    with acting_as(house.worker.pk):
        assert Person.objects.get(pk=mother.pk).intake_by_id == house.worker.pk  # our intake goes on
        assert [*ContactPoint.objects.all(), *Relation.objects.all()] == []


def test_what_is_owed_in_a_case_does_not_change_by_a_merge_across_organisations(
    house: House, far_supervisor: User
) -> None:
    near, far = make_case(house.worker), make_case(house.outsider)
    ours, theirs = people_of(near, house.worker)["child"], people_of(far, house.outsider)["child"]
    begin_episode(actor=house.worker, case=near.uuid, person=ours.uuid, track="care", kind=KIND, on=DAY)
    earlier = DAY - timedelta(days=5)
    begin_episode(actor=house.outsider, case=far.uuid, person=theirs.uuid, track="care", kind=KIND, on=earlier)
    before = facts(house.worker, near), facts(house.outsider, far)
    agree(house, ours, theirs, far_supervisor)
    merge(house, ours, theirs)
    assert (facts(house.worker, near), facts(house.outsider, far)) == before


def facts(user: User, case: Case) -> Any:
    with acting_as(user.pk):
        return case_facts(case)


def test_whoever_takes_in_the_merged_record_goes_on_with_the_survivor(house: House) -> None:
    mother, second = make_family(house.worker).mother, again(house.colleague)
    merge(house, mother, second)
    assert one(house.colleague, second.uuid) == mother
    with acting_as(house.colleague.pk):
        assert {display_name(person) for person in Person.objects.all()} == {"Әсем Сынақова"}


def test_a_row_written_while_its_record_is_merged_is_about_the_survivor(house: House) -> None:
    mother, second = make_family(house.worker).mother, again(house.worker)
    merge(house, mother, second)
    with acting_as(house.worker.pk):
        late = ContactPoint.objects.create(
            unit=house.unit, recorded_by=house.worker, person_id=second.pk, value="+7 700 123 45 67"
        )
        late.refresh_from_db()
        assert late.person == mother


def grant(to: User, person: Person) -> None:
    """The person's unit has shown the identity to somebody of another one."""
    with as_superuser() as cursor:
        cursor.execute(
            "INSERT INTO people_accessrequest (uuid, unit_id, compartment, recorded_by_id, recorded_at, person_id,"
            " asking_unit_id, purpose, note, state, ground, answer, answered_at, lasts_until) VALUES"
            " (gen_random_uuid(), %s, 'general', %s, now(), %s, %s, 'referred', '', 'granted', 'consent', '', now(),"
            " current_date + 30)",
            [person.unit_id, to.pk, person.pk, unit_of(to).pk],
        )
