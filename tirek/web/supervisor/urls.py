from django.urls import path

from tirek.web.supervisor import access_log, approvals, assignment, team

urlpatterns = [
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<uuid:approval>/", approvals.approval, name="approval"),
    path("team/", team.team, name="team"),
    path("cases/<uuid:case>/assign/", assignment.assign, name="assign"),
    path("cases/<uuid:case>/access/", access_log.access_log, name="access_log"),
]
