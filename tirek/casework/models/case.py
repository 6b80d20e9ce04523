"""The case, who is in it and who works on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.casework.enums import CaseState, Part


class Case(ProtectedRecord):
    """One family's way through a programme. It keeps the version of the pack under which it was opened."""

    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=60)
    family = models.ForeignKey("people.Family", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    programme_version = models.CharField(max_length=30)
    call_source = models.CharField(max_length=60)
    call_note = models.TextField(blank=True)
    grounds = models.JSONField(default=list)
    opened_on = models.DateField()
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    risk_level = models.CharField(max_length=20, default="unassessed")
    risk_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_case_per_number_in_a_unit"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="case_closes_after_it_opens",
                violation_error_message=_("A case can't be closed before it was opened."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="closed_case_has_a_day_of_closure",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-opened_on"], name="cases_of_a_unit"),
            models.Index(fields=["worker", "state"], name="cases_of_a_worker"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def case_id(self) -> int:
        """A case is its own case, so that lines of the audit and of the journal name it alike."""
        return int(self.pk)


class CaseCounter(models.Model):
    """The last number given to a case in a unit."""

    unit = models.OneToOneField("access.Unit", on_delete=models.PROTECT, primary_key=True, related_name="+")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.last}"


class CaseRecord(ProtectedRecord):
    """A row that belongs to a case and to a day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()

    class Meta:
        abstract = True


class CaseMember(CaseRecord):
    """A person is part of a case, from a day on."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(left_on=None),
                name="a_person_is_in_a_case_once",
                violation_error_message=_("This person is already in the case."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.part}"


class Assignment(CaseRecord):
    """A user works on a case, as its lead or beside the lead. Row security reads it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ended_on=None),
                name="a_worker_is_assigned_once",
                violation_error_message=_("This worker is already assigned to the case."),
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on=None, leads=True), name="a_case_has_one_lead"
            ),
        ]
        indexes = [models.Index(fields=["user", "ended_on"], name="assignments_of_a_user")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"
