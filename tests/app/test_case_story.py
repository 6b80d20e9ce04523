"""One family's case, from the call to the follow-up, through the acts alone and as the restricted role."""

from datetime import date

import pytest
from django.db import connection

from tirek.access.models import AuditEntry, Membership, Organisation, Unit, User
from tirek.access.roles import ROLES
from tirek.casework.actions.assessments import rate_risk
from tirek.casework.actions.cases import close_case, open_case, reopen_case
from tirek.casework.actions.encounters import give_consent, record_contact, record_visit
from tirek.casework.actions.episodes import begin_episode
from tirek.casework.actions.plans import GoalDraft, StepDraft, agree_plan, decide_approval, request_approval, write_plan
from tirek.casework.actions.tasks import record_follow_up
from tirek.casework.models import Case, Duty, Entry, FollowUp, Visit
from tirek.casework.selectors.facts import standing_of
from tirek.casework.selectors.strip import current_follow_ups, marks
from tirek.kernel.clock import clock_at
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import GatesOpen, Missing, Problem
from tirek.people.actions.families import NewMember, form_family
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import Person
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db


def user(name: str, unit: Unit, role: str) -> User:
    made = User.objects.create(username=name, first_name=name.title())
    Membership.objects.create(user=made, unit=unit, role_id=role, starts_on=date(2020, 1, 1))
    return made


@pytest.fixture
def unit() -> Unit:
    body = Organisation.objects.create(code="house", name_kk="Үй", name_ru="Дом", name_en="House")
    return Unit.objects.create(code="h1", organisation=body, name_kk="Үй 1", name_ru="Дом 1", name_en="House 1")


@pytest.fixture
def worker(unit: Unit) -> User:
    return user("worker", unit, "worker")


@pytest.fixture
def supervisor(unit: Unit) -> User:
    return user("supervisor", unit, "supervisor")


def call(worker: User, unit: Unit, on: date = date(2025, 3, 3)) -> Case:
    with clock_at(on):
        mother = register_person(
            actor=worker,
            unit=unit.uuid,
            names=[NewName(script="kk", surname="Әбішева", given_name="Айгүл")],
            sex="female",
            birth_date=date(2003, 5, 1),
        )
        child = register_person(
            actor=worker, unit=unit.uuid, names=[NewName(script="kk", given_name="Нұрлан")], sex="male", birth_date=on
        )
        family = form_family(
            actor=worker,
            unit=unit.uuid,
            members=[NewMember(mother.uuid, "mother"), NewMember(child.uuid, "child")],
        )
        return open_case(
            actor=worker,
            unit=unit.uuid,
            family=family.uuid,
            programme="family_preservation",
            call_source="maternity_ward",
            grounds=["intends_to_leave_newborn"],
            on=on,
            people=[(mother.uuid, "mother"), (child.uuid, "child")],
            call_note="Перзентханадан қоңырау",
        )


def test_a_call_opens_a_case_with_its_first_duties(worker: User, unit: Unit) -> None:
    case = call(worker, unit)
    with acting_as(worker.pk):
        assert Case.objects.get().pk == case.pk
        assert Person.objects.count() == 2
        assert Duty.objects.filter(state="open").exists()
        assert set(AuditEntry.objects.values_list("act", flat=True)) >= {"open_case"}
    assert case.stage == "call"


def test_a_whole_case_from_call_to_follow_up(worker: User, supervisor: User, unit: Unit) -> None:
    case = call(worker, unit)
    with acting_as(worker.pk):
        mother, child = (row.person for row in case_members(case))
    with clock_at(date(2025, 3, 4)):
        record_contact(actor=worker, case=case.uuid, channel="phone", on=date(2025, 3, 4), contact_note="сөйлестік")
        give_consent(
            actor=worker, case=case.uuid, person=mother.uuid, purpose="support", form="written", on=date(2025, 3, 4)
        )
    with clock_at(date(2025, 3, 10)):
        record_visit(
            actor=worker,
            case=case.uuid,
            place="maternity_ward",
            on=date(2025, 3, 10),
            visit_note="бала дені сау",
            child_seen=True,
        )
        begin_episode(
            actor=worker, case=case.uuid, person=child.uuid, track="care", kind="with_mother", on=date(2025, 3, 3)
        )
        rate_risk(actor=worker, case=case.uuid, level="medium", reason="баспана жоқ", on=date(2025, 3, 10))
    with clock_at(date(2025, 3, 12)):
        plan = write_plan(
            actor=worker,
            case=case.uuid,
            on=date(2025, 3, 12),
            goals=[GoalDraft("Баспана", steps=[StepDraft("Үй іздеу", "worker", state="done")])],
        )
        with pytest.raises(GatesOpen) as refused:
            agree_plan(actor=worker, plan=plan.uuid, on=date(2025, 3, 12), agreed_with="анасы")
    assert [gate.code for gate in refused.value.gates] == ["has_assessment"]


def case_members(case: Case) -> list:
    from tirek.casework.models import CaseMember

    return list(CaseMember.objects.filter(case=case).select_related("person").order_by("pk"))


