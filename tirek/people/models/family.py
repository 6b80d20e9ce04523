"""Who belongs to whom, and since when. The surname is no key to a family: four people may carry four."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.people.enums import Bond, FamilyRole, RelationKind, Source, TieFlow, TieKind, TieStrength

LASTS = Func(F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField())


class Family(ProtectedRecord):
    """People who count as one family for the work, whoever lives with whom.

    ``reference`` is the short label people use; the family's name on a page comes from its members.
    """

    reference = models.CharField(max_length=20, unique=True)
    note = models.CharField(max_length=300, blank=True)
    intake_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return self.reference


class FamilyMember(ProtectedRecord):
    """A person is somebody in a family, from a day to a day; ``starts_on`` empty means "always"."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=FamilyRole)
    lives_together = models.BooleanField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="once_in_a_family_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (LASTS, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already belongs to the family at that time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_family_membership_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.role}@{self.family_id}"


class Relation(ProtectedRecord):
    """``person`` is the ``kind`` of ``other``, from a day to a day. Stored once, the elder's or carer's side first."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="relations_back")
    kind = models.CharField(max_length=15, choices=RelationKind)
    bond = models.CharField(max_length=8, choices=Bond, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("other")),
                name="nobody_is_related_to_themselves",
                violation_error_message=_("Choose two different people."),
            ),
            ExclusionConstraint(
                name="one_relation_of_a_kind_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("other", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (LASTS, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This relation is already recorded for that time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_relation_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.other_id}"


class FamilyTie(ProtectedRecord):
    """What ties a family, or one of its members, to the world outside, from a day to a day: an eco-map's line."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="ties")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=TieKind)
    name = models.CharField(max_length=120)
    strength = models.CharField(max_length=9, choices=TieStrength)
    flow = models.CharField(max_length=11, choices=TieFlow, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="a_tie_says_to_whom",
                violation_error_message=_("Say to whom or what."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_tie_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
