"""Where somebody stands with the register, and which of their rights ask for that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tirek.access.models import User
from tirek.access.policy import rights
from tirek.kernel.clock import today
from tirek.profession.engine.certification import certification_rule
from tirek.profession.engine.standing import (
    Asked,
    Away,
    Given,
    Standing,
    State,
    Verdict,
    refused_from,
    standing_of,
    verdict,
)
from tirek.profession.models import Certification, EntryRequirement, Practitioner, Suspension


@dataclass(frozen=True)
class Warned:
    """A right that asks for a valid entry, and what it says to somebody today."""

    permission: str
    asked: Asked
    standing: Standing
    verdict: Verdict
    refused_from: date | None


def standing(user: User, on: date | None = None) -> Standing:
    """Where a user stands on a day; of others than oneself only under the row security of who asks."""
    entry = Practitioner.objects.filter(user=user).first()
    return entry_standing(entry, on)


def entry_standing(entry: Practitioner | None, on: date | None = None) -> Standing:
    """Where an entry stands on a day."""
    day = on or today()
    if entry is None:
        return Standing(State.NONE, day)
    return standings([entry], day)[entry.pk]


def standings(entries: Iterable[Practitioner], on: date | None = None) -> dict[int, Standing]:
    """Where each of these entries stands on a day, by key, with two questions for all of them."""
    day = on or today()
    entries = list(entries)
    keys = [entry.pk for entry in entries]
    given: dict[int, list[Given]] = {}
    away: dict[int, list[Away]] = {}
    for key, category, first, last, ended in Certification.objects.filter(practitioner__in=keys).values_list(
        "practitioner_id", "category", "valid_from", "valid_until", "withdrawn_on"
    ):
        given.setdefault(key, []).append(Given(category, first, last, ended))
    for key, starts_on, ends_on, lifted_on in Suspension.objects.filter(practitioner__in=keys).values_list(
        "practitioner_id", "starts_on", "ends_on", "lifted_on"
    ):
        away.setdefault(key, []).append(Away(starts_on, ends_on, lifted_on))
    return {entry.pk: _stands(entry, given.get(entry.pk, []), away.get(entry.pk, []), day) for entry in entries}


def standing_from(
    entry: Practitioner, given: Iterable[Certification], away: Iterable[Suspension], on: date | None = None
) -> Standing:
    """Where an entry stands, when everything that was decided about it has been read already."""
    return _stands(
        entry,
        [Given(one.category, one.valid_from, one.valid_until, one.withdrawn_on) for one in given],
        [Away(one.starts_on, one.ends_on, one.lifted_on) for one in away],
        on or today(),
    )


def requirements_of(units: Iterable[int]) -> list[EntryRequirement]:
    """Rights that ask for a valid entry in these units, also those that begin later."""
    found = EntryRequirement.objects.filter(unit__in=list(units), ended_on=None).select_related("unit__organisation")
    return list(found.order_by("unit_id", "permission"))


def requirement_in(unit_id: int, permission: str) -> Asked | None:
    """What a unit asks for before this right may be used."""
    found = EntryRequirement.objects.filter(unit_id=unit_id, permission=permission, ended_on=None)
    row = found.values_list("starts_on", "warns_days").first()
    return Asked(*row) if row else None


def warned_of(user: User, permissions: Iterable[str], at: Standing | None = None) -> list[Warned]:
    """Of these rights those the user holds that warn, refuse or soon will; nothing where none asks for an entry."""
    wanted = set(permissions)
    held = {(one.unit_id, permission) for one in rights(user) for permission in one.role.permissions & wanted}
    if not held:
        return []
    asked = [row for row in requirements_of({unit for unit, _ in held}) if (row.unit_id, row.permission) in held]
    if not asked:
        return []
    at = at or standing(user)
    found: dict[str, Warned] = {}
    for row in asked:
        asks = Asked(row.starts_on, row.warns_days)
        if at.state == State.VALID or row.permission in found:
            continue
        found[row.permission] = Warned(row.permission, asks, at, verdict(at, asks), refused_from(at, asks))
    return list(found.values())


def _stands(entry: Practitioner, given: list[Given], away: list[Away], day: date) -> Standing:
    rule = certification_rule()
    return standing_of(given, away, on=day, entry=entry.state, warns_days=rule.warns_days, grace_days=rule.grace_days)
