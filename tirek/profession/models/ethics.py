"""Ethics: complaints about practitioners, who may judge them, what was decided, what others can learn from it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import ComplaintState, Measure
from tirek.profession.models.kept import Kept, OfUnit
from tirek.profession.models.words import Texted, Titled


class Complaint(OfUnit):
    """What somebody says a practitioner did. Without a name it is followed by the code alone.

    The subject reads what is said, never who said it, unless the complainant agreed to be named.
    """

    reference = models.CharField(max_length=20, unique=True)
    door_hash = models.CharField(max_length=64, db_index=True)
    complainant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    complainant_name = models.CharField(max_length=200, blank=True)
    complainant_contact = models.CharField(max_length=200, blank=True)
    named = models.BooleanField(default=False)  # the subject may know who complains
    about_name = models.CharField(max_length=200)  # as the complainant wrote it
    about = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    happened = models.CharField(max_length=200, blank=True)  # when and where, as told
    text = models.TextField()
    norms = ArrayField(models.CharField(max_length=40), default=list)  # of the code of ethics: profession/data
    received_on = models.DateField()
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED)
    told_on = models.DateField(null=True, blank=True)  # the subject was told
    reason = models.TextField(blank=True)  # why it is not admissible

    def __str__(self) -> str:
        return self.reference


class PanelMember(Kept):
    """Somebody asked to judge: they say first whether they stand too near."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="panel")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appeal = models.BooleanField(default=False)  # of the second panel
    chair = models.BooleanField(default=False)
    free = models.BooleanField(null=True)  # of any conflict of interest, as declared; unknown until then
    conflict = models.CharField(max_length=300, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "user"],
                name="nobody_judges_twice",
                violation_error_message=_("This person is or was on a panel of this complaint."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}:{self.user_id}"


class ComplaintWord(Kept):
    """What a side or the panel wrote in the matter. ``to_sides``: complainant and subject read it too."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="words")
    side = models.CharField(max_length=12)  # complainant, subject, panel, secretary
    text = models.TextField()
    to_sides = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.side}"


class Hearing(Kept):
    """A hearing: when, where, what was said."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="hearings")
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    minutes = models.TextField(blank=True)
    held = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.at}"


class EthicsDecision(Kept):
    """What a panel decided, and why. The second, after an appeal, is final."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    appeal = models.BooleanField(default=False)
    measure = models.CharField(max_length=12, choices=Measure)
    text = models.TextField()
    decided_on = models.DateField()
    appeal_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "appeal"], name="one_decision_each_time")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.measure}"


class EthicsAppeal(Kept):
    """One of the sides does not accept the decision."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="appealed")
    side = models.CharField(max_length=12)
    text = models.TextField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.on}"


class DigestEntry(OfUnit, Titled, Texted):
    """What others can learn from a decision, told so that nobody in it can be recognised."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="digest")
    norms = ArrayField(models.CharField(max_length=40), default=list)
    measure = models.CharField(max_length=12, choices=Measure)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True, blank=True)
