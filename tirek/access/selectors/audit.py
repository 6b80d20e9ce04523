"""Who did and who read what, as far as the asker's reach goes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from tirek.access.models import AuditEntry, User


@dataclass(frozen=True)
class AuditLineShown:
    """A line of the audit with the person's name."""

    entry: AuditEntry
    actor: User | None
    reading: bool


def audit_of_case(case_id: int, *, readings_only: bool = False) -> QuerySet[AuditEntry]:
    """The lines about a case, newest first. Row security shows a line only behind the file's own doors."""
    rows = AuditEntry.objects.filter(case_id=case_id)
    if readings_only:
        rows = rows.filter(act__startswith="read_")
    return rows.order_by("-at", "-pk")


def with_actors(rows: Iterable[AuditEntry]) -> list[AuditLineShown]:
    """Each line with who it was; one more question to the database, however many lines."""
    entries = list(rows)
    actors = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    return [AuditLineShown(entry, actors.get(entry.actor_id or 0), entry.act.startswith("read_")) for entry in entries]
