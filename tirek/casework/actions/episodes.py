"""Who cares for the child, from when until when."""

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
from tirek.casework.selectors.facts import programme_of
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
    client_ref: UUID | None = None,
) -> Episode:
    """An episode of a person's life begins: for a child, who cares for it from this day on.

    ``until`` records one that is already over. Two episodes of a track that may not overlap are refused by the
    database. May lie before the case was opened. Permission: episode.record. Once for a client_ref.
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
    if entry_reason:
        one_of(programme.choices(f"{track}.entry_reason", "en"), entry_reason, "entry_reason")
    episode = Episode(
        **base(actor, opened, on, door(actor, opened, chosen.compartment)),
        person=member_of(opened, person),
        track=track,
        kind=kind,
        may_overlap=line.may_overlap,
        starts_precision=precision,
        ended_on=until,
        entry_reason=entry_reason,
        source=source.strip(),
    )
    try:
        with transaction.atomic():
            episode.save()
    except IntegrityError as error:
        if "care_episodes_do_not_overlap" not in str(error):
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
    exit_reason: str,
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
    one_of(programme.choices(f"{lasting.track}.exit_reason", "en"), exit_reason, "exit_reason")
    if destination:
        one_of(programme.choices(f"{lasting.track}.destination", "en"), destination, "destination")
    lasting.ended_on, lasting.ends_precision = on, precision
    lasting.exit_reason, lasting.destination = exit_reason, destination
    lasting.save(update_fields=["ended_on", "ends_precision", "exit_reason", "destination"])
    journal(lasting, "episode_ended", on=on, by=actor, track=lasting.track, kind=lasting.kind, reason=exit_reason)
    keep_duties(opened, by=actor)
    note(track=lasting.track, reason=exit_reason)
    return lasting
