"""What holds for every answer: headers, language, the end of a session, refused acts, finished drafts."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.defaults import page_not_found

from tirek.access.actions.drafts import discard_draft
from tirek.access.audit import AuditLine, write_audit
from tirek.access.models import User
from tirek.kernel.clock import now
from tirek.kernel.problems import Missing, Refused

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
PERMISSIONS_POLICY = ", ".join(
    [
        "camera=()",
        "microphone=()",
        "geolocation=()",
        "payment=()",
        "usb=()",
        "browsing-topics=()",
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
    ]
)

IDLE = 30 * 60
TOTAL = 12 * 60 * 60
_NOTICE = 60  # the session is written at most once a minute, not with each page

_STARTED, _SEEN = "tirek_started", "tirek_seen"


class SecurityHeaders:
    """A strict content policy on every answer, and no copy of a page in any cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = CONTENT_POLICY
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("X-Frame-Options", "DENY")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        if request.path == "/logout/" and request.method == "POST" and request.is_secure():
            response["Clear-Site-Data"] = '"cache", "storage"'  # what the tab kept of unsent forms goes too
        return response


class SessionLimits:
    """A session ends after 30 idle minutes and after 12 hours in all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            moment = now().timestamp()
            started = request.session.get(_STARTED, moment)
            seen = request.session.get(_SEEN, moment)
            if moment - started > TOTAL or moment - seen > IDLE:
                logout(request)
            elif _SEEN not in request.session or moment - seen > _NOTICE:
                request.session[_STARTED] = started
                request.session[_SEEN] = moment
        return self.get_response(request)


class Language:
    """The language the person chose, else the browser's cookie, else Kazakh. No guess from the browser's own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class Problems:
    """What one may not do, and what one may not see, answer like an address that does not exist."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        sent = (request.path, *request.GET.values(), *request.POST.values())
        if any("\0" in text for text in sent):
            raise BadRequest("a character that no record can hold")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused | Missing):
            if not exception.audited:
                self._note_refusal(request)
            return page_not_found(request, Http404())
        return None

    @staticmethod
    def _note_refusal(request: HttpRequest) -> None:
        """Who asked for which page about what: trying doors leaves a trace, though the answer gives nothing away."""
        asked = request.resolver_match
        if isinstance(request.user, User) and asked is not None:
            named = next((value for value in asked.kwargs.values() if isinstance(value, UUID)), None)
            line = AuditLine(act="ask_page", subject_uuid=named, facts={"refused": True, "page": asked.url_name or ""})
            write_audit([line], reading=True)


class FinishedDrafts:
    """A form sent with ``draft_key`` and answered with "go on" has become an act: its draft goes.

    "Go on" is a redirect, ``HX-Redirect``, or the header ``X-Draft: done`` that a view sets itself. A redirect is
    followed before any script sees it, so a short-lived cookie tells the next page whose copy leaves the tab.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = request.user
        if request.method == "POST" and isinstance(user, User) and self._went_on(response):
            key = request.POST.get("draft_key", "")
            if key:
                with transaction.atomic():  # the database knows its user only inside of a transaction
                    discard_draft(user=user, key=key)
                response["X-Draft"] = "done"
                response.set_cookie("draft_done", quote(key, safe=""), 60, secure=settings.HTTPS, samesite="Lax")
        return response

    @staticmethod
    def _went_on(response: HttpResponse) -> bool:
        redirected = response.status_code in {302, 303} and "/login/" not in response.get("Location", "")
        return redirected or "HX-Redirect" in response or response.get("X-Draft") == "done"
