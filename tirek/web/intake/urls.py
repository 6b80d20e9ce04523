"""Addresses of the intake desk."""

from django.urls import path

from tirek.web.intake import details, joining, person, requests, sealing, search, steps

urlpatterns = [
    path("people/", search.person_search, name="person_search"),
    path("people/ask/", requests.ask_access, name="ask_access"),
    path("requests/", requests.access_requests, name="access_requests"),
    path("requests/<uuid:asked>/", requests.access_request, name="access_request"),
    # a new request
    path("intake/", steps.begin_request, name="intake"),
    path("intake/<uuid:draft>/drop/", steps.drop_request, name="intake_drop"),
    path("intake/<uuid:draft>/call/", steps.call, name="intake_call"),
    path("intake/<uuid:draft>/people/", steps.people, name="intake_people"),
    path("intake/<uuid:draft>/people/new/", steps.new_person, name="intake_new"),
    path("intake/<uuid:draft>/people/<str:key>/", steps.new_person, name="intake_person"),
    path("intake/<uuid:draft>/people/<str:key>/remove/", steps.remove_person, name="intake_remove"),
    path("intake/<uuid:draft>/known/<uuid:known>/", steps.known_person, name="intake_known"),
    path("intake/<uuid:draft>/confirm/", steps.confirm, name="intake_confirm"),
    # somebody more in a case
    path("cases/<uuid:case>/people/new/", joining.join_new, name="join_new"),
    path("cases/<uuid:case>/people/known/<uuid:known>/", joining.join_known, name="join_known"),
    # one person
    path("people/<uuid:person>/", person.person_page, name="person"),
    path("people/<uuid:person>/name/", details.add_name, name="add_name"),
    path("people/<uuid:person>/contact/", details.add_contact, name="add_contact"),
    path("people/<uuid:person>/address/", details.add_address, name="add_address"),
    path("people/<uuid:person>/document/", details.add_document, name="add_document"),
    path("people/<uuid:person>/seal/", sealing.seal, name="seal_person"),
    path("people/<uuid:person>/correct/", details.correct_person, name="correct_person"),
    path("people/<uuid:person>/names/<uuid:name>/", details.correct_name, name="correct_name"),
    path("people/<uuid:person>/contacts/<uuid:contact>/end/", details.end_contact, name="end_contact"),
    path("people/<uuid:person>/addresses/<uuid:address>/end/", details.end_address, name="end_address"),
]
