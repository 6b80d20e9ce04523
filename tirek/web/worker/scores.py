"""Scores over time: each instrument as a picture with its bands, and as a table that says the same."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.casework.engine.scores_drawing import Level, Scored, score_drawing
from tirek.casework.models import Assessment
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.people_of_cases import CasePerson, case_title, people_of_cases
from tirek.casework.selectors.scores import ScoreHistory, scores_of_case
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack_parts import Instrument
from tirek.toolkit.formats import number, page_language, short_day
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.links import page_url

#: How wide a picture is that stands beside another.
BESIDE = 500


@dataclass(frozen=True)
class ScoreRow:
    """One score as the table says it; ``change`` is what it was before and what it is now."""

    seen: Assessment
    words: str
    change: str
    version: str
    url: str


@dataclass(frozen=True)
class ScorePicture:
    """An instrument over time. ``wide`` for a desk, ``narrow`` for a phone and beside others."""

    code: str
    title: str
    wide: SafeString
    narrow: SafeString
    rows: list[ScoreRow]
    versions: bool


@desk("contact.record")
@require_safe
def scores(request: DeskRequest, case: UUID) -> HttpResponse:
    """Every instrument of one person of the case, each as a small picture; who, by a link."""
    opened, language = case_seen(case), page_language()
    reading(request, opened, "scores")
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    found = scores_of_case(opened, [one.person.pk for one in people])
    chosen = _chosen(request.GET.get("person", ""), people, found)
    context = {
        "case": opened,
        "case_name": case_title(people, language) or opened.reference,
        "choices": [
            (word, f"?person={key}", key == _key(chosen)) for key, word in _who(people, found, language).items()
        ],
        "pictures": [
            score_picture(one, language, BESIDE) for one in found if one.person_id == (chosen and chosen.person.pk)
        ],
    }
    return render(request, "worker/scores.html", context)


def _key(one: CasePerson | None) -> str:
    return str(one.person.uuid) if one else "family"


def _who(people: list[CasePerson], found: list[ScoreHistory], language: str) -> dict[str, str]:
    """Everybody an instrument was about, the family last."""
    asked = {one.person_id for one in found}
    who = {_key(one): display_name(one.person, language, form="short") for one in people if one.person.pk in asked}
    return {**who, "family": _("the whole family")} if None in asked else who


def _chosen(asked: str, people: list[CasePerson], found: list[ScoreHistory]) -> CasePerson | None:
    """The person asked for; else the first of whom there is a score; none is the family."""
    if asked == "family":
        return None
    known = {one.person_id for one in found}
    offered = [one for one in people if one.person.pk in known]
    return next((one for one in offered if _key(one) == asked), next(iter(offered), None))


def score_picture(history: ScoreHistory, language: str, width: int = 640) -> ScorePicture:
    """A history as pictures and rows, the newest row first."""
    entry, rows = history.entry, history.rows
    title = entry.title.say(language) if entry else rows[-1].instrument_version.form.title(language)
    versions = {row.instrument_version_id for row in rows}
    return ScorePicture(
        code=history.code,
        title=title,
        wide=_svg(history, title, language, width),
        narrow=_svg(history, title, language, 340),
        rows=list(reversed(_rows(rows, entry, language))),
        versions=len(versions) > 1,
    )


def _rows(rows: list[Assessment], entry: Instrument | None, language: str) -> list[ScoreRow]:
    told, before = [], None
    for row in rows:
        value = points(row)
        if before is None:
            change = _("first time")
        elif before.instrument_version_id != row.instrument_version_id:
            change = _("another version: not comparable")
        else:
            change = f"{points(before)} → {value}"
        version = row.instrument_version.label or str(row.instrument_version.number)
        told.append(ScoreRow(row, banded(row, entry, language), change, version, page_url("assessment", row.uuid)))
        before = row
    return told


def points(row: Assessment) -> str:
    """A score as a number of the language."""
    score = float(row.score or 0)
    return number(score, 0 if score.is_integer() else 1)


def banded(row: Assessment, entry: Instrument | None, language: str) -> str:
    """A score and its band in words."""
    band = next((item.title.say(language) for item in (entry.bands if entry else ()) if item.code == row.band), "")
    return f"{points(row)} · {band}" if band else points(row)


def _svg(history: ScoreHistory, title: str, language: str, width: int) -> SafeString:
    entry = history.entry
    scored = [
        Scored(
            row.done_on, float(row.score or 0), row.instrument_version.label or str(row.instrument_version.number),
            points(row), f"{short_day(row.done_on)}: {banded(row, entry, language)}",
        )
        for row in history.rows
    ]  # fmt: skip
    levels = [
        Level(band.from_score, band.to_score, band.title.say(language), band.token)
        for band in (entry.bands if entry else ())
    ]
    content: dict[str, Any] = {
        "d": score_drawing(scored, levels, _("version %(version)s"), width),
        "label": f"score-{history.code}-{history.person_id or 0}-{width}",
        "name": _("%(title)s: scores over time") % {"title": title},
        "says": "; ".join(one.title for one in scored),
    }
    text = render_to_string("worker/scores.svg", content)
    return mark_safe(text)  # nosec B308 B703: made by our own template, which escapes what people wrote
