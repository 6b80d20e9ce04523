"""Categories: given, renewed, withdrawn; an entry suspended for a time. What was decided stays on record."""

from datetime import date, timedelta
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.kernel.intervals import add_months
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.register import day_not_ahead, office_entry, said_why
from tirek.profession.engine.certification import certification_rule
from tirek.profession.enums import EntryState
from tirek.profession.models import Certification, Practitioner, Suspension
from tirek.profession.selectors.register import NOTHING_THERE

LONGEST_MONTHS = 120


@act("register.keep")
def give_category(
    *,
    actor: User,
    entry: UUID,
    category: str,
    decision: str,
    decided_on: date,
    valid_from: date | None = None,
    valid_until: date | None = None,
    client_ref: UUID | None = None,
) -> Certification:
    """Write down a category that the commission gave: for the months of the rule, unless its decision says otherwise.

    The same category given before the last one ends is a renewal and follows on it. Permission: register.keep in the
    office; never one's own. Once for a client_ref.
    """
    holder = office_entry(actor, entry)
    if holder.state != EntryState.ENTERED:
        raise Problem(N_("This entry does not stand in the register at present."))
    known = certification_rule().category(category)
    if known is None:
        raise Problem(N_("Choose one of the answers in the list."), field="category")
    if not decision.strip():
        raise Problem(N_("Write the number of the decision."), field="decision")
    day_not_ahead(decided_on)
    before = _standing_category(holder, category, decided_on)
    first = valid_from or (before.valid_until + timedelta(days=1) if before else decided_on)
    last = valid_until or add_months(first, known.months) - timedelta(days=1)
    if first < decided_on:
        raise Problem(N_("A category does not begin before it was decided."), field="valid_from")
    if last < first:
        raise Problem(N_("The end lies before the start."), field="valid_until")
    if last > add_months(decided_on, LONGEST_MONTHS):
        raise Problem(N_("A category lasts for ten years at most."), field="valid_until")
    note(category=category, valid_from=first.isoformat(), valid_until=last.isoformat(), renewed=before is not None)
    return Certification.objects.create(
        practitioner=holder,
        category=category,
        decision=decision.strip()[:80],
        decided_on=decided_on,
        valid_from=first,
        valid_until=last,
        recorded_by=actor,
    )


@act("register.keep")
def withdraw_category(
    *, actor: User, certification: UUID, reason: str, on: date | None = None, client_ref: UUID | None = None
) -> Certification:
    """A category no longer counts, from today or a day before; the row stays with the reason.

    Permission: register.keep in the office; never one's own. Withdrawing again changes nothing.
    """
    given = Certification.objects.select_related("practitioner").filter(uuid=certification).first()
    if given is None:
        raise Missing(NOTHING_THERE)
    office_entry(actor, given.practitioner.uuid)
    if given.withdrawn_on is None:
        given.withdrawn_on, given.reason = day_not_ahead(on), said_why(reason)
        given.save(update_fields=["withdrawn_on", "reason"])
    note(category=given.category)
    return given


@act("register.keep")
def suspend_entry(
    *,
    actor: User,
    entry: UUID,
    decision: str,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    client_ref: UUID | None = None,
) -> Suspension:
    """Suspend an entry for a time, or until it is lifted. After a breach of ethics the panel's decision does this.

    Permission: register.keep in the office; never one's own. Once for a client_ref.
    """
    holder = office_entry(actor, entry)
    if not decision.strip():
        raise Problem(N_("Write the number of the decision."), field="decision")
    return suspend_certification(
        holder, by=actor, decision=decision, reason=said_why(reason), starts_on=starts_on, ends_on=ends_on
    )


@act("register.keep")
def lift_suspension(
    *, actor: User, suspension: UUID, reason: str, on: date | None = None, client_ref: UUID | None = None
) -> Suspension:
    """End a suspension before its last day. Permission: register.keep in the office; never one's own.

    Lifting again changes nothing.
    """
    found = Suspension.objects.select_related("practitioner").filter(uuid=suspension).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    office_entry(actor, found.practitioner.uuid)
    return end_suspension(found, on=day_not_ahead(on), reason=said_why(reason))


def suspend_certification(
    entry: Practitioner,
    *,
    by: User,
    decision: str,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
) -> Suspension:
    """Suspend, inside an act that has asked for its own right (an ethics decision does). Categories stay as given."""
    if ends_on is not None and ends_on < starts_on:
        raise Problem(N_("The end lies before the start."), field="ends_on")
    note(number=entry.number, suspended_from=starts_on.isoformat())
    return Suspension.objects.create(
        practitioner=entry,
        starts_on=starts_on,
        ends_on=ends_on,
        decision=decision.strip()[:80],
        reason=reason.strip()[:300],
        recorded_by=by,
    )


def end_suspension(suspension: Suspension, *, on: date, reason: str) -> Suspension:
    """Lift a suspension, inside an act that has asked for its own right (an appeal does)."""
    if suspension.lifted_on is None:
        suspension.lifted_on, suspension.lifted_why = max(on, suspension.starts_on), reason.strip()[:300]
        suspension.save(update_fields=["lifted_on", "lifted_why"])
    return suspension


def _standing_category(holder: Practitioner, category: str, on: date) -> Certification | None:
    """The category as it stands or was renewed last, which a new decision renews."""
    found = Certification.objects.filter(practitioner=holder, category=category, withdrawn_on=None, valid_until__gte=on)
    return found.order_by("-valid_until").first()
