"""What a life goes through, as dated episodes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from tirek.casework.enums import Precision
from tirek.casework.models.case import CaseRecord


class Episode(CaseRecord):
    """A stretch of a person's life on one track: who cared for the child, from when, until when, why it changed.

    ``done_on`` is the first day. The day of the end no longer belongs to the episode. Episodes of one track may not
    overlap within a unit; what another unit wrote down about the same person neither hinders nor shows.
    ``counted_from`` is the day an outcome is counted from (release, for an offence after it); ``particulars`` are the
    programme's marks on an episode (conditions of probation, forms of violence).
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    track = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    may_overlap = models.BooleanField(default=False)
    expected_end_on = models.DateField(null=True, blank=True)
    particulars = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    known_from = models.CharField(max_length=60, blank=True)
    counted_from = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    ended_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    entry_reason = models.CharField(max_length=60, blank=True)
    exit_reason = models.CharField(max_length=60, blank=True)
    destination = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("done_on")),
                name="episode_ends_after_it_starts",
                violation_error_message=_("An episode can't end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(expected_end_on=None) | Q(expected_end_on__gte=F("done_on")),
                name="episode_is_expected_to_end_after_it_starts",
                violation_error_message=_("An episode can't be expected to end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(counted_from=None) | Q(counted_from__lte=F("done_on")),
                name="outcome_is_counted_from_a_day_before_it",
                violation_error_message=_("The day an outcome is counted from can't lie after it."),
            ),
            ExclusionConstraint(
                name="episodes_of_a_track_do_not_overlap",
                expressions=[
                    (F("person"), "="),
                    (F("unit"), "="),
                    (F("track"), "="),
                    (Func(F("done_on"), F("ended_on"), Value("[)"), function="daterange"), "&&"),
                ],
                condition=Q(may_overlap=False),
                violation_error_message=_("These days are already covered by another episode. End that one first."),
            ),
        ]
        indexes = [models.Index(fields=["case", "person", "track"], name="episodes_of_a_case")]

    def __str__(self) -> str:
        return f"{self.track}: {self.kind} {self.done_on}"
