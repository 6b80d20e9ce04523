"""The link an invited person gets: signed, good for seven days, void once a password is chosen."""

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from tirek.access.models import User

_SALT = "tirek.invitation"
_SECONDS = 7 * 24 * 60 * 60


def _state(user: User) -> str:
    # The unusable password of an invited user is random: choosing a password changes it and voids the link.
    return salted_hmac(_SALT, f"{user.pk}:{user.password}", algorithm="sha256").hexdigest()[:20]


def invitation_url(request: HttpRequest, user: User) -> str:
    """The address to give to the person. Make a new one as often as needed; all die with the first password."""
    return request.build_absolute_uri(invitation_path(user))


def invitation_path(user: User) -> str:
    """The same without the name of the house, for where there is no request."""
    return reverse("invitation", args=[signing.dumps([user.pk, _state(user)], salt=_SALT)])


def invited(token: str) -> User | None:
    """Whom a link invites; None when it is forged, too old or used."""
    try:
        pk, state = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and not user.has_usable_password() and _state(user) == state else None
