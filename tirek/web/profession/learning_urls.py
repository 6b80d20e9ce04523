"""Addresses of standards, competences, learning, placements and research."""

from django.urls import path

from tirek.web.profession import competences, learning, norms, norms_open, placements, research_works

urlpatterns = [
    path("profession/norms/", norms.norms, name="norms"),
    path("profession/norms/new/", norms.norm_new, name="norm_new"),
    path("profession/norms/comments/<uuid:comment>/", norms.norm_comment, name="norm_comment"),
    path("profession/norms/<slug:norm>/draft/", norms.norm_draft, name="norm_draft"),
    path("profession/norms/<slug:norm>/<int:number>/", norms.norm_version, name="norm_version"),
    path("profession/norms/<slug:norm>/<int:number>/clause/", norms.norm_clause, name="norm_clause_new"),
    path("profession/norms/<slug:norm>/<int:number>/clause/<uuid:clause>/", norms.norm_clause, name="norm_clause"),
    path("open/norms/", norms_open.open_norms, name="open_norms"),
    path("open/norms/comment/<slug:code>/", norms_open.open_comment, name="open_comment"),
    path("open/norms/<slug:norm>/", norms_open.open_norm, name="open_norm"),
    path("open/norms/<slug:norm>/<int:number>/", norms_open.open_norm_version, name="open_norm_version"),
    path("open/norms/<slug:norm>/<int:number>/comment/", norms_open.open_norm_comment, name="open_norm_comment"),
    path("profession/competences/", competences.my_competences, name="my_competences"),
    path(
        "profession/competences/<uuid:practitioner>/",
        competences.supervisee_competences,
        name="supervisee_competences",
    ),
    path("profession/learning/mine/", learning.my_learning, name="my_learning"),
    path("profession/learning/claim/", learning.hours_claim, name="hours_claim"),
    path("profession/learning/", learning.learning, name="learning"),
    path("profession/learning/approve/", learning.hours_approve, name="hours_approve"),
    path("profession/learning/hours/<uuid:claim>/", learning.hours_claimed, name="hours_claimed"),
    path("profession/learning/record/", learning.hours_record, name="hours_record"),
    path("profession/learning/courses/", learning.course_edit, name="course_new"),
    path("profession/learning/courses/<slug:course>/", learning.course_edit, name="course_edit"),
    path("profession/placements/", placements.my_placements, name="my_placements"),
    path("profession/placements/new/", placements.placement_new, name="placement_new"),
    path("profession/placements/<uuid:placement>/", placements.placement, name="placement"),
    path("open/research/", research_works.open_research, name="open_research"),
    path("profession/research/new/", research_works.research_work_new, name="research_work_new"),
    path("profession/research/<uuid:work>/", research_works.research_work, name="research_work"),
]
