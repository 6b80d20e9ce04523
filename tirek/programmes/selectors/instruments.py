"""Questions about instruments."""

from functools import lru_cache

from django.db.models import QuerySet
from django.db.models.fields.json import KT, KeyTransform
from django.db.models.functions import JSONObject

from tirek.kernel.problems import N_, Missing
from tirek.programmes.models import Instrument, InstrumentVersion

#: What a list says of a form: its titles, its languages and which is spoken first.
_HEAD = JSONObject(
    title=KeyTransform("title", "definition"),
    languages=KeyTransform("languages", "definition"),
    default=KT("definition__default"),
)


def instrument_version(code: str, label: str | None = None) -> InstrumentVersion | None:
    """The newest version of an instrument, or the newest of those a pack calls by ``label``."""
    try:
        return _newest(code) if label is None else named_version(code, label)
    except LookupError:
        return None


def _newest(code: str, **which: str) -> InstrumentVersion:
    versions = InstrumentVersion.objects.filter(instrument__code=code, **which).select_related("instrument")
    newest = versions.order_by("-number").first()
    if newest is None:
        raise LookupError(code)
    return newest


@lru_cache(maxsize=256)
def named_version(code: str, label: str) -> InstrumentVersion:
    """A pack's version never changes, so it is read once a process, as the pack itself is."""
    return _newest(code, label=label)


def instruments() -> QuerySet[Instrument]:
    """Every instrument, by code."""
    return Instrument.objects.order_by("code")


def instrument_versions() -> QuerySet[InstrumentVersion]:
    """Every version, by instrument, the newest first; without the file and the questions, only their ``head``."""
    return (
        InstrumentVersion.objects.select_related("instrument", "published_by")
        .defer("definition", "source_file")
        .annotate(head=_HEAD)
        .order_by("instrument__code", "-number")
    )


def instrument_seen(code: str, number: int) -> InstrumentVersion:
    """One version, whole."""
    version = (
        InstrumentVersion.objects.filter(instrument__code=code, number=number)
        .select_related("instrument", "published_by")
        .annotate(head=_HEAD)
        .first()
    )
    if version is None:
        raise Missing(N_("There is no such record in what you may see."))
    return version
