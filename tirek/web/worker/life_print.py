"""The life line on paper: each person's picture with its table, in the language the family reads."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.casework.engine.lifeline import Window
from tirek.casework.models import Case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.life import Life, life_of
from tirek.casework.selectors.people_of_cases import case_title
from tirek.kernel.clock import now, today
from tirek.toolkit.formats import clock_time, long_day, partial_day, short_day
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.life_line import MEETINGS, TURNS, asked_window, lines_of, people_drawn, rows_beneath
from tirek.web.worker.life_picture import legend
from tirek.web.worker.life_words import EpisodeRow, follow_up_row, grouped, rows_of
from tirek.web.worker.printing import language_of, paper

#: A page of paper on its side has room for a picture this wide and this high, in millimetres.
BREADTH, HEIGHT = 261.0, 128.0


@desk("contact.record")
@require_safe
def life_line_print(request: DeskRequest, case: UUID) -> HttpResponse:
    """The life line as PDF, on the days that are asked for."""
    opened, language = case_seen(case), language_of(request)
    reading(request, opened, "life_line_print", language=language)
    with translation.override(language):
        life = life_of(opened, TURNS, MEETINGS, on=today())
        lines, rows = lines_of(life, opened, language), rows_beneath(life, language)
        shown, _period = asked_window(request.GET, lines, rows, today())
        people, drawn = people_drawn(lines, rows, shown, paper=True)
        pictures = [
            {
                "name": one.name,
                "svg": str(one.wide),
                "says": _("Life line of %(name)s; the table below says the same") % {"name": one.name},
                "absent": f"{_('Nothing in these days')}: {one.absent}" if one.absent else "",
                "height": min(BREADTH * drawing.height / drawing.width, HEIGHT),
            }
            for one, drawing in zip(people, drawn, strict=True)
        ]
        signs = [{"svg": str(one["svg"]), "word": one["word"]} for one in legend(drawn, paper=True)]
        content = life_content(opened, life, shown, request.user, language)
    return paper("life", {**content, "pictures": pictures, "legend": signs}, f"{opened.reference}-life-{language}")


def life_content(case: Case, life: Life, shown: Window, user: User, language: str) -> dict[str, Any]:
    """What stands on the paper beside the pictures."""
    printed = _("Printed by %(name)s, %(day)s, %(time)s") % {
        "name": user, "day": short_day(today()), "time": clock_time(now())
    }  # fmt: skip
    pack = programme_of(case)
    marks = [follow_up_row(mark, pack, language) for mark in life.marks]
    return {
        "title": _("Life line: %(names)s") % {"names": case_title(life.people, language) or case.reference},
        "language": language,
        "organisation": " · ".join(dict.fromkeys((case.unit.organisation.name, case.unit.name))),
        "facts": [
            (_("Case"), f"{case.reference}, {pack.pack.title.say(language)}"),
            (_("Days"), f"{long_day(shown.since)} – {long_day(shown.until)}"),
        ],
        "footer": f"{case.reference} · {printed}",
        "words": {"page": _("page {n} of {m}"), "table": _("As a table"), "after": _("After the support")},
        "head": [_("Part of life"), _("What"), _("Began"), _("Ended"), _("How long"), _("Known from")],
        "groups": [
            {"name": name, "rows": [_row(row) for row in rows]}
            for name, rows in grouped(rows_of(life.people, life.episodes, case, language, today()))
        ],
        "after_head": [_("Months after closure"), _("Day"), pack.outcome_question.title.say(language)],
        "after": [[str(row["months"]), long_day(row["on"]), row["outcome"] or "–"] for row in marks],
    }


def _row(row: EpisodeRow) -> list[str]:
    episode = row.episode
    if row.moment:
        ended = "–"
    elif episode.ended_on:
        ended = partial_day(episode.ended_on, episode.ends_precision)
    else:
        ended = _("lasts")
    what = f"{row.kind} ({row.particulars})" if row.particulars else row.kind
    began = partial_day(episode.done_on, episode.starts_precision)
    return [row.track, what, began, ended, row.length or "–", row.known_from or "–"]
