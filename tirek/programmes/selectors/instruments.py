"""Questions about instruments."""

from django.db.models import QuerySet

from tirek.programmes.models import Instrument, InstrumentVersion


def instrument_version(code: str, label: str | None = None) -> InstrumentVersion | None:
    """The newest version of an instrument, or the newest of those a pack calls by ``label``."""
    versions = InstrumentVersion.objects.filter(instrument__code=code).select_related("instrument")
    if label is not None:
        versions = versions.filter(label=label)
    return versions.order_by("-number").first()


def instruments() -> QuerySet[Instrument]:
    """Every instrument, by code."""
    return Instrument.objects.order_by("code")
