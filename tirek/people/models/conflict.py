"""Two people whose files are kept apart: whoever works for the one learns nothing of the other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord


class Conflict(ProtectedRecord):
    """A person is protected from another person and whoever works for that one, or from a member of staff.

    Row security reads it: who works on a case of ``against``, or is ``against_user``, does not see that the protected
    person is known at all. Only who keeps the protected person's file sees this row.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    against_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(against=None) ^ Q(against_user=None),
                name="a_conflict_has_one_other_side",
                violation_error_message=_("Name either a person or a member of staff."),
            ),
            models.CheckConstraint(
                condition=Q(against=None) | ~Q(against=F("person")),
                name="a_conflict_is_between_two_people",
                violation_error_message=_("Choose somebody else: a person can't be kept apart from themselves."),
            ),
            models.UniqueConstraint(
                fields=["person", "against", "against_user"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="a_conflict_is_recorded_once",
                violation_error_message=_("These files are kept apart already."),
            ),
        ]
        indexes = [
            models.Index(fields=["against"], name="conflicts_with_a_person"),
            models.Index(fields=["against_user"], name="conflicts_with_a_user"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
