"""Who did and who read what, as far as the asker's reach goes."""

from dataclasses import dataclass

from tirek.access.models import AuditEntry, User


@dataclass(frozen=True)
class AuditLineShown:
    """A line of the audit with the person's name."""

    entry: AuditEntry
    actor: User | None
    reading: bool


def audit_of_case(case_id: int, *, readings_only: bool = False, limit: int = 200) -> list[AuditLineShown]:
    """The newest lines about a case. Row security shows a line only behind the file's own doors."""
    rows = AuditEntry.objects.filter(case_id=case_id)
    if readings_only:
        rows = rows.filter(act__startswith="read_")
    entries = list(rows.order_by("-at")[:limit])
    actors = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    return [AuditLineShown(entry, actors.get(entry.actor_id or 0), entry.act.startswith("read_")) for entry in entries]
