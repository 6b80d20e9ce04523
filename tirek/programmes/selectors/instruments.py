"""Questions about instruments."""

from django.db.models import QuerySet

from tirek.programmes.models import Instrument, InstrumentVersion


def instrument_version(code: str, number: int | None = None) -> InstrumentVersion | None:
    """A version of an instrument; without a number the newest."""
    versions = InstrumentVersion.objects.filter(instrument__code=code).select_related("instrument")
    if number is not None:
        versions = versions.filter(number=number)
    return versions.order_by("-number").first()


def instruments() -> QuerySet[Instrument]:
    """Every instrument, by code."""
    return Instrument.objects.order_by("code")
