"""An administrator states for what an instrument under a licence of its own is used, or withdraws that."""

from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Missing, Problem
from tirek.programmes.models import Instrument, InstrumentUse
from tirek.programmes.selectors.own_packs import own_pack_seen


@act("instrument.allow")
def state_use(
    *,
    actor: User,
    instrument: str,
    use: str,
    statement: str,
    client_ref: UUID | None = None,
) -> InstrumentUse:
    """State the use of an instrument and who stands for it. From now on programmes that list it offer it.

    Only a use that its licence allows, and one at a time: another use is stated after the first was withdrawn.
    Permission: instrument.allow. Once for a client_ref.
    """
    require(actor, "instrument.allow")
    own = own_pack_seen(instrument)
    if use not in own.uses:
        raise Problem(N_("The licence does not allow this use."), field="use")
    if not statement.strip():
        raise Problem(N_("Write who stands for the use."), field="statement")
    # The row is locked: two administrators at once must not both state a use.
    listed = Instrument.objects.select_for_update().get(code=instrument)
    if InstrumentUse.objects.filter(instrument=listed, withdrawn_at=None).exists():
        raise Problem(N_("The use of this instrument is stated already."))
    note(instrument=instrument, use=use)
    return InstrumentUse.objects.create(instrument=listed, use=use, statement=statement.strip(), stated_by=actor)


@act("instrument.allow")
def withdraw_use(*, actor: User, instrument: str, client_ref: UUID | None = None) -> InstrumentUse:
    """The instrument is not used any more: nobody can complete it, what was completed stays readable.

    Permission: instrument.allow. Once for a client_ref.
    """
    require(actor, "instrument.allow")
    own_pack_seen(instrument)
    standing = InstrumentUse.objects.select_for_update().filter(instrument__code=instrument, withdrawn_at=None)
    stated = standing.first()
    if stated is None:
        raise Missing(N_("There is no such record in what you may see."))
    stated.withdrawn_at = now()
    stated.save(update_fields=["withdrawn_at"])
    note(instrument=instrument, use=stated.use)
    return stated
