"""Addresses: the machine doors here, the pages in ``tirek.web.urls``."""

from django.urls import include, path

from tirek.endpoints.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz"), path("", include("tirek.web.urls"))]
