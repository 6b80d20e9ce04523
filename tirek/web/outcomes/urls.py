"""Addresses of the evidence: outcomes, indicators, goals, reports, research. One line an address."""

from django.urls import path

from tirek.web.outcomes import (
    curves,
    downloads,
    findings,
    loading,
    policies,
    reports,
    research,
    research_request,
    structures,
)

urlpatterns = [
    path("evidence/outcomes/", curves.outcomes, name="outcomes"),
    path("evidence/outcomes/<slug:cohort>/", curves.outcome, name="outcome"),
    path("evidence/outcomes/<slug:cohort>/cases/", curves.outcome_cases, name="outcome_cases"),
    path("evidence/findings/", findings.quality_findings, name="quality_findings"),
    path("evidence/loaded/", loading.loaded_figures, name="loaded_figures"),
    path("evidence/loaded/population/", loading.load_population, name="load_population"),
    path("evidence/loaded/official/", loading.load_official, name="load_official"),
    path("evidence/loaded/<uuid:loaded>/withdraw/", loading.withdraw_figures, name="withdraw_figures"),
    path("evidence/policies/", policies.policies, name="policies"),
    path("evidence/policies/<slug:indicator>/<int:question>/", policies.policy_answer, name="policy_answer"),
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
    path("evidence/reports/", reports.reports, name="reports"),
    path("evidence/reports/new/", reports.compose_report, name="compose_report"),
    path("evidence/reports/<uuid:report>/", reports.report, name="report"),
    path("evidence/reports/<uuid:report>/change/", reports.compose_report, name="change_report"),
    path("evidence/reports/<uuid:report>/freeze/", reports.freeze_report, name="freeze_report"),
    path("evidence/reports/<uuid:report>/share/", reports.share_report, name="share_report"),
    path("evidence/reports/<uuid:report>/put-away/", reports.put_away_report, name="put_away_report"),
    path("evidence/reports/snapshots/<uuid:snapshot>/", reports.snapshot, name="snapshot"),
    path("evidence/reports/snapshots/<uuid:snapshot>/<slug:form>/", reports.snapshot_file, name="snapshot_file"),
]
