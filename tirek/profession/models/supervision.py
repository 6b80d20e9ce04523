"""Supervision and intervision: between those who take part. No office, no manager, no personnel file reads it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import MeetingState, Mode, SupervisionForm
from tirek.profession.models.kept import Kept, OfUnit


class SupervisionAgreement(OfUnit):
    """Who meets for supervision, how often, from when to when. Intervision has no supervisor."""

    #: No role opens this door, so what the audit says of an agreement is read by nobody of the unit.
    compartment: ClassVar[str] = "closed"

    form = models.CharField(max_length=10, choices=SupervisionForm)
    title = models.CharField(max_length=200, blank=True)
    supervisor = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="supervises"
    )
    every_days = models.PositiveSmallIntegerField(default=30)
    aims = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form="peer", supervisor=None) | (~Q(form="peer") & Q(supervisor__isnull=False)),
                name="supervision_has_a_supervisor_and_intervision_none",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.form


class AgreementMember(Kept):
    """A practitioner of an agreement; it holds for them once they accepted it."""

    agreement = models.ForeignKey(SupervisionAgreement, on_delete=models.PROTECT, related_name="members")
    practitioner = models.ForeignKey("profession.Practitioner", on_delete=models.PROTECT, related_name="agreements")
    accepted_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "practitioner"], name="one_place_in_an_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}:{self.practitioner_id}"


class SupervisionMeeting(Kept):
    """One meeting of an agreement."""

    agreement = models.ForeignKey(SupervisionAgreement, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=60)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ONSITE)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    safety_asked = models.BooleanField(default=False)  # safety at work was talked about

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.on}"


class MeetingPresence(Kept):
    """Who was there."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="presences")
    practitioner = models.ForeignKey("profession.Practitioner", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "practitioner"], name="somebody_is_there_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}:{self.practitioner_id}"


class SupervisionTheme(Kept):
    """What was talked about, in the words of practice and without anybody's name; what was agreed."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="themes")
    practitioner = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    agreed = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.kind


class WellbeingCheck(Kept):
    """How somebody carries the work: the person's own answers. A supervisor reads them when they were shared."""

    practitioner = models.ForeignKey("profession.Practitioner", on_delete=models.PROTECT, related_name="wellbeing")
    on = models.DateField()
    answers = models.JSONField(default=dict)
    wants_to_talk = models.BooleanField(default=False)
    unsafe = models.BooleanField(default=False)
    shared_with = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.practitioner_id} {self.on}"
