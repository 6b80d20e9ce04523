"""What is said of plans: where an item stands as a word with an icon, a plan in one sentence, targets, indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.framework import framework
from tirek.outcomes.enums import Scope
from tirek.outcomes.selectors.figures import Place
from tirek.outcomes.selectors.shown import TOTALS, shown
from tirek.profession.engine.plans import Progress, Standing, standing
from tirek.profession.engine.plans_compare import Fate
from tirek.profession.models import RecommendationReport
from tirek.toolkit.formats import page_language
from tirek.web.outcomes import words

#: Tone, icon, word.
Badge = tuple[str, str, str | Promise]
STANDINGS: Final[Mapping[str, Badge]] = {
    Standing.DONE: ("green", "check", gettext_lazy("Done")),
    Standing.RUNNING: ("blue", "refresh", gettext_lazy("Under way")),
    Standing.LATE: ("overdue", "clock", gettext_lazy("Overdue")),
    Standing.NOT_STARTED: ("plain", "circle-dashed", gettext_lazy("Not started")),
    Standing.PROPOSED: ("plain", "message", gettext_lazy("Proposed")),
    Standing.DROPPED: ("plain", "circle-x", gettext_lazy("Dropped")),
}
FATES: Final[Mapping[str, Badge]] = {
    Fate.CARRIED: ("blue", "arrow-right", gettext_lazy("Carried over")),
    Fate.DONE: ("green", "check", gettext_lazy("Done")),
    Fate.DROPPED: ("plain", "circle-x", gettext_lazy("Dropped")),
    Fate.LEFT: ("amber", "alert-triangle", gettext_lazy("Neither done nor carried over")),
    Fate.NEW: ("plain", "plus", gettext_lazy("New")),
}
#: What a file would do to a line of a plan.
IMPORTS: Final[Mapping[str, Badge]] = {
    "new": ("green", "plus", gettext_lazy("New")),
    "changed": ("amber", "pencil", gettext_lazy("Changed")),
    "same": ("plain", "check", gettext_lazy("Same as in the plan")),
}
FIELDS: Final[Mapping[str, str | Promise]] = {
    "text_kk": gettext_lazy("Text in Kazakh"),
    "text_ru": gettext_lazy("Text in Russian"),
    "text_en": gettext_lazy("Text in English"),
    "owner": gettext_lazy("Who answers for it"),
    "answers": gettext_lazy("Who reports"),
    "partners": gettext_lazy("Partners"),
    "target": gettext_lazy("SDG target"),
    "indicator": gettext_lazy("Indicator"),
    "shown_by": gettext_lazy("What shows it"),
    "due_on": gettext_lazy("Due"),
    "state": gettext_lazy("State"),
    "follows": gettext_lazy("Goes on from"),
}


def told(progress: Progress) -> str:
    """A plan in one sentence."""
    said = _(
        "Recommendations: %(promised)s. Done: %(done)s; under way: %(running)s; overdue: %(late)s; "
        "not started: %(not_started)s; dropped: %(dropped)s."
    ) % {"promised": progress.promised, **vars(progress)}
    if progress.proposed:
        said += " " + _("Proposed and not adopted yet: %(n)s.") % {"n": progress.proposed}
    return said


def target_title(code: str) -> str:
    """The wording of an SDG target; empty, where there is none of that code."""
    entry = framework().get(code)
    return entry.title.say(page_language()) if entry and entry.level == "target" else ""


def targets() -> list[tuple[str, str]]:
    """Every SDG target with its wording, for a choice."""
    language = page_language()
    found = [(one.code, one.title.say(language)) for one in framework().values() if one.level == "target"]
    return [(code, f"{code} {title[:90]}{'…' if len(title) > 90 else ''}") for code, title in found]


def indicator_title(code: str) -> str:
    """What an indicator that Tirek computes is called; the code itself, where no definition is left."""
    found = indicators().get(code)
    return found.title.say(page_language()) if found else code


def indicator_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every indicator that Tirek computes, by theme."""
    language = page_language()
    groups: dict[str, list[tuple[str, str]]] = {code: [] for code, _title, _starts in words.THEMES}
    for one in indicators().values():
        groups.setdefault(words.theme_of(one), []).append((one.id, one.title.say(language)))
    titles = {code: str(title) for code, title, _starts in words.THEMES}
    return [(titles.get(code, str(words.OTHER_THEME[1])), found) for code, found in groups.items() if found]


@dataclass(frozen=True)
class Shown:
    """The newest figure of an indicator, as everybody who sees evidence may read it."""

    value: str
    time: str


def newest_figure(actor: User, code: str) -> Shown | None:
    """The protected figure of all organisations together; nothing for who sees no evidence, or while none is told."""
    if code not in indicators() or not holds(actor, "evidence.view"):
        return None
    found = shown([code], Place(Scope.ALL, "", exact=False), TOTALS)[code]
    tables = found.tables()
    table = tables[max(tables)] if tables else None
    if table is None:
        return None
    value = words.value_text(found.indicator, table.total)
    parts = words.parts_text(found.indicator, table.total)
    return Shown(f"{value} ({parts})" if parts else value, words.time_text(found.indicator, table))


@dataclass(frozen=True)
class Told:
    """A line of an item's history with its badge, and what was changed in words."""

    report: RecommendationReport
    badge: Badge
    changes: list[tuple[str, str, str]]


def told_history(reports: Iterable[RecommendationReport]) -> list[Told]:
    """The history of an item as people read it. Nothing is late in a history: it says what was reported."""
    return [
        Told(
            one,
            STANDINGS[standing(one.state, None, date.max)],
            [(str(FIELDS.get(name, name)), *pair) for name, pair in one.changed.items()],
        )
        for one in reports
    ]
