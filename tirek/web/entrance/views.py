"""Before and beside the work: where a login leads, the language and light of the pages, a first password."""

import time

from allauth.account import views as account
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tirek.access.actions.preferences import prefer_language, prefer_reminders, prefer_theme
from tirek.access.models import User
from tirek.web.context import THEME_COOKIE
from tirek.web.entrance.demo import demo_users
from tirek.web.entrance.forms import FirstPassword
from tirek.web.entrance.invitations import invited
from tirek.web.navigation import first_page

YEAR = 365 * 24 * 60 * 60
PATIENCE = 0.5  # seconds; longer than the search for an address takes
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Where the person was, if that is an address of ours."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of a person's day; the login before it."""
    if not isinstance(request.user, User):
        return redirect("demo_login" if settings.DEMO else "account_login")
    if target := first_page(request.user):
        return redirect(target)
    return render(request, "entrance/no_role.html")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language with the person, and in the browser for the pages before a login."""
    language = request.POST.get("language", "")
    response = _back(request)
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            prefer_language(user=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device asks."""
    theme = request.POST.get("theme", "")
    response = _back(request)
    if theme in {"light", "dark", "auto"}:
        if isinstance(request.user, User):
            prefer_theme(user=request.user, theme=theme)
        response.set_cookie(THEME_COOKIE, theme, YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


@require_POST
def set_reminders(request: HttpRequest) -> HttpResponse:
    """A letter on working days when something waits, or none."""
    if not isinstance(request.user, User):
        return redirect("account_login")
    prefer_reminders(user=request.user, by_mail=request.POST.get("by_mail") == "yes")
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person chooses the first password and is in. The link works once and for seven days."""
    user = invited(token)
    if user is None:
        return render(request, "entrance/invitation_over.html", status=410)
    form = FirstPassword(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        login(request, user, backend=BACKEND)
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "entrance/invitation.html", {"form": form, "invited": user}, status=status)


def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Send the link for a new password. The answer takes its time, the same for an address that nobody has."""
    begun = time.monotonic()
    response: HttpResponse = account.password_reset(request)
    if request.method == "POST":
        time.sleep(max(0.0, PATIENCE - (time.monotonic() - begun)))
    return response


@require_safe
def no_signup(request: HttpRequest) -> HttpResponse:
    """Nobody registers here: people are invited."""
    raise Http404


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


@require_safe
def demo_login(request: HttpRequest) -> HttpResponse:
    """The invented users of the demonstration, by organisation, each one click away."""
    _demo_only()
    return render(request, "entrance/demo.html", {"organisations": demo_users()})


@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Log in as one of them. Exists on a demonstration alone."""
    _demo_only()
    user = User.objects.filter(username=request.POST.get("username", ""), is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect("home")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open for too long, or came from elsewhere: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)
