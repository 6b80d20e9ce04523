"""What every page knows: where one may go, in which language and light it is drawn."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from tirek.web.navigation import ON_PHONES, of_request

LANGUAGES = (("kk", "ҚАЗ", "Қазақша"), ("ru", "РУС", "Русский"), ("en", "ENG", "English"))
THEME_COOKIE = "theme"


def theme(request: HttpRequest) -> str:
    """``light`` or ``dark`` where the person chose; empty leaves it to the device."""
    user = getattr(request, "user", None)
    chosen = getattr(user, "theme", None) or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in {"light", "dark"} else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Names for the templates: ``navigation``, ``theme``, ``demo``, ``page_languages``, ``search_url``, ``here``."""
    try:
        search_url = reverse("person_search")
    except NoReverseMatch:
        search_url = ""
    return {
        "navigation": SimpleLazyObject(lambda: of_request(request)),
        "bottom_places": ON_PHONES,
        "search_url": search_url,
        "theme": theme(request),
        "demo": settings.DEMO,
        "page_languages": LANGUAGES,
        "here": request.get_full_path(),
    }
