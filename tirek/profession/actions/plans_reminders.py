"""Owners are reminded before an item is due and again while it is late, once a month at most."""

import logging
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tirek.access.models import User
from tirek.profession.engine.plans import AGAIN, SOON, reminder_due
from tirek.profession.models import Recommendation
from tirek.toolkit.postgresql.user import acting_as

log = logging.getLogger(__name__)


def remind_of_recommendations(on: date) -> int:
    """Remind everybody who answers for an item that is late or due within a month; how many people were reminded.

    The items stand on their page in any case; a letter goes out where the installation has a mail server and the person
    wants letters. Run again on the same day, it reminds nobody twice; a letter that failed is tried the next night.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT profession_whom_to_remind(%s, %s)", [on + SOON, on - AGAIN])
        whom = [row[0] for row in cursor.fetchall()]
    reminded = 0
    for user_id in whom:
        try:
            reminded += _remind(user_id, on)
        except OSError:  # of which every trouble with a mail server is one
            log.warning("a reminder of recommendations could not be sent; it is tried again")
    return reminded


def _remind(user_id: int, on: date) -> bool:
    """One person, under their own rights: the day is kept with the letter, or neither."""
    with acting_as(user_id), transaction.atomic():
        open_items = Recommendation.objects.select_for_update(of=("self",)).filter(
            answers_id=user_id, due_on__lte=on + SOON
        )
        due = [one for one in open_items if reminder_due(one.state, one.due_on, one.reminded_on, on)]
        if not due:
            return False
        if not Recommendation.objects.filter(pk__in=[one.pk for one in due]).update(reminded_on=on):
            return False
        user = User.objects.get(pk=user_id)
        if settings.EMAIL_HOST and user.email and user.reminders_by_mail:
            late = sum(one.due_on is not None and one.due_on < on for one in due)
            letter(user, late, len(due) - late).send()
    return True


def letter(user: User, late: int, soon: int) -> EmailMessage:
    """How many items wait for a report, in the user's language. No text of a plan stands in it."""
    with override(user.language):
        counts = ((_("Overdue: %(n)s"), late), (_("Due within a month: %(n)s"), soon))
        try:
            url = settings.URL + reverse("my_recommendations")
        except NoReverseMatch:  # an installation may leave a desk out
            url = settings.URL
        text = "\n\n".join(
            (
                _("Recommendations you answer for wait for your report."),
                "\n".join(words % {"n": n} for words, n in counts if n),
                _("Log in to report: %(url)s") % {"url": url},
            )
        )
        return EmailMessage(
            _("Tirek: recommendations wait for your report"),
            text,
            None,
            [user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
