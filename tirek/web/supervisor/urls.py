from django.urls import path

from tirek.web import notices
from tirek.web.supervisor import (
    access_log,
    approvals,
    assignment,
    compliance,
    conflicts,
    duplicates,
    merging,
    same_person,
    team,
    trials,
)

urlpatterns = [
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<uuid:approval>/", approvals.approval, name="approval"),
    path("team/", team.team, name="team"),
    path("compliance/", compliance.compliance, name="compliance"),
    path("compliance/duties/", compliance.duties, name="compliance_duties"),
    path("standards/try/", trials.try_page, name="try_standard"),
    path("standards/try/<uuid:trial>/", trials.trial_page, name="standard_trial"),
    path("notices/<uuid:notice>/answer/", notices.answer_escalation_page, name="answer_escalation"),
    path("cases/<uuid:case>/assign/", assignment.assign, name="assign"),
    path("cases/<uuid:case>/access/", access_log.access_log, name="access_log"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/<uuid:pair>/", duplicates.duplicate, name="duplicate"),
    path("duplicates/<uuid:pair>/merge/", merging.merge_page, name="merge_persons"),
    path("merges/<uuid:merge>/undo/", merging.unmerge_page, name="unmerge_persons"),
    path("people/<uuid:person>/apart/", conflicts.keep_apart_page, name="keep_apart"),
    path("conflicts/<uuid:conflict>/end/", conflicts.end_conflict_page, name="end_conflict"),
    path("people/<uuid:person>/same/", same_person.same_person, name="same_person"),
]
