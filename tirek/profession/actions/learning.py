"""Courses are offered, hours claimed with what shows them and approved or declined; those of a session are credited."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.register import office_named
from tirek.profession.enums import ClaimState, LearningKind
from tirek.profession.models import CapacitySession, Course, LearningHours, Practitioner
from tirek.profession.selectors.register import NOTHING_THERE, practitioner_of

EVIDENCE = N_("Say what shows it: a certificate with its number, a programme, a publication.")
NO_FUTURE = N_("Hours are claimed when the learning is over.")


@act("learning.approve")
def write_course(
    *,
    actor: User,
    unit: UUID,
    code: str,
    title: Sequence[str],
    text: Sequence[str],
    hours: Decimal,
    mode: str,
    provider: str,
    topic: str = "",
    competences: Sequence[str] = (),
    client_ref: UUID | None = None,
) -> Course:
    """Offer a course that counts, or write it anew: its title in kk, ru and en, hours, topic, what it teaches.

    Permission: learning.approve in the unit. A course is known by its code. Once for a client_ref.
    """
    place = office_named(unit)
    require(actor, "learning.approve", place.pk)
    course = Course.objects.filter(code=code).first() or Course(code=code, unit=place, recorded_by=actor)
    if course.unit_id != place.pk:
        raise Problem(N_("This code is taken."), field="code")
    for language, one in zip(("kk", "ru", "en"), title, strict=True):
        if not one.strip():
            raise Problem(N_("This can't be empty."), field=f"title_{language}")
    course.title_kk, course.title_ru, course.title_en = (one.strip() for one in title)
    course.text_kk, course.text_ru, course.text_en = (one.strip() for one in text)
    course.hours, course.mode, course.provider, course.topic = hours, mode, provider.strip(), topic
    course.competences = list(competences)
    course.save()
    note(course=code)
    return course


@act("learning.approve")
def end_course(*, actor: User, course: UUID, client_ref: UUID | None = None) -> Course:
    """A course is no longer offered; the hours it gave stay. Permission: learning.approve. Once for a client_ref."""
    found = Course.objects.filter(uuid=course).first()
    require(actor, "learning.approve", found.unit_id if found else -1)
    if found is None or found.ended_on is not None:
        raise Missing(NOTHING_THERE)
    found.ended_on = today()
    found.save(update_fields=["ended_on"])
    note(course=found.code)
    return found


@act("profession.view")
def claim_hours(
    *,
    actor: User,
    kind: str,
    what: str,
    hours: Decimal,
    on: date,
    evidence: str,
    topic: str = "",
    course: UUID | None = None,
    client_ref: UUID | None = None,
) -> LearningHours:
    """Claim hours that one learned, with what shows it. They count when the office approved them.

    Permission: profession.view; one's own entry in the register. Hours of a session count by attendance and are not
    claimed. Once for a client_ref.
    """
    require(actor, "profession.view")
    entry = practitioner_of(actor)
    if entry is None:
        raise Problem(N_("You have no entry in the register yet."))
    made = _hours(entry.pk, actor, kind, what, hours, on, evidence, topic, course)
    made.save()
    note(hours=str(hours), kind=kind)
    return made


@act("learning.approve")
def record_hours(
    *,
    actor: User,
    practitioner: UUID,
    kind: str,
    what: str,
    hours: Decimal,
    on: date,
    evidence: str,
    topic: str = "",
    course: UUID | None = None,
    client_ref: UUID | None = None,
) -> LearningHours:
    """Write down hours of somebody whose paper the office has seen; they count at once.

    Permission: learning.approve in the unit that keeps the entry; never for oneself. Once for a client_ref.
    """
    entry = Practitioner.objects.filter(uuid=practitioner).first()
    require(actor, "learning.approve", entry.unit_id if entry else -1)
    if entry is None or entry.user_id == actor.pk:
        raise Missing(NOTHING_THERE)
    made = _hours(entry.pk, actor, kind, what, hours, on, evidence, topic, course)
    made.state, made.decided_by, made.decided_on = ClaimState.APPROVED, actor, today()
    made.save()
    note(hours=str(hours), kind=kind)
    return made


@act("learning.approve")
def record_participants(
    *,
    actor: User,
    course: UUID,
    on: date,
    evidence: str,
    practitioners: Sequence[str],
    client_ref: UUID | None = None,
) -> Course:
    """Write down who finished a course, by their numbers in the register; its hours count for all of them at once.

    Permission: learning.approve in the unit of the course and in those that keep the entries; nobody is counted twice
    for one course and day, and the actor never. Once for a client_ref.
    """
    taken = Course.objects.filter(uuid=course).first()
    if taken is None:
        raise Missing(NOTHING_THERE)
    require(actor, "learning.approve", taken.unit_id)
    if on > today():
        raise Problem(NO_FUTURE, field="on")
    if not evidence.strip():
        raise Problem(EVIDENCE, field="evidence")
    numbers = {one.strip().upper() for one in practitioners}
    entries = list(Practitioner.objects.filter(number__in=numbers).exclude(user=actor))
    strange = sorted(numbers - {str(entry.number) for entry in entries})
    if strange or not entries:
        raise Problem(N_("Not among the entries you keep: %(numbers)s"), field="numbers", numbers=", ".join(strange))
    for unit in {entry.unit_id for entry in entries}:
        require(actor, "learning.approve", unit)
    there = set(
        LearningHours.objects.filter(course=taken, on=on, practitioner__in=entries)
        .exclude(state=ClaimState.DECLINED)
        .values_list("practitioner_id", flat=True)
    )
    made = LearningHours.objects.bulk_create(
        LearningHours(
            practitioner=entry, recorded_by=actor, kind=LearningKind.COURSE, course=taken, topic=taken.topic,
            what=taken.title_kk, hours=taken.hours, on=on, evidence=evidence.strip(), state=ClaimState.APPROVED,
            decided_by=actor, decided_on=today(),
        )
        for entry in entries
        if entry.pk not in there
    )  # fmt: skip
    note(course=taken.code, on=on.isoformat(), participants=len(made))
    return taken


@act("learning.approve")
def approve_hours(*, actor: User, claims: Sequence[UUID], client_ref: UUID | None = None) -> LearningHours:
    """Approve claimed hours, many at once; the last of them is returned.

    Permission: learning.approve in the units that keep the entries; never one's own. Once for a client_ref.
    """
    rows = _claims(actor, claims, ClaimState.CLAIMED)
    LearningHours.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=ClaimState.APPROVED, decided_by=actor, decided_on=today()
    )
    note(claims=len(rows))
    last = rows[-1]
    last.refresh_from_db()
    return last


@act("learning.approve")
def decline_hours(*, actor: User, claim: UUID, reason: str, client_ref: UUID | None = None) -> LearningHours:
    """Decline claimed hours, or take an approval back; say why, the practitioner reads it.

    Permission: learning.approve in the unit that keeps the entry; never one's own. Once for a client_ref.
    """
    row = _claims(actor, [claim], ClaimState.CLAIMED, ClaimState.APPROVED)[0]
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    row.state, row.reason, row.decided_by, row.decided_on = ClaimState.DECLINED, reason.strip(), actor, today()
    row.save(update_fields=["state", "reason", "decided_by", "decided_on"])
    return row


def credit_hours(
    *,
    actor: User,
    practitioner: int,
    session: CapacitySession,
    hours: Decimal,
    on: date,
    topic: str = "",
    what: str = "",
) -> bool:
    """Inside an act of a session: the hours of somebody who was there count at once. True when they did not before.

    The database looks at the attendance itself and gives never more than the session's hours; who holds the session
    may credit, and whoever checks in. Once for a practitioner and a session.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT profession_credit_hours(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                new_uuid(), practitioner, session.pk, hours, on, topic or session.topic,
                (what or session.title_kk)[:300], now(),
            ],
        )  # fmt: skip
        row = cursor.fetchone()
    return bool(row and row[0])


