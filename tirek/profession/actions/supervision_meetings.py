"""Meetings of supervision: planned, held or cancelled, who was there, what was talked about and agreed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.supervision import day_till_today, ended, led, own_entry, without_names
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.engine.supervision_words import NOBODY, ClientNames
from tirek.profession.enums import MeetingState, Mode
from tirek.profession.models import (
    AgreementMember,
    MeetingPresence,
    Practitioner,
    SupervisionMeeting,
    SupervisionTheme,
)
from tirek.profession.selectors.supervision import NOTHING_THERE, people

LONGEST = 480


@act("profession.view")
def plan_supervision_meeting(
    *, actor: User, agreement: UUID, on: date, minutes: int, mode: str, client_ref: UUID | None = None
) -> SupervisionMeeting:
    """A meeting is planned by the supervisor, or by any of a group of equals.

    Permission: profession.view, and leading the meetings. Once for a client_ref.
    """
    require(actor, "profession.view")
    group = led(actor, agreement)
    if ended(group, on):
        raise Problem(N_("This agreement has ended."), field="on")
    if on < group.starts_on:
        raise Problem(N_("The agreement does not hold yet on this day."), field="on")
    if not group.members.filter(accepted_on__isnull=False, left_on=None).exists():
        raise Problem(N_("Nobody has accepted this agreement yet."))
    _how(minutes, mode)
    return SupervisionMeeting.objects.create(
        agreement=group, on=on, minutes=minutes, mode=mode, recorded_by=actor, recorded_at=now()
    )


@act("profession.view")
def hold_supervision_meeting(
    *,
    actor: User,
    meeting: UUID,
    on: date,
    minutes: int,
    mode: str,
    present: Sequence[UUID],
    safety_asked: bool,
    client_ref: UUID | None = None,
) -> SupervisionMeeting:
    """A planned meeting was held: on which day, how long, who of the members was there, whether safety was asked about.

    Permission: profession.view, and leading the meetings. A meeting is held once.
    """
    require(actor, "profession.view")
    planned = _to_lead(actor, meeting)
    day_till_today(on)
    _how(minutes, mode)
    places = AgreementMember.objects.filter(agreement=planned.agreement, accepted_on__lte=on)
    could = {row.practitioner_id for row in places if row.left_on is None or row.left_on >= on}
    by_uuid = {who.uuid: who.id for who in people().values() if who.id in could}
    if not present or not set(present) <= set(by_uuid):
        raise Problem(N_("Say who of the members was there."), field="present")
    planned.on, planned.minutes, planned.mode = on, minutes, mode
    planned.state, planned.safety_asked = MeetingState.HELD, safety_asked
    planned.save(update_fields=["on", "minutes", "mode", "state", "safety_asked"])
    MeetingPresence.objects.bulk_create(
        MeetingPresence(meeting=planned, practitioner_id=by_uuid[one], recorded_by=actor, recorded_at=now())
        for one in dict.fromkeys(present)
    )
    note(minutes=minutes, present=len(set(present)))
    return planned


@act("profession.view")
def cancel_supervision_meeting(*, actor: User, meeting: UUID, client_ref: UUID | None = None) -> SupervisionMeeting:
    """A planned meeting does not take place. Permission: profession.view, and leading the meetings."""
    require(actor, "profession.view")
    planned = _to_lead(actor, meeting)
    planned.state = MeetingState.CANCELLED
    planned.save(update_fields=["state"])
    return planned


@act("profession.view")
def add_theme(
    *,
    actor: User,
    meeting: UUID,
    kind: str,
    text: str = "",
    agreed: str = "",
    names: ClientNames = NOBODY,
    client_ref: UUID | None = None,
) -> SupervisionTheme:
    """Somebody writes down what they bring to a meeting, or what was talked about and agreed; nobody's name.

    Permission: profession.view, and taking part in the meeting. A text that seems to name a client is refused, with
    the words it is about. Once for a client_ref.
    """
    require(actor, "profession.view")
    me = own_entry(actor)
    held = taking_part(me, meeting)
    if held.state == MeetingState.CANCELLED:
        raise Problem(N_("This meeting was cancelled."))
    if lists().theme(kind) is None:
        raise Problem(N_("Choose one of the answers in the list."), field="kind")
    for field, words in (("text", text), ("agreed", agreed)):
        without_names(words, names, field)
    note(kind=kind)
    return SupervisionTheme.objects.create(
        meeting=held,
        practitioner=me,
        kind=kind,
        text=text.strip(),
        agreed=agreed.strip(),
        recorded_by=actor,
        recorded_at=now(),
    )


def taking_part(me: Practitioner, meeting: UUID) -> SupervisionMeeting:
    """A meeting in which this practitioner takes part today, as its supervisor or as a member."""
    held = SupervisionMeeting.objects.select_related("agreement").filter(uuid=meeting).first()
    if held is None:
        raise Missing(NOTHING_THERE)
    place = held.agreement.members.filter(practitioner=me, accepted_on__isnull=False, left_on=None)
    if held.agreement.supervisor_id != me.pk and not place.exists():
        raise Missing(NOTHING_THERE)
    return held


def _to_lead(actor: User, meeting: UUID) -> SupervisionMeeting:
    """A planned meeting that the actor leads, locked."""
    seen = SupervisionMeeting.objects.select_related("agreement").filter(uuid=meeting).first()
    if seen is None:
        raise Missing(NOTHING_THERE)
    led(actor, seen.agreement.uuid)
    planned = SupervisionMeeting.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=seen.pk)
    if planned.state != MeetingState.PLANNED:
        raise Problem(N_("This meeting was held or cancelled already."))
    return planned


def _how(minutes: int, mode: str) -> None:
    if not 1 <= minutes <= LONGEST:
        raise Problem(N_("Write how long it lasts in minutes, eight hours at most."), field="minutes")
    if mode not in Mode.values:
        raise Problem(N_("Choose one of the answers in the list."), field="mode")
