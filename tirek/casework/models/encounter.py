"""Meetings with people: consent, contact, visit, service, case conference."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.casework.enums import ConsentForm
from tirek.casework.models.case import CaseRecord


class Consent(CaseRecord):
    """A person agreed to something for a purpose, until a day, and may take it back."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    form = models.CharField(max_length=20, choices=ConsentForm, default=ConsentForm.WRITTEN)
    recipient = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "purpose"], name="consents_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("done_on")),
                name="consent_ends_after_it_is_given",
                violation_error_message=_("Consent can't end before it was given."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class Contact(CaseRecord):
    """A call, a message, a talk at the office: with whom, and whether somebody was reached."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=40)
    other_party = models.CharField(max_length=200, blank=True)
    reached = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-done_on"], name="contacts_of_a_case")]

    def __str__(self) -> str:
        return f"{self.channel} {self.done_on}"


class Visit(CaseRecord):
    """The worker saw the family: where, whether the child was seen, what the visit form said."""

    place = models.CharField(max_length=40)
    reached = models.BooleanField(default=True)
    child_seen = models.BooleanField(default=False)
    assessment = models.ForeignKey(
        "casework.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["case", "-done_on"], name="visits_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(child_seen=False) | Q(reached=True),
                name="child_seen_means_somebody_was_met",
                violation_error_message=_("The child can't have been seen when nobody was met."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.done_on}"


class Service(CaseRecord):
    """A service was given: which, to whom, how much, by whom."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(1))
    provider = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-done_on"], name="services_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="a_service_has_a_quantity",
                violation_error_message=_("Write how much was given; it must be more than zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.service


class Conference(CaseRecord):
    """Several professions met about a case: the question, who took part, what was decided."""

    question = models.TextField()
    participants = models.JSONField(default=list)
    family_present = models.BooleanField(default=False)
    decision = models.TextField()
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-done_on"], name="conferences_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("done_on")),
                name="next_conference_comes_later",
                violation_error_message=_("The next conference can't lie before this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done_on}"
