"""Two records became one, and what it takes to make them two again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.people.enums import RowOrigin


class PersonMerge(models.Model):
    """``merged`` was found to be ``survivor``; everything points to the survivor since. Nothing is destroyed.

    ``before`` holds the survivor's own fields as they were (numbers stay sealed), ``after`` as the merge left them,
    ``taken`` the names of the fields that were taken over from the merged record.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    survivor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    merged_unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    taken = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="nobody_is_merged_with_themselves"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_merge_has_a_reason", violation_error_message=_("Say why.")
            ),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="a_person_is_merged_into_one_other"
            ),
        ]
        indexes = [models.Index(fields=["survivor", "-recorded_at"], name="merges_of_a_survivor")]

    def __str__(self) -> str:
        return str(self.uuid)


class MergedRow(models.Model):
    """A row that pointed to one of the two when they were merged; whose it was, or that it had to stay aside.

    ``of_unit`` is the unit whose row it is, ``why`` the name of the rule that kept a row aside. Written and read by
    the database's own functions alone.
    """

    merge = models.ForeignKey(PersonMerge, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=63)
    column = models.CharField(max_length=63)
    row = models.BigIntegerField()
    origin = models.CharField(max_length=8, choices=RowOrigin)
    of_unit = models.BigIntegerField(null=True)
    why = models.CharField(max_length=63, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "table", "column", "row"], name="a_row_is_moved_once_by_a_merge"),
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.column} {self.row}"
