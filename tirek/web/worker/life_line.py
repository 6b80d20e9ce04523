"""The life line of a case: whose life, since when, with whom; as a drawing and as a table that says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tirek.casework.engine.lifeline import Drawing, Moment, Spell, Track, Window, across, upright, window
from tirek.casework.enums import CaseState, Part
from tirek.casework.models import Entry, Episode
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.life import life_of
from tirek.casework.selectors.people_of_cases import CasePerson, case_title
from tirek.casework.selectors.strip import FollowUpMark
from tirek.kernel.clock import today
from tirek.kernel.intervals import age_in_months
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack import Pack
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.links import may
from tirek.web.worker.wording import entry_words, follow_up_outcome

PERIODS = {"2": 2, "5": 5, "all": None}
#: The acts that turned the case; the journal has them all.
TURNS = ("case_opened", "plan_approved", "case_closed", "case_reopened")
#: How a setting is drawn. What the programme calls otherwise is "other".
SETTINGS = {"own_family": "own", "family_based": "kin", "residential": "institution", "institution": "institution"}


@dataclass(frozen=True)
class EpisodeRow:
    """An episode as the table says it."""

    episode: Episode
    name: str
    track: str
    kind: str
    length: str
    until: str


@desk("contact.record")
@require_safe
def life_line(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything the case knows of the lives of its people, on one axis of time."""
    opened = case_seen(case)
    reading(request, opened, "life_line")
    pack, language, day = programme_of(opened), page_language(), today()
    life = life_of(opened, TURNS, on=day)
    tracks = tracks_of(life.people, life.episodes, pack, language)
    turns, after = turns_of(life.turns, pack, language), after_of(life.marks)
    period = request.GET.get("period", "all")
    shown = window(tracks, [*turns, *after], day, PERIODS.get(period))
    here = reverse("life_line", args=[case])
    wide, tall = drawings(tracks, turns, after, shown)
    context = {
        "case": opened,
        "title": case_title(life.people, language) or opened.reference,
        "since": shown.since.year,
        "wide": wide,
        "tall": tall,
        "periods": [(f"{here}?period={code}", period_word(years), code == period) for code, years in PERIODS.items()],
        "rows": rows_of(life.people, life.episodes, pack, language, day),
        "turns": [(entry, entry_words(entry, pack, language)) for entry in life.turns],
        "follow_ups": [follow_up_row(mark, pack, language) for mark in life.marks],
        "may_add": may(request.user, "begin_episode", opened),
        "may_correct": may(request.user, "correct_record", opened),
        "closed": opened.state == CaseState.CLOSED,
    }
    return render(request, "worker/life_line.html", context)


def turns_of(entries: Iterable[Entry], pack: Pack, language: str) -> list[Moment]:
    """The acts that turned the case, as dots."""
    return [Moment(entry.done_on, "act", entry_words(entry, pack, language).title) for entry in entries]


def after_of(marks: Iterable[FollowUpMark]) -> list[Moment]:
    """The follow-ups, each where it took place or is to take place."""
    return [Moment(mark.follow_up.held_on or mark.follow_up.done_on, mark.state, str(mark.months)) for mark in marks]


def drawings(
    tracks: list[Track], turns: list[Moment], after: list[Moment], shown: Window, width: float = 960
) -> tuple[Drawing, Drawing]:
    """The wide drawing for a desk and the upright one for a phone."""
    names = (_("Acts"), _("Follow-up"), _("today"))
    return across(tracks, turns, after, shown, names, width), upright(tracks, turns, after, shown, names[2])


def period_word(years: int | None) -> str:
    """The word of a period on its button."""
    if years is None:
        return _("all")
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def tracks_of(people: Iterable[CasePerson], episodes: list[Episode], pack: Pack, language: str) -> list[Track]:
    """The strands of each person's life that anything is recorded of, the children first."""
    lines = []
    for one in sorted(people, key=lambda one: one.part != Part.CHILD):
        name = display_name(one.person, language, form="short")
        for track in pack.episodes.tracks:
            settings = {kind.code: SETTINGS.get(kind.setting, "other") for kind in track.kinds}
            spells = tuple(
                Spell(
                    pack.title_of(f"{track.code}.kind", row.kind, language),
                    settings.get(row.kind, "other"),
                    row.done_on,
                    row.ended_on,
                )
                for row in episodes
                if row.person_id == one.person.pk and row.track == track.code
            )
            if spells:
                lines.append(Track(name, track.title.say(language), spells))
    return lines


def rows_of(
    people: Iterable[CasePerson], episodes: list[Episode], pack: Pack, language: str, day: date
) -> list[EpisodeRow]:
    """The same in rows, the newest first."""
    names = {one.person.pk: display_name(one.person, language, form="short") for one in people}
    tracks = {track.code: track.title.say(language) for track in pack.episodes.tracks}
    return [
        EpisodeRow(
            episode=row,
            name=names.get(row.person_id, _("left the case")),
            track=tracks.get(row.track, row.track),
            kind=pack.title_of(f"{row.track}.kind", row.kind, language),
            length=length_words(row.done_on, row.ended_on or day),
            until="" if row.ended_on else _("lasts"),
        )
        for row in sorted(episodes, key=lambda row: row.done_on, reverse=True)
    ]


def length_words(start: date, end: date) -> str:
    """``1 year 8 months``; days where there is not a month."""
    months = age_in_months(start, end)
    if months < 1:
        days = max((end - start).days, 0)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    years, rest = divmod(months, 12)
    words = []
    if years:
        words.append(ngettext("%(count)d year", "%(count)d years", years) % {"count": years})
    if rest:
        words.append(ngettext("%(count)d month", "%(count)d months", rest) % {"count": rest})
    return " ".join(words)


def follow_up_row(mark: FollowUpMark, pack: Pack, language: str) -> dict[str, Any]:
    """A follow-up: when, whether somebody was reached, with whom the child lives."""
    states = {"held": "happened", "unreached": "no_contact", "missed": "no_contact"}
    return {
        "months": mark.months,
        "on": mark.follow_up.held_on or mark.follow_up.done_on,
        "status": states.get(mark.state, mark.state),
        "lives": follow_up_outcome(mark.follow_up.outcome, pack, language),
    }
