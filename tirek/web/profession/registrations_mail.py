"""The link that opens a registration or a paper, by mail where the installation has a mail server."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from tirek.profession.models import CapacitySession, Paper, Registration
from tirek.toolkit.formats import clock_time, long_day


def mail_registration(registration: Registration, session: CapacitySession, link: str) -> bool:
    """Write to who registered, in the language of the page; False where nothing was sent and the page says it all."""
    waits = _("You are on the waiting list.") if registration.state == "waiting" else _("You have a place.")
    return _send(_("Your registration: %(title)s"), session, waits, link, registration.email)


def mail_paper(paper: Paper, session: CapacitySession, link: str) -> bool:
    """Write to the author that the paper has come in."""
    return _send(_("Your paper: %(title)s"), session, _("Your paper has come in."), link, paper.email)


def _send(subject: str, session: CapacitySession, said: str, link: str, to: str) -> bool:
    if not settings.EMAIL_HOST or not to:
        return False
    day = f"{long_day(session.starts_at.date())}, {clock_time(session.starts_at)}"
    keep = _("This link opens it. Keep it and give it to nobody: %(link)s") % {"link": link}
    try:
        text = "\n\n".join((session.title, day, said, keep))
        return bool(send_mail(subject % {"title": session.title}, text, None, [to]))
    except OSError:  # of which every trouble with a mail server is one
        logging.getLogger(__name__).exception("a confirmation could not be sent")
        return False
