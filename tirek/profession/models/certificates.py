"""Certificates that anybody can check, and the keys that sign them."""

from django.conf import settings
from django.db import models

from tirek.profession.enums import CertificateKind
from tirek.profession.models.kept import OfUnit
from tirek.profession.models.words import Titled


class IssuerKey(OfUnit):
    """A key an office signs with. The secret half is sealed; a retired key still verifies what it signed."""

    public = models.JSONField()  # as a JSON Web Key
    secret = models.TextField()
    retired_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.uuid)


class Certificate(OfUnit, Titled):
    """A certificate: to whom, for what, signed. ``code`` is what the printed code leads to.

    ``credential`` is the Open Badge 3.0 as it was signed, byte for byte. A withdrawn one says so and when.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=14, choices=CertificateKind)
    holder = models.CharField(max_length=200)
    practitioner = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    registration = models.OneToOneField(
        "profession.Registration", on_delete=models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    certification = models.OneToOneField(
        "profession.Certification", on_delete=models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    credential = models.TextField()
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
