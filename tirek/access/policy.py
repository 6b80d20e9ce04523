"""The one place that decides. Row security decides again, beneath, in the database."""

from dataclasses import dataclass

from django.db.models import Q

from tirek.access.acts import asked
from tirek.access.enums import Reach
from tirek.access.models import Membership, User
from tirek.access.roles import ANYBODY, PERMISSIONS, ROLES, Role
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Refused


@dataclass(frozen=True)
class Held:
    """A role that a user holds in a unit today."""

    unit_id: int
    role: Role


def rights(user: User) -> tuple[Held, ...]:
    """What the user is, and where, today. Read once for each request; outside of requests again for each act."""
    kept: tuple[Held, ...] | None = user.__dict__.get("_rights")
    if kept is None:
        day = today()
        rows = Membership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=day), user=user, user__is_active=True, starts_on__lte=day
        ).values_list("unit_id", "role_id")
        kept = tuple(Held(unit_id, ROLES[role]) for unit_id, role in rows.order_by("pk") if role in ROLES)
        user.__dict__["_rights"] = kept
    return kept


def holds(user: User, permission: str, unit_id: int | None = None) -> bool:
    """Whether a role of the user, in that unit or in any, carries the permission. Some need no role."""
    if permission not in PERMISSIONS:
        raise LookupError(f"no such permission: {permission}")
    if permission in ANYBODY:
        return True
    return any(permission in held.role.permissions and unit_id in (None, held.unit_id) for held in rights(user))


def require(user: User, permission: str, unit_id: int | None = None) -> None:
    """Refuse the act unless the user holds the permission in the unit."""
    asked(permission)
    if not holds(user, permission, unit_id):
        raise Refused(N_("Your role does not allow this here."))


def units_of(user: User, permission: str | None = None) -> list[int]:
    """Units where the user is a member (and holds the permission), in the order they joined."""
    return list(
        dict.fromkeys(
            held.unit_id for held in rights(user) if permission is None or permission in held.role.permissions
        )
    )


def file_units(user: User) -> list[int]:
    """Units whose files the user opens as a whole."""
    return list(dict.fromkeys(held.unit_id for held in rights(user) if held.role.reach == Reach.UNIT))


def opens(user: User, unit_id: int, compartment: str) -> bool:
    """Whether the door of a compartment in a unit is open to the user."""
    return any(held.unit_id == unit_id and compartment in held.role.compartments for held in rights(user))
