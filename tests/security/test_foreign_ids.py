"""Row 3: every act that takes two identifiers is given one that belongs to somebody else. None is accepted."""

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.db import transaction

import tirek
from tests.security.figures import Figure
from tests.security.world import World
from tirek.access.acts import ACTS
from tirek.access.models import User
from tirek.casework.actions import assessments, cases, corrections, encounters, episodes, plans, tasks
from tirek.casework.models import Case, CaseMember, Task
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions import (
    conflicts,
    details,
    duplicates,
    families,
    merging,
    requests,
    sealing,
    telling_apart,
    ties,
)
from tirek.people.actions import corrections as people_corrections
from tirek.people.actions.families import NewMember
from tirek.people.engine.names import NewName
from tirek.toolkit.postgresql.user import acting_as

PROFESSION = "tirek.profession."
Attempt = tuple[str, Callable[..., Any], dict[str, Any]]


def refused(act: Callable[..., Any], **what: Any) -> bool:
    """Whether the act is refused, whatever the words; nothing of it stays."""
    try:
        with transaction.atomic():
            act(**what)
            transaction.set_rollback(True)
    except (Refused, Missing, Problem):
        return True
    return False


def foreign_parents(world: World, actor: User) -> list[Attempt]:
    """Own case, and beside it a child object of another case or another organisation."""
    own, on = world.full.case.uuid, today()
    attempts: list[Attempt] = []
    for whose, other in (("another case", world.closed), ("another organisation", world.other)):
        person, records = other.mother.uuid, other.records
        attempts += [
            (f"consent of a person of {whose}", encounters.give_consent,
             {"case": own, "person": person, "purpose": "support", "form": "oral", "on": on}),
            (f"contact with a person of {whose}", encounters.record_contact,
             {"case": own, "person": person, "channel": "phone", "contact_note": "x", "on": on}),
            (f"service to a person of {whose}", encounters.record_service,
             {"case": own, "person": person, "service": "baby_things", "on": on}),
            (f"episode of a person of {whose}", episodes.begin_episode,
             {"case": own, "person": person, "track": "care", "kind": "kin", "on": on}),
            (f"assessment of a person of {whose}", assessments.complete_assessment,
             {"case": own, "person": person, "instrument": "washington_group_ss", "answers": {}, "on": on,
              "language": "kk"}),
            (f"risk from an assessment of {whose}", assessments.rate_risk,
             {"case": own, "level": "high", "reason": "x", "assessment": records["assessment"], "on": on}),
        ]  # fmt: skip
    other = world.other
    records = other.records
    attempts += [
        ("a case of another organisation: contact", encounters.record_contact,
         {"case": other.case.uuid, "channel": "phone", "contact_note": "x", "on": on}),
        ("consent of another organisation withdrawn", encounters.withdraw_consent,
         {"consent": records["consent"], "reason": "x", "on": on}),
        ("step of another organisation", plans.mark_step, {"step": records["step"], "state": "dropped", "on": on}),
        ("plan of another organisation agreed", plans.agree_plan,
         {"plan": records["plan"], "agreed_with": "x", "on": on}),
        ("approval of another organisation", plans.decide_approval,
         {"approval": records["approval"], "approve": True, "reason": "x", "on": on}),
        ("task of another organisation finished", tasks.finish_task, {"task": records["task"], "on": on}),
        ("episode of another organisation ended", episodes.end_episode,
         {"episode": records["episode"], "exit_reason": "other", "on": on}),
        ("record of another organisation corrected", corrections.correct_record,
         {"record_type": "visit", "record": records["visit"], "field": "place", "value": "home", "reason": "x"}),
        ("visit named as a contact", corrections.correct_record,
         {"record_type": "contact", "record": world.full.records["visit"], "field": "channel", "value": "phone",
          "reason": "x"}),
        ("task for somebody of another unit", tasks.open_task,
         {"case": own, "title": "x", "assigned_to": world.house.outsider.uuid, "on": on}),
        ("person of another organisation into the case", cases.join_case,
         {"case": own, "person": other.kin.uuid, "part": "relative", "on": on}),
        ("case opened for a family of another organisation", cases.open_case,
         {"unit": world.house.unit.uuid, "family": other.case.family.uuid, "programme": "family_preservation",
          "call_source": "self", "on": on, "people": [(world.full.mother.uuid, "mother")]}),
        ("case opened in another unit", cases.open_case,
         {"unit": world.house.other_unit.uuid, "family": world.full.case.family.uuid,
          "programme": "family_preservation", "call_source": "self", "on": on,
          "people": [(world.full.mother.uuid, "mother")]}),
        ("case opened with a person of another organisation", cases.open_case,
         {"unit": world.house.unit.uuid, "family": world.full.case.family.uuid, "programme": "family_preservation",
          "call_source": "self", "on": on, "people": [(other.mother.uuid, "mother")]}),
        ("relation to a person of another organisation", families.relate_persons,
         {"person": world.full.mother.uuid, "other": other.mother.uuid, "kind": "sibling"}),
        ("person of another organisation into the family", families.join_family,
         {"family": world.full.case.family.uuid, "member": NewMember(other.kin.uuid, "aunt")}),
        ("family of another organisation", families.join_family,
         {"family": other.case.family.uuid, "member": NewMember(world.full.kin.uuid, "aunt")}),
        ("tie of a family of another organisation", ties.record_tie,
         {"family": other.case.family.uuid, "kind": "work", "name": "x", "strength": "weak"}),
        ("tie of a person of another organisation", ties.record_tie,
         {"family": world.full.case.family.uuid, "person": other.mother.uuid, "kind": "work", "name": "x",
          "strength": "weak"}),
        ("name of another organisation's person", details.add_name,
         {"person": other.mother.uuid, "name": NewName(script="kk", given_name="Ә")}),
        ("address of another organisation's person", details.record_address,
         {"person": other.mother.uuid, "settlement": "x"}),
        ("paper of another organisation's person", details.record_identity_document,
         {"person": other.mother.uuid, "kind": "passport"}),
        ("person of another organisation named as a duplicate", duplicates.suggest_duplicate,
         {"actor": world.house.supervisor, "one": world.full.mother.uuid, "other": other.mother.uuid, "reason": "x"}),
        ("person of another organisation joined with one's own", merging.merge_persons,
         {"actor": world.house.supervisor, "survivor": world.full.mother.uuid, "merged": other.mother.uuid,
          "reason": "x"}),
        ("file of another organisation kept apart", conflicts.keep_apart,
         {"actor": world.house.supervisor, "person": other.mother.uuid, "against": world.full.kin.uuid, "reason": "x",
          "on": on}),
        ("file kept apart from a person of another organisation", conflicts.keep_apart,
         {"actor": world.house.supervisor, "person": world.full.mother.uuid, "against": other.kin.uuid, "reason": "x",
          "on": on}),
        ("person of another organisation told apart", telling_apart.tell_apart,
         {"one": world.full.mother.uuid, "other": other.mother.uuid, "reason": "x"}),
        ("person of another organisation hidden", sealing.seal_person, {"person": other.mother.uuid, "reason": "x"}),
        ("one's own request for access granted", requests.grant_access,
         {"request": world.full.records["asked"], "ground": "consent", "lasts_until": on}),
        ("number of another organisation's person", people_corrections.correct_person,
         {"person": other.mother.uuid, "changes": {"sex": "male"}, "reason": "x"}),
    ]  # fmt: skip
    # What belongs to one's own person, but is named beside another.
    with acting_as(world.house.worker.pk):
        name = world.closed.mother.names.get().uuid
    attempts.append(
        ("name of another person given up", details.add_name,
         {"person": world.full.mother.uuid, "name": NewName(script="kk", given_name="Ә"), "replaces": name,
          "starts_on": on})
    )  # fmt: skip
    return [(words, act, {"actor": actor, **what}) for words, act, what in attempts]


