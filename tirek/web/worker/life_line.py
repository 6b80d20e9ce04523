"""The life line of a case: whose life, since when, with whom; as drawings and as a table that says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.casework.engine.lifeline import Drawing, Moment, Rows, Track, Window, window
from tirek.casework.engine.lifeline_across import across
from tirek.casework.engine.lifeline_upright import upright
from tirek.casework.enums import CaseState
from tirek.casework.models import Case, Entry, Episode
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.life import Life, life_of
from tirek.casework.selectors.people_of_cases import CasePerson, case_title
from tirek.casework.selectors.strip import FollowUpMark
from tirek.kernel.clock import today
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack import Pack
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.life_picture import legend, svg
from tirek.web.worker.life_words import (
    after_of,
    days_word,
    follow_up_row,
    grouped,
    is_about,
    rows_of,
    tracks_of,
    turns_of,
    years_word,
)
from tirek.web.worker.links import may
from tirek.web.worker.wording import entry_words

#: The periods one link away, by their days.
PERIODS = {"all": None, "5y": 5 * 365, "1y": 365, "90d": 90}
#: A life known for longer than so many days is shown by its last years first; all of it is a link away.
LONG = 16 * 366
#: The acts that turned the case, and the meetings; the journal has them all.
TURNS = ("case_opened", "plan_approved", "conference", "case_closed", "case_reopened")
MEETINGS = ("visit", "contact")
#: How many lanes the small drawing in the family file has at most.
SMALL = 6


@dataclass(frozen=True)
class Person:
    """One person's part of the page: the pictures, and whether the page is first of all about them."""

    key: str
    name: str
    about: bool
    count: int
    wide: SafeString
    tall: list[SafeString]
    absent: str