def test_a_repeat_with_the_same_reference_changes_nothing(worker: User, unit: Unit) -> None:
    case = call(worker, unit)
    ref = new_uuid()
    with clock_at(date(2025, 3, 5)):
        for _ in range(3):
            record_visit(
                actor=worker, case=case.uuid, place="home", on=date(2025, 3, 5), visit_note="x", client_ref=ref
            )
    with acting_as(worker.pk):
        assert Visit.objects.count() == 1
        assert Entry.objects.filter(kind="visit").count() == 1


def test_a_colleague_and_an_outsider_meet_nothing(worker: User, unit: Unit) -> None:
    case = call(worker, unit)
    colleague = user("colleague", unit, "worker")
    other = Organisation.objects.create(code="other", name_kk="Б", name_ru="Д", name_en="O")
    elsewhere = Unit.objects.create(code="o1", organisation=other, name_kk="Б", name_ru="Д", name_en="O")
    outsider = user("outsider", elsewhere, "supervisor")
    manager = user("manager", unit, "manager")
    for who in (colleague, outsider, manager):
        with pytest.raises(Missing):
            record_visit(actor=who, case=case.uuid, place="home", on=date(2025, 3, 5), visit_note="x")
        with acting_as(who.pk), connection.cursor() as cursor:
            for table in ("casework_case", "people_person", "people_personname", "casework_entry", "casework_duty"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone()[0] == 0, (who, table)


def test_roles_in_the_database_are_those_of_the_table() -> None:
    from tirek.access.models import AccessRole

    assert {row.code: (row.reach, set(row.compartments), row.invites) for row in AccessRole.objects.all()} == {
        role.code: (role.reach.value, {str(door) for door in role.compartments}, "staff.invite" in role.permissions)
        for role in ROLES.values()
    }


ANSWERS = {
    "child_lives": "with_mother",
    **dict.fromkeys(
        ("apart_meanwhile", "stable_home", "income_enough", "someone_helps", "safe_now", "wants_support"), "unknown"
    ),
}


def test_a_case_closed_again_is_followed_up_anew(worker: User, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by the demo: the months of the first closure stood in the way of those of the second."""
    monkeypatch.setattr("tirek.casework.actions.cases.pass_gates", lambda *_: None)
    case = call(worker, unit)

    def close(on: date) -> list[int]:
        with clock_at(on):
            close_case(actor=worker, case=case.uuid, outcome="with_mother", on=on, closing_note="x")
        with acting_as(worker.pk):
            return sorted(FollowUp.objects.filter(counted_from=on).values_list("months", flat=True))

    assert close(date(2025, 4, 1)) == [1, 3, 6, 12, 24]
    with acting_as(worker.pk):
        first = FollowUp.objects.get(months=1)
    with clock_at(date(2025, 5, 5)):
        record_follow_up(actor=worker, follow_up=first.uuid, on=date(2025, 5, 5), reached=True, answers=ANSWERS)
        reopen_case(actor=worker, case=case.uuid, on=date(2025, 5, 5), reason="x")
    assert close(date(2025, 8, 1)) == [1, 3, 6, 12, 24]
    with acting_as(worker.pk):
        assert FollowUp.objects.filter(held_on__isnull=False).get().pk == first.pk
        assert current_follow_ups().count() == 5


def test_an_approval_of_an_earlier_closure_does_not_close_the_case_again_on_the_same_day(
    worker: User, supervisor: User, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("cases", "plans"):
        monkeypatch.setattr(f"tirek.casework.actions.{module}.pass_gates", lambda *_: None)
    case = call(worker, unit)
    on = date(2025, 4, 1)
    with clock_at(on):
        asked = request_approval(actor=worker, case=case.uuid, kind="closure", on=on, outcome="with_mother")
        decide_approval(actor=supervisor, approval=asked.uuid, approve=True, on=on, reason="")
        with acting_as(worker.pk):
            assert standing_of(case, on).closure_approved
        close_case(actor=worker, case=case.uuid, outcome="with_mother", on=on, closing_note="x")
        reopen_case(actor=worker, case=case.uuid, on=on, reason="x")
        with acting_as(worker.pk):
            assert not standing_of(case, on).closure_approved


def test_a_missed_follow_up_is_not_written_later_under_its_month(
    worker: User, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer of the twelfth month must not be counted as one of the first."""
    monkeypatch.setattr("tirek.casework.actions.cases.pass_gates", lambda *_: None)
    case = call(worker, unit)
    with clock_at(date(2025, 4, 1)):
        close_case(actor=worker, case=case.uuid, outcome="with_mother", on=date(2025, 4, 1), closing_note="x")
    with acting_as(worker.pk):
        first, third = current_follow_ups()[:2]
    with clock_at(date(2025, 7, 1)):
        with pytest.raises(Problem, match="3 months has begun"):
            record_follow_up(actor=worker, follow_up=first.uuid, on=date(2025, 7, 1), reached=True, answers=ANSWERS)
        record_follow_up(actor=worker, follow_up=third.uuid, on=date(2025, 7, 1), reached=True, answers=ANSWERS)
    with acting_as(worker.pk):
        states = dict(Duty.objects.filter(rule="FP-14").values_list("subject", "state"))
        assert states["1"] == "lapsed"
        assert states["3"] == "met"
        assert [mark.state for mark in marks(current_follow_ups(), date(2025, 7, 2))][:2] == ["missed", "held"]
