"""Several professions meet about a case and decide together."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.casefile import base, day_of_act, journal, lock_case, open_case_only
from tirek.casework.actions.duties import keep_duties
from tirek.casework.actions.tasks import open_task
from tirek.casework.models import Conference
from tirek.kernel.problems import N_, Problem


@act("conference.hold")
def hold_conference(
    *,
    actor: User,
    case: UUID,
    on: date,
    question: str,
    participants: Sequence[str],
    decision: str,
    family_present: bool = False,
    next_on: date | None = None,
    tasks: Sequence[tuple[str, date | None]] = (),
    client_ref: UUID | None = None,
) -> Conference:
    """A case conference was held: its question, who took part, what was decided; each task goes to the lead.

    Permission: conference.hold. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "conference.hold", opened.unit_id)
    open_case_only(opened)
    day_of_act(on, case=opened)
    present = [one.strip() for one in participants if one.strip()]
    if not question.strip():
        raise Problem(N_("Write what the conference was to answer."), field="question")
    if len(present) < 2:
        raise Problem(N_("Name at least two who took part."), field="participants")
    if not decision.strip():
        raise Problem(N_("Write what was decided."), field="decision")
    if next_on is not None and next_on < on:
        raise Problem(N_("The next conference can't lie before this one."), field="next_on")
    held = Conference.objects.create(
        **base(actor, opened, on),
        question=question.strip(),
        participants=present,
        family_present=family_present,
        decision=decision.strip(),
        next_on=next_on,
    )
    journal(held, "conference", on=on, note=held.decision, by=actor, participants=len(present), family=family_present)
    for title, due_on in tasks:
        if title.strip():
            open_task(
                actor=actor,
                case=case,
                title=title,
                on=on,
                due_on=due_on,
                assigned_to=opened.worker.uuid,
                origin="conference",
            )
    keep_duties(opened, by=actor)
    note(participants=len(present), tasks=len(tasks))
    return held
