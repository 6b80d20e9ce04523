"""Where somebody stands with the register, and which of their rights ask for that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tirek.access.models import User
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
    day, rule = on or today(), certification_rule()
    entries = list(entries)
    keys = [entry.pk for entry in entries]
    given: dict[int, list[Given]] = {}
    away: dict[int, list[Away]] = {}
    for key, *said in Certification.objects.filter(practitioner__in=keys).values_list(
        "practitioner_id", "category", "valid_from", "valid_until", "withdrawn_on"
    ):
        given.setdefault(key, []).append(Given(*said))
    for key, *said in Suspension.objects.filter(practitioner__in=keys).values_list(
        "practitioner_id", "starts_on", "ends_on", "lifted_on"
    ):
        away.setdefault(key, []).append(Away(*said))
    return {
        entry.pk: standing_of(
            given.get(entry.pk, []),
            away.get(entry.pk, []),
            on=day,
            entry=entry.state,
            warns_days=rule.warns_days,
            grace_days=rule.grace_days,
        )
        for entry in entries
    }


def requirements_of(units: Iterable[int]) -> list[EntryRequirement]:
    """Rights that ask for a valid entry in these units, also those that begin later."""
    found = EntryRequirement.objects.filter(unit__in=list(units), ended_on=None).select_related("unit__organisation")
    return list(found.order_by("unit_id", "permission"))


def requirement_in(unit_id: int, permission: str) -> Asked | None:
    """What a unit asks for before this right may be used."""
    found = EntryRequirement.objects.filter(unit_id=unit_id, permission=permission, ended_on=None)
    row = found.values_list("starts_on", "warns_days").first()
    return Asked(*row) if row else None


def warned_of(user: User, units: Iterable[int], permissions: Iterable[str], on: date | None = None) -> list[Warned]:
    """Of these rights in these units those that warn, refuse or soon will; nothing where none asks for an entry."""
    day = on or today()
    asked = [row for row in requirements_of(units) if row.permission in set(permissions)]
    if not asked:
        return []
    at = standing(user, day)
    found: dict[str, Warned] = {}
    for row in asked:
        asks = Asked(row.starts_on, row.warns_days)
        if at.state == State.VALID or row.permission in found:
            continue
        found[row.permission] = Warned(row.permission, asks, at, verdict(at, asks), refused_from(at, asks))
    return list(found.values())
