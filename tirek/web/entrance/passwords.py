"""Length is what makes a password strong: 15 characters alone, 8 beside a second factor. No other rules."""

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

ALONE = 15
BESIDE_A_SECOND_FACTOR = 8


class Length:
    """A Django password validator (NIST SP 800-63B-4, 3.1.1.2)."""

    def validate(self, password: str, user: object | None = None) -> None:
        second = getattr(user, "pk", None) is not None and is_mfa_enabled(user)
        least = BESIDE_A_SECOND_FACTOR if second else ALONE
        if len(password) < least:
            message = ngettext(
                "The password needs at least %(count)s character.",
                "The password needs at least %(count)s characters.",
                least,
            )
            raise ValidationError(message % {"count": least}, code="password_too_short")

    def get_help_text(self) -> str:
        return ""
