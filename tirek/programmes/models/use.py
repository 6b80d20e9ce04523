"""What an administrator stated about the use of an instrument whose licence forbids some uses."""

from django.conf import settings
from django.db import models

from tirek.kernel.clock import now
from tirek.programmes.enums import Use


class InstrumentUse(models.Model):
    """This installation uses an instrument for a purpose its licence allows. Without such a row it stays off."""

    instrument = models.ForeignKey("programmes.Instrument", on_delete=models.PROTECT, related_name="uses")
    use = models.CharField(max_length=20, choices=Use)
    statement = models.TextField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument"],
                condition=models.Q(withdrawn_at=None),
                name="one_stated_use_of_an_instrument",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.use}"
