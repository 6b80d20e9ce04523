"""Cases that were open: what is recorded in a closed case may have ended without anybody writing it down."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Span

if TYPE_CHECKING:
    from datetime import date

    import ibis.expr.types as ir


def open_on(facts: Facts, day: "date", programmes: Sequence[str] = ()) -> "ir.Table":
    """Cases open on a day."""
    rows = facts.cases
    rows = rows.filter(rows.opened_on <= day, rows.closed_on > day)
    return rows.filter(rows.programme.isin(programmes)) if programmes else rows


def open_in(facts: Facts, span: Span, programmes: Sequence[str]) -> "ir.Table":
    """Cases of programmes that were open on some day of the time."""
    rows = facts.cases
    return rows.filter(rows.programme.isin(programmes), rows.opened_on <= span.last, rows.closed_on >= span.first)


def of_open_cases(rows: "ir.Table", facts: Facts, day: "date") -> "ir.Table":
    """The rows whose case was open on the day."""
    return rows.semi_join(open_on(facts, day).select("case_key"), "case_key")
