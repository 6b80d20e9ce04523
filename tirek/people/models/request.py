"""Somebody asks those who know a person to say who it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.people.enums import AccessGround, AccessPurpose, RequestState


class AccessRequest(ProtectedRecord):
    """A user asks for access to the identity of a person another unit keeps; ``unit`` is that unit.

    ``recorded_by`` asks. A granted request shows the asker name, sex and birth date until ``lasts_until``, and whom to
    call: never a case, an address or why the person is known.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asking_unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=AccessPurpose)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.ASKED)
    ground = models.CharField(max_length=20, choices=AccessGround, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    lasts_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="granted") | (~Q(ground="") & Q(lasts_until__isnull=False)),
                name="access_is_granted_on_a_ground_and_for_a_time",
                violation_error_message=_("Say on what ground and until when."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="a_refused_request_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None) | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="an_answer_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=["person", "recorded_by"], condition=Q(state="asked"), name="access_is_asked_once_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="requests_to_a_unit")]

    def __str__(self) -> str:
        return str(self.uuid)
