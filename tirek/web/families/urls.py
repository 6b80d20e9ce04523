"""Addresses of the pages about a family."""

from django.urls import path

from tirek.web.families import acts, page, pictures, printing

urlpatterns = [
    path("families/<uuid:family>/", page.family, name="family"),
    path("families/<uuid:family>/genogram/", pictures.genogram, name="genogram"),
    path("families/<uuid:family>/eco-map/", pictures.eco_map, name="eco_map"),
    path("families/<uuid:family>/print/", printing.family_print, name="family_print"),
    path("families/<uuid:family>/join/", acts.family_join, name="family_join"),
    path("families/<uuid:family>/members/<uuid:member>/leave/", acts.family_leave, name="family_leave"),
    path("families/<uuid:family>/members/<uuid:member>/case/", acts.family_case, name="family_case"),
    path("families/<uuid:family>/relations/", acts.relate, name="relate"),
    path("families/<uuid:family>/relations/<uuid:relation>/end/", acts.end_relation, name="end_relation"),
    path("families/<uuid:family>/ties/", acts.record_tie, name="record_tie"),
    path("families/<uuid:family>/ties/<uuid:tie>/end/", acts.end_tie, name="end_tie"),
]
