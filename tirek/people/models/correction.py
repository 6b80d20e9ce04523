"""What was recorded before it was put right. Corrections never erase."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.people.vault import unseal


class PersonCorrection(ProtectedRecord):
    """One value of a person, or of one of the person's names, before and after; ``recorded_by`` corrected it.

    Values of sealed fields are kept sealed here too.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="corrections")
    name = models.ForeignKey(
        "people.PersonName", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    field = models.CharField(max_length=40)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    sealed = models.BooleanField(default=False)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_correction_has_a_reason",
                violation_error_message=_("Say why the value is corrected."),
            ),
        ]

    def __str__(self) -> str:
        return self.field

    @property
    def old_value(self) -> str:
        """The earlier value in the clear."""
        return unseal(self.old) if self.sealed and self.old else self.old

    @property
    def new_value(self) -> str:
        """The corrected value in the clear."""
        return unseal(self.new) if self.sealed and self.new else self.new