def test_no_act_takes_a_foreign_child_or_a_foreign_parent(world: World, figure: Figure) -> None:
    attempts = foreign_parents(world, world.house.worker)
    supervisor = world.house.supervisor
    attempts.append(
        ("case assigned to somebody of another unit", cases.assign_worker,
         {"actor": supervisor, "case": world.full.case.uuid, "user": world.house.outsider.uuid, "on": today(),
          "reason": "x"})
    )  # fmt: skip
    accepted = [words for words, act, what in attempts if not refused(act, **what)]
    figure("3", f"{len(attempts)} acts with a foreign identifier, {len(accepted)} accepted")
    assert accepted == []


def test_the_same_attempts_with_ones_own_identifiers_are_accepted(world: World) -> None:
    """Else the refusals above might have another reason."""
    own, on, worker = world.full.case.uuid, today(), world.house.worker
    mother = world.full.mother.uuid
    assert not refused(
        encounters.give_consent, actor=worker, case=own, person=mother, purpose="health", form="oral", on=on
    )
    assert not refused(
        assessments.rate_risk, actor=worker, case=own, level="high", reason="x", on=on,
        assessment=world.full.records["assessment"],
    )  # fmt: skip
    assert not refused(cases.join_case, actor=worker, case=own, person=world.full.kin.uuid, part="relative", on=on)
    assert not refused(families.relate_persons, actor=worker, person=mother, other=world.full.kin.uuid, kind="sibling")
    assert not refused(
        tasks.open_task, actor=worker, case=own, title="x", assigned_to=world.house.colleague.uuid, on=on
    )


