"""Addresses of the evidence: outcomes, indicators, goals, reports, research. One line an address."""

from django.urls import path

from tirek.web.outcomes import downloads, findings

urlpatterns = [
    path("evidence/findings/", findings.quality_findings, name="quality_findings"),
    path("evidence/download/", downloads.downloads, name="downloads"),
    path("evidence/download/<slug:indicator>/", downloads.download, name="download"),
]
