"""Reports: what somebody put together, and what was frozen of it."""

from django.conf import settings
from django.db import models

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.outcomes.enums import Rhythm, Scope


class Report(models.Model):
    """A report somebody composed: its parts in order, for which time and whom; shared with a unit, made anew by rhythm.

    ``parts`` are texts and figures: ``{"text": …}``, ``{"indicator": …, "by": [...]}``, ``{"cohort": …, "by": …}``.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    title = models.CharField(max_length=200)
    parts = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # none: the last complete year
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.ORGANISATION)
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="kk")
    shared = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.NEVER)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now, editable=False)
    put_away_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """A report frozen: the protected tables it shows, the version of the facts and of every definition.

    ``content`` is all that the files are made from, so that each can be made again to the same bytes; ``digests`` hold
    what the bytes were.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    version = models.ForeignKey("outcomes.FactsVersion", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    content = models.JSONField()
    definitions = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return f"{self.report_id} {self.frozen_at:%Y-%m-%d}"
