"""How somebody carries the work: their own checks, and those that others showed them."""

from uuid import UUID

from tirek.kernel.problems import Missing
from tirek.profession.models import Practitioner, WellbeingCheck
from tirek.profession.selectors.supervision import NOTHING_THERE


def own_checks(me: Practitioner, limit: int = 12) -> list[WellbeingCheck]:
    """My own checks, the latest first."""
    return list(WellbeingCheck.objects.filter(practitioner=me).order_by("-on", "-pk")[:limit])


def checks_shown(me: Practitioner, limit: int = 30) -> list[WellbeingCheck]:
    """What those whom I supervise have shown me, the latest first."""
    return list(WellbeingCheck.objects.filter(shared_with=me).order_by("-on", "-pk")[:limit])


def check_seen(uuid: UUID) -> WellbeingCheck:
    """One check: my own, or one that was shown to me."""
    found = WellbeingCheck.objects.filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found
