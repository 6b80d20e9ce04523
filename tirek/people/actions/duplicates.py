"""Whether two records are one person: somebody answers for their unit, with a reason, and may answer anew."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import holds, require
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.desk import keep, lock, lock_person
from tirek.people.enums import Decision, PairState
from tirek.people.models import DuplicateDecision, DuplicatePair, Person, PersonMerge
from tirek.people.selectors.likeness import as_json, weighed

JOINED = N_("These two records are joined already. To decide anew, undo that first.")


@act("person.merge")
def decide_duplicate(
    *, actor: User, pair: UUID, decision: str, reason: str, client_ref: UUID | None = None
) -> DuplicateDecision:
    """Say whether two records are one person, for the actor's own unit; what was said before stays readable.

    The pair counts as the same person when every unit concerned says so, as different people as soon as one does.
    Nothing is joined by it. Permission: person.merge in a unit of the pair. Once for a client_ref.
    """
    found = lock(DuplicatePair, pair)
    return _decide(actor, found, decision, reason)


@act("person.merge")
def suggest_duplicate(
    *, actor: User, one: UUID, other: UUID, reason: str, client_ref: UUID | None = None
) -> DuplicateDecision:
    """Say of two people one sees that they are one person, although nothing has paired them yet.

    Permission: person.merge in a unit of one of the two. Naming the same two again adds a decision to their pair.
    """
    first, second = sorted((lock_person(one), lock_person(other)), key=lambda person: person.pk)
    units = [person.unit_id for person in (first, second)]
    require(actor, "person.merge", next((unit for unit in units if holds(actor, "person.merge", unit)), units[0]))
    if first == second:
        raise Problem(N_("This is one and the same record."), field="other")
    if first.merged_into_id or second.merged_into_id:
        raise Problem(N_("One of these records was joined with another. Choose the one that stays."), field="other")
    return _decide(actor, _paired(first, second), Decision.SAME, reason)


def _paired(one: Person, other: Person) -> DuplicatePair:
    """The pair of the two, made if there is none, with what speaks for it."""
    known = DuplicatePair.objects.select_for_update(of=("self",)).filter(one=one, other=other).first()
    if known is not None:
        return known
    found = weighed(one, other)
    pair = DuplicatePair(
        one=one,
        other=other,
        one_unit_id=one.unit_id,
        other_unit_id=other.unit_id,
        probability=found.probability,
        weight=found.weight,
        evidence=as_json(found),
    )
    try:
        with transaction.atomic():
            pair.save()
    except IntegrityError as wrong:  # paired where the actor does not see it
        raise Problem(N_("Somebody else decides about these two records.")) from wrong
    return pair


def _decide(actor: User, pair: DuplicatePair, decision: str, reason: str) -> DuplicateDecision:
    units = [unit for unit in _units(pair) if holds(actor, "person.merge", unit)]
    require(actor, "person.merge", units[0] if units else pair.one_unit_id)
    if pair.state == PairState.MERGED:
        raise Problem(JOINED)
    if decision not in Decision.values:
        raise Problem(N_("Choose one of the answers."), field="decision")
    rows = [
        keep(DuplicateDecision(pair=pair, unit_id=unit, decision=decision, reason=reason.strip(), recorded_by=actor))
        for unit in units
    ]
    pair.state = state_of(_units(pair), _standing(pair))
    pair.save(update_fields=["state"])
    note(decision=decision, state=str(pair.state), units=len(units))
    return rows[0]


def _standing(pair: DuplicatePair) -> list[tuple[int, str]]:
    """The decisions that count: of a pair that was joined and parted again, those given since."""
    both = [pair.one_id, pair.other_id]
    parted = PersonMerge.objects.filter(survivor__in=both, merged__in=both).aggregate(at=Max("undone_at"))["at"]
    said = pair.decisions.order_by("pk")
    return list((said.filter(recorded_at__gt=parted) if parted else said).values_list("unit_id", "decision"))


def _units(pair: DuplicatePair) -> list[int]:
    return list(dict.fromkeys((pair.one_unit_id, pair.other_unit_id)))


def state_of(units: Iterable[int], decisions: Iterable[tuple[int, str]]) -> PairState:
    """Where a pair stands after these decisions, the last of each unit counting; open while a unit has not spoken."""
    latest = dict(decisions)
    said = {latest.get(unit) for unit in units}
    if Decision.DIFFERENT in said:
        return PairState.DIFFERENT
    if Decision.UNSURE in said:
        return PairState.UNSURE
    return PairState.OPEN if None in said else PairState.SAME
