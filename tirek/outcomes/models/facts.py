"""The facts as they were written out, and what was found wrong with the records behind them."""

from django.db import models
from django.db.models import Q

from tirek.casework.models.case import CaseRecord
from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.outcomes.enums import FindingKind, VersionState


class FactsVersion(models.Model):
    """One state of the facts. Its files stay as long as something that was published rests on it.

    ``files`` names each table's files with their digests; ``digest`` is over all of them, so that two versions with the
    same digest hold the same facts. ``on`` is the day the facts know.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    on = models.DateField()
    model_version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.BUILDING)
    digest = models.CharField(max_length=64, blank=True)
    files = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    began_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(finished_at__isnull=False) & ~Q(digest="")),
                name="ready_facts_have_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class QualityFinding(CaseRecord):
    """A record that figures can't rest on: something is missing, impossible, or was written down late.

    ``done_on`` is the day it was found, ``subject`` the record. It goes when the next look does not find it any more.
    """

    rule = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=FindingKind)
    subject_type = models.CharField(max_length=60)
    subject_uuid = models.UUIDField()
    detail = models.JSONField(default=dict)
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject_uuid"], condition=Q(gone_on=None), name="one_finding_per_rule_and_record"
            ),
        ]
        indexes = [models.Index(fields=["unit", "gone_on", "rule"], name="findings_of_a_unit")]

    def __str__(self) -> str:
        return self.rule
