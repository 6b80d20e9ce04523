"""Questions about users, units and drafts."""

from django.db.models import Q, QuerySet

from tirek.access.models import Draft, Membership, User
from tirek.access.policy import units_of
from tirek.kernel.clock import today


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
    day = today()
    held = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), unit_id=unit_id, starts_on__lte=day)
    if roles:
        held = held.filter(role_id__in=roles)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("last_name", "first_name")


def draft(user: User, key: str) -> Draft | None:
    """What the user had typed in a form and not sent."""
    return Draft.objects.filter(user=user, key=key[:160]).first()
