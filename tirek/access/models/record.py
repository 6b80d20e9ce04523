"""The shape of every row of case data."""

from django.conf import settings
from django.db import models

from tirek.access.enums import Compartment
from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid


class ProtectedRecord(models.Model):
    """A row under row security: whose unit, which compartment, who wrote it and when."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.GENERAL)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True
