"""Certificates that anybody can check, and the keys that sign them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tirek.profession.enums import CertificateKind
from tirek.profession.models.kept import OfUnit
from tirek.profession.models.words import Titled


class IssuerKey(OfUnit):
    """A key an office signs with. The secret half is sealed; a retired key still verifies what it signed.

    ``status_list`` is the signed list of what was withdrawn among the certificates of this key.
    """

    public = models.JSONField()  # as a JSON Web Key
    secret = models.TextField()
    retired_on = models.DateField(null=True, blank=True)
    status_list = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(retired_on=None), name="an_office_signs_with_one_key"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Certificate(OfUnit, Titled):
    """A certificate: to whom, for what, signed. ``code`` is what the printed code leads to.

    ``credential`` is the Open Badge 3.0 as it was signed, byte for byte. A withdrawn one says so and when; another may
    be issued in its place. ``position`` is its place in the status list of its key.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=14, choices=CertificateKind)
    holder = models.CharField(max_length=200)
    practitioner = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    registration = models.ForeignKey(
        "profession.Registration", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    certification = models.ForeignKey(
        "profession.Certification", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    course = models.ForeignKey(
        "profession.Course", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    member = models.ForeignKey(
        "profession.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    credential = models.TextField()
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-issued_on"], name="certificate_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["key", "position"], name="one_place_in_a_status_list"),
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(registration__isnull=False, revoked_on=None),
                name="one_certificate_for_a_session",
            ),
            models.UniqueConstraint(
                fields=["certification"],
                condition=Q(certification__isnull=False, revoked_on=None),
                name="one_certificate_for_a_category",
            ),
            models.UniqueConstraint(
                fields=["course", "practitioner"],
                condition=Q(course__isnull=False, revoked_on=None),
                name="one_certificate_for_a_course",
            ),
            models.UniqueConstraint(
                fields=["member", "valid_until"],
                condition=Q(member__isnull=False, revoked_on=None),
                name="one_certificate_for_a_year_of_membership",
            ),
        ]
