"""Questions about places."""

from tirek.directory.models import Region


def regions() -> list[Region]:
    """All regions in the order of their codes."""
    return list(Region.objects.order_by("kato"))
