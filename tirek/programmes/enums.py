"""Closed lists of the programmes floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Use(TextChoices):
    """For what an instrument with a restricted licence is used."""

    CLINICAL = "clinical", _("helping people, not for profit")
    TRAINING = "training", _("teaching, not for profit")
    RESEARCH = "research", _("research, not for profit")
