"""Packs as they were installed. A row never changes: a case opened under a version keeps its words and rules."""

from django.db import models

from tirek.kernel.clock import now


class InstalledPack(models.Model):
    """One version of one programme, whole. The database refuses to change or delete it."""

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()
    installed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="programmes_pack_version_installed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
