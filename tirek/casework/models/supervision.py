"""A case that was brought to supervision."""

from django.db import models

from tirek.casework.models.case import CaseRecord


class CaseInSupervision(CaseRecord):
    """Somebody brought a case to a supervision meeting. ``done_on`` is the day of the meeting.

    It is no part of the file: only who sees both the case and the meeting sees the row.
    """

    meeting = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "meeting"], name="a_case_is_brought_to_a_meeting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.meeting}"
