"""The role table in the database follows ``roles.ROLES``."""

from tirek.access.models import AccessRole
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
            },
        )
