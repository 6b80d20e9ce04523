"""Addresses of the evidence: outcomes, indicators, goals, reports, research. One line an address."""

from django.urls import path

from tirek.web.outcomes import curves, downloads, findings, structures

urlpatterns = [
    path("evidence/outcomes/", curves.outcomes, name="outcomes"),
    path("evidence/outcomes/<slug:cohort>/", curves.outcome, name="outcome"),
    path("evidence/outcomes/<slug:cohort>/cases/", curves.outcome_cases, name="outcome_cases"),
    path("evidence/findings/", findings.quality_findings, name="quality_findings"),
    path("evidence/download/", downloads.downloads, name="downloads"),
    path("evidence/download/structure/", structures.load_structure, name="load_structure"),
    path("evidence/download/<slug:indicator>/", downloads.download, name="download"),
]
