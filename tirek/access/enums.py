"""Closed lists of the access floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Compartment(TextChoices):
    """The sealed parts of a file. Every row of case data lies in exactly one."""

    GENERAL = "general", _("General")
    HEALTH = "health", _("Health and addiction")
    VIOLENCE = "violence", _("Violence")
    ADOPTION = "adoption", _("Adoption")
    ADDRESS = "address", _("Hidden address")
    LEGAL = "legal", _("Legal")
    INFECTION = "infection", _("HIV, hepatitis and tuberculosis")


class Reach(TextChoices):
    """How far a role opens files in its unit."""

    NONE = "none", _("no client files")
    ASSIGNED = "assigned", _("files assigned to the person")
    UNIT = "unit", _("all files of the unit")
