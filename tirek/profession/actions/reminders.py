"""A category runs out: its holder is told in time, once at each step, and what is on the page is on the page anyway."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tirek.profession.engine.certification import certification_rule
from tirek.profession.engine.standing import reminder_step
from tirek.profession.enums import EntryState
from tirek.profession.models import Certification, Practitioner
from tirek.toolkit.formats import long_day


@dataclass(frozen=True)
class Reminded:
    """How many were told on their page, and to how many a letter went."""

    told: int
    letters: int


def remind_of_renewals(on: date) -> Reminded:
    """Tell everybody whose category ends within a step of the rule. Run again on the same day, nobody is told twice.

    Done by the nightly run alone, by the owner's door: it looks at the registers of all offices. The day is kept
    before the letter goes; of a letter that could not be sent the day is given back, and the next run tries again.
    """
    told = letters = 0
    for row in _ending(on):
        if reminder_step(row.valid_until, row.warned_on, on, certification_rule().reminds_days) is None:
            continue
        taken = Certification.objects.using("owner").filter(pk=row.pk, warned_on=row.warned_on)
        if not taken.update(warned_on=on):
            continue  # another run was quicker
        told += 1
        message = _letter(row.practitioner, row.valid_until) if settings.EMAIL_HOST else None
        if message is None:
            continue
        try:
            message.send()
        except OSError:
            Certification.objects.using("owner").filter(pk=row.pk).update(warned_on=row.warned_on)
            told -= 1
        else:
            letters += 1
    return Reminded(told, letters)


def _ending(on: date) -> list[Certification]:
    """The last category of everybody who is entered, where it ends soon."""
    last = timedelta(days=max(certification_rule().reminds_days))
    with transaction.atomic(using="owner"):
        rows = (
            Certification.objects.using("owner")
            .filter(withdrawn_on=None, practitioner__state=EntryState.ENTERED, valid_until__range=(on, on + last))
            .exclude(practitioner__certifications__in=_longer(on))
            .select_related("practitioner__user")
            .order_by("pk")
        )
        return list(rows)


def _longer(on: date) -> QuerySet[Certification]:
    """Categories that go on after the next of the same holder ends: a renewal that has been decided."""
    last = timedelta(days=max(certification_rule().reminds_days))
    return Certification.objects.using("owner").filter(withdrawn_on=None, valid_until__gt=on + last)


def _letter(entry: Practitioner, until: date) -> EmailMessage | None:
    """The letter in the reader's language; none for who wants none or has no address."""
    user = entry.user
    address = entry.email or (user.email if user else "")
    if not address or (user is not None and not user.reminders_by_mail):
        return None
    with override(user.language if user else "kk"):
        text = "\n\n".join(
            (
                _("Your category in the register of practitioners runs out on %(day)s.") % {"day": long_day(until)},
                _("What is counted and what is still asked for: %(url)s") % {"url": settings.URL + reverse("my_entry")},
            )
        )
        return EmailMessage(
            _("Tirek: your category runs out soon"), text, None, [address], headers={"Auto-Submitted": "auto-generated"}
        )
