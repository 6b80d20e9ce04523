"""Whom the programme of protection serves, and by whom and how they were harmed, as far as it was told."""

from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.shapes import children, described, keyed
from tirek.outcomes.indicators._open_cases import open_in

if TYPE_CHECKING:
    import ibis.expr.types as ir

PROGRAMMES: Final = ("protection",)
#: Of several people who harmed somebody the nearest is told: one woman stands in one group.
RELATIONS: Final = (
    "by_partner", "by_former_partner", "by_parent", "by_partners_kin", "by_grown_child", "by_other_kin", "by_others",
)  # fmt: skip


def cases_of_year(facts: Facts, span: Span) -> "ir.Table":
    """Cases of protection that were open on some day of the time."""
    return open_in(facts, span, PROGRAMMES)


def women(facts: Facts, span: Span) -> "ir.Table":
    """Women of 18 and over whom the cases of the time are about, with the relation of who harmed them."""
    return facts.once(f"women served {span}", lambda: _women(facts, span))


def _women(facts: Facts, span: Span) -> "ir.Table":
    rows = cases_of_year(facts, span)
    rows = rows.filter(rows.client_key != 0)
    rows = rows.select(
        "case_key", "unit", "organisation", "programme", "call_source", "opened_on", person_key=rows.client_key
    )
    rows = described(rows, facts, span.last)
    rows = rows.filter(rows.sex == "female", ~rows.age_group.isin(("0", "1-2", "3-6", "7-10", "11-14", "15-17")))
    return keyed(related(rows, facts, span), "person_key")


def served_children(facts: Facts, span: Span) -> "ir.Table":
    """Children of the cases of the time: as clients, or beside their mothers."""
    members = facts.members
    members = members.filter(members.joined_on <= span.last, members.left_on > span.first)
    rows = members.inner_join(cases_of_year(facts, span).select("case_key", "client_key"), "case_key")
    rows = rows.filter((rows.part == "child") | (rows.person_key == rows.client_key))
    rows = rows.select("case_key", "unit", "organisation", "programme", "person_key", "part")
    rows = described(rows, facts, span.last)
    # Who is called a child of the case and whose birth nobody knows is one; a client is one only by age.
    rows = children(rows, span.last).filter(lambda row: (row.part == "child") | (row.age_group != UNKNOWN))
    return keyed(related(rows, facts, span), "person_key")


def violence(facts: Facts, span: Span) -> "ir.Table":
    """Violence undergone that was told of by the end of the time, and by whom; a single incident has no relation."""
    rows = facts.episodes
    return rows.filter(rows.track == "violence", ~rows.moment, rows.recorded_on <= span.last)


def related(rows: "ir.Table", facts: Facts, span: Span) -> "ir.Table":
    """The rows with ``relation``: who harmed the person, the nearest of several."""
    import ibis

    told = violence(facts, span)
    rank = told.kind.cases(*((code, place) for place, code in enumerate(RELATIONS)), else_=99)
    told = told.select("person_key", rank=rank)
    nearest = told.group_by("person_key").aggregate(rank=told["rank"].min())
    joined = rows.left_join(nearest, "person_key").drop("person_key_right")
    relation = joined["rank"].cases(*((place, code) for place, code in enumerate(RELATIONS)), else_=UNKNOWN)
    return joined.mutate(relation=ibis.coalesce(relation, UNKNOWN)).drop("rank")
