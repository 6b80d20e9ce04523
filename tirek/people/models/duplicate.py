"""Two records that may be one person: what speaks for it, and what people decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.people.enums import Decision, PairState


class RegisterComparison(models.Model):
    """One comparison of the whole register with itself, in the background: how much was read and found."""

    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    model = models.CharField(max_length=40)
    persons = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {self.model}"


class DuplicatePair(models.Model):
    """Two persons who may be one. ``evidence`` is a list of fields with a level and a weight, never with values.

    ``one`` has the smaller key. ``secret`` keeps the pair from everybody who does not see both persons: one of them
    is sealed or lies in a compartment of its own; the database keeps it true.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    one_unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    other_unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    secret = models.BooleanField(default=False)
    probability = models.FloatField()
    weight = models.FloatField(default=0)
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=PairState, default=PairState.OPEN)
    found_at = models.DateTimeField(default=now)
    comparison = models.ForeignKey(
        RegisterComparison, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_pair_of_two_persons"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="the_smaller_key_of_a_pair_comes_first"),
            models.CheckConstraint(
                condition=Q(probability__gte=0) & Q(probability__lte=1), name="a_probability_lies_between_0_and_1"
            ),
        ]
        indexes = [
            models.Index(fields=["one_unit", "state", "-probability"], name="pairs_of_a_unit"),
            models.Index(fields=["other_unit", "state", "-probability"], name="pairs_of_the_other_unit"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class DuplicateDecision(models.Model):
    """Somebody answered for a unit whether the two are one person, and why. Never changed; a new one follows."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    pair = models.ForeignKey(DuplicatePair, on_delete=models.PROTECT, related_name="decisions")
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=9, choices=Decision)
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_decision_on_a_pair_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return self.decision
