"""Questions about practice placements: mine as a student or a mentor, those my office keeps, hours against the plan."""

from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.access.selectors.staff import members_of_units
from tirek.kernel.problems import Missing
from tirek.profession.models import Placement, PlacementDay
from tirek.profession.selectors.register import NOTHING_THERE, names_of, practitioner_of

ZERO = Value(Decimal(0), DecimalField())


def _with_hours(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Each with ``confirmed`` and ``logged`` hours."""
    return rows.annotate(
        confirmed=Coalesce(Sum("days__hours", filter=Q(days__confirmed_on__isnull=False)), ZERO),
        logged=Coalesce(Sum("days__hours"), ZERO),
    )


def own_placements(actor: User) -> list[Placement]:
    """Where the actor is the student or the mentor, the newest first, each with ``mentor_named``."""
    entry = practitioner_of(actor)
    mine = Q(student=actor) | (Q(mentor=entry) if entry else Q(pk=None))
    return _named(_with_hours(Placement.objects.filter(mine)).order_by("-starts_on", "-pk"))


def placements_kept(actor: User) -> list[Placement]:
    """What the actor's offices keep: those that run first, each with ``mentor_named``."""
    rows = Placement.objects.filter(unit_id__in=units_of(actor, "learning.approve"))
    return _named(_with_hours(rows).order_by(F("ends_on").desc(), "-pk"))


def placement_seen(placement: UUID) -> Placement:
    """A placement that row security shows: to its student, its mentor, the office that keeps it."""
    found = _named(_with_hours(Placement.objects.filter(uuid=placement).select_related("student", "unit")))
    if not found:
        raise Missing(NOTHING_THERE)
    return found[0]


def log_of(placement: Placement) -> QuerySet[PlacementDay]:
    """The days of the log, the newest first."""
    return PlacementDay.objects.filter(placement=placement).order_by("-on")


def students_of(actor: User) -> QuerySet[User]:
    """Students with an account in the units where the actor keeps placements."""
    return members_of_units(units_of(actor, "learning.approve"), "student")


def _named(rows: QuerySet[Placement]) -> list[Placement]:
    found = list(rows)
    names = names_of({row.mentor_id for row in found})
    for row in found:
        row.mentor_named = str(names.get(row.mentor_id, ""))  # type: ignore[attr-defined]
    return found
