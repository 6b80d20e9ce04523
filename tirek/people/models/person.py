"""A person: one row, however many names."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.people.engine.dates import PartialDate
from tirek.people.engine.dates import Precision as DatePrecision
from tirek.people.enums import Language, Precision, Sex
from tirek.people.vault import unseal


class Person(ProtectedRecord):
    """Somebody the unit works with or for: a client, a child, a relative, perhaps known by a first name only.

    Until a case holds the person, ``intake_by`` is the user who is taking them in and the only one, beside
    the supervisor, who sees them. The number is kept sealed; ``iin_hash`` finds it. The hash is not unique:
    a mistyped number must not block work, and a duplicate-key error would tell that a hidden row exists.

    ``merged_into`` is the record that stands for this one since two were found to be one person. A ``sealed`` person
    is shown to nobody outside the file, not even as initials: a woman in hiding, a witness, an adopted child.
    """

    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(max_length=9, choices=Precision, default=Precision.DAY)
    died_on = models.DateField(null=True, blank=True)
    died_precision = models.CharField(max_length=9, choices=Precision, default=Precision.DAY)
    iin_sealed = models.TextField(blank=True)
    iin_hash = models.CharField(max_length=64, blank=True)
    iin_findings = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    iin_reason = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=Language, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    sealed = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    intake_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(birth_date=None) | Q(died_on__gte=F("birth_date")),
                name="a_person_is_born_before_dying",
                violation_error_message=_("The day of death lies before the day of birth."),
            ),
            models.CheckConstraint(
                condition=(Q(iin_sealed="") & Q(iin_hash="")) | (~Q(iin_sealed="") & ~Q(iin_hash="")),
                name="a_kept_number_can_be_found",
                violation_error_message=_("The number is kept without its search key."),
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="nobody_is_merged_into_themselves"),
        ]
        indexes = [
            models.Index(fields=["iin_hash"], name="person_by_iin", condition=~Q(iin_hash="")),
            models.Index(fields=["birth_date"], name="person_by_birth_date"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def born(self) -> PartialDate | None:
        """The birth date with its precision."""
        return PartialDate(self.birth_date, DatePrecision(self.birth_precision)) if self.birth_date else None

    @property
    def died(self) -> PartialDate | None:
        """The day of death with its precision."""
        return PartialDate(self.died_on, DatePrecision(self.died_precision)) if self.died_on else None

    @property
    def iin(self) -> str:
        """The number in the clear, or nothing."""
        return unseal(self.iin_sealed) if self.iin_sealed else ""
