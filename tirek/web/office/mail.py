"""Sends an invitation where the installation has a mail server; elsewhere the link is handed over."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from tirek.access.models import User


def mail_invitation(user: User, link: str) -> bool:
    """Write to the person in their language. False when nothing was sent: then somebody hands the link over."""
    if not settings.EMAIL_HOST:
        return False
    with override(user.language):
        text = render_to_string("office/invitation.txt", {"person": user, "link": link})
        try:
            return bool(send_mail(_("Your login for Tirek"), text, None, [user.email]))
        except OSError:  # of which every trouble with a mail server is one
            logging.getLogger(__name__).exception("an invitation could not be sent")
            return False
