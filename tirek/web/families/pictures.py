"""The genogram and the eco-map of a family, each with a table that says the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.kernel.clock import today
from tirek.people.engine.ecomap import EcoMap, radial, upright
from tirek.people.engine.genogram import Genogram, Human
from tirek.people.engine.genogram_drawing import Drawing, drawing_of, graph_of
from tirek.people.models import Family, FamilyMember, FamilyTie, Person
from tirek.people.selectors.families import FamilyTree, family_tree, genogram_of, ties_drawn, ties_of
from tirek.people.selectors.persons import family as family_seen
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.families.elk import NotLaidOut, laid_out
from tirek.web.families.picture import drawn as svg
from tirek.web.families.wording import names_of, other_words, parents_words, partners_words, role_word

#: How large the picture stands on the page; "whole" fits it into the width.
SIZES = {"whole": 0.0, "normal": 1.0, "large": 1.4}
#: Whom the genogram is about, and who is named first.
_INDEX = ("child", "mother", "expected_child", "father")
_NAMED = ("mother", "father", "child", "expected_child")


@dataclass(frozen=True)
class Shown:
    """What stands behind a symbol: the page of the person and all of it in words."""

    url: str
    title: str


@dataclass(frozen=True)
class KinRow:
    """A person of the genogram as the table says it."""

    person: Person
    human: Human
    url: str
    role: str
    facts: str
    parents: str
    partners: str
    others: str


@desk("person.search")
@require_safe
def genogram(request: DeskRequest, family: UUID) -> HttpResponse:
    """The kin of a family over the generations."""
    seen, day = family_seen(family), today()
    reading(request, seen, "genogram")
    tree = family_tree(seen)
    model = genogram_of(tree, index_of(tree, day), day)
    size = request.GET.get("size", "")
    chosen = size if size in SIZES else "normal"
    here = reverse("genogram", args=[family])
    context = {
        "family": seen,
        "title": family_title(tree, day),
        "picture": genogram_svg(tree, model, scale=SIZES[chosen]),
        "sizes": [(f"{here}?size={code}", word, code == chosen) for code, word in size_words().items()],
        "rows": kin_rows(tree, model),
        "legend": legend_of(model),
    }
    return render(request, "families/genogram.html", context)


@desk("person.search")
@require_safe
def eco_map(request: DeskRequest, family: UUID) -> HttpResponse:
    """What ties a family to the world outside."""
    seen, day = family_seen(family), today()
    reading(request, seen, "eco_map")
    tree, ties = family_tree(seen), ties_of(seen)
    context = {
        "family": seen,
        "title": family_title(tree, day),
        "ties": tie_rows(tree, ties, day),
        "may_edit": may_edit(request, seen),
        **eco_map_svgs(tree, ties, day),
    }
    return render(request, "families/eco_map.html", context)


def may_edit(request: DeskRequest, family: Family) -> bool:
    """Whether the user records families in this unit."""
    return holds(request.user, "family.edit", family.unit_id)


def family_title(tree: FamilyTree, on: date) -> str:
    """The given names of who belongs to it: no surname is the family's key."""
    order = core_first(tree, on)
    return names_of(one.person for one in order[:4]) + (" …" if len(order) > 4 else "")


def core_first(tree: FamilyTree, on: date) -> list[FamilyMember]:
    """The members: who lives together and parents with their children before all others."""

    def place(one: FamilyMember) -> tuple[bool, int, date]:
        rank = _NAMED.index(one.role) if one.role in _NAMED else len(_NAMED)
        return rank == len(_NAMED) and not one.lives_together, rank, one.person.birth_date or date.max

    return sorted(tree.present(on), key=place)


def index_of(tree: FamilyTree, on: date) -> Person | None:
    """Whom the genogram is about: the child of the family; without one whoever comes first."""
    present = sorted(tree.present(on), key=lambda one: (one.person.birth_date is None, one.person.birth_date))
    for role in _INDEX:
        for one in reversed(present) if role == "child" else present:
            if one.role == role:
                return one.person
    return present[0].person if present else None


