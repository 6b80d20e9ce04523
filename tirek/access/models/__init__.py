from tirek.access.models.act import AuditEntry, PerformedAct
from tirek.access.models.draft import Draft
from tirek.access.models.organisation import Organisation, ThreeNames, Unit
from tirek.access.models.record import ProtectedRecord
from tirek.access.models.user import AccessRole, Membership, User

__all__ = [
    "AccessRole",
    "AuditEntry",
    "Draft",
    "Membership",
    "Organisation",
    "PerformedAct",
    "ProtectedRecord",
    "ThreeNames",
    "Unit",
    "User",
]
