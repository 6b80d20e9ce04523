from django.urls import path

from tirek.web.office import instruments, numbers, roles, staff, uses

urlpatterns = [
    path("numbers/", numbers.numbers, name="numbers"),
    path("staff/", staff.staff, name="staff"),
    path("staff/roles/", roles.roles, name="roles"),
    path("staff/invite/", staff.invite, name="invite"),
    path("staff/<uuid:user>/invitation/", staff.staff_invitation, name="staff_invitation"),
    path("staff/memberships/<int:membership>/end/", staff.membership_end, name="membership_end"),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/publish/", instruments.publish, name="publish_instrument"),
    path("instruments/<slug:code>/use/", uses.instrument_use, name="instrument_use"),
    path("instruments/<slug:code>/use/withdraw/", uses.withdraw_use, name="withdraw_use"),
    path("instruments/<slug:code>/<int:number>/", instruments.instrument, name="instrument"),
    path("instruments/<slug:code>/<int:number>/source/", instruments.source, name="instrument_source"),
]
