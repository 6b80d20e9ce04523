"""What people choose for themselves: language and light of the pages, reminders, the password. Not acts on a case."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tirek.access.models import User


def prefer_language(*, user: User, language: str) -> None:
    """Show this user's pages and papers in a language from now on. Repeatable."""
    user.language = language
    with transaction.atomic():
        user.save(update_fields=["language"])


def prefer_theme(*, user: User, theme: str) -> None:
    """Show this user's pages light, dark, or as the device asks. Repeatable."""
    user.theme = theme
    with transaction.atomic():
        user.save(update_fields=["theme"])


def prefer_reminders(*, user: User, by_mail: bool) -> None:
    """Write to this user on working days when something waits, or not. Repeatable."""
    user.reminders_by_mail = by_mail
    with transaction.atomic():
        user.save(update_fields=["reminders_by_mail"])


def take_reminder_day(*, user_id: int, on: date) -> bool:
    """Keep that this user is written to today; False when that was done already. Of two at once one gets it."""
    fresh = User.objects.filter(Q(reminded_on=None) | Q(reminded_on__lt=on), pk=user_id)
    return bool(fresh.update(reminded_on=on))


def give_reminder_day_back(*, user_id: int, before: date | None) -> None:
    """The letter could not be sent: it may be tried again today. ``before`` is the day of the letter before it."""
    with transaction.atomic():
        User.objects.filter(pk=user_id).update(reminded_on=before)


def choose_password(*, user: User, password: str) -> None:
    """A password takes the place of the former, or of none: an invitation is used up by it.

    It is written alone: the application may change nothing else of a user's row.
    """
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
