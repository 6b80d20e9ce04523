"""A right of Tirek may ask for a valid entry in the register. It never asks of what is done with a family.

What may ask is a short list: a decision can wait a day or be taken by a colleague. A visit, a contact, an assessment,
an urgent note can not, and no requirement reaches them.
"""

from datetime import date
from typing import Final
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.standing import State, Verdict, verdict
from tirek.profession.models import EntryRequirement
from tirek.profession.selectors.register import NOTHING_THERE
from tirek.profession.selectors.standing import requirement_in, standing

#: Rights that may ask for a valid entry. Nothing of a running visit is, or ever comes, among them.
MAY_ASK: Final = ("approval.decide", "case.assign", "case.close")
LONGEST_WARNING: Final = 365

#: What somebody reads whom the gate stops, and what to do.
REFUSALS: Final = {
    State.NONE: N_(
        "Your organisation asks for a valid entry in the register for this, and you have none."
        " Apply under “My entry in the register”; until then a colleague with a valid entry does it."
    ),
    State.EXPIRED: N_(
        "Your organisation asks for a valid entry in the register for this. Yours ran out on %(until)s."
        " Ask the office for a renewal; until then a colleague with a valid entry does it."
    ),
    State.SUSPENDED: N_(
        "Your entry in the register is suspended. What asks for a valid entry is done by a colleague meanwhile;"
        " “My entry in the register” says until when and why."
    ),
    State.WITHDRAWN: N_(
        "Your category was withdrawn. What asks for a valid entry is done by a colleague;"
        " “My entry in the register” says why and whom to ask."
    ),
    State.REMOVED: N_(
        "Your entry was removed from the register. What asks for a valid entry is done by a colleague;"
        " “My entry in the register” says why and whom to ask."
    ),
}


def ask_for_entry(actor: User, permission: str, unit_id: int, on: date | None = None) -> Verdict:
    """Inside an act: let it pass, let it pass with a warning in the audit, or refuse it in plain words.

    Without a requirement of the unit for this right nothing is asked. ``on`` is today and never the day written on a
    form, so that nobody gets past it by dating an act back.
    """
    if permission not in MAY_ASK:
        raise LookupError(f"{permission} never asks for an entry")
    asked = requirement_in(unit_id, permission)
    if asked is None:
        return Verdict.PASS
    at = standing(actor, on)
    said = verdict(at, asked)
    if said is Verdict.REFUSE:
        words = {State.IN_WARNING: State.EXPIRED, State.LEFT: State.NONE}.get(at.state, at.state)
        until = f"{at.until:%d.%m.%Y}" if at.until else ""
        raise Problem(REFUSALS[words], until=until)
    if said is Verdict.WARN:
        note(entry=at.state.value, entry_until=at.until.isoformat() if at.until else None)
    return said


@act("entry.require")
def require_entry(
    *,
    actor: User,
    unit: UUID,
    permission: str,
    starts_on: date,
    warns_days: int = 90,
    client_ref: UUID | None = None,
) -> EntryRequirement:
    """An organisation decides that a right asks for a valid entry, from a day on, with a time in which it only warns.

    Permission: entry.require in the unit. One requirement a right; another replaces it. Once for a client_ref.
    """
    place = Unit.objects.filter(uuid=unit).first()
    if place is None:
        raise Missing(NOTHING_THERE)
    require(actor, "entry.require", place.pk)
    if permission not in MAY_ASK:
        raise Problem(
            N_("This right never asks for an entry: it may be needed in the middle of a visit."), field="right"
        )
    if starts_on < today():
        raise Problem(N_("It begins today at the earliest: nothing done before becomes wrong."), field="starts_on")
    if not 0 <= warns_days <= LONGEST_WARNING:
        raise Problem(N_("The warning lasts for a year at most."), field="warns_days")
    EntryRequirement.objects.filter(unit=place, permission=permission, ended_on=None).update(ended_on=today())
    note(right=permission, starts_on=starts_on.isoformat(), warns_days=warns_days)
    return EntryRequirement.objects.create(
        unit=place, permission=permission, starts_on=starts_on, warns_days=warns_days, recorded_by=actor
    )


@act("entry.require")
def end_requirement(*, actor: User, requirement: UUID, client_ref: UUID | None = None) -> EntryRequirement:
    """The right no longer asks for an entry. Permission: entry.require in the unit. Ending again changes nothing."""
    found = EntryRequirement.objects.select_for_update().filter(uuid=requirement).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "entry.require", found.unit_id)
    if found.ended_on is None:
        found.ended_on = today()
        found.save(update_fields=["ended_on"])
    note(right=found.permission)
    return found
