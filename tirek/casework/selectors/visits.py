"""One visit as it is read again: with its case, its form's answers and the worker's words."""

from uuid import UUID

from tirek.casework.models import Entry, Visit
from tirek.casework.selectors.records import record_seen


def visit_seen(uuid: UUID) -> tuple[Visit, Entry | None]:
    """A visit and its journal line, or Missing."""
    visit = record_seen(
        Visit, uuid, "case__worker", "case__unit__organisation", "recorded_by", "assessment__instrument_version"
    )
    return visit, Entry.objects.filter(subject_uuid=visit.uuid, kind="visit").first()
