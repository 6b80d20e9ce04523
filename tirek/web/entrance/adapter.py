"""How the login library behaves here: nobody signs up, people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tirek.web.entrance.passwords import ALONE


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]
    """No registration, and no chatter after each step."""

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
        user = super().authenticate(request, **credentials)
        if user and len(credentials.get("password", "")) < ALONE and not is_mfa_enabled(user):
            raise ValidationError(
                _("This password is too short without a second factor. Set a new one: I forgot my password.")
            )
        return user
