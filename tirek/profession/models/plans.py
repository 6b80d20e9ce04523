"""Recommendations and joint plans: who answers for what, until when, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import PlanKind, RecommendationState
from tirek.profession.models.kept import Kept, OfUnit
from tirek.profession.models.words import Texted, Titled


def _in_both(first: str, second: str) -> Q:
    return ~Q(**{f"text_{first}": ""}) & ~Q(**{f"text_{second}": ""})


class ActionPlan(OfUnit, Titled):
    """A plan: recommendations of a session, of a human-rights plan, of five years. ``follows`` is the one before."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=PlanKind)
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    session = models.ForeignKey(
        "profession.CapacitySession", on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    public_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]


class Recommendation(Kept, Texted):
    """One item: what is to be done, by which body, with whom, for which goal, until when, shown by what."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="items")
    number = models.CharField(max_length=12)
    owner = models.CharField(max_length=200, blank=True)  # the body that answers for it
    answers = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the person at a desk who reports for the owner
    partners = ArrayField(models.CharField(max_length=200), default=list)
    target = models.CharField(max_length=8, blank=True)  # SDG target: 16.2
    indicator = models.CharField(max_length=60, blank=True)  # one that Tirek computes
    shown_by = models.CharField(max_length=300, blank=True)  # what shows it, in words
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RecommendationState, default=RecommendationState.PROPOSED)
    adopted_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="one_item_per_number",
                violation_error_message=_("This number is in the plan already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "dropped")) | (~Q(owner="") & Q(due_on__isnull=False)),
                name="what_is_adopted_has_an_owner_and_a_day",
                violation_error_message=_("Say who answers for it and until when."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "dropped"))
                | _in_both("kk", "ru")
                | _in_both("kk", "en")
                | _in_both("ru", "en"),
                name="what_is_adopted_stands_in_two_languages",
                violation_error_message=_("Write the text in two languages at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class RecommendationReport(Kept):
    """What its owner reported: the state, what was done, where that can be seen. The history of an item."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=RecommendationState)
    text = models.TextField()
    evidence = models.URLField(max_length=300, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # a new day, where it was moved
    changed = models.JSONField(default=dict)  # what the office changed: field, what stood there, what stands there now

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.on}"
