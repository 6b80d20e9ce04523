"""The journal: one line for each professional act on a case, in the order of practice."""

from django.db import models

from tirek.casework.models.case import CaseRecord


class Entry(CaseRecord):
    """One act on record: what it was, on which day, what was written, and the codes that rules may read.

    ``kind`` and ``detail`` are what ``standards`` calls an event; ``note`` is the worker's own words.
    """

    kind = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_uuid = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-done_on", "-id"], name="journal_of_a_case"),
            models.Index(fields=["subject_uuid"], name="journal_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_on}"


class Correction(CaseRecord):
    """A value was corrected. The old one stays readable, with who, when and why."""

    subject_type = models.CharField(max_length=60)
    subject_uuid = models.UUIDField()
    field = models.CharField(max_length=60)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["case", "subject_uuid"], name="corrections_of_a_record")]

    def __str__(self) -> str:
        return f"{self.subject_type}.{self.field}"
