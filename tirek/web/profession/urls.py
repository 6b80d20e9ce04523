"""Addresses of the profession: ``profession/`` at a desk, ``open/`` for anybody. One line an address."""

from django.urls import path

from tirek.web.profession import (
    certificates,
    certificates_issue,
    check_certificates,
    ethics,
    ethics_office,
    ethics_open,
    home,
    learning_urls,
    open_plans,
    open_register,
    plans,
    plans_files,
    plans_items,
    register,
    register_entry,
    register_own,
    register_requirements,
)
from tirek.web.profession.sessions_urls import urlpatterns as of_sessions
from tirek.web.profession.supervision import found_group, my_supervision, propose_agreement
from tirek.web.profession.supervision_agreement import supervision_agreement
from tirek.web.profession.supervision_check import carry_work, unsafe_at_work, wellbeing_check
from tirek.web.profession.supervision_meeting import supervision_meeting

urlpatterns = [
    path("profession/ethics/", ethics.my_matters, name="my_matters"),
    path("profession/ethics/complain/", ethics.complain_at_desk, name="complain"),
    path("profession/ethics/matters/<uuid:matter>/", ethics.matter, name="matter"),
    path("profession/ethics/panels/<uuid:place>/", ethics.panel_place, name="panel_place"),
    path("profession/ethics/complaints/", ethics_office.complaints, name="complaints"),
    path("profession/ethics/complaints/<uuid:matter>/", ethics_office.complaint, name="complaint"),
    path("profession/ethics/complaints/<uuid:matter>/digest/", ethics_office.digest_entry, name="digest_entry"),
    path("open/ethics/", ethics_open.open_digest, name="open_digest"),
    path("open/ethics/complain/", ethics_open.open_complaint, name="open_complaint"),
    path("open/ethics/matters/<slug:code>/", ethics_open.open_matter, name="open_matter"),
    path("profession/", home.profession, name="profession"),
    path("open/", home.open_home, name="open_home"),
    *of_sessions,
    path("profession/certificates/", certificates.certificates, name="certificates"),
    path("profession/certificates/mine/", certificates.my_certificates_page, name="my_certificates"),
    path("profession/certificates/issue/", certificates_issue.certificate_issue, name="certificate_issue"),
    path(
        "profession/certificates/sessions/<uuid:session>/",
        certificates.certificates_of_session,
        name="certificates_of_session",
    ),
    path("profession/certificates/<uuid:certificate>/", certificates.certificate, name="certificate"),
    path("profession/certificates/<uuid:certificate>/paper/", certificates.certificate_print, name="certificate_print"),
    path("profession/certificates/<uuid:certificate>/file/", certificates.certificate_file, name="certificate_file"),
    path(
        "profession/certificates/<uuid:certificate>/withdraw/",
        certificates.certificate_withdraw,
        name="certificate_withdraw",
    ),
    path("open/certificates/", check_certificates.check_certificate, name="check_certificate"),
    path("open/certificates/<slug:code>/", check_certificates.open_certificate, name="open_certificate"),
    path("open/issuers/<uuid:unit>/", check_certificates.open_issuer, name="open_issuer"),
    path("open/issuers/<uuid:unit>/did.json", check_certificates.open_issuer_did, name="open_issuer_did"),
    path(
        "open/issuers/<uuid:unit>/status/<uuid:key>/", check_certificates.open_issuer_status, name="open_issuer_status"
    ),
    path("open/registrations/<slug:code>/certificate/", check_certificates.own_certificate, name="own_certificate"),
    path(
        "open/registrations/<slug:code>/certificate/paper/",
        check_certificates.own_certificate_paper,
        name="own_certificate_paper",
    ),
    path(
        "open/registrations/<slug:code>/certificate/file/",
        check_certificates.own_certificate_file,
        name="own_certificate_file",
    ),
    path("profession/plans/", plans.plan_list, name="plans"),
    path("profession/plans/new/", plans.plan_make, name="plan_make"),
    path("profession/plans/template/<slug:form>/", plans_files.plan_template, name="plan_template"),
    path("profession/plans/<uuid:plan>/", plans.action_plan, name="action_plan"),
    path("profession/plans/<uuid:plan>/correct/", plans.plan_correct, name="plan_correct"),
    path("profession/plans/<uuid:plan>/show/", plans.plan_show, name="plan_show"),
    path("profession/plans/<uuid:plan>/compare/", plans.plan_compare, name="plan_compare"),
    path("profession/plans/<uuid:plan>/import/", plans_files.plan_import, name="plan_import"),
    path("profession/plans/<uuid:plan>/file/<slug:form>/", plans_files.plan_file, name="plan_file"),
    path("profession/plans/<uuid:plan>/propose/", plans_items.recommendation_propose, name="recommendation_propose"),
    path("profession/recommendations/", plans_items.my_recommendations, name="my_recommendations"),
    path("profession/recommendations/<uuid:recommendation>/", plans_items.recommendation, name="recommendation"),
    path(
        "profession/recommendations/<uuid:recommendation>/correct/",
        plans_items.recommendation_correct,
        name="recommendation_correct",
    ),
    path(
        "profession/recommendations/<uuid:recommendation>/adopt/",
        plans_items.recommendation_adopt,
        name="recommendation_adopt",
    ),
    path(
        "profession/recommendations/<uuid:recommendation>/report/",
        plans_items.recommendation_report,
        name="recommendation_report",
    ),
    path("open/plans/", open_plans.open_plans, name="open_plans"),
    path("open/plans/<slug:plan>/", open_plans.open_plan, name="open_plan"),
    path("open/plans/<slug:plan>/compare/", open_plans.open_plan_compare, name="open_plan_compare"),
    path("open/plans/<slug:plan>/file/", open_plans.open_plan_file, name="open_plan_file"),
    path("open/recommendations/<uuid:recommendation>/", open_plans.open_recommendation, name="open_recommendation"),
    path("profession/supervision/", my_supervision, name="my_supervision"),
    path("profession/supervision/new/", propose_agreement, name="propose_supervision"),
    path("profession/supervision/intervision/", found_group, name="found_intervision"),
    path("profession/supervision/check/", carry_work, name="carry_work"),
    path("profession/supervision/check/<uuid:check>/", wellbeing_check, name="wellbeing_check"),
    path("profession/supervision/unsafe/", unsafe_at_work, name="unsafe_at_work"),
    path("profession/supervision/<uuid:agreement>/", supervision_agreement, name="supervision_agreement"),
    path("profession/supervision/meetings/<uuid:meeting>/", supervision_meeting, name="supervision_meeting"),
    path("profession/entry/", register_own.my_entry, name="my_entry"),
    path("profession/entry/apply/", register_own.entry_apply, name="entry_apply"),
    path("profession/entry/edit/", register_own.entry_edit, name="entry_edit"),
    path("profession/entry/education/", register_own.entry_education, name="entry_education"),
    path("profession/entry/post/", register_own.entry_post, name="entry_post"),
    path("profession/entry/posts/<uuid:post>/end/", register_own.post_end, name="post_end"),
    path("profession/entry/public/", register_own.entry_public, name="entry_public"),
    path("profession/entry/leave/", register_own.entry_leave, name="entry_leave"),
    path("profession/register/", register.register, name="register"),
    path("profession/register/new/", register.register_new, name="register_new"),
    path("profession/register/vacancies/", register.register_vacancies, name="register_vacancies"),
    path("profession/register/vacancies/<uuid:vacancy>/fill/", register.vacancy_fill, name="vacancy_fill"),
    path("profession/register/<uuid:entry>/", register_entry.practitioner, name="practitioner"),
    path(
        "profession/register/<uuid:entry>/consent/", register_entry.practitioner_consent, name="practitioner_consent"
    ),
    path(
        "profession/register/<uuid:entry>/category/", register_entry.practitioner_category, name="practitioner_category"
    ),
    path(
        "profession/register/<uuid:entry>/suspend/", register_entry.practitioner_suspend, name="practitioner_suspend"
    ),
    path(
        "profession/register/<uuid:entry>/correct/", register_entry.practitioner_correct, name="practitioner_correct"
    ),
    path(
        "profession/register/<uuid:entry>/education/",
        register_entry.practitioner_education,
        name="practitioner_education",
    ),
    path("profession/register/<uuid:entry>/post/", register_entry.practitioner_post, name="practitioner_post"),
    path(
        "profession/register/<uuid:entry>/educations/<uuid:education>/seen/",
        register_entry.education_seen,
        name="education_seen",
    ),
    path(
        "profession/register/<uuid:entry>/categories/<uuid:certification>/withdraw/",
        register_entry.category_withdraw,
        name="category_withdraw",
    ),
    path(
        "profession/register/<uuid:entry>/suspensions/<uuid:suspension>/lift/",
        register_entry.suspension_lift,
        name="suspension_lift",
    ),
    *(
        path(
            f"profession/register/<uuid:entry>/{step}/",
            register_entry.practitioner_step,
            {"step": step},
            name=f"practitioner_{step}",
        )
        for step in register_entry.STEPS
    ),
    path("profession/requirements/", register_requirements.entry_requirements, name="entry_requirements"),
    path(
        "profession/requirements/<uuid:requirement>/end/",
        register_requirements.requirement_end,
        name="requirement_end",
    ),
    path("open/register/", open_register.open_register, name="open_register"),
    path("open/register/<uuid:entry>/", open_register.open_practitioner, name="open_practitioner"),
    *learning_urls.urlpatterns,
]
