"""Addresses: the machine doors here, the pages in ``tirek.web.urls``."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from tirek.endpoints.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz, name="healthz")]
if find_spec("tirek.web.urls"):
    urlpatterns.append(path("", include("tirek.web.urls")))
