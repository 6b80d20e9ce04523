"""What every record of the profession says of itself: who keeps it, who wrote it, when."""

from django.conf import settings
from django.db import models

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid


def person() -> "models.ForeignKey[object, object]":
    """Somebody who did something, if known; they stay even when they leave."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Kept(models.Model):
    """A record with an identity to the outside, and the day it was written."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True


class OfUnit(Kept):
    """A record that the office of an association, a university or an organisation keeps."""

    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
