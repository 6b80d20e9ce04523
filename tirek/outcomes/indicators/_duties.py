"""Duties that came to an end in the time: kept, kept late, or not kept at all."""

from functools import partial
from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.definition import Facts, Rows, Span
from tirek.outcomes.engine.shapes import in_span, keyed

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: What counts: a duty that was put aside or had no time to run out is in neither number.
SETTLED: Final = ("in_time", "late", "broken")


def _settled(facts: Facts, span: Span, *, rules: tuple[str, ...]) -> "ir.Table":
    rows = facts.duties
    rows = rows.filter(in_span(rows.due_on, span), rows.kept.isin(SETTLED))
    if rules:
        rows = rows.filter(rows.rule.isin(rules))
    return keyed(rows, "duty_key")


def _kept(facts: Facts, span: Span, *, rules: tuple[str, ...]) -> "ir.Table":
    rows = _settled(facts, span, rules=rules)
    return rows.filter(rows.kept == "in_time")


def settled(*rules: str) -> Rows:
    """Duties of these rules (of all, if none is named) whose last good day lies in the time."""
    return partial(_settled, rules=rules)


def kept_of(*rules: str) -> Rows:
    """Those of them that were done in time."""
    return partial(_kept, rules=rules)
