"""Papers: what they are and how long they hold. Never a copy: collecting copies of identity papers is forbidden."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.people.enums import DocumentKind
from tirek.people.vault import unseal


class IdentityDocument(ProtectedRecord):
    """A paper that says who the person is; its number is kept sealed."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    number_sealed = models.TextField(blank=True)
    number_hash = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(issued_on=None) | Q(valid_until__gte=F("issued_on")),
                name="a_paper_holds_after_its_issue",
                violation_error_message=_("The paper would have run out before it was issued."),
            ),
        ]
        indexes = [
            models.Index(fields=["number_hash"], name="paper_by_number", condition=~Q(number_hash="")),
            models.Index(fields=["valid_until"], name="paper_by_end"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def number(self) -> str:
        """The number in the clear, or nothing."""
        return unseal(self.number_sealed) if self.number_sealed else ""
