"""Figures as they were computed from a version of the facts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.outcomes.enums import Form, Scope


class Figure(models.Model):
    """One cell of an indicator: for a time, in a scope, split or not. As counted: it leaves the house by an exit alone.

    ``breakdown`` names the dimensions (empty: the total), ``categories`` their values in the same order. Without a
    denominator it is a count. ``middle`` is the median where the indicator is one.
    """

    version = models.ForeignKey("outcomes.FactsVersion", on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=60)
    definition = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    scope = models.CharField(max_length=12, choices=Scope)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    breakdown = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    middle = models.FloatField(null=True)
    #: Not told to who may not open the files behind it. Hidden until the nightly work has found that it can be told.
    hidden = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="unit", unit__isnull=False, organisation__isnull=False)
                | Q(scope="organisation", unit=None, organisation__isnull=False)
                | Q(scope="all", unit=None, organisation=None),
                name="a_figure_says_whose_it_is",
            ),
        ]
        indexes = [
            models.Index(fields=["version", "indicator", "scope"], name="figures_of_an_indicator"),
            models.Index(fields=["version", "unit"], name="figures_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.last_on}"


class Curve(models.Model):
    """One stratum of a cohort outcome: how many ended how after how many days, and the curve drawn from it.

    ``endings`` are rows (days, ending, people); ``points`` what the page draws, with bounds; ``entered`` how many
    entered.
    """

    version = models.ForeignKey("outcomes.FactsVersion", on_delete=models.CASCADE, related_name="+")
    cohort = models.CharField(max_length=60)
    definition = models.PositiveIntegerField()
    entered_from = models.DateField()
    entered_until = models.DateField()
    scope = models.CharField(max_length=12, choices=Scope)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    dimension = models.CharField(max_length=30, blank=True)
    category = models.CharField(max_length=60, blank=True)
    entered = models.PositiveIntegerField()
    endings = models.JSONField(default=list)
    points = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="unit", unit__isnull=False, organisation__isnull=False)
                | Q(scope="organisation", unit=None, organisation__isnull=False)
                | Q(scope="all", unit=None, organisation=None),
                name="a_curve_says_whose_it_is",
            ),
        ]
        indexes = [models.Index(fields=["version", "cohort", "scope"], name="curves_of_a_cohort")]

    def __str__(self) -> str:
        return f"{self.cohort} {self.category}"


class Exit(models.Model):
    """A table left the house: who took it, in which form, what was hidden. The next one is compared with it.

    ``table`` names what was tabulated (indicator, time, scope, dimensions), ``cells`` the cells that were shown, with
    what they said, so that the difference of two downloads can't say what each of them hid.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    form = models.CharField(max_length=10, choices=Form)
    version = models.ForeignKey("outcomes.FactsVersion", on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=200)
    cells = models.JSONField(default=list)
    hidden = models.PositiveIntegerField(default=0)
    audited = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["user", "table", "-at"], name="exits_of_a_user")]

    def __str__(self) -> str:
        return f"{self.table} {self.form}"
