"""Questions about users, units and drafts."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from tirek.access.models import Draft, Membership, Unit, User
from tirek.access.policy import units_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing


def staff(actor: User) -> QuerySet[Membership]:
    """Who works today in the units where the actor may see the staff."""
    day = today()
    return (
        Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), unit_id__in=units_of(actor, "staff.view"))
        .select_related("user", "unit", "unit__organisation", "role")
        .order_by("unit_id", "user__last_name", "user__first_name")
    )


def members_of_unit(unit_id: int, *roles: str) -> QuerySet[User]:
    """Active users with one of the roles (or any) in the unit today."""
    return members_of_units([unit_id], *roles)


def members_of_units(unit_ids: Iterable[int], *roles: str) -> QuerySet[User]:
    """Active users with one of the roles (or any) in one of the units today."""
    day = today()
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), unit_id__in=list(unit_ids), starts_on__lte=day
    )
    if roles:
        held = held.filter(role_id__in=roles)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("last_name", "first_name")


def units_of_users(user_ids: Iterable[int]) -> dict[int, Unit]:
    """Where each of the users works now, or worked last."""
    held = Membership.objects.filter(user_id__in=list(user_ids)).select_related("unit__organisation")
    rows = sorted(held, key=lambda row: (row.ends_on is None, row.starts_on, row.pk))
    return {row.user_id: row.unit for row in rows}


def draft(user: User, key: str) -> Draft | None:
    """What the user had typed in a form and not sent."""
    return Draft.objects.filter(user=user, key=key[:160]).first()


def units_seen(actor: User, permission: str) -> QuerySet[Unit]:
    """The units where the actor holds a permission."""
    return (
        Unit.objects.filter(pk__in=units_of(actor, permission))
        .select_related("organisation")
        .order_by("organisation_id", "pk")
    )


def membership_seen(actor: User, pk: int) -> Membership:
    """A membership that the actor may end."""
    held = (
        Membership.objects.filter(pk=pk, ends_on=None, unit_id__in=units_of(actor, "staff.invite"))
        .select_related("user", "unit", "unit__organisation", "role")
        .first()
    )
    if held is None:
        raise Missing(N_("There is no such record in what you may see."))
    return held


def user_invited_by(actor: User, uuid: UUID) -> User:
    """Somebody invited to the actor's units who has not chosen a password yet; elsewhere there is no such person.

    Whoever holds the link of an invitation chooses the password, so nobody gets the link of another house's people.
    """
    units = units_of(actor, "staff.invite")
    day = today()
    held = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), user__uuid=uuid).select_related("user")
    memberships = list(held)
    if not memberships or any(row.unit_id not in units for row in memberships):
        raise Missing(N_("There is no such record in what you may see."))
    user = memberships[0].user
    if user.has_usable_password() or not user.is_active:
        raise Missing(N_("There is no such record in what you may see."))
    return user
