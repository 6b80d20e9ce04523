"""The one form of the entrance that is our own; the others are the login library's."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tirek.access.actions.preferences import choose_password
from tirek.access.models import User


class FirstPassword(forms.Form):
    """An invited person chooses a password, twice the same."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least 15 characters. A sentence of your own is easy to remember; spaces and any letters are fine."
        ),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.user = user

    def clean(self) -> None:
        super().clean()
        password, again = self.cleaned_data.get("password", ""), self.cleaned_data.get("again", "")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ. Type the second one again."))
        elif password:
            try:
                validate_password(password, self.user)
            except ValidationError as refused:
                self.add_error("password", refused)

    def save(self) -> None:
        choose_password(user=self.user, password=self.cleaned_data["password"])
