"""Where a person may go from anywhere: by permission, in the order of a working day."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.people.selectors.duplicates import COUNTED_TO, waiting_pairs
from tirek.people.selectors.requests import requests_waiting

ON_PHONES = 5


@dataclass(frozen=True)
class Destination:
    """A page that stands in the header, who sees it there, and how it is drawn on a phone."""

    view: str
    permission: str
    icon: str
    label: str | Promise


@dataclass(frozen=True)
class Link:
    """A destination of this user, with its address; ``current`` on the page itself and those under it.

    ``waiting`` says how many things there wait for the user.
    """

    view: str
    url: str
    icon: str
    label: str | Promise
    current: bool
    waiting: str = ""


DESTINATIONS = (
    Destination("my_day", "contact.record", "sun", _("My day")),
    Destination("caseload", "contact.record", "users", _("Cases")),
    Destination("person_search", "person.search", "search", _("Person search")),
    Destination("approvals", "approval.decide", "checks", _("Approvals")),
    Destination("team", "team.view", "users-group", _("Team")),
    Destination("duplicates", "person.merge", "user-search", _("Duplicates")),
    Destination("access_requests", "access.request", "lock-open", _("Requests")),
    Destination("compliance", "compliance.view", "clipboard-check", _("Standards kept")),
    Destination("evidence", "evidence.view", "target", _("Outcomes")),
    Destination("profession", "profession.view", "certificate", _("Profession")),
    Destination("numbers", "numbers.view", "chart-line", _("Numbers")),
    Destination("staff", "staff.view", "id", _("Staff")),
    Destination("instruments", "instrument.publish", "clipboard-list", _("Instruments")),
    Destination("loaded_figures", "evidence.load", "file-check", _("Figures of others")),
)


def navigation(user: User, path: str = "") -> list[Link]:
    """The destinations the user's roles open."""
    links = []
    for destination in DESTINATIONS:
        if not holds(user, destination.permission):
            continue
        try:
            url = reverse(destination.view)
        except NoReverseMatch:  # an installation may leave a desk out
            continue
        current = path == url or (url != "/" and path.startswith(url))
        links.append(Link(destination.view, url, destination.icon, destination.label, current))
    return links


def first_page(user: User) -> str | None:
    """Where the user's day begins; None for somebody without any role today."""
    links = navigation(user)
    return links[0].url if links else None


def of_request(request: HttpRequest) -> list[Link]:
    """The destinations of whoever asks; nobody's before the login."""
    if not isinstance(request.user, User):
        return []
    kept: list[Link] | None = request.__dict__.get("_destinations")
    if kept is None:
        kept = [_counted(link, request.user) for link in navigation(request.user, request.path)]
        request.__dict__["_destinations"] = kept  # the header and the menu ask
    return kept


def _counted(link: Link, user: User) -> Link:
    count = {"duplicates": waiting_pairs, "access_requests": requests_waiting}.get(link.view, lambda _user: 0)(user)
    return replace(link, waiting=f"{COUNTED_TO}+" if count > COUNTED_TO else str(count or ""))
