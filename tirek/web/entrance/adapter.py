"""How the login library behaves here: nobody signs up, people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tirek.access.actions.preferences import choose_password
from tirek.access.models import User
from tirek.web.entrance.devices import known_device, remember_device
from tirek.web.entrance.passwords import ALONE


def user_name(login: str) -> str:
    """The user name behind what was typed, which may be an e-mail address; as typed when nobody has it.

    So the password is looked at once, by whichever of the two: the library would look twice at a known address.
    """
    if "@" not in login:
        return login
    found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).values_list("username", flat=True)
    names = list(found[:2])
    return names[0] if len(names) == 1 else login


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]
    """No registration, no chatter after each step; wrong passwords are counted apart on a known device."""

    SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (the library calls it so)
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: object, **kwargs: object
    ) -> None:
        if message_template not in self.SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A password of 8 characters was enough beside a second factor; when that is gone, it opens nothing."""
        credentials["username"] = user_name(credentials.get("username", ""))
        user = super().authenticate(request, **credentials)
        if user and len(credentials.get("password", "")) < ALONE and not is_mfa_enabled(user):
            raise ValidationError(
                _("This password is too short without a second factor. Set a new one: I forgot my password.")
            )
        return user

    def set_password(self, user: User, password: str) -> None:
        """As every change of a password here."""
        choose_password(user=user, password=password)

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        return remember_device(response, user)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Under what wrong passwords are counted: the name, and for its owner the device as well."""
        name = user_name(str(credentials.get("username") or credentials.get("email") or ""))
        key = str(super()._get_login_attempts_cache_key(request, username=name))
        mark = known_device(request, name)
        return f"{key}:{mark}" if mark else key
