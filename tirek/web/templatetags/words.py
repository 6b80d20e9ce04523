"""The status words: a colour, a picture and a word, always together. One table for all pages."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Word(NamedTuple):
    """How a status is shown: tone (red, amber, green, blue, plain, overdue), icon, word."""

    tone: str
    icon: str
    text: str | Promise


RISK = {
    "high": Word("red", "alert-triangle", _("High risk")),
    "medium": Word("amber", "flag", _("Medium risk")),
    "low": Word("green", "check", _("Low risk")),
    "none": Word("plain", "info-circle", _("Risk not assessed")),
}

STATUS = {
    # a thing of work
    "draft": Word("plain", "pencil", _("draft")),
    "ahead": Word("plain", "", _("ahead")),
    "open": Word("plain", "circle", _("open")),
    "in_progress": Word("plain", "", _("in progress")),
    "waiting": Word("amber", "hourglass", _("waiting for an answer")),
    "due": Word("blue", "calendar-due", _("due now")),
    "overdue": Word("overdue", "clock", _("overdue")),
    "done": Word("green", "check", _("done")),
    "cancelled": Word("plain", "ban", _("cancelled")),
    # approval
    "with_supervisor": Word("amber", "hourglass", _("with the supervisor")),
    "approved": Word("green", "check", _("approved")),
    "returned": Word("amber", "arrow-back-up", _("returned")),
    # follow-up
    "happened": Word("green", "check", _("happened")),
    "no_contact": Word("plain", "wifi-off", _("no contact")),
    # consent
    "given": Word("green", "check", _("given")),
    "refused": Word("plain", "x", _("refused")),
    "withdrawn": Word("amber", "arrow-back-up", _("withdrawn")),
    "expired": Word("amber", "clock", _("no longer valid")),
    # comparison
    "same": Word("green", "check", _("agrees")),
    "spelling": Word("blue", "", _("other spelling")),
    "alias": Word("blue", "", _("another form of the name")),
    "differs": Word("amber", "", _("differs")),
    "unknown": Word("plain", "", _("nothing to compare")),
    # others
    "restricted": Word("plain", "lock", _("restricted")),
    "not_validated": Word("amber", "language", _("translation not validated")),
    "closed": Word("plain", "circle-check", _("closed")),
    "reopened": Word("blue", "rotate", _("reopened")),
}

FOLLOW_UP = {
    "done": Word("is-done", "", _("happened")),
    "due": Word("is-due", "", _("due now")),
    "overdue": Word("is-overdue", "", _("overdue")),
    "lost": Word("is-lost", "", _("no contact")),
    "ahead": Word("is-ahead", "", _("ahead")),
}
