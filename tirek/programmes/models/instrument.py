"""Instruments, each in versions that never change: an assessment stays what it was when it was made."""

import json

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from tirek.kernel.clock import now
from tirek.programmes.engine.form import FormDefinition


class Instrument(models.Model):
    """A form by the code a pack or an administrator gave it.

    ``pack`` is empty for one that was uploaded, and its own code for one under a licence of its own.
    """

    code = models.CharField(max_length=60, unique=True)
    pack = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.code


class InstrumentVersion(models.Model):
    """One wording of an instrument with its logic, as compiled from the file that is kept beside it."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60, blank=True)
    content_hash = models.CharField(max_length=64)
    definition = models.JSONField()
    source_file = models.BinaryField()
    source_name = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    wording_status = models.JSONField(default=dict)
    own_pack = models.JSONField(default=dict, help_text="an instrument under a licence of its own, whole")
    published_at = models.DateTimeField(default=now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_instrument_version_per_number"),
            models.UniqueConstraint(fields=["instrument", "content_hash", "label"], name="one_version_per_content"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} v{self.number}"

    @cached_property
    def form(self) -> FormDefinition:
        """The definition as the evaluator takes it."""
        return FormDefinition.from_json(json.dumps(self.definition))
