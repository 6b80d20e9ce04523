"""What others published, loaded with its source: people of a region, values of the country, policy answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.outcomes.enums import Answered


class Loaded(models.Model):
    """A file somebody loaded: what it is, where it comes from, how it is cited."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    citation = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(default=now, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.source}"


class PopulationFigure(models.Model):
    """People of a region in a year, by sex and age group; ``total`` where the source does not split."""

    loaded = models.ForeignKey(Loaded, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=9)
    year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=7, default="total")
    age_group = models.CharField(max_length=10, default="total")
    people = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["loaded", "region", "year", "sex", "age_group"], name="one_population_per_group_and_file"
            ),
            models.CheckConstraint(condition=Q(people__gte=0), name="population_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class OfficialValue(models.Model):
    """A value of the country as its official source published it. Shown with its citation, never computed here."""

    loaded = models.ForeignKey(Loaded, on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=20)
    series = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=9, default="total")
    year = models.PositiveSmallIntegerField()
    groups = models.JSONField(default=dict)
    value = models.FloatField()
    measured_in = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "year"], name="official_values")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class PolicyAnswer(models.Model):
    """An answer to a question of a policy checklist, with what it rests on. A newer answer follows the older one."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    indicator = models.CharField(max_length=60)
    question = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=6, choices=Answered)
    evidence = models.TextField()
    on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["indicator", "question", "-on"], name="policy_answers")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.question}: {self.answer}"
