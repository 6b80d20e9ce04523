"""Closed lists of casework. What a programme may name itself stands in its pack, not here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """Whether somebody works on the case."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Part(TextChoices):
    """What a person is in a case."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    CLIENT = "client", _("client")
    CHILD = "child", _("child")
    CARER = "carer", _("carer")
    RELATIVE = "relative", _("relative")
    OTHER = "other", _("other")


class ConsentForm(TextChoices):
    """How consent was given."""

    WRITTEN = "written", _("in writing")
    ORAL = "oral", _("orally, noted by the worker")
    REPRESENTATIVE = "representative", _("by the legal representative")


class ConsentPurpose(TextChoices):
    """What a person agrees to. A closed list, so that "is there consent for this?" has an answer."""

    SUPPORT = "support", _("support by this programme")
    SHARING = "sharing", _("sharing what is named with a named recipient")
    HEALTH = "health", _("talking with health services")
    ASKED_LATER = "asked_later", _("being asked again after the support has ended")
    PICTURES = "pictures", _("use of pictures or of the story")


class PlanState(TextChoices):
    """How far a version of the plan has come."""

    DRAFT = "draft", _("draft")
    AGREED = "agreed", _("agreed with the family")
    SUBMITTED = "submitted", _("with the supervisor")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    SUPERSEDED = "superseded", _("replaced")


class StepState(TextChoices):
    """How a step of the plan stands."""

    AHEAD = "ahead", _("ahead")
    WORKING = "working", _("in work")
    WAITING = "waiting", _("waiting for an answer")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class ApprovalKind(TextChoices):
    """What the supervisor is asked to approve."""

    PLAN = "plan", _("plan")
    CLOSURE = "closure", _("closure")


class Decision(TextChoices):
    """What the supervisor decided."""

    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class TaskState(TextChoices):
    """Whether a task is still to do."""

    OPEN = "open", _("to do")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Precision(TextChoices):
    """How exactly a day is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    ESTIMATED = "estimated", _("estimated")


class NoticeKind(TextChoices):
    """Why somebody is told of a duty."""

    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    ESCALATED = "escalated", _("passed on to the supervisor")
