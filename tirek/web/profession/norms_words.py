"""How a version and its clauses are said on a page: a state in a word, rules and courses by their titles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from tirek.profession.enums import Cadre, StandardState
from tirek.profession.models import Clause, Course, StandardVersion
from tirek.profession.selectors.norms import WatchingRule, rules_known, takes_comments
from tirek.web.profession.norms_forms import LEVELS


class State(NamedTuple):
    """A badge: colour, picture, word."""

    tone: str
    icon: str
    text: str


@dataclass(frozen=True)
class ClauseShown:
    """A clause with the rules that watch over it and the courses that teach it, in words."""

    clause: Clause
    rules: tuple[WatchingRule, ...]
    courses: tuple[Course, ...]
    cadres: str
    level: str


def state_word(version: StandardVersion, on: date) -> State:
    """Where a version stands on a day."""
    match version.state:
        case StandardState.DRAFT:
            return State("plain", "pencil", _("a draft"))
        case StandardState.CONSULTATION:
            if takes_comments(version, on):
                return State("blue", "message", _("open to comments"))
            if version.comments_from and on < version.comments_from:
                return State("plain", "clock", _("comments begin later"))
            return State("amber", "hourglass", _("comments are being worked in"))
        case StandardState.PUBLISHED:
            if version.valid_from and version.valid_from > on:
                return State("blue", "calendar", _("published, not in force yet"))
            return State("green", "check", _("in force"))
        case _:
            return State("plain", "history", _("replaced"))


def clauses_shown(clauses: Iterable[Clause]) -> list[ClauseShown]:
    """Clauses in words; a rule that is no longer installed is not named."""
    rows = list(clauses)
    rules = {rule.code: rule for rule in rules_known()} if any(one.rules for one in rows) else {}
    codes = {code for one in rows for code in one.courses}
    courses = {course.code: course for course in Course.objects.filter(code__in=codes)} if codes else {}
    levels = {level: str(word) for level, word in LEVELS}
    return [
        ClauseShown(
            one,
            tuple(rules[code] for code in one.rules if code in rules),
            tuple(courses[code] for code in one.courses if code in courses),
            ", ".join(str(Cadre(cadre).label) for cadre in one.cadres),
            levels.get(one.level, "") if one.level else "",
        )
        for one in rows
    ]
