"""What somebody has typed and not yet sent."""

from django.conf import settings
from django.db import models

from tirek.kernel.clock import now


class Draft(models.Model):
    """The unsent content of one form of one user. Row security shows it to that user alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)
    content = models.JSONField()
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return self.key
