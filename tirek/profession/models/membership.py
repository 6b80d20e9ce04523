"""Membership of the association: who belongs to it, what they paid, how they decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import Choice, MemberState, MotionState
from tirek.profession.models.kept import Kept, OfUnit
from tirek.profession.models.words import Texted, Titled


class MemberCategory(OfUnit, Titled):
    """A kind of membership: what it costs a year, whether it votes."""

    code = models.SlugField(max_length=40)
    votes = models.BooleanField(default=True)
    fee = models.DecimalField(max_digits=9, decimal_places=2, default=0)  # tenge a year
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_category_per_code")]


class Member(OfUnit):
    """A person or an organisation that asked to belong, and what became of it."""

    category = models.ForeignKey(MemberCategory, on_delete=models.PROTECT, related_name="members")
    practitioner = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    body = models.CharField(max_length=200, blank=True)  # an organisation that is a member
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who votes
    motive = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.APPLIED)
    applied_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(practitioner__isnull=False) & Q(body="")) | (Q(practitioner=None) & ~Q(body="")),
                name="a_member_is_a_practitioner_or_a_body",
            ),
            models.UniqueConstraint(
                fields=["unit", "practitioner"],
                condition=Q(state__in=("applied", "member")),
                name="one_membership_each",
                violation_error_message=_("There is a membership or an application already."),
            ),
        ]

    def __str__(self) -> str:
        return self.body or str(self.practitioner)


class Fee(Kept):
    """What a member owes for a year, and that it was paid or let off. No payment is made here."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="fees")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    paid_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    let_off = models.CharField(max_length=200, blank=True)  # why nothing is to be paid

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="one_fee_a_year")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"


class GeneralMeeting(OfUnit, Titled):
    """A meeting of the members. It decides when enough of those who vote are there."""

    on = models.DateField()
    place = models.CharField(max_length=300, blank=True)  # or the address of the meeting online
    called_on = models.DateField()
    quorum = models.PositiveSmallIntegerField(default=50)  # more than so many per cent of those who vote
    voters = models.PositiveIntegerField(null=True, blank=True)  # how many there were when it was opened
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quorum__lt=100), name="a_quorum_can_be_reached")]


class MemberPresence(Kept):
    """A member is at the meeting, or another member holds their word."""

    meeting = models.ForeignKey(GeneralMeeting, on_delete=models.PROTECT, related_name="presences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proxy = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="a_member_is_there_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}:{self.member_id}"


class Motion(Kept, Titled, Texted):
    """What a meeting is asked to decide. A secret vote keeps who voted and what was voted apart."""

    meeting = models.ForeignKey(GeneralMeeting, on_delete=models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    secret = models.BooleanField(default=False)
    majority = models.PositiveSmallIntegerField(default=50)  # more than so many per cent of the votes given
    state = models.CharField(max_length=10, choices=MotionState, default=MotionState.PUT)
    carried = models.BooleanField(null=True)
    result = models.JSONField(default=dict)  # counted: for, against, abstain, present, voters

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_motion_per_number")]


class Vote(Kept):
    """That a member voted; how, only where the vote is open."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "member"],
                name="a_member_votes_once",
                violation_error_message=_("You have voted on this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id}:{self.member_id}"


class SecretTally(models.Model):
    """The urn of a secret vote: how often each choice was made, and no ballot at all.

    The three rows of a motion are written together with every vote, so that no row tells which vote changed it.
    Nobody reads them: the database counts when the vote is closed.
    """

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "choice"], name="one_tally_per_choice")]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.choice}"


class Position(OfUnit, Titled, Texted):
    """What the association says in public: a statement, an opinion on a draft law."""

    adopted_on = models.DateField()
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, blank=True, related_name="positions")
    withdrawn_on = models.DateField(null=True, blank=True)
