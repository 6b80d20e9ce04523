"""What every act on a case does: take the case, write its journal line, keep its duties."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import opens
from tirek.casework.enums import CaseState
from tirek.casework.models import Case, CaseMember, CaseRecord, Entry
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.people.models import Person
from tirek.people.selectors.persons import standing

M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=CaseRecord)

NOTHING_THERE = N_("There is no such record in what you may see.")


def lock_case(case: UUID) -> Case:
    """The case, locked until the act is done. Row security hides what the actor may not see."""
    found = Case.objects.select_for_update(of=("self",)).filter(uuid=case).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def open_case_only(case: Case) -> None:
    """Refuse work on a case that is closed: reopen it first."""
    if case.state != CaseState.OPEN:
        raise Problem(N_("This case is closed. Reopen it first."))


def found(model: type[M], uuid: UUID | None, **conditions: Any) -> M:
    """A record the actor may see, or Missing."""
    row = model._default_manager.filter(uuid=uuid, **conditions).first()
    if row is None:
        raise Missing(NOTHING_THERE)
    return row


def found_in_case(model: type[R], uuid: UUID, **conditions: Any) -> tuple[R, Case]:
    """A record and its case, the case locked first: one order of locks for all acts, so none waits in a ring."""
    row = found(model, uuid, **conditions)
    case = lock_case(Case.objects.only("uuid").get(pk=row.case_id).uuid)
    row.refresh_from_db()
    return row, case


def day_of_act(on: date, *, case: Case | None = None, field: str = "on") -> date:
    """The day an act happened: not after today and not before the case was opened."""
    if on > today():
        raise Problem(N_("This day lies ahead. Write what has happened, with the day it happened."), field=field)
    if case is not None and on < case.opened_on:
        raise Problem(
            N_("The case was opened on %(opened)s. Choose that day or a later one."),
            field=field,
            opened=case.opened_on.strftime("%d.%m.%Y"),
        )
    return on


def door(actor: User, case: Case, compartment: str) -> str:
    """The compartment a record goes to: one that exists and that the actor may open."""
    if compartment not in Compartment.values or not opens(actor, case.unit_id, compartment):
        raise Problem(N_("You can't write into this part of the file."), field="compartment")
    return compartment


def base(actor: User, case: Case, on: date, compartment: str = Compartment.GENERAL) -> dict[str, Any]:
    """The fields every record of a case has."""
    return {
        "case": case,
        "unit_id": case.unit_id,
        "compartment": compartment,
        "done_on": on,
        "recorded_by": actor,
        "recorded_at": now(),
    }


def journal(record: CaseRecord | Case, kind: str, /, *, on: date, note: str = "", by: User, **detail: Any) -> Entry:
    """Write the journal line of an act on a case. ``detail`` holds the codes that the standards read."""
    return Entry.objects.create(
        case_id=record.case_id,
        unit_id=record.unit_id,
        compartment=record.compartment,
        done_on=on,
        recorded_by=by,
        recorded_at=now(),
        kind=kind,
        note=note,
        detail=detail,
        subject_type=record._meta.model_name or "",
        subject_uuid=record.uuid,
    )


def known_person(person: UUID, **conditions: Any) -> Person:
    """A person the actor may see, or whoever stands for that record since it was merged."""
    known = standing(person, Person.objects.filter(**conditions))
    if known is None:
        raise Missing(NOTHING_THERE)
    return known


def member_of(case: Case, person: UUID) -> Person:
    """A person who is in the case."""
    return known_person(person, pk__in=CaseMember.objects.filter(case=case, left_on=None).values("person_id"))


def one_of(choices: list[tuple[str, str]], code: str, field: str) -> None:
    """Refuse a code that the programme's list does not have."""
    if code not in {known for known, _ in choices}:
        raise Problem(N_("Choose one of the answers in the list."), field=field)
