"""One family on one page: who belongs to it, what they are to each other, what ties it to the world, its cases."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.casework.models import Case
from tirek.casework.selectors.cases_of_people import cases_of_people
from tirek.kernel.clock import today
from tirek.people.models import FamilyMember, Relation
from tirek.people.selectors.families import FamilyTree, family_tree, genogram_of, ties_of
from tirek.people.selectors.persons import family as family_seen
from tirek.toolkit.formats import from_to
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.families.pictures import core_first, eco_map_svgs, family_title, genogram_svg, index_of, tie_rows
from tirek.web.families.wording import relation_note, role_word, sentence

#: So many relations stand open; the others wait behind a word.
SHOWN = 12


@desk("person.search")
@require_safe
def family(request: DeskRequest, family: UUID) -> HttpResponse:
    """The family as far as the user may see it."""
    seen, day = family_seen(family), today()
    reading(request, seen, "family")
    tree, ties = family_tree(seen), ties_of(seen)
    cases = cases_of_people(one.person_id for one in tree.members)
    model = genogram_of(tree, index_of(tree, day), day)
    lines = relation_lines(tree)
    context = {
        "family": seen,
        "title": family_title(tree, day),
        "present": [member_line(one, cases) for one in core_first(tree, day)],
        "past": [member_line(one, cases) for one in tree.past(day)],
        "relations": lines[:SHOWN],
        "further": lines[SHOWN:],
        "ties": tie_rows(tree, ties, day),
        "cases": sorted({case.pk: case for found in cases.values() for case in found}.values(), key=_order),
        "picture": genogram_svg(tree, model),
        **(eco_map_svgs(tree, ties, day) if ties else {}),
        "may_edit": holds(request.user, "family.edit", seen.unit_id),
        "may_open": holds(request.user, "case.open", seen.unit_id),
    }
    return render(request, "families/family.html", context)


def _order(case: Case) -> tuple[bool, int]:
    return case.state != "open", -case.pk


def member_line(member: FamilyMember, cases: dict[int, list[Case]]) -> dict[str, Any]:
    """A member: what in the family, since when, whether together, and the open case if there is one."""
    span = from_to(member.starts_on, member.ends_on) if member.starts_on or member.ends_on else ""
    standing = next((case for case in cases.get(member.person_id, []) if case.state == "open"), None)
    return {
        "member": member,
        "person": member.person,
        "role": role_word(member.role, member.person.sex),
        "span": span,
        "case": standing,
    }


def relation_lines(tree: FamilyTree) -> list[dict[str, Any]]:
    """What they are to each other, in sentences: what holds now first, and of that what is about the children."""
    day = today()
    children = {one.person_id for one in tree.present(day) if one.role in {"child", "expected_child"}}

    def order(row: Relation) -> tuple[bool, bool, int]:
        ended = row.ends_on is not None and row.ends_on <= day
        return ended, not {row.person_id, row.other_id} & children, row.pk

    return [
        {
            "relation": row,
            "says": sentence(tree.people[row.person_id], tree.people[row.other_id], row.kind),
            "note": relation_note(row),
            "ended": row.ends_on is not None and row.ends_on <= day,
        }
        for row in sorted(tree.relations, key=order)
    ]
