"""The doors of autosave: keep, give back and discard what somebody has typed. Their own alone."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods, require_safe

from tirek.access.actions.drafts import discard_draft, keep_draft
from tirek.access.models import User
from tirek.access.selectors.staff import draft
from tirek.kernel.problems import Problem

SIGNED_OUT = 401


@require_safe
def renew(request: HttpRequest) -> HttpResponse:
    """A fresh token for a page that was open while its person logged in anew."""
    if not isinstance(request.user, User):
        return JsonResponse({}, status=SIGNED_OUT)
    return JsonResponse({"csrf": get_token(request), "user": str(request.user.uuid)})


@require_http_methods(["GET", "POST", "DELETE"])
def one_draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft of one form: 204 where there is none."""
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({}, status=SIGNED_OUT)
    if len(key) > 160:
        raise Http404
    if request.method == "DELETE":
        discard_draft(user=user, key=key)
    elif request.method == "POST":
        return _keep(request, user, key)
    elif kept := draft(user, key):
        return JsonResponse({"content": kept.content, "saved_at": kept.saved_at.isoformat()})
    return HttpResponse(status=204)


def _keep(request: HttpRequest, user: User, key: str) -> HttpResponse:
    try:
        content = json.loads(request.body)["content"]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({}, status=400)
    if not _plain(content):
        return JsonResponse({}, status=400)
    try:
        kept = keep_draft(user=user, key=key, content=content)
    except Problem:
        return JsonResponse({}, status=413)
    return JsonResponse({"saved_at": kept.saved_at.isoformat()})


def _plain(content: object) -> bool:
    """Names of fields with their values as texts, all of which the database can hold."""
    if not isinstance(content, dict) or not all(isinstance(one, list) for one in content.values()):
        return False
    texts = [*content, *(value for values in content.values() for value in values)]
    return all(isinstance(text, str) and _storable(text) for text in texts)


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character
        return False
    return "\0" not in text
