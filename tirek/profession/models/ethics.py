"""Ethics: complaints about practitioners, who may judge them, what was decided, what others can learn from it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import ComplaintState, Measure, Side
from tirek.profession.models.kept import Kept, OfUnit, person
from tirek.profession.models.words import Texted, Titled


class Complaint(OfUnit):
    """What somebody says a practitioner did. Who said it stands apart: the one complained about reads this row.

    ``recorded_by`` stays empty, for the same reason. Rows come from ``profession_receive_complaint`` alone.
    """

    reference = models.CharField(max_length=20, unique=True)
    about_name = models.CharField(max_length=200)  # as the complainant wrote it
    about = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    happened = models.CharField(max_length=200, blank=True)  # when and where, as told
    text = models.TextField()
    norms = ArrayField(models.CharField(max_length=40), default=list)  # of the code of ethics: profession/data
    received_on = models.DateField()
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED)
    handled_by = person()  # the secretary of the matter, who never judges it
    told_on = models.DateField(null=True, blank=True)  # the subject was told
    reason = models.TextField(blank=True)  # why it is not admissible

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(recorded_by=None), name="a_complaint_does_not_say_whose")]

    def __str__(self) -> str:
        return self.reference


class ComplaintSource(models.Model):
    """Who complained, and the hash of the code that opens it. The secretary and the complainant alone read it.

    A policy opens rows and not columns: had these stood in the complaint, its subject would have read them.
    """

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="source")
    door_hash = models.CharField(max_length=64, unique=True)
    user = person()  # who complained from a desk, in their own name
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    named = models.BooleanField(default=False)  # the subject and the panel may know the name

    def __str__(self) -> str:
        return str(self.complaint_id)


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
    """What a side, the secretary or the panel wrote in the matter, and whether the two sides read it too."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="words")
    side = models.CharField(max_length=12, choices=Side)
    text = models.TextField()
    to_complainant = models.BooleanField(default=False)
    to_subject = models.BooleanField(default=False)
    appeal = models.BooleanField(default=False)  # written when the matter was with the second panel

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(side="complainant") | Q(recorded_by=None), name="a_complainant_writes_without_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.side}"


class Hearing(Kept):
    """A hearing: when and where. Both sides read that; the minutes are a word of the matter, kept from the sides
    until the secretary shows them."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="hearings")
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    held = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.at}"


class EthicsDecision(Kept):
    """What a panel decided, and why. The second, after an appeal, is final."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    appeal = models.BooleanField(default=False)
    measure = models.CharField(max_length=12, choices=Measure)
    measure_until = models.DateField(null=True, blank=True)  # of a suspension that ends by itself
    text = models.TextField()
    decided_on = models.DateField()
    appeal_until = models.DateField(null=True, blank=True)
    carried_on = models.DateField(null=True, blank=True)  # the register was changed accordingly

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "appeal"], name="one_decision_each_time")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.measure}"


class EthicsAppeal(Kept):
    """One of the sides does not accept the decision."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="appealed")
    side = models.CharField(max_length=12, choices=Side)
    text = models.TextField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(side="complainant") | Q(recorded_by=None), name="a_complainant_appeals_without_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.on}"


class DigestEntry(OfUnit, Titled, Texted):
    """What others can learn from a decision, told so that nobody in it can be recognised."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="digest")
    norms = ArrayField(models.CharField(max_length=40), default=list)
    measure = models.CharField(max_length=12, choices=Measure)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True, blank=True)
