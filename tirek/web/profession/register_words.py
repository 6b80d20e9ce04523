"""The register in the words of the page: where an entry stands, its lists, its choices."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.directory.selectors import regions
from tirek.profession.engine.certification import (
    category_title,
    certification_rule,
    language_titles,
    specialisation_titles,
)
from tirek.profession.engine.standing import Standing, State
from tirek.profession.enums import Cadre, EntryState, Sector
from tirek.profession.models import Certification, Post, Practitioner
from tirek.toolkit.formats import long_day, page_language, short_day

Words = str | Promise
Choices = list[tuple[str, Words]]

TONES: Final[dict[State, tuple[str, str]]] = {
    State.VALID: ("green", "check"),
    State.EXPIRING: ("amber", "clock"),
    State.IN_WARNING: ("amber", "alert-triangle"),
    State.EXPIRED: ("red", "clock-exclamation"),
    State.SUSPENDED: ("red", "ban"),
    State.WITHDRAWN: ("red", "ban"),
    State.REMOVED: ("plain", "user-off"),
    State.LEFT: ("plain", "logout"),
    State.NONE: ("plain", "circle-dashed"),
}
ENTRY_TONES: Final = {
    EntryState.APPLIED.value: ("amber", "hourglass"),
    EntryState.ENTERED.value: ("green", "check"),
    EntryState.DECLINED.value: ("red", "x"),
    EntryState.LEFT.value: ("plain", "logout"),
    EntryState.REMOVED.value: ("red", "user-off"),
}
SEXES: Final[Choices] = [
    ("", gettext_lazy("not said")), ("female", gettext_lazy("Woman")), ("male", gettext_lazy("Man"))
]  # fmt: skip


class Mark(NamedTuple):
    """A badge: tone, icon, word."""

    tone: str
    icon: str
    word: Words


@dataclass(frozen=True)
class CategoryLine:
    """A category as it was given, and how it stands today."""

    row: Certification
    title: str
    mark: Mark


def standing_mark(at: Standing) -> Mark:
    """Where somebody stands, as a badge."""
    tone, icon = TONES[at.state]
    until = short_day(at.until) if at.until else ""
    words: dict[State, str] = {
        State.VALID: _("valid until %(day)s") % {"day": until},
        State.EXPIRING: _("runs out on %(day)s") % {"day": until},
        State.IN_WARNING: _("ran out on %(day)s") % {"day": until},
        State.EXPIRED: _("ran out on %(day)s") % {"day": until},
        State.SUSPENDED: _("suspended"),
        State.WITHDRAWN: _("category withdrawn"),
        State.REMOVED: _("removed from the register"),
        State.LEFT: _("left the profession"),
        State.NONE: _("no category"),
    }
    return Mark(tone, icon, words[at.state])


def entry_mark(entry: Practitioner) -> Mark:
    """The state of an entry as a badge."""
    tone, icon = ENTRY_TONES[entry.state]
    return Mark(tone, icon, EntryState(entry.state).label)


def category_line(row: Certification, at: Standing) -> CategoryLine:
    """A category in the list of all that were given."""
    title = category_title(row.category, page_language())
    if row.withdrawn_on is not None:
        mark = Mark("red", "ban", _("withdrawn on %(day)s") % {"day": short_day(row.withdrawn_on)})
    elif row.valid_from > at.on:
        mark = Mark("blue", "clock", _("from %(day)s") % {"day": short_day(row.valid_from)})
    elif row.valid_until < at.on:
        mark = Mark("plain", "clock", _("ran out"))
    else:
        mark = Mark("green", "check", _("holds"))
    return CategoryLine(row, title, mark)


def post_words(post: Post) -> str:
    """Cadre and sector of a post."""
    if post.cadre == Cadre.OTHER and post.sector == Sector.OTHER:
        return str(Sector.OTHER.label)
    return f"{Cadre(post.cadre).label}, {str(Sector(post.sector).label).lower()}"


def said_of(entry: Practitioner) -> dict[str, str]:
    """Languages and specialisations of an entry, in words."""
    return lists_said(entry.languages, entry.specialisations)


def lists_said(languages: list[str], specialisations: list[str]) -> dict[str, str]:
    """Codes of the lists in words."""
    language = page_language()
    tongues, topics = language_titles(language), specialisation_titles(language)
    return {
        "languages": ", ".join(tongues.get(code, code) for code in languages),
        "specialisations": ", ".join(topics.get(code, code) for code in specialisations),
    }


def renewal_day(at: Standing) -> str:
    """From which day on a renewal should be asked for."""
    return long_day(at.until - timedelta(days=certification_rule().warns_days)) if at.until else ""


def region_choices(empty: Words = "") -> Choices:
    """All regions, with a first line for none or any."""
    return [("", empty or _("Choose")), *((one.kato, one.name) for one in regions())]


def category_choices(empty: Words = "") -> Choices:
    """The categories of the rule."""
    language = page_language()
    return [
        ("", empty or _("Choose")), *((one.code, one.title.say(language)) for one in certification_rule().categories)
    ]  # fmt: skip


def language_choices() -> Choices:
    """The languages of the list."""
    return list(language_titles(page_language()).items())


def specialisation_choices() -> Choices:
    """The specialisations of the list."""
    return list(specialisation_titles(page_language()).items())
