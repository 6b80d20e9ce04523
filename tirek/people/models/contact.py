"""How and where a person is reached."""

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.enums import Compartment
from tirek.access.models import ProtectedRecord
from tirek.people.enums import AddressKind, ContactKind, Precision


class ContactPoint(ProtectedRecord):
    """A number or address at which to reach the person, whose it is, and whether it is safe to use."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=9, choices=ContactKind, default=ContactKind.PHONE)
    value = models.CharField(max_length=120)
    whose = models.CharField(max_length=80, blank=True)
    safe_to_call = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    # The last ten digits: +7 and 8 before them are one and the same.
    digits = models.GeneratedField(
        expression=Func(F("value"), function="people_phone_digits", output_field=models.TextField()),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(value=""),
                name="a_contact_point_says_where",
                violation_error_message=_("Write the number or address."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_contact_point_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]
        indexes = [models.Index(fields=["digits"], name="contact_point_by_digits", condition=~Q(digits=""))]

    def __str__(self) -> str:
        return self.value


class Address(ProtectedRecord):
    """Where the person lives, is registered or shelters, from a day to a day.

    A hidden address lies in the compartment "address": only roles that open it see the row at all.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind, default=AddressKind.LIVES)
    region = models.ForeignKey("directory.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    district = models.CharField(max_length=120, blank=True)
    settlement = models.CharField(max_length=120, blank=True)
    kato = models.CharField(max_length=9, blank=True)
    street = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=9, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(region=None, district="", settlement="", street=""),
                name="an_address_says_where",
                violation_error_message=_("Say at least the region."),
            ),
            models.CheckConstraint(
                condition=Q(kato="") | Q(kato__regex=r"^[0-9]{9}$"),
                name="kato_has_nine_digits",
                violation_error_message=_("A KATO code has nine digits."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_address_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.settlement, self.district, self.street)))

    @property
    def hidden(self) -> bool:
        """Whether the address is kept from all who need not know it."""
        return self.compartment == Compartment.ADDRESS
