"""The role table in the database follows ``roles.ROLES``."""

from django.contrib.auth.hashers import make_password

from tirek.access.door import DOOR
from tirek.access.models import AccessRole, User
from tirek.access.roles import ROLES


def sync_roles(using: str = "owner") -> None:
    """Copy what row security needs to know of every role to where it reads it. Run by the owner at migrate."""
    for role in ROLES.values():
        AccessRole.objects.using(using).update_or_create(
            code=role.code,
            defaults={
                "reach": role.reach.value,
                "compartments": sorted(role.compartments),
                "invites": "staff.invite" in role.permissions,
                "permissions": sorted(role.permissions),
            },
        )
    # The public door: somebody in whose name people without an account act; no password, no role.
    User.objects.using(using).get_or_create(
        username=DOOR, defaults={"first_name": "Tirek", "password": make_password(None)}
    )
