"""Ages and spans on a page: ``{{ d|age }}``, ``{{ d|age_with:precision }}``, ``{{ d|passed }}``,
``{{ start|from_to:end }}``. Days and numbers are in the library ``tirek``.
"""

from datetime import date

from django import template

from tirek.kernel.clock import today
from tirek.toolkit import formats

register = template.Library()


@register.filter
def age(born_on: date | None) -> str:
    """The age today."""
    return formats.age(born_on, today()) if born_on else ""


@register.filter
def age_with(born_on: date | None, precision: str) -> str:
    """The age today of somebody whose birth is known only so far."""
    return formats.age(born_on, today(), precision) if born_on else ""


@register.filter
def passed(day: date | None) -> str:
    """How long ago the day was."""
    return formats.passed((today() - day).days) if day else ""


@register.filter
def from_to(start: date | None, end: date | None) -> str:
    """The time between two days, either of which may be open."""
    return formats.from_to(start, end)


@register.filter
def counted(count: int, unit: str) -> str:
    """``{{ n|counted:"month" }}``."""
    return formats.counted(count, unit)
