"""Addresses of the worker's desk."""

from django.urls import path

from tirek.web import notices
from tirek.web.worker import (
    assessment,
    assessment_result,
    caseload,
    day,
    file,
    forms_on_paper,
    journal,
    life_line,
    life_print,
    plan,
    printing,
    scores,
    visit,
)
from tirek.web.worker.acts import closing, conference, corrections, life, meetings, rating, tasks

urlpatterns = [
    # the day and the list of cases
    path("day/", day.day, name="my_day"),
    path("notices/", notices.notice_list, name="notices"),
    path("cases/", caseload.case_list, name="caseload"),
    # the family file
    path("cases/<uuid:case>/", file.case_file, name="case_file"),
    path("cases/<uuid:case>/journal/", journal.journal, name="journal"),
    path("cases/<uuid:case>/life-line/", life_line.life_line, name="life_line"),
    path("cases/<uuid:case>/life-line/print/", life_print.life_line_print, name="life_line_print"),
    # acts on a case
    path("cases/<uuid:case>/contact/", meetings.record_contact, name="record_contact"),
    path("cases/<uuid:case>/consent/", meetings.give_consent, name="give_consent"),
    path("consents/<uuid:consent>/withdraw/", meetings.withdraw_consent, name="withdraw_consent"),
    path("cases/<uuid:case>/service/", meetings.record_service, name="record_service"),
    path("cases/<uuid:case>/task/", tasks.open_task, name="open_task"),
    path("tasks/<uuid:task>/done/", tasks.task_done, name="task_done"),
    path("follow-ups/<uuid:follow_up>/", tasks.follow_up, name="follow_up"),
    path("cases/<uuid:case>/follow-up/<int:months>/", tasks.follow_up_due, name="follow_up_due"),
    path("cases/<uuid:case>/conference/", conference.hold_conference, name="hold_conference"),
    path("cases/<uuid:case>/episode/", life.begin_episode, name="begin_episode"),
    path("episodes/<uuid:episode>/end/", life.episode_end, name="episode_end"),
    path("cases/<uuid:case>/people/", life.join_case, name="join_case"),
    path("cases/<uuid:case>/risk/", rating.rate_risk, name="rate_risk"),
    path("steps/<uuid:step>/", rating.mark_step, name="mark_step"),
    path("cases/<uuid:case>/close/", closing.close_case, name="close_case"),
    path("cases/<uuid:case>/reopen/", closing.reopen_case, name="reopen_case"),
    path("cases/<uuid:case>/visit/", visit.record_visit, name="record_visit"),
    path("cases/<uuid:case>/scores/", scores.scores, name="scores"),
    path("cases/<uuid:case>/assessments/", assessment.assessments_of_case, name="assessments"),
    path("cases/<uuid:case>/assessment/<str:instrument>/", assessment.complete_assessment, name="complete_assessment"),
    path("cases/<uuid:case>/plan/", plan.write_plan, name="write_plan"),
    path("cases/<uuid:case>/plan/agreement/", plan.agree_plan, name="agree_plan"),
    path("cases/<uuid:case>/plan/approval/", plan.request_approval, name="request_approval"),
    path("cases/<uuid:case>/plan/review/", plan.review_plan, name="review_plan"),
    path("cases/<uuid:case>/plan/versions/", plan.versions, name="plan_versions"),
    path("cases/<uuid:case>/plan/print/", printing.plan_print, name="plan_print"),
    path("cases/<uuid:case>/print/", forms_on_paper.prints, name="prints"),
    path("cases/<uuid:case>/print/<slug:form>/<slug:language>/", forms_on_paper.print_form, name="print_form"),
    path("visits/<uuid:visit>/print/", printing.visit_print, name="visit_print"),
    path("assessments/<uuid:assessment>/", assessment_result.assessment, name="assessment"),
    path("correct/<slug:record_type>/<uuid:record>/<slug:field>/", corrections.correct, name="correct"),
]