def genogram_svg(tree: FamilyTree, model: Genogram, *, scale: float = 1.0, paper: bool = False) -> SafeString:
    """The drawing; empty where it can't be laid out, for the table says the same."""
    if not model.people:
        return SafeString()
    try:
        drawing: Drawing = drawing_of(model, laid_out(graph_of(model)))
    except NotLaidOut:
        return SafeString()
    shown = {row.human.key: Shown(row.url, title_of(row)) for row in kin_rows(tree, model)}
    unknown = Shown("", _("parent not recorded"))
    content = {
        "d": drawing,
        "symbols": [(symbol, shown.get(symbol.key, unknown)) for symbol in drawing.symbols],
        "name": _("Genogram; the table below says the same"),
        "width": f"{drawing.width * scale:.0f}" if scale else "100%",
    }
    return svg("genogram", content, paper=paper)


def title_of(row: KinRow) -> str:
    """All of a person in one line."""
    parts = [row.human.name, row.facts, row.role]
    if row.parents:
        parts.append(_("parents: %(names)s") % {"names": row.parents})
    if row.partners:
        parts.append(row.partners)
    return ", ".join(filter(None, parts))


def kin_rows(tree: FamilyTree, model: Genogram) -> list[KinRow]:
    """Everybody of the genogram, the eldest generation first."""
    rows = []
    for block in sorted(model.blocks, key=lambda block: model.generation[block[0]]):
        for key in block:
            if key > 0:
                person, human = tree.people[key], model.people[key]
                rows.append(
                    KinRow(
                        person=person,
                        human=human,
                        url=reverse("person", args=[person.uuid]),
                        role=role_word(human.role, human.sex) if human.role else "",
                        facts=", ".join(human.facts),
                        parents=parents_words(model, key),
                        partners=partners_words(model, key),
                        others=other_words(model, key),
                    )
                )
    return rows


def legend_of(model: Genogram) -> dict[str, bool]:
    """What of the legend this picture needs."""
    hows = {how for couple in model.couples for how in couple.children.values()}
    return {
        "unknown_sex": any(one.sex == "unknown" and one.role != "expected_child" for one in model.people.values()),
        "expected": any(one.role == "expected_child" for one in model.people.values()),
        "died": any(one.died for one in model.people.values()),
        "home": any(one.home for one in model.people.values()),
        "missing": any(key < 0 for key in model.people),
        "dashed": any(couple.form != "married" and len(couple.partners) == 2 for couple in model.couples),
        "separated": any(couple.ended == "separated" for couple in model.couples),
        "divorced": any(couple.ended == "divorced" for couple in model.couples),
        "adopted": "adopted" in hows,
        "foster": "foster" in hows,
        "loose": any(not one.bond for one in model.loose),
        **{one.bond: True for one in model.bonds},
    }


def size_words() -> dict[str, str]:
    """The words of the sizes."""
    return {"whole": _("the whole"), "normal": _("readable"), "large": _("large")}


def eco_map_svgs(tree: FamilyTree, ties: list[FamilyTie], on: date, *, paper: bool = False) -> dict[str, Any]:
    """The wide drawing and the upright one for a phone."""
    drawn = ties_drawn(ties, tree.people, on)
    core = [names_of([one.person]) for one in core_first(tree, on)]
    middle = core[:5] + (["…"] if len(core) > 5 else []) or [_("Family")]
    name = _("Eco-map; the table below says the same")

    def one(drawing: EcoMap, label: str) -> SafeString:
        content = {"d": drawing, "name": name, "label": label, "width": f"{drawing.width:.0f}" if paper else "100%"}
        return svg("eco_map", content, paper=paper)

    return {"wide": one(radial(drawn, middle), "wide"), "tall": one(upright(drawn, middle), "tall")}


def tie_rows(tree: FamilyTree, ties: list[FamilyTie], on: date) -> list[dict[str, Any]]:
    """The ties as the table says them, those that hold first."""
    rows = [
        {
            "tie": tie,
            "whose": names_of([tree.people[tie.person_id]]) if tie.person_id in tree.people else "",
            "ended": tie.ends_on is not None and tie.ends_on <= on,
        }
        for tie in ties
    ]
    return sorted(rows, key=lambda row: bool(row["ended"]))
