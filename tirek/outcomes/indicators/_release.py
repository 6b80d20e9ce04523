"""Releases from custody: whoever walks out of a gate."""

from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.shapes import described, in_span, keyed

if TYPE_CHECKING:
    import ibis.expr.types as ir

SENTENCE: Final = ("colony", "prison", "settlement_colony")
#: Ends of custody that lead out of no gate.
NO_RELEASE: Final = ("transfer", "death", "not_convicted")


def releases(facts: Facts, span: Span) -> "ir.Table":
    """Releases of the time of those whom the programme accompanied: their case was open on that day."""
    return facts.once(f"releases {span}", lambda: _releases(facts, span))


def _releases(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    rows = rows.filter(
        rows.programme == "release",
        rows.track == "custody",
        rows.kind.isin(SENTENCE),
        in_span(rows.ended_on, span),
        ~rows.exit_reason.isin(NO_RELEASE),
        rows.destination != "other_custody",
    )
    cases = facts.cases.select("case_key", "opened_on", "closed_on")
    rows = rows.inner_join(cases, "case_key")
    rows = rows.filter(rows.opened_on <= rows.ended_on, rows.closed_on > rows.ended_on)
    rows = rows.select("episode_key", "person_key", "case_key", "unit", "organisation", began_on=rows.ended_on)
    return keyed(described(rows, facts, "began_on", ("sex", "age_group")), "episode_key")