@desk("contact.record")
@require_safe
def life_line(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything the case knows of the lives of its people, on one axis of time."""
    opened = case_seen(case)
    reading(request, opened, "life_line")
    language, day = page_language(), today()
    life = life_of(opened, TURNS, MEETINGS, on=day)
    lines, rows = lines_of(life, opened, language), rows_beneath(life, language)
    shown, period = asked_window(request.GET, lines, rows, day)
    people, drawn = people_drawn(lines, rows, shown)
    context = {
        "case": opened,
        "title": case_title(life.people, language) or opened.reference,
        "shown": shown,
        "since": shown.since.year,
        "people": people,
        "legend": legend(drawn),
        "tools": tools(reverse("life_line", args=[case]), shown, period),
        "print_query": urlencode({"since": shown.since, "until": shown.until}),
        "groups": grouped(rows_of(life.people, life.episodes, opened, language, day)),
        "turns": [(entry, entry_words(entry, programme_of(entry.case), language)) for entry in life.turns],
        "follow_ups": [follow_up_row(mark, programme_of(opened), language) for mark in life.marks],
        "outcome_asked": programme_of(opened).outcome_question.title.say(language),
        "may_add": may(request.user, "begin_episode", opened),
        "closed": opened.state == CaseState.CLOSED,
    }
    return render(request, "worker/life_line.html", context)


# The days that are drawn -----------------------------------------------------------------------------------


def asked_window(asked: Any, lines: list[tuple[CasePerson, list[Track]]], rows: Rows, day: date) -> tuple[Window, str]:
    """The window of a period, or of days said in the address; and the period's code, empty for the latter."""
    try:
        since, until = date.fromisoformat(asked["since"]), date.fromisoformat(asked["until"])
    except (KeyError, ValueError):
        tracks = [track for _one, tracks in lines for track in tracks]
        whole = window(tracks, [*rows.acts, *rows.follow_ups], day)
        period = asked.get("period")
        if period not in PERIODS:
            period = "5y" if whole.days > LONG else "all"
        return whole if period == "all" else window([], [], day, PERIODS[period]), period
    # The same length as the one asked for, kept within what can be looked at.
    return Window(min(since, until), max(since, until), day).zoomed(1).shifted(0), ""


def tools(here: str, shown: Window, period: str) -> dict[str, Any]:
    """The links that change the days drawn: periods, earlier, later, nearer, wider."""

    def link(other: Window) -> str:
        return f"{here}?{urlencode({'since': other.since, 'until': other.until})}"

    words = {"all": _("all"), "5y": years_word(5), "1y": years_word(1), "90d": days_word(90)}
    return {
        "periods": [(f"{here}?period={code}", words[code], code == period, code) for code in PERIODS],
        "earlier": link(shown.shifted(-0.5)),
        "later": link(shown.shifted(0.5)),
        "wider": link(shown.zoomed(2)),
        "nearer": link(shown.zoomed(0.5)),
    }


# What is drawn ---------------------------------------------------------------------------------------------


def words() -> dict[str, str]:
    """The words a drawing needs."""
    return {
        "acts": _("Acts"), "meetings": _("Meetings"), "follow_up": _("Follow-up"), "today": _("today"),
        "unknown": _("not known"),
    }  # fmt: skip


def lines_of(life: Life, case: Case, language: str) -> list[tuple[CasePerson, list[Track]]]:
    """Each person with the strands of their life, those the programme is about first."""
    pack = programme_of(case)
    people = sorted(life.people, key=lambda one: not is_about(one, pack))
    return [(one, tracks_of([one], life.episodes, pack, language)) for one in people]


def rows_beneath(life: Life, language: str) -> Rows:
    """Acts, meetings and follow-ups as the drawing shows them."""
    return Rows(
        turns_of(life.turns, lambda entry: programme_of(entry.case), language),
        [
            Moment(entry.done_on, "meeting" if entry.detail.get("reached", True) else "missed_meeting", "")
            for entry in life.meetings
        ],
        after_of(life.marks),
    )


def people_drawn(
    lines: list[tuple[CasePerson, list[Track]]], rows: Rows, shown: Window, paper: bool = False
) -> tuple[list[Person], list[Drawing]]:
    """The people with their pictures; acts and follow-ups stand under the first."""
    people, drawn = [], []
    first = True
    said = _("Life line of %(name)s; the table below says the same")
    for at, (one, tracks) in enumerate(lines):
        if not tracks and not first:
            continue
        beneath = rows if first else Rows()
        name = tracks[0].person if tracks else display_name(one.person, page_language(), form="short")
        wide, tall = across(tracks, beneath, shown, words()), upright(tracks, beneath, shown, words())
        says = said % {"name": name}
        people.append(
            Person(
                key=f"p{at}",
                name=name,
                about=first or is_subject(lines, one),
                count=sum(len(track.spells) for track in tracks),
                wide=svg(wide, says, f"w{at}", paper=paper),
                tall=[svg(part, says, f"t{at}-{place}") for place, part in enumerate(tall)],
                absent=", ".join(
                    track.name for track in tracks if not any(shown.shows(spell) for spell in track.spells)
                ),
            )
        )
        drawn.append(wide)
        first = False
    return people, drawn


def is_subject(lines: list[tuple[CasePerson, list[Track]]], one: CasePerson) -> bool:
    """Whether a person has the same part as the one the page is first of all about."""
    return one.part == lines[0][0].part


def small_pictures(
    people: Iterable[CasePerson], episodes: list[Episode], turns: Iterable[Entry], marks: Iterable[FollowUpMark],
    pack: Pack, day: date, language: str,
) -> dict[str, Any]:  # fmt: skip
    """The life line as far as one case tells it, small; its own page has it whole."""
    tracks: list[Track] = []
    for one in sorted(people, key=lambda one: not is_about(one, pack)):
        tracks += tracks_of([one], episodes, pack, language)[: SMALL - len(tracks)]
    if not tracks:
        return {}
    rows = Rows(turns_of(turns, lambda _entry: pack, language), (), after_of(marks))
    whole = window(tracks, rows.acts, day)
    shown = window([], [], day, PERIODS["5y"]) if whole.days > LONG else whole
    says = _("Life line; its own page says the same as a table")
    return {
        "small_wide": svg(across(tracks, rows, shown, words(), 700), says, "life-wide"),
        "small_tall": [
            svg(part, says, f"life-tall-{at}") for at, part in enumerate(upright(tracks, rows, shown, words()))
        ],
    }
