"""A student practises under a mentor: planned, accepted, written day by day, confirmed, assessed."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.register import office_named
from tirek.profession.enums import PlacementState
from tirek.profession.models import Placement, PlacementDay
from tirek.profession.selectors.placements import students_of
from tirek.profession.selectors.register import NOTHING_THERE, colleagues, practitioner_of

LONGEST_DAY = 12
NOT_NOW = N_("This placement is over, or the mentor has not accepted it yet.")


@act("learning.approve")
def plan_placement(
    *,
    actor: User,
    unit: UUID,
    mentor: str,
    institution: str,
    programme: str,
    degree: str,
    starts_on: date,
    ends_on: date,
    planned_hours: int,
    student: UUID | None = None,
    student_name: str = "",
    aims: str = "",
    client_ref: UUID | None = None,
) -> Placement:
    """Plan a student's practice with a mentor, who is named by their number in the register and accepts it.

    Permission: learning.approve in the unit. A student with an account writes the log; for one without the mentor
    does. Once for a client_ref.
    """
    place = office_named(unit)
    require(actor, "learning.approve", place.pk)
    person = students_of(actor).filter(uuid=student).first() if student else None
    if student and person is None:
        raise Problem(N_("There is no such student in your unit."), field="student")
    name = str(person) if person else student_name.strip()
    if not name:
        raise Problem(N_("Choose the student, or write the name."), field="student_name")
    found = [one for one in colleagues(mentor) if one.number == mentor.strip().upper()]
    if not found:
        raise Problem(N_("There is nobody in the register under this number."), field="mentor")
    if ends_on < starts_on:
        raise Problem(N_("The end lies before the start."), field="ends_on")
    if planned_hours < 1:
        raise Problem(N_("Write the hours of the plan."), field="planned_hours")
    note(starts_on=starts_on.isoformat(), hours=planned_hours)
    return Placement.objects.create(
        unit=place,
        recorded_by=actor,
        student=person,
        student_name=name,
        institution=institution.strip(),
        programme=programme.strip(),
        degree=degree,
        mentor_id=found[0].pk,
        starts_on=starts_on,
        ends_on=ends_on,
        planned_hours=planned_hours,
        aims=aims.strip(),
    )


@act("profession.view")
def accept_placement(*, actor: User, placement: UUID, client_ref: UUID | None = None) -> Placement:
    """The mentor agrees to lead the practice; from now on days are written. Permission: profession.view, as the mentor.

    Once for a client_ref.
    """
    held = _mentored(actor, placement)
    if held.state != PlacementState.PLANNED:
        raise Problem(NOT_NOW)
    held.state = PlacementState.RUNNING
    held.save(update_fields=["state"])
    return held


@act("profession.view")
def log_day(
    *,
    actor: User,
    placement: UUID,
    on: date,
    hours: Decimal,
    did: str,
    learned: str = "",
    client_ref: UUID | None = None,
) -> PlacementDay:
    """Write a day of practice, or write it anew as long as the mentor has not confirmed it. No client is recognisable.

    Permission: profession.view, as the student; as the mentor of a student without an account. Once for a client_ref.
    """
    require(actor, "profession.view")
    held = Placement.objects.filter(uuid=placement).first()
    if held is None or not _writes(actor, held):
        raise Missing(NOTHING_THERE)
    if held.state != PlacementState.RUNNING:
        raise Problem(NOT_NOW)
    if not held.starts_on <= on <= min(held.ends_on, today()):
        raise Problem(N_("The day lies within the placement, and not in the future."), field="on")
    if not 0 < hours <= LONGEST_DAY:
        raise Problem(N_("A day of practice has at most 12 hours."), field="hours")
    if not did.strip():
        raise Problem(N_("This can't be empty."), field="did")
    day = PlacementDay.objects.filter(placement=held, on=on).first()
    if day is not None and day.confirmed_on is not None:
        raise Problem(N_("The mentor confirmed this day; it stays as it is."), field="on")
    day = day or PlacementDay(placement=held, on=on, recorded_by=actor)
    day.hours, day.did, day.learned = hours, did.strip(), learned.strip()
    day.save()
    note(on=on.isoformat(), hours=str(hours))
    return day


@act("profession.view")
def confirm_day(*, actor: User, day: UUID, remark: str = "", client_ref: UUID | None = None) -> PlacementDay:
    """The mentor confirms a day of the log and may write a remark; it stays as it is from now on.

    Permission: profession.view, as the mentor of a placement that runs. Once for a client_ref.
    """
    written = PlacementDay.objects.filter(uuid=day).select_related("placement").first()
    if written is None:
        raise Missing(NOTHING_THERE)
    held = _mentored(actor, written.placement.uuid)
    if held.state != PlacementState.RUNNING:
        raise Problem(NOT_NOW)
    if written.confirmed_on is not None:
        raise Problem(N_("The mentor confirmed this day; it stays as it is."))
    written.confirmed_on, written.remark = today(), remark.strip()
    written.save(update_fields=["confirmed_on", "remark"])
    note(on=written.on.isoformat())
    return written


@act("profession.view")
def assess_placement(*, actor: User, placement: UUID, assessment: str, client_ref: UUID | None = None) -> Placement:
    """The mentor assesses the practice as a whole and ends it. Every day is confirmed before.

    Permission: profession.view, as the mentor of a placement that runs. Once for a client_ref.
    """
    held = _mentored(actor, placement)
    if held.state != PlacementState.RUNNING:
        raise Problem(NOT_NOW)
    if not assessment.strip():
        raise Problem(N_("This can't be empty."), field="assessment")
    if PlacementDay.objects.filter(placement=held, confirmed_on=None).exists():
        raise Problem(N_("Days of the log wait for your word. Confirm them first."))
    held.assessment, held.state = assessment.strip(), PlacementState.FINISHED
    held.save(update_fields=["assessment", "state"])
    return held


@act("learning.approve")
def break_off_placement(*, actor: User, placement: UUID, client_ref: UUID | None = None) -> Placement:
    """The office breaks a placement off; what was written stays. Permission: learning.approve in its unit.

    Once for a client_ref.
    """
    held = Placement.objects.filter(uuid=placement).select_for_update(of=("self",)).first()
    require(actor, "learning.approve", held.unit_id if held else -1)
    if held is None:
        raise Missing(NOTHING_THERE)
    if held.state not in (PlacementState.PLANNED, PlacementState.RUNNING):
        raise Problem(NOT_NOW)
    held.state = PlacementState.BROKEN_OFF
    held.save(update_fields=["state"])
    return held


def _mentored(actor: User, placement: UUID) -> Placement:
    """A placement of which the actor is the mentor."""
    require(actor, "profession.view")
    entry = practitioner_of(actor)
    held = Placement.objects.filter(uuid=placement, mentor=entry).select_for_update(of=("self",)).first()
    if entry is None or held is None:
        raise Missing(NOTHING_THERE)
    return held


def _writes(actor: User, held: Placement) -> bool:
    if held.student_id is not None:
        return held.student_id == actor.pk
    entry = practitioner_of(actor)
    return entry is not None and held.mentor_id == entry.pk
