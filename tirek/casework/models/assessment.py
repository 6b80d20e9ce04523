"""What was asked and answered, and what the specialist made of it."""

from django.db import models

from tirek.casework.models.case import CaseRecord


class Assessment(CaseRecord):
    """An instrument was completed. The server's own values stand beside the answers as they came."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    instrument_version = models.ForeignKey("programmes.InstrumentVersion", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60)
    answers = models.JSONField()
    values = models.JSONField()
    score = models.FloatField(null=True)
    band = models.CharField(max_length=40, blank=True)
    critical = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    language = models.CharField(max_length=2, default="kk")

    class Meta:
        indexes = [models.Index(fields=["case", "instrument", "-done_on"], name="assessments_of_a_case")]

    def __str__(self) -> str:
        return f"{self.instrument} {self.done_on}"


class RiskRating(CaseRecord):
    """The specialist chose a level of risk and wrote why. An instrument may have proposed another."""

    level = models.CharField(max_length=20)
    proposed = models.CharField(max_length=20, blank=True)
    reason = models.TextField()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "done_on", "id"], name="risk_of_a_case")]

    def __str__(self) -> str:
        return f"{self.level} {self.done_on}"
