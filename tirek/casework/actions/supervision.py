"""A case is brought to supervision: a reference, readable where both the case and the meeting are."""

from uuid import UUID

from tirek.access.acts import act
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.actions.casefile import base, lock_case
from tirek.casework.models import CaseInSupervision
from tirek.profession.actions.supervision import own_entry
from tirek.profession.actions.supervision_meetings import taking_part
from tirek.profession.models import SupervisionMeeting


@act("profession.view")
def bring_case(*, actor: User, meeting: UUID, case: UUID, client_ref: UUID | None = None) -> SupervisionMeeting:
    """Whoever takes part in a meeting brings one of the cases they reach to it.

    Permission: profession.view in the case's unit. It writes no line into the file's journal, and its audit line
    names the meeting and not the case: those who read the file don't learn what was brought to supervision.
    Brought again, nothing changes.
    """
    opened = lock_case(case)
    require(actor, "profession.view", opened.unit_id)
    held = taking_part(own_entry(actor), meeting)
    if not CaseInSupervision.objects.filter(case=opened, meeting=held.uuid).exists():
        row = {**base(actor, opened, held.on), "compartment": opened.compartment}
        CaseInSupervision.objects.create(meeting=held.uuid, **row)
    return held
