"""A device on which somebody has logged in before. Strangers who guess at a name lock it for themselves alone:
its owner still gets in from here.
"""

import secrets
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from tirek.access.models import User

Answer = TypeVar("Answer", bound=HttpResponse)

COOKIE = "__Host-device" if settings.HTTPS else "device"
_SALT = "tirek.device"
_SECONDS = 180 * 24 * 60 * 60


def remember_device(response: Answer, user: User) -> Answer:
    """Let the browser show from now on that this person has logged in here."""
    token = signing.dumps([user.pk, _state(user), secrets.token_urlsafe(9)], salt=_SALT)
    response.set_cookie(COOKIE, token, _SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


def known_device(request: HttpRequest, name: str) -> str | None:
    """The mark of the device, if the user of that name has logged in on it under the present password."""
    try:
        pk, state, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, username__iexact=name).first()
    return str(mark) if user is not None and constant_time_compare(state, _state(user)) else None


def _state(user: User) -> str:
    # A new password forgets the devices of the old one.
    return salted_hmac(_SALT, f"{user.pk}:{user.password}", algorithm="sha256").hexdigest()[:20]
