"""One record of a case, as the pages of acts ask for it."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from tirek.casework.enums import ApprovalKind, Decision
from tirek.casework.models import Approval, Assessment, Case, CaseRecord, Episode, FollowUp
from tirek.casework.selectors.facts import standing_of
from tirek.casework.selectors.strip import current_follow_ups
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing

R = TypeVar("R", bound=CaseRecord)

NOTHING_THERE = N_("There is no such record in what you may see.")


def record_seen(model: type[R], uuid: UUID, *related: str) -> R:
    """A record with its case, or Missing if there is none in what the current user may see."""
    found = model._default_manager.select_related("case", *related).filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def lasting_episodes(case: Case, track: str) -> QuerySet[Episode]:
    """What lasts now on a track."""
    return Episode.objects.filter(case=case, track=track, ended_on=None).select_related("person").order_by("done_on")


def latest_score(case: Case, instrument: str) -> Assessment | None:
    """The last time an instrument gave a score."""
    scored = Assessment.objects.filter(case=case, instrument=instrument, score__isnull=False)
    return scored.order_by("-done_on", "-pk").first()


def follow_up_of_month(case: Case, months: int) -> FollowUp:
    """The follow-up of so many months after the closure."""
    found = current_follow_ups().filter(case=case, months=months).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def closure_standing(case: Case) -> tuple[Approval | None, Approval | None]:
    """The closure's request that waits, and the one that was approved since the case was last opened."""
    asked = list(
        Approval.objects.filter(case=case, kind=ApprovalKind.CLOSURE)
        .select_related("recorded_by", "decided_by")
        .order_by("-pk")
    )
    valid = standing_of(case, today()).closure_approved
    waiting = next((row for row in asked if row.decision == Decision.WAITING), None)
    approved = next((row for row in asked if valid and row.decision == Decision.APPROVED), None)
    return waiting, approved
