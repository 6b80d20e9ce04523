"""Addresses of the entrance. Of the login library only what is used: no registration, no change of e-mail."""

from allauth.account import views as account
from django.urls import include, path, re_path

from tirek.web.drafts import one_draft, renew
from tirek.web.entrance import views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("reminders/", views.set_reminders, name="set_reminders"),
    path("demo/", views.demo_login, name="demo_login"),
    path("demo/enter/", views.demo_enter, name="demo_enter"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("drafts/", renew, name="draft_token"),
    path("drafts/<path:key>", one_draft, name="draft"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/second/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("password/", views.forgotten_password, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/signup/", views.no_signup, name="account_signup"),  # the library asks for the name
]
