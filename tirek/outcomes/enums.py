"""Closed lists of the outcomes floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """Whose figures: one unit's, an organisation's, everybody's in this installation."""

    UNIT = "unit", _("Unit")
    ORGANISATION = "organisation", _("Organisation")
    ALL = "all", _("All organisations")


class VersionState(TextChoices):
    """How far a version of the facts has come."""

    BUILDING = "building", _("is being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class FindingKind(TextChoices):
    """What is wrong with a record, as far as figures go."""

    MISSING = "missing", _("missing")
    IMPOSSIBLE = "impossible", _("impossible")
    LATE = "late", _("written down late")


class Form(TextChoices):
    """In which form a table left the house."""

    PAGE = "page", _("page")
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("XLSX")
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("DOCX")
    SDMX = "sdmx", _("SDMX")
    KAZSTAT = "kazstat", _("CSV and YAML")
    PACKAGE = "package", _("data package")


class Rhythm(TextChoices):
    """When a report is made again by itself."""

    NEVER = "never", _("when somebody asks")
    MONTH = "month", _("each month")
    QUARTER = "quarter", _("each quarter")
    YEAR = "year", _("each year")


class RequestState(TextChoices):
    """How far a request for research data has come."""

    ASKED = "asked", _("asked")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Answered(TextChoices):
    """Answer to a question of a policy checklist."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
