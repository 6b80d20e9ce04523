"""A case is opened, assigned, closed and, if need be, opened again."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require, units_of
from tirek.access.selectors.staff import members_of_unit
from tirek.casework.actions.casefile import (
    base,
    day_of_act,
    journal,
    known_person,
    lock_case,
    one_of,
    open_case_only,
)
from tirek.casework.actions.duties import keep_duties
from tirek.casework.enums import CaseState, Part
from tirek.casework.models import Assignment, Case, CaseMember, FollowUp
from tirek.casework.selectors.conflicts import alone_in, kept_from
from tirek.casework.selectors.facts import pass_gates, programme_of
from tirek.kernel.intervals import add_months
from tirek.kernel.problems import N_, Missing, Problem
from tirek.people.actions.intake import settle_family, settle_person
from tirek.people.actions.sealing import seal_person
from tirek.people.models import Family, Person
from tirek.profession.actions.gate import ask_for_entry
from tirek.programmes.selectors.packs import pack


@act("case.open")
def open_case(
    *,
    actor: User,
    unit: UUID,
    family: UUID,
    programme: str,
    call_source: str,
    on: date,
    people: Sequence[tuple[UUID, str]],
    grounds: Sequence[str] = (),
    call_note: str = "",
    client_ref: UUID | None = None,
) -> Case:
    """Open a case for a family after a call; whoever opens it leads it until it is assigned.

    ``people`` are ``(person, part)``; at least one. A programme that protects hides everybody in the file from
    outsiders, but for those who stand in another file too: there it would tell.
    Permission: case.open in the unit. Once for a client_ref.
    """
    place = Unit.objects.filter(uuid=unit).first()
    kin = Family.objects.filter(uuid=family).first()
    if place is None or kin is None:
        raise Missing(N_("There is no such record in what you may see."))
    require(actor, "case.open", place.pk)
    day_of_act(on)
    programme_pack = pack(programme)
    one_of(programme_pack.choices("call_source", "en"), call_source, "call_source")
    for ground in grounds:
        one_of(programme_pack.choices("ground", "en"), ground, "grounds")
    if not people:
        raise Problem(N_("Name at least one person of the family."), field="people")
    number = _next_number(place.pk)
    case = Case.objects.create(
        unit=place,
        recorded_by=actor,
        number=number,
        reference=f"{place.code.upper()}-{on.year}-{number:04d}",
        family=kin,
        programme=programme_pack.code,
        programme_version=programme_pack.version,
        call_source=call_source,
        call_note=call_note.strip(),
        grounds=list(grounds),
        opened_on=on,
        worker=actor,
    )
    Assignment.objects.create(**base(actor, case, on), user=actor, leads=True)
    for person, part in people:
        _take_in(actor, case, person, part, on)
    settle_family(kin)
    if programme_pack.pack.protects:
        _hide(actor, case)
    journal(case, "case_opened", on=on, note=case.call_note, by=actor, source=call_source)
    keep_duties(case, by=actor)
    note(programme=case.programme, source=call_source, people=len(people))
    return case


@act("case.open")
def join_case(
    *, actor: User, case: UUID, person: UUID, part: str, on: date, client_ref: UUID | None = None
) -> CaseMember:
    """Somebody becomes part of the case: the newborn, a grandmother who will help.

    Permission: case.open. A person is in a case once; doing it again is refused with words.
    """
    opened = lock_case(case)
    require(actor, "case.open", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    member = _take_in(actor, opened, person, part, on)
    if programme_of(opened).pack.protects:
        _hide(actor, opened)
    journal(member, "member_joined", on=on, by=actor, part=part)
    keep_duties(opened, by=actor)
    return member


@act("case.assign")
def assign_worker(
    *,
    actor: User,
    case: UUID,
    user: UUID,
    on: date,
    reason: str,
    leads: bool = True,
    client_ref: UUID | None = None,
) -> Assignment:
    """Give the case to a worker as its lead, or add somebody beside the lead.

    The former lead's access ends with the act. Whoever works with a file that is kept apart from this one is refused,
    where the actor may know of that. Permission: case.assign (supervisor). Repeating changes nothing.
    """
    opened = lock_case(case)
    require(actor, "case.assign", opened.unit_id)
    ask_for_entry(actor, "case.assign", opened.unit_id)
    day_of_act(on, case=opened)
    chosen = members_of_unit(opened.unit_id).filter(uuid=user).first()
    if chosen is None:
        raise Problem(N_("Choose somebody who works in this unit."), field="user")
    standing = Assignment.objects.filter(case=opened, user=chosen, ended_on=None).first()
    if standing is not None and standing.leads == leads:
        return standing
    if chosen.pk in kept_from(opened.pk):
        raise Problem(
            N_("A file this person works with is kept apart from this one. Choose somebody else."), field="user"
        )
    ending = Assignment.objects.filter(case=opened, ended_on=None)
    (ending.filter(leads=True) | ending.filter(user=chosen) if leads else ending.filter(user=chosen)).update(
        ended_on=on
    )
    assignment = Assignment.objects.create(**base(actor, opened, on), user=chosen, leads=leads, reason=reason.strip())
    if leads:
        opened.worker = chosen
        opened.save(update_fields=["worker"])
    journal(assignment, "worker_assigned", on=on, note=reason.strip(), by=actor, user=chosen.pk, leads=leads)
    note(user=chosen.pk, leads=leads)
    return assignment


@act("case.close")
def close_case(
    *, actor: User, case: UUID, outcome: str, on: date, closing_note: str, client_ref: UUID | None = None
) -> Case:
    """Close the case with its outcome and set the follow-ups of the programme.

    Refused with all reasons while gates stand open. Permission: case.close. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "case.close", opened.unit_id)
    ask_for_entry(actor, "case.close", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    programme = programme_of(opened)
    ending = next((item for item in programme.closure.outcomes if item.code == outcome), None)
    if ending is None:
        raise Problem(N_("Choose how the case ended."), field="outcome")
    pass_gates(opened, "close_case", on)
    opened.state, opened.closed_on, opened.outcome = CaseState.CLOSED, on, outcome
    opened.save(update_fields=["state", "closed_on", "outcome"])
    if ending.followed_up:
        FollowUp.objects.bulk_create(
            FollowUp(
                **base(actor, opened, add_months(on, point.months)),
                months=point.months,
                counted_from=on,
                opens_on=add_months(on, point.months) - timedelta(days=point.days_before),
                closes_on=add_months(on, point.months) + timedelta(days=point.days_after),
            )
            for point in programme.follow_up.points
        )
    journal(opened, "case_closed", on=on, note=closing_note.strip(), by=actor, outcome=outcome)
    keep_duties(opened, by=actor)
    note(outcome=outcome)
    return opened


@act("case.open")
def reopen_case(*, actor: User, case: UUID, on: date, reason: str, client_ref: UUID | None = None) -> Case:
    """Open a closed case again. Follow-ups not yet held are dropped; closing again sets new ones.

    Permission: case.open. An open case is refused with words.
    """
    closed = lock_case(case)
    require(actor, "case.open", closed.unit_id)
    if closed.state == CaseState.OPEN:
        raise Problem(N_("This case is open already."))
    day_of_act(on, case=closed)
    if closed.closed_on is not None and on < closed.closed_on:
        raise Problem(N_("A case can't be reopened before it was closed."), field="on")
    if not reason.strip():
        raise Problem(N_("Write why the case is opened again."), field="reason")
    FollowUp.objects.filter(case=closed, held_on=None, dropped_on=None).update(dropped_on=on)
    journal(closed, "case_reopened", on=on, note=reason.strip(), by=actor, outcome=closed.outcome)
    closed.state, closed.closed_on, closed.outcome = CaseState.OPEN, None, ""
    closed.save(update_fields=["state", "closed_on", "outcome"])
    keep_duties(closed, by=actor)
    return closed


def _take_in(actor: User, case: Case, person: UUID, part: str, on: date) -> CaseMember:
    if part not in Part.values:
        raise Problem(N_("Choose what this person is in the case."), field="part")
    known = known_person(person)
    if CaseMember.objects.filter(case=case, person=known, left_on=None).exists():
        raise Problem(N_("This person is already in the case."), field="person")
    member = CaseMember.objects.create(**base(actor, case, on), person=known, part=part)
    settle_person(known, case.unit_id)
    return member


def _hide(actor: User, case: Case) -> None:
    alone = Person.objects.filter(
        pk__in=alone_in(case.pk), sealed=False, merged_into=None, unit_id__in=units_of(actor, "person.seal")
    )
    for person in alone.order_by("pk"):
        seal_person(actor=actor, person=person.uuid, reason=gettext("hidden by the programme that protects"))


def _next_number(unit_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_casecounter (unit_id, last) VALUES (%s, 1)"
            " ON CONFLICT (unit_id) DO UPDATE SET last = casework_casecounter.last + 1 RETURNING last",
            [unit_id],
        )
        return int(cursor.fetchone()[0])
