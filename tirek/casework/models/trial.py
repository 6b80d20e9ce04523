"""A draft of a standard and what it found in past cases, before anybody adopts it."""

from django.conf import settings
from django.db import models

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid


class DraftStandard(models.Model):
    """Practice rules somebody proposes for a programme, as the text they wrote. It holds for no case."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    programme = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.title


class StandardTrial(models.Model):
    """A draft was run over the past cases of the units its author answers for. Counts alone; the list is asked anew."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    draft = models.ForeignKey(DraftStandard, on_delete=models.PROTECT, related_name="trials")
    opened_from = models.DateField()
    opened_until = models.DateField()
    on = models.DateField()
    counts = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_until__gte=models.F("opened_from")), name="trial_covers_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.on}"
