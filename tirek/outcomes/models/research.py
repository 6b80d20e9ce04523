"""Research: who asked for which data for what, who allowed it, what was handed over, until when."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.outcomes.enums import RequestState


class ResearchRequest(models.Model):
    """Somebody asks for data of one organisation: the question, the ethics approval, the fields, for how long."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    institution = models.CharField(max_length=200)
    ethics_body = models.CharField(max_length=200)
    ethics_number = models.CharField(max_length=80)
    ethics_on = models.DateField()
    table = models.CharField(max_length=40)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    first_on = models.DateField()
    last_on = models.DateField()
    until = models.DateField()
    agreed_at = models.DateTimeField(null=True, blank=True)  # the data-use agreement
    agreement = models.CharField(max_length=10, blank=True)  # its version
    k = models.PositiveSmallIntegerField(default=5)
    diversity = models.PositiveSmallIntegerField(default=2)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="research_covers_a_period",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(decided_by__isnull=False) & Q(agreed_at__isnull=False) & Q(decided_on__isnull=False)),
                name="approved_research_was_agreed_and_decided",
            ),
            models.CheckConstraint(
                condition=Q(k__gte=5, diversity__gte=2),
                name="research_hides_everybody_among_five",
                violation_error_message=_("At least five families must look alike and differ by at least two values."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_allows_their_own_research",
                violation_error_message=_("You can't decide on your own request."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ResearchRelease(models.Model):
    """What was handed over: how it was coarsened, what was measured of it, its mark, until when it may be used."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    request = models.ForeignKey(ResearchRequest, on_delete=models.PROTECT, related_name="releases")
    version = models.ForeignKey("outcomes.FactsVersion", on_delete=models.PROTECT, related_name="+")
    k = models.PositiveSmallIntegerField()
    diversity = models.PositiveSmallIntegerField()
    measured = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    rows = models.PositiveIntegerField()
    held_back = models.PositiveIntegerField(default=0)
    mark_key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    until = models.DateField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=now, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    recalled_on = models.DateField(null=True, blank=True)
    recalled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recall_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request"], name="one_release_per_request"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.rows}"


class ResearchFile(models.Model):
    """The rows of a release, sealed; empty once its time is over or it was recalled. The asker alone opens it."""

    release = models.OneToOneField(ResearchRelease, on_delete=models.PROTECT, primary_key=True, related_name="file")
    sealed = models.TextField()

    def __str__(self) -> str:
        return str(self.release_id)
