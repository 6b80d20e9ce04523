"""What every page knows: where one may go, in which language and light it is drawn."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tirek.web.navigation import ON_PHONES, of_request
from tirek.web.notices import bell

LANGUAGES = (("kk", "ҚАЗ", "Қазақша"), ("ru", "РУС", "Русский"), ("en", "ENG", "English"))
THEME_COOKIE = "theme"


def theme(request: HttpRequest) -> str:
    """``light`` or ``dark`` where the person chose; empty leaves it to the device."""
    user = getattr(request, "user", None)
    chosen = getattr(user, "theme", None) or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in {"light", "dark"} else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Names for the templates: ``navigation``, ``bell``, ``theme``, ``demo``, ``page_languages``, ``search_url``,
    ``here``."""
    return {
        "navigation": SimpleLazyObject(lambda: of_request(request)),
        "bottom_places": ON_PHONES,
        "bell": SimpleLazyObject(lambda: bell(request)),
        "search_url": SimpleLazyObject(lambda: _search_url(request)),
        "theme": theme(request),
        "demo": settings.DEMO,
        "page_languages": LANGUAGES,
        "here": request.get_full_path(),
    }


def _search_url(request: HttpRequest) -> str:
    """Where the box in the header searches; empty for those who may not search."""
    return next((link.url for link in of_request(request) if link.view == "person_search"), "")
