"""Whoever could not come, or wants to cite it, reads what a session left: programme, papers, recommendations."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.kernel.clock import ZONE
from tirek.profession.enums import PaperKind
from tirek.profession.selectors.proceedings import Proceedings, proceedings_of
from tirek.profession.selectors.sessions import session_announced
from tirek.toolkit.formats import clock_time, long_day, page_language
from tirek.web.printing import pdf
from tirek.web.profession.public import PublicRequest, public


@public
@require_safe
def session_proceedings(request: PublicRequest, session: str) -> HttpResponse:
    """The proceedings as a page."""
    found = proceedings_of(session_announced(session))
    context = {
        "session": found.session,
        "items": found.items,
        "papers": [(paper, PaperKind(paper.kind).label) for paper in found.papers],
        "recommendations": found.recommendations,
    }
    return render(request, "profession/session_proceedings.html", context)


@public
@require_safe
def session_proceedings_paper(request: PublicRequest, session: str) -> HttpResponse:
    """The proceedings as a PDF in the language of the page."""
    found = proceedings_of(session_announced(session))
    response = HttpResponse(pdf("proceedings", _content(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{session}-{page_language()}.pdf"'
    return response


def _content(found: Proceedings) -> dict[str, Any]:
    session = found.session
    starts = session.starts_at.astimezone(ZONE)
    holder = session.unit.organisation.name
    facts = [
        [_("When"), f"{long_day(starts.date())}, {clock_time(starts)}"],
        [_("Where"), session.place or _("Online")],
        [_("Held by"), holder],
        [_("Published"), long_day(session.proceedings_on) if session.proceedings_on else ""],
    ]
    return {
        "title": session.title,
        "organisation": holder,
        "language": page_language(),
        "facts": facts,
        "text": session.text,
        "footer": session.title,
        "words": {
            "page": _("page {n} of {m}"), "programme": _("Programme"), "papers": _("Papers"),
            "recommendations": _("Recommendations"), "no_papers": _("No paper stands in these proceedings."),
        },
        "programme": [
            {
                "when": f"{long_day(item.starts_at.astimezone(ZONE).date())}, {clock_time(item.starts_at)}",
                "title": item.title,
                "who": item.speakers,
                "room": item.room,
            }
            for item in found.items
        ],
        "papers": [
            {
                "title": paper.title,
                "who": ", ".join(filter(None, (paper.author, paper.affiliation))),
                "kind": str(PaperKind(paper.kind).label),
                "language": paper.language,
                "abstract": paper.abstract,
            }
            for paper in found.papers
        ],
        "recommendations": [
            {"number": item.number, "text": item.text, "owner": item.owner} for item in found.recommendations
        ],
    }  # fmt: skip
