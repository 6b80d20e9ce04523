"""The first organisation of an installation, from the command line."""

import argparse

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tirek.access.actions.founding import Named, found_organisation
from tirek.access.models import Organisation, Unit, User
from tirek.kernel.clock import today
from tirek.toolkit.postgresql.trouble import ServerTrouble
from tirek.web.entrance.invitations import invitation_path


def found(options: argparse.Namespace) -> str:
    """Write down the organisation with its units; the link by which its administrator chooses a password.

    Empty when the administrator was here before and has a password.
    """
    shown_as = (options.shown_as_kk, options.shown_as_ru, options.shown_as_en)
    organisation = Named(
        options.code,
        (options.name_kk, options.name_ru, options.name_en),
        shown_as if any(shown_as) else None,
        options.phone,
    )
    units = [Named(code, (kk, ru, en)) for code, kk, ru, en in options.unit or []] or [organisation]
    administrator = User.objects.filter(username=options.administrator).first() or _new(options)
    with override("en"):  # the terminal's language, like the rest of the command
        _check(organisation, units, administrator)
    fields = ("username", "email", "first_name", "last_name", "language")
    who = administrator if administrator.pk else {name: str(getattr(administrator, name)) for name in fields}
    found_organisation(organisation=organisation, units=units, administrator=who, on=today())
    invited = User.objects.get(username=options.administrator)
    return "" if invited.has_usable_password() else f"{settings.URL}{invitation_path(invited)}"


def _check(organisation: Named, units: list[Named], administrator: User) -> None:
    try:
        Organisation(**organisation.as_organisation()).full_clean()
        for unit in units:
            Unit(**unit.as_fields()).full_clean(exclude=["organisation"])
        if administrator.pk is None:
            administrator.full_clean(exclude=["password"])
    except ValidationError as wrong:
        raise ServerTrouble(
            "; ".join(f"{name}: {' '.join(said)}" for name, said in wrong.message_dict.items())
        ) from None


def _new(options: argparse.Namespace) -> User:
    return User(
        username=options.administrator,
        email=options.email,
        first_name=options.given_name,
        last_name=options.surname,
        language=options.language,
    )
