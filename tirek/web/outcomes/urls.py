"""Addresses of the evidence: outcomes, indicators, goals, reports, research. One line an address."""

from django.urls import path

from tirek.web.outcomes import curves, downloads, findings, research, research_request, structures

urlpatterns = [
    path("evidence/outcomes/", curves.outcomes, name="outcomes"),
    path("evidence/outcomes/<slug:cohort>/", curves.outcome, name="outcome"),
    path("evidence/outcomes/<slug:cohort>/cases/", curves.outcome_cases, name="outcome_cases"),
    path("evidence/findings/", findings.quality_findings, name="quality_findings"),
    path("evidence/download/", downloads.downloads, name="downloads"),
    path("evidence/download/structure/", structures.load_structure, name="load_structure"),
    path("evidence/download/<slug:indicator>/", downloads.download, name="download"),
    path("evidence/research/", research.research, name="research"),
    path("evidence/research/ask/<slug:table>/", research.research_ask, name="research_ask"),
    path("evidence/research/<uuid:research>/", research_request.research_request, name="research_request"),
    path("evidence/research/<uuid:research>/release/", research_request.research_release, name="research_release"),
    path("evidence/research/<uuid:research>/recall/", research_request.research_recall, name="research_recall"),
    path("evidence/research/<uuid:research>/take/", research_request.research_take, name="research_take"),
    path("evidence/research/<uuid:research>/twin/", research_request.research_twin, name="research_twin"),
]
