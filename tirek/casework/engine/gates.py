"""Which gates stand open before an act. A pack names the checks, casework answers them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """What the gates ask of a case."""

    has_consent: bool
    has_assessment: bool
    has_risk_rating: bool
    plan_agreed: bool
    plan_approved: bool
    goals_reviewed: bool
    care_known: bool
    no_open_urgent_tasks: bool
    risk_not_high: bool
    closure_approved: bool


def open_gates(checks: Iterable[str], standing: CaseStanding) -> tuple[str, ...]:
    """The checks that do not hold, in the pack's order."""
    return tuple(check for check in checks if not getattr(standing, check))
