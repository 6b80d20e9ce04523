"""Which gates stand open before an act. A pack names the checks, casework answers them."""

from collections.abc import Iterable
from dataclasses import dataclass

from tirek.programmes.engine.pack_parts import Gate


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """What the gates ask of a case. ``instruments`` completed so far; ``tracks`` known of whom the case is about."""

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
    conference_held: bool
    instruments: frozenset[str]
    tracks: frozenset[str]

    def holds(self, gate: Gate) -> bool:
        """Whether a gate of the pack is passed."""
        if gate.check == "instrument_completed":
            return gate.instrument in self.instruments
        if gate.check == "track_known":
            return gate.track in self.tracks
        return bool(getattr(self, gate.check))


def open_gates(gates: Iterable[Gate], standing: CaseStanding) -> tuple[Gate, ...]:
    """The gates that still stand open, in the pack's order."""
    return tuple(gate for gate in gates if not standing.holds(gate))
