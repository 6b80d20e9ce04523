"""Addresses of capacity-building sessions: at the organiser's and the reviewer's desk, and for anybody."""

from django.urls import path

from tirek.web.profession import (
    open_sessions,
    papers,
    presence,
    proceedings,
    registrations,
    registrations_own,
    sessions,
    sessions_programme,
)

_HELD = "profession/sessions/<slug:session>/"
_OPEN = "open/sessions/<slug:session>/"

urlpatterns = [
    path("profession/sessions/", sessions.sessions, name="sessions"),
    path("profession/sessions/new/", sessions.session_new, name="session_new"),
    path(_HELD, sessions.session, name="session"),
    path(f"{_HELD}change/", sessions.session_change, name="session_change"),
    path(f"{_HELD}step/<slug:step>/", sessions.session_step, name="session_step"),
    path(f"{_HELD}materials/", sessions.session_material, name="session_material"),
    path(f"{_HELD}recommendations/", sessions.session_recommendation, name="session_recommendation"),
    path(f"{_HELD}programme/", sessions_programme.session_programme, name="session_programme"),
    path(f"{_HELD}registrations/", registrations.session_registrations, name="session_registrations"),
    path(f"{_HELD}check-in/", presence.session_check_in, name="session_check_in"),
    path(f"{_HELD}presence/", presence.session_presence, name="session_presence"),
    path(f"{_HELD}papers/", papers.session_papers, name="session_papers"),
    path(f"{_HELD}papers/<uuid:paper>/", papers.session_paper, name="session_paper"),
    path(f"{_HELD}papers/<uuid:paper>/reviewer/", papers.paper_assign, name="paper_assign"),
    path(f"{_HELD}papers/<uuid:paper>/decide/", papers.paper_decide, name="paper_decide"),
    path("profession/papers/", papers.papers_to_review, name="papers_to_review"),
    path("profession/papers/<uuid:review>/", papers.paper_review, name="paper_review"),
    path("open/sessions/", open_sessions.open_sessions, name="open_sessions"),
    path("open/sessions/calendar.ics", open_sessions.sessions_calendar, name="sessions_calendar"),
    path(_OPEN, open_sessions.open_session, name="open_session"),
    path(f"{_OPEN}calendar.ics", open_sessions.session_calendar, name="session_calendar"),
    path(f"{_OPEN}register/", open_sessions.session_register, name="session_register"),
    path(f"{_OPEN}offer/", open_sessions.paper_offer, name="paper_offer"),
    path(f"{_OPEN}proceedings/", proceedings.session_proceedings, name="session_proceedings"),
    path(f"{_OPEN}proceedings.pdf", proceedings.session_proceedings_paper, name="session_proceedings_paper"),
    path("open/registrations/<slug:code>/", registrations_own.registration_own, name="registration_own"),
    path(
        "open/registrations/<slug:code>/feedback/",
        registrations_own.registration_feedback,
        name="registration_feedback",
    ),
    path("open/papers/<slug:code>/", registrations_own.paper_own, name="paper_own"),
]
