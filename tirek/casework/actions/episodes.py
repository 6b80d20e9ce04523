"""Who cares for the child, from when until when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.casefile import (
    base,
    day_of_act,
    door,
    found_in_case,
    journal,
    lock_case,
    member_of,
    one_of,
)
from tirek.casework.actions.duties import keep_duties
from tirek.casework.enums import Precision
from tirek.casework.models import Episode
from tirek.casework.selectors.facts import pass_gates, programme_of
from tirek.casework.selectors.life import cohort_day
from tirek.kernel.problems import N_, Problem


@act("episode.record")
def begin_episode(
    *,
    actor: User,
    case: UUID,
    person: UUID,
    track: str,
    kind: str,
    on: date,
    precision: str = Precision.DAY,
    entry_reason: str = "",
    source: str = "",
    until: date | None = None,
    expected_end_on: date | None = None,
    particulars: Sequence[str] = (),
    known_from: str = "",
    counted_from: date | None = None,
    client_ref: UUID | None = None,
) -> Episode:
    """An episode of a person's life begins: who cares for the child, prison, treatment, a protective order.

    ``until`` records one that is already over. Two episodes of a track that may not overlap are refused by the
    database; gates of the programme before this kind must be passed. May lie before the case was opened.
    ``expected_end_on`` may lie ahead. Without ``counted_from`` the programme's cohort day is taken.
    Permission: episode.record. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "episode.record", opened.unit_id)
    day_of_act(on)
    if until is not None:
        day_of_act(until, field="until")
        if until < on:
            raise Problem(N_("An episode can't end before it starts."), field="until")
    programme = programme_of(opened)
    line = next((item for item in programme.episodes.tracks if item.code == track), None)
    if line is None:
        raise Problem(N_("Choose one of the answers in the list."), field="track")
    chosen = next((item for item in line.kinds if item.code == kind), None)
    if chosen is None:
        raise Problem(N_("Choose one of the answers in the list."), field="kind")
    pass_gates(opened, "begin_episode", on, track, kind)
    if chosen.moment:
        until = on
    if expected_end_on is not None and expected_end_on < on:
        raise Problem(N_("An episode can't be expected to end before it starts."), field="expected_end_on")
    for particular in particulars:
        one_of(programme.choices(f"{track}.particular", "en"), particular, "particulars")
    if known_from:
        one_of(programme.choices(f"{track}.known_from", "en"), known_from, "known_from")
    lived_by = member_of(opened, person)
    counted_from = counted_from or cohort_day(opened, lived_by, line, on)
    if counted_from is not None and counted_from > on:
        raise Problem(N_("The day an outcome is counted from can't lie after it."), field="counted_from")
    if entry_reason:
        one_of(programme.choices(f"{track}.entry_reason", "en"), entry_reason, "entry_reason")
    episode = Episode(
        **base(actor, opened, on, door(actor, opened, chosen.compartment)),
        person=lived_by,
        track=track,
        kind=kind,
        may_overlap=line.may_overlap if chosen.may_overlap is None else chosen.may_overlap,
        expected_end_on=expected_end_on,
        particulars=list(particulars),
        known_from=known_from,
        counted_from=counted_from,
        starts_precision=precision,
        ended_on=until,
        entry_reason=entry_reason,
        source=source.strip(),
    )
    try:
        with transaction.atomic():
            episode.save()
    except IntegrityError as error:
        if "episodes_of_a_track_do_not_overlap" not in str(error):
            raise
        raise Problem(
            N_("These days are already covered by another episode. End that one first."), field="on"
        ) from None
    journal(episode, "episode_started", on=on, by=actor, track=track, kind=kind, placement=chosen.placement)
    keep_duties(opened, by=actor)
    note(track=track, kind=kind)
    return episode


@act("episode.record")
def end_episode(
    *,
    actor: User,
    episode: UUID,
    on: date,
    exit_reason: str = "",
    destination: str = "",
    precision: str = Precision.DAY,
    client_ref: UUID | None = None,
) -> Episode:
    """An episode ends: why, and where the person goes.

    Permission: episode.record. An ended episode is refused with words; correct it instead.
    """
    lasting, opened = found_in_case(Episode, episode)
    require(actor, "episode.record", opened.unit_id)
    day_of_act(on)
    if lasting.ended_on is not None:
        raise Problem(N_("This episode has already ended. Correct it instead."))
    if on < lasting.done_on:
        raise Problem(N_("An episode can't end before it starts."), field="on")
    programme = programme_of(opened)
    reasons = programme.choices(f"{lasting.track}.exit_reason", "en")
    if reasons:  # not every track of a programme tells why something ends
        one_of(reasons, exit_reason, "exit_reason")
    if destination:
        one_of(programme.choices(f"{lasting.track}.destination", "en"), destination, "destination")
    lasting.ended_on, lasting.ends_precision = on, precision
    lasting.exit_reason, lasting.destination = exit_reason, destination
    lasting.save(update_fields=["ended_on", "ends_precision", "exit_reason", "destination"])
    journal(lasting, "episode_ended", on=on, by=actor, track=lasting.track, kind=lasting.kind, reason=exit_reason)
    keep_duties(opened, by=actor)
    note(track=lasting.track, reason=exit_reason)
    return lasting
