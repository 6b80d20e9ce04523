"""What was done: the answer a repeat gets, and the chained audit."""

from django.conf import settings
from django.db import models

from tirek.kernel.clock import now


class PerformedAct(models.Model):
    """An act under the reference its sender chose, so that sending it again does it once."""

    client_ref = models.UUIDField(primary_key=True)
    act = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.act} {self.client_ref}"


class AuditEntry(models.Model):
    """One line of the audit. Written only by ``access_write_audit``; the application may read what it reaches.

    No foreign keys: a line outlives what it speaks of. ``hash`` covers the line and the hash before it in the
    same chain, so a changed, missing, swapped or inserted line breaks the chain.
    """

    id = models.BigAutoField(primary_key=True)
    chain = models.SmallIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField(null=True)
    case_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    compartment = models.CharField(max_length=10)
    facts = models.JSONField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_line_per_place_in_a_chain"),
        ]
        indexes = [
            models.Index(fields=["case_id", "-at"], name="audit_of_a_case"),
            models.Index(fields=["actor_id", "-at"], name="audit_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.act}"
