"""Addresses of the pages, desk by desk."""

from importlib.util import find_spec

from django.urls import include, path

# A desk adds its folder here; its own addresses are in its urls.py.
DESKS = ("entrance", "intake", "worker", "families", "supervisor", "office", "outcomes", "profession")


def _there(desk: str) -> bool:
    return bool(find_spec(f"tirek.web.{desk}") and find_spec(f"tirek.web.{desk}.urls"))


urlpatterns = [path("", include(f"tirek.web.{desk}.urls")) for desk in DESKS if _there(desk)]
