"""What the association says in public: statements and opinions."""

from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.enums import MotionState
from tirek.profession.models import Motion, Position
from tirek.profession.selectors.membership import NOTHING_THERE, position_seen

LANGUAGES = ("kk", "ru", "en")


@act("membership.keep")
def publish_position(
    *,
    actor: User,
    unit: UUID,
    titles: dict[str, str],
    texts: dict[str, str],
    adopted_on: date,
    motion: UUID | None = None,
    client_ref: UUID | None = None,
) -> Position:
    """Say something in public in the association's name, in three languages; by a motion that was carried, if any.

    Permission: membership.keep in the office. What was published is not rewritten, only withdrawn. Once for a
    client_ref.
    """
    office = Unit.objects.filter(uuid=unit).first()
    if office is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", office.pk)
    for language in LANGUAGES:
        for name, said in (("title", titles), ("text", texts)):
            if not said.get(language, "").strip():
                raise Problem(N_("This can't be empty."), field=f"{name}_{language}")
    if adopted_on > today():
        raise Problem(N_("This day is still to come."), field="adopted_on")
    carried = Motion.objects.filter(
        uuid=motion, meeting__unit=office, state=MotionState.CLOSED, carried=True
    ).first() if motion else None  # fmt: skip
    if motion and carried is None:
        raise Problem(N_("This motion was not carried."), field="motion")
    words = {f"title_{code}": titles[code].strip()[:300] for code in LANGUAGES}
    words |= {f"text_{code}": texts[code].strip() for code in LANGUAGES}
    note(by_motion=carried is not None)
    return Position.objects.create(unit=office, adopted_on=adopted_on, motion=carried, recorded_by=actor, **words)


@act("membership.keep")
def withdraw_position(*, actor: User, position: UUID, client_ref: UUID | None = None) -> Position:
    """The association no longer says this; it stays readable as withdrawn. Permission: membership.keep."""
    found = position_seen(position)
    require(actor, "membership.keep", found.unit_id)
    if found.withdrawn_on is None:
        found.withdrawn_on = today()
        found.save(update_fields=["withdrawn_on"])
    return found
