"""Which spelling of a name a page shows. Works on prefetched names: no question to the database for each person."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tirek.kernel.clock import today
from tirek.people.enums import NameKind, Script
from tirek.people.models import Person, PersonName

_ORDER = {
    "kk": (Script.KAZAKH, Script.RUSSIAN, Script.LATIN),
    "ru": (Script.RUSSIAN, Script.KAZAKH, Script.LATIN),
    "en": (Script.LATIN, Script.KAZAKH, Script.RUSSIAN),
}
_KINDS = (NameKind.LEGAL, NameKind.ALIAS, NameKind.BIRTH)


def with_names(persons: QuerySet[Person]) -> QuerySet[Person]:
    """The persons with all their names in two questions, whatever their number."""
    return persons.prefetch_related(Prefetch("names", PersonName.objects.order_by("pk")))


def shown_name(person: Person, language: str | None = None) -> PersonName | None:
    """The name to show: today's name in the papers, in the spelling of the page if known, else as recorded.

    A record that was merged is called as the one that stands for it: its names went there.
    """
    if person.__dict__.get("merged_into_id"):  # never asks the database for the many that were not
        person = person.merged_into or person
    order = _ORDER.get((language or get_language() or "kk")[:2], _ORDER["kk"])
    day = today()
    return min(
        person.names.all(),
        key=lambda name: (
            name.ends_on is not None and name.ends_on <= day,
            _KINDS.index(NameKind(name.kind)),
            order.index(Script(name.script)),
            -name.pk,
        ),
        default=None,
    )


def display_name(person: Person, language: str | None = None, form: str = "full") -> str:
    """The name as people of that language write it.

    Full: surname, given name, patronymic in Kazakh and Russian; given name, surname in English. Short: given
    name and the initial of the surname. Given: the given name alone.
    """
    name = shown_name(person, language)
    if name is None:
        return _("name not known")
    if form == "given":
        return _any(name)
    if form == "short":
        return f"{name.given_name} {name.surname[0]}." if name.given_name and name.surname else _any(name)
    parts = (name.surname, name.given_name, name.patronymic)
    if (language or get_language() or "kk")[:2] == "en":
        parts = (name.given_name, name.surname, "") if name.given_name or name.surname else parts
    return " ".join(filter(None, parts))


def initials(person: Person, language: str | None = None) -> str:
    """Two letters for the round picture."""
    name = shown_name(person, language)
    return (name.given_name[:1] + name.surname[:1] or _any(name)[:1]).upper() if name else "?"


def sort_key(person: Person, language: str | None = None) -> str:
    """The place of the shown name in the order of the Kazakh alphabet."""
    name = shown_name(person, language)
    return name.sort_key if name else ""


def _any(name: PersonName) -> str:
    return name.given_name or name.surname or name.patronymic
