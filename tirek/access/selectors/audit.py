"""Who did and who read what, as far as the asker's reach goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tirek.access.models import AuditEntry, User


@dataclass(frozen=True)
class AuditLineShown:
    """A line of the audit with the person's name."""

    entry: AuditEntry
    actor: User | None
    reading: bool


#: Acts by which somebody read: a file, or the preview of a person.
READING = ("read_", "preview_")


def audit_of_case(
    case_id: int, *, readings_only: bool = False, unit_id: int | None = None, people: Iterable[UUID] = ()
) -> QuerySet[AuditEntry]:
    """The lines about a case, newest first. Row security shows a line only behind the file's own doors.

    With its ``people`` also who was shown a preview of them, which the unit of the file keeps.
    """
    rows = AuditEntry.objects.filter(
        Q(case_id=case_id) | Q(act="preview_person", unit_id=unit_id, subject_uuid__in=list(people))
    )
    if readings_only:
        rows = rows.filter(Q(act__startswith=READING[0]) | Q(act__startswith=READING[1]))
    return rows.order_by("-at", "-pk")


def with_actors(rows: Iterable[AuditEntry]) -> list[AuditLineShown]:
    """Each line with who it was; one more question to the database, however many lines."""
    entries = list(rows)
    actors = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    return [AuditLineShown(entry, actors.get(entry.actor_id or 0), entry.act.startswith(READING)) for entry in entries]