def _hours(
    entry: int,
    actor: User,
    kind: str,
    what: str,
    hours: Decimal,
    on: date,
    evidence: str,
    topic: str,
    course: UUID | None,
) -> LearningHours:
    """Hours as somebody writes them; of a course they take its name and topic."""
    taken = Course.objects.filter(uuid=course).first() if course else None
    if kind == LearningKind.SESSION:
        raise Problem(N_("Hours of a session are counted by attendance; they are not claimed."), field="kind")
    if not 0 < hours <= 500:
        raise Problem(N_("Write the hours as a number between 0 and 500."), field="hours")
    if taken is not None and hours > taken.hours:
        raise Problem(N_("This course has fewer hours."), field="hours")
    if on > today():
        raise Problem(NO_FUTURE, field="on")
    if not (what.strip() or taken):
        raise Problem(N_("This can't be empty."), field="what")
    if not evidence.strip():
        raise Problem(EVIDENCE, field="evidence")
    return LearningHours(
        practitioner_id=entry, recorded_by=actor, kind=LearningKind.COURSE if taken else kind, course=taken,
        topic=topic or (taken.topic if taken else ""), what=what.strip() or (taken.title_kk if taken else ""),
        hours=hours, on=on, evidence=evidence.strip(),
    )  # fmt: skip


def _claims(actor: User, claims: Sequence[UUID], *states: str) -> list[LearningHours]:
    """The claims in one of the states; Missing if one is not there, and each unit is asked."""
    rows = list(
        LearningHours.objects.filter(uuid__in=claims, state__in=states, session=None)
        .select_related("practitioner")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not rows or len(rows) != len(set(claims)):
        raise Missing(NOTHING_THERE)
    for unit in {row.practitioner.unit_id for row in rows}:
        require(actor, "learning.approve", unit)
    if any(row.practitioner.user_id == actor.pk for row in rows):
        raise Problem(N_("Somebody else decides on your own hours."))
    return rows
