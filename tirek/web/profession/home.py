"""Two ways in.

A social worker, an administrator of the association or an organiser opens ``profession`` between two visits, or at the
start of an office day: to see what of their own runs out, and to go to the one page where something is to be done.
Anybody opens ``open_home`` from a link in a letter: to find a session, a practitioner, a certificate, a plan.
"""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.web.desk import DeskRequest, desk
from tirek.web.profession.public import PublicRequest, public

#: Address, permission, icon, title, what one leaves it with.
Way = tuple[str, str, str, str | Promise, str | Promise]

OWN: Final[tuple[Way, ...]] = (
    (
        "my_entry",
        "profession.view",
        "id",
        _("My entry in the register"),
        _("category, posts, education, what is public"),
    ),
    ("my_learning", "profession.view", "school", _("My hours"), _("what is counted, what is still asked for")),
    ("my_supervision", "profession.view", "users", _("Supervision"), _("agreements, meetings, how I carry the work")),
    (
        "my_competences",
        "profession.view",
        "list-check",
        _("My competences"),
        _("against the standard, and what to learn"),
    ),
    ("my_certificates", "profession.view", "certificate", _("My certificates"), _("to show, to print, to check")),
    (
        "my_membership",
        "profession.view",
        "users-group",
        _("My membership"),
        _("of the association; meetings and votes"),
    ),
    ("my_matters", "profession.view", "scale", _("Ethics"), _("complaints I made or answer, panels I sit on")),
    ("my_placements", "profession.view", "briefcase", _("Practice placements"), _("as a student or as a mentor")),
)

OFFICE: Final[tuple[Way, ...]] = (
    ("register", "register.keep", "id", _("Register of practitioners"), _("entries, categories, what runs out")),
    ("norms", "norm.publish", "clipboard-list", _("Professional standards"), _("drafts, comments, publication")),
    ("learning", "learning.approve", "school", _("Learning"), _("hours to approve, courses, placements, research")),
    ("sessions", "session.hold", "calendar-event", _("Sessions"), _("call, papers, programme, registration, presence")),
    ("papers_to_review", "paper.review", "file-text", _("Papers to review"), _("without the authors' names")),
    ("certificates", "certificate.issue", "certificate", _("Certificates"), _("issued and withdrawn")),
    ("members", "membership.keep", "users-group", _("Members"), _("applications, fees, meetings, votes, positions")),
    ("complaints", "ethics.handle", "scale", _("Ethics complaints"), _("admission, panels, hearings, digest")),
    ("plans", "recommendation.keep", "target", _("Recommendations and plans"), _("who owes what by when")),
    (
        "my_recommendations",
        "recommendation.report",
        "target",
        _("What I answer for"),
        _("recommendations to report on"),
    ),
    (
        "entry_requirements",
        "entry.require",
        "lock",
        _("Rights that ask for an entry"),
        _("from when, with what warning"),
    ),
    ("workforce", "evidence.view", "chart-line", _("Workforce"), _("per 100,000 children, by region and cadre")),
)

OPEN: Final[tuple[Way, ...]] = (
    (
        "open_sessions",
        "door.use",
        "calendar-event",
        _("Sessions and conferences"),
        _("programme, registration, call for papers"),
    ),
    ("open_register", "door.use", "id", _("Find a practitioner"), _("of those who agreed to be found")),
    ("check_certificate", "door.use", "certificate", _("Check a certificate"), _("by its code, without an account")),
    ("open_plans", "door.use", "target", _("Recommendations and plans"), _("who promised what, and where it stands")),
    (
        "open_norms",
        "door.use",
        "clipboard-list",
        _("Professional standards"),
        _("those that hold, and drafts open to comments"),
    ),
    ("open_digest", "door.use", "scale", _("Ethics"), _("how to complain; what was decided, without names")),
    ("open_positions", "door.use", "message", _("Positions of the association"), _("statements and opinions")),
    ("open_workforce", "door.use", "chart-line", _("Workforce"), _("how many practise where")),
    ("open_research", "door.use", "book", _("Research"), _("theses and studies about the practice")),
)


def _links(ways: tuple[Way, ...], actor: User) -> list[dict[str, str | Promise]]:
    found = []
    for view, permission, icon, title, about in ways:
        if not holds(actor, permission):
            continue
        try:
            url = reverse(view)
        except NoReverseMatch:  # an installation may leave a desk out
            continue
        found.append({"url": url, "icon": icon, "title": title, "about": about})
    return found


@desk("profession.view")
@require_safe
def profession(request: DeskRequest) -> HttpResponse:
    """What is one's own, what the office keeps, and the pages everybody sees."""
    groups = [
        (_("Mine"), _links(OWN, request.user)),
        (_("Office"), _links(OFFICE, request.user)),
        (_("Open to everybody"), _links(OPEN, request.user)),
    ]
    return render(request, "profession/home.html", {"groups": [group for group in groups if group[1]]})


@public
@require_safe
def open_home(request: PublicRequest) -> HttpResponse:
    """Everything that needs no account."""
    return render(request, "profession/open_home.html", {"ways": _links(OPEN, request.actor)})
