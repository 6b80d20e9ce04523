"""Parts of a page, with their parameters checked like those of a function. Listed in docs/screens.md."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, widgets
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tirek.kernel.clock import today as this_day
from tirek.toolkit import formats
from tirek.web.templatetags.words import FOLLOW_UP, RISK, STATUS, Word

register = template.Library()

SOON = 3  # days within which a duty is shown as due soon


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An outline picture from the sprite. It never speaks alone, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("built/icons.svg"),
        name,
    )


@register.simple_tag
def badge(tone: str, picture: str, text: str) -> SafeString:
    """A status word: ``red amber green blue overdue plain``, an icon name or "", the word."""
    return format_html(
        '<span class="badge is-{}">{}<span>{}</span></span>', tone, icon(picture) if picture else "", text
    )


def _word(word: Word) -> SafeString:
    return badge(word.tone, word.icon, capfirst(str(word.text)))


@register.simple_tag
def risk_badge(level: str | None) -> SafeString:
    """``high``, ``medium``, ``low``; anything else is "not assessed"."""
    return _word(RISK.get(level or "none", RISK["none"]))


@register.simple_tag
def status(code: str, label: str = "") -> SafeString:
    """A status from the table of words; an unknown code is shown plainly with its label."""
    word = STATUS.get(str(code))
    if word is None:
        return badge("plain", "", capfirst(label or str(code)))
    return badge(word.tone, word.icon, capfirst(label)) if label else _word(word)


@register.simple_tag
def due_badge(due_on: date, on: date | None = None, as_date: bool = False) -> SafeString:
    """How a due day stands to today: overdue by days, today, days left, or (``as_date``) until a day."""
    day = on or this_day()
    left = (due_on - day).days
    if left < 0:
        text = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", -left) % {"count": -left}
        return badge("overdue", "clock", text)
    if left == 0:
        return badge("blue", "calendar-due", _("Today"))
    text = (
        formats.until_day(due_on, day)
        if as_date or left > 14
        else ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    )
    return badge("amber" if left <= SOON else "plain", "clock" if left <= SOON else "", text)


@register.inclusion_tag("components/strip.html")
def followup_strip(points: Iterable[tuple[int, str]]) -> dict[str, Any]:
    """The 1 3 6 12 24 months: ``(month, state)`` with state done, due, overdue, lost or ahead."""
    return {"points": [(month, FOLLOW_UP[state].tone, FOLLOW_UP[state].text) for month, state in points]}


@register.inclusion_tag("components/strip_legend.html")
def followup_legend() -> dict[str, Any]:
    """What the colours of the strip mean, in words."""
    return {"words": [(word.tone, word.text) for word in FOLLOW_UP.values()]}


@register.inclusion_tag("components/stages.html")
def stages(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Stages of a programme: ``(name, state)`` with state past, now or ahead."""
    return {"stages": [(number, name, state) for number, (name, state) in enumerate(steps, 1)]}


@register.inclusion_tag("components/empty.html")
def empty(text: str, url: str = "", action: str = "") -> dict[str, Any]:
    """One sentence saying what would stand here, and one action."""
    return {"text": text, "url": url, "action": action}


@register.inclusion_tag("components/finding.html")
def finding(
    what: str, rule: str, todo: str = "", url: str = "", action: str = "", tone: str = "amber"
) -> dict[str, Any]:
    """A finding of a standard: what is so, rule and source and since when, what to do as a link."""
    return {"what": what, "rule": rule, "todo": todo, "url": url, "action": action, "tone": tone}


@register.inclusion_tag("components/act.html")
def act_item(
    day: str, picture: str, title: str, text: str = "", by: str = "", url: str = "", note: str = ""
) -> dict[str, Any]:
    """One act in the timeline (inside ``<ol class="acts">``); ``note`` may be a badge."""
    return {"day": day, "picture": picture, "title": title, "text": text, "by": by, "url": url, "note": note}


@register.inclusion_tag("components/hidden_cell.html")
def hidden_cell(mark: str = "") -> dict[str, Any]:
    """A suppressed figure: hatched, said in a word, with the number of its footnote."""
    return {"mark": mark}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """The list of errors with links to their fields, above a form that was refused."""
    fields = [(field.label, _target(field), field.errors) for field in form if field.errors]
    return {"fields": fields, "general": form.non_field_errors() if form.is_bound else []}


def _target(field: BoundField) -> str:
    # A group of radio buttons or boxes has no element of its own to jump to: its first choice is.
    grouped = isinstance(field.field.widget, widgets.RadioSelect)  # of which check boxes are a kind
    return f"{field.auto_id}_0" if grouped else str(field.auto_id)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", label: str = "") -> dict[str, Any]:
    """A form field: label, hint, input, error. Radio buttons with up to five short answers become buttons."""
    widget = bound.field.widget
    described = [f"{bound.auto_id}_hint"] if hint or bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    kind, css = _kind(widget, bound)
    if css:
        own = widget.attrs.get("class", "")
        attributes["class"] = " ".join(filter(None, [css, own, "is-invalid" if bound.errors else ""]))
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "optional": not bound.field.required and kind not in {"check", "hidden"},
        "input": bound.as_widget(attrs=attributes) if kind in {"input", "check", "hidden"} else "",
        "described": " ".join(described),
    }


def _kind(widget: widgets.Widget, bound: BoundField) -> tuple[str, str]:
    if bound.is_hidden:
        return "hidden", ""
    if isinstance(widget, widgets.CheckboxSelectMultiple):
        return "checks", ""
    if isinstance(widget, widgets.RadioSelect):
        choices = [str(text) for _value, text in widget.choices if _value != ""]
        short = len(choices) <= 5 and max(map(len, choices), default=0) <= 28
        return ("buttons" if short else "radios"), ""
    if isinstance(widget, widgets.CheckboxInput):
        return "check", "form-check-input"
    return "input", "form-select" if isinstance(widget, widgets.Select) else "form-control"


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    """A row of ``<dl class="facts">``: ``{% fact "Risk" %} ... {% endfact %}``."""
    return format_html("<dt>{}</dt><dd>{}</dd>", label, content)


@register.filter
def long_day(day: date | None) -> str:
    return formats.long_day(day) if day else "–"


@register.filter
def near_day(day: date | None) -> str:
    """Without the year when it is this year's."""
    return formats.near_day(day, this_day()) if day else "–"


@register.filter
def short_day(day: date | None) -> str:
    return formats.short_day(day) if day else "–"


@register.filter
def weekday(day: date) -> str:
    return formats.weekday(day)


@register.filter
def until_day(day: date) -> str:
    return formats.until_day(day, this_day())


@register.filter
def partial_day(day: date | None, precision: str = "day") -> str:
    """``{{ person.born_on|partial_day:person.born_precision }}``."""
    return formats.partial_day(day, precision) if day else _("not known")


@register.filter
def clock_time(instant: datetime) -> str:
    return formats.clock_time(instant)


@register.filter
def number(value: int | float | Decimal, digits: int = 0) -> str:
    return formats.number(value, digits)


@register.filter
def percent(share: float | Decimal, digits: int = 1) -> str:
    return formats.percent(share, digits)


@register.filter
def initial(name: str) -> str:
    """The letter in the round of the user menu."""
    return str(name)[:1].upper()
