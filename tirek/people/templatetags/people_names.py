"""Names on a page: ``{{ person|person_name }}``, ``{{ person|person_short }}``, ``{{ person|person_initials }}``."""

from django import template

from tirek.people.models import Person
from tirek.people.selectors.names import display_name, initials, shown_name

register = template.Library()


@register.filter
def person_name(person: Person) -> str:
    """The full name in the language of the page."""
    return display_name(person)


@register.filter
def person_short(person: Person) -> str:
    """Given name and the initial of the surname."""
    return display_name(person, form="short")


@register.filter
def person_initials(person: Person) -> str:
    """Two letters for the round picture."""
    return initials(person)


@register.filter
def name_language(person: Person) -> str:
    """The language tag of the shown spelling, for the ``lang`` attribute."""
    name = shown_name(person)
    return {"kk": "kk", "ru": "ru"}.get(name.script, "kk-Latn") if name else ""
