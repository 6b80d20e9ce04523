"""Addresses of the evidence: outcomes, indicators, goals, reports, research. One line an address."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
