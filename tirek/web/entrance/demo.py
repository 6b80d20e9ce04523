"""Who may be entered with one click on the demonstration."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from tirek.access.models import Membership, Organisation, User
from tirek.access.roles import ROLES
from tirek.kernel.clock import today


class DemoUser(NamedTuple):
    """A user to enter as, and what they are."""

    user: User
    role: str
    unit: str


def demo_users() -> list[tuple[Organisation, list[DemoUser]]]:
    """Users by organisation, each with the roles of today."""
    day = today()
    held = (
        Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day, user__is_active=True)
        .select_related("user", "unit__organisation")
        .order_by("unit__organisation__pk", "unit__pk", "user__pk")
    )
    return [
        (organisation, [DemoUser(one.user, str(ROLES[one.role_id].name), one.unit.name) for one in members])
        for organisation, members in groupby(held, key=lambda one: one.unit.organisation)
    ]
