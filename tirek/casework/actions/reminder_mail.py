"""One letter a working day to whoever wants it: how much waits, and nothing about whom or what.

A letter lies on servers that nobody here answers for, and may be read over a shoulder: no name, no reference, no rule,
no programme stands in it, only counts and the way to the login.
"""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tirek.access.actions.preferences import give_reminder_day_back, take_reminder_day
from tirek.access.models import User
from tirek.casework.selectors.notices import Standing, standing_counts
from tirek.toolkit.postgresql.user import acting_as


def mail_reminder(user_id: int, on: date) -> bool:
    """Write today's letter to a user, once a day; whether one was sent.

    What is counted is what the user would see: the question is asked under their own rights. The day is kept before
    the letter goes, so that nobody gets two; one that could not be sent gives the day back, and the job is tried again.
    """
    with acting_as(user_id):
        with transaction.atomic():
            user = User.objects.filter(pk=user_id, is_active=True, reminders_by_mail=True).exclude(email="").first()
            standing = standing_counts(user, on) if user else None
            if user is None or not standing or not take_reminder_day(user_id=user_id, on=on):
                return False
        try:
            letter(user, standing).send()
        except Exception:
            give_reminder_day_back(user_id=user_id, before=user.reminded_on)
            raise
    return True


def letter(user: User, standing: Standing) -> EmailMessage:
    """The letter in the user's language."""
    with override(user.language):
        counts = (
            (_("Due today: %(n)s"), standing.due_today),
            (_("Overdue: %(n)s"), standing.overdue),
            (_("Passed on to you: %(n)s"), standing.passed_on),
        )
        text = "\n\n".join(
            (
                "\n".join(words % {"n": n} for words, n in counts if n),
                _("Log in to see what it is: %(url)s") % {"url": settings.URL + reverse(settings.LOGIN_URL)},
                _("You get this letter on working days when something waits. It can be switched off under “My login”."),
            )
        )
        return EmailMessage(
            _("Tirek: what waits today"), text, None, [user.email], headers={"Auto-Submitted": "auto-generated"}
        )