def test_a_reference_of_another_actor_or_act_gives_nothing_away(world: World, figure: Figure) -> None:
    ref, on = new_uuid(), today()
    worker, colleague = world.house.worker, world.house.colleague
    visit = {"case": world.full.case.uuid, "channel": "phone", "contact_note": "x", "on": on, "client_ref": ref}
    encounters.record_contact(actor=worker, **visit)
    own = world.other.case.uuid
    tries = [
        (encounters.record_contact, {**visit, "actor": world.house.outsider, "case": own}),
        (encounters.record_contact, {**visit, "actor": colleague}),
        (tasks.open_task, {"actor": worker, "case": world.full.case.uuid, "title": "x", "on": on, "client_ref": ref}),
    ]
    accepted = sum(not refused(act, **what) for act, what in tries)
    figure("3 (references)", f"{len(tries)} acts with somebody else's reference, {accepted} accepted")
    assert accepted == 0


def test_an_assignment_that_has_ended_opens_nothing(world: World) -> None:
    """The former lead: the next question finds the door closed."""
    house = world.house
    cases.assign_worker(
        actor=house.supervisor, case=world.full.case.uuid, user=house.colleague.uuid, on=today(), reason="x"
    )
    with acting_as(house.worker.pk):
        assert not Case.objects.filter(pk=world.full.case.pk).exists()
        assert not CaseMember.objects.filter(case=world.full.case).exists()
        assert not Task.objects.filter(case=world.full.case).exists()
    assert refused(
        encounters.record_contact, actor=house.worker, case=world.full.case.uuid, channel="phone", contact_note="x",
        on=today(),
    )  # fmt: skip


def test_every_act_with_an_identifier_beside_its_record_is_tried(world: World) -> None:
    """A new act with two identifiers must be added above; a report is tried in its own story, a case that is brought to
    supervision and what knows no client in ``tests/profession``."""
    tried = {act.__name__ for _, act, _ in foreign_parents(world, world.house.worker)}
    tried |= {"assign_worker", "compose_report", "bring_case"}
    for module in pkgutil.walk_packages(tirek.__path__, "tirek."):
        if ".actions." in module.name:
            import_module(module.name)
    two = {
        name
        for name, act in ACTS.items()
        if not act.function.__module__.startswith(PROFESSION)
        and sum("UUID" in str(one.annotation)
               for key, one in inspect.signature(act.function).parameters.items() if key != "client_ref") > 1
    }  # fmt: skip
    assert two - tried == set()
