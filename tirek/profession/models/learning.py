"""Learning: courses, hours with their evidence, practice placements of students, research."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import ClaimState, Degree, LearningKind, Mode, PlacementState
from tirek.profession.models.kept import Kept, OfUnit
from tirek.profession.models.words import Texted, Titled


class Course(OfUnit, Titled, Texted):
    """A course that counts, and which competences it is about."""

    code = models.SlugField(max_length=60, unique=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.HYBRID)
    provider = models.CharField(max_length=200)
    topic = models.CharField(max_length=40, blank=True)  # of the hours a category asks for
    competences = ArrayField(models.SlugField(max_length=60), default=list)
    ended_on = models.DateField(null=True, blank=True)


class LearningHours(Kept):
    """Hours somebody learned, with what shows it, and the office's answer."""

    practitioner = models.ForeignKey("profession.Practitioner", on_delete=models.PROTECT, related_name="hours")
    kind = models.CharField(max_length=12, choices=LearningKind)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    session = models.ForeignKey(
        "profession.CapacitySession", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topic = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=300)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    on = models.DateField()
    evidence = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.CLAIMED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=500),
                name="hours_are_hours",
                violation_error_message=_("Write the hours as a number between 0 and 500."),
            ),
            models.UniqueConstraint(
                fields=["practitioner", "session"],
                condition=Q(session__isnull=False),
                name="a_session_counts_once",
                violation_error_message=_("The hours of this session are counted already."),
            ),
        ]

    @property
    def about(self) -> str:
        """What it was, in the language of the page where the course or the session says it in three."""
        named = self.course or self.session
        return named.title if named else self.what

    def __str__(self) -> str:
        return f"{self.hours} h, {self.on}"


class Placement(OfUnit):
    """A student practises in an organisation under a mentor."""

    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    student_name = models.CharField(max_length=200)
    institution = models.CharField(max_length=200)
    programme = models.CharField(max_length=200)
    degree = models.CharField(max_length=10, choices=Degree)
    mentor = models.ForeignKey("profession.Practitioner", on_delete=models.PROTECT, related_name="mentors")
    starts_on = models.DateField()
    ends_on = models.DateField()
    planned_hours = models.PositiveSmallIntegerField()
    aims = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PlacementState, default=PlacementState.PLANNED)
    assessment = models.TextField(blank=True)  # the mentor's, at the end

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_name}, {self.starts_on}"


class PlacementDay(Kept):
    """A day of practice in the student's log, and the mentor's word on it."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="days")
    on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    did = models.TextField()
    learned = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "on"],
                name="one_line_a_day_in_a_placement",
                violation_error_message=_("This day is in the log already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.on}"


class ResearchWork(OfUnit, Titled):
    """A thesis or study about the practice: who allowed it, who leads it, whether it was defended."""

    author = models.CharField(max_length=200)
    institution = models.CharField(max_length=200)
    degree = models.CharField(max_length=10, choices=Degree)
    leads = models.CharField(max_length=200, blank=True)  # the scientific supervisor
    ethics_body = models.CharField(max_length=200)
    ethics_number = models.CharField(max_length=80)
    ethics_on = models.DateField()
    starts_on = models.DateField()
    defended_on = models.DateField(null=True, blank=True)
    published_at = models.URLField(max_length=300, blank=True)
    public = models.BooleanField(default=True)
