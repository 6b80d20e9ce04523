"""A family on paper: the genogram and the eco-map, each with its table, in the language the family reads."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.kernel.clock import now, today
from tirek.people.enums import TieFlow, TieStrength
from tirek.people.models import Family
from tirek.people.selectors.families import family_tree, genogram_of, ties_of
from tirek.people.selectors.persons import family as family_seen
from tirek.toolkit.formats import clock_time, from_to, long_day, short_day
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.families.pictures import eco_map_svgs, family_title, genogram_svg, index_of, kin_rows, tie_rows
from tirek.web.worker.printing import language_of, paper


@desk("person.search")
@require_safe
def family_print(request: DeskRequest, family: UUID) -> HttpResponse:
    """Both pictures on paper."""
    seen, language = family_seen(family), language_of(request)
    reading(request, seen, "family_print", language=language)
    with translation.override(language):
        content = family_content(seen, request.user, language)
    return paper("family", content, f"{seen.reference}-{language}")


def family_content(family: Family, user: User, language: str) -> dict[str, Any]:
    """What stands on the paper."""
    day, tree, ties = today(), family_tree(family), ties_of(family)
    model = genogram_of(tree, index_of(tree, day), day)
    printed = _("Printed by %(name)s, %(day)s, %(time)s") % {
        "name": user, "day": short_day(day), "time": clock_time(now())
    }  # fmt: skip
    return {
        "title": _("Family: %(names)s") % {"names": family_title(tree, day)},
        "language": language,
        "organisation": " · ".join(dict.fromkeys((family.unit.organisation.name, family.unit.name))),
        "facts": [(_("Family"), family.reference), (_("Day"), long_day(day))],
        "footer": f"{family.reference} · {printed}",
        "words": {
            "page": _("page {n} of {m}"),
            "genogram": _("Genogram"),
            "eco_map": _("Eco-map"),
            "genogram_says": _("Genogram; the table below says the same"),
            "eco_map_says": _("Eco-map; the table below says the same"),
            "genogram_legend": _(
                "Square: man. Circle: woman. Diamond: sex not known. Triangle: child not yet born. Crossed: has died. "
                "Double edge: whom the picture is about. Grey: lives with the family. One stroke through a line: "
                "separated; two: divorced. Dashed line between two: together without marriage, or not known. "
                "Bonds: double green line close, dashed distant, zigzag in conflict, cut broken off."
            ),
            "eco_map_legend": _(
                "Double line: strong tie. Dashed: weak. Zigzag: stressful. Cut: broken off. Arrow: who supports whom. "
                "Pale: has ended."
            ),
        },
        "genogram": str(genogram_svg(tree, model, paper=True)),
        "eco_map": str(eco_map_svgs(tree, ties, day, paper=True)["wide"]) if ties else "",
        "people_head": [_("Who"), _("Born, age"), _("In the family"), _("Parents"), _("Partner"), _("Other ties")],
        "people": [
            [row.human.name, row.facts, row.role, row.parents, row.partners, row.others]
            for row in kin_rows(tree, model)
        ],
        "ties_head": [_("What it is"), _("To whom or what"), _("How it is"), _("Who supports whom"), _("When")],
        "ties": [
            [
                str(row["tie"].get_kind_display()),
                row["tie"].name + (f" ({row['whose']})" if row["whose"] else ""),
                str(TieStrength(row["tie"].strength).label),
                str(TieFlow(row["tie"].flow).label) if row["tie"].flow else "",
                from_to(row["tie"].starts_on, row["tie"].ends_on),
            ]
            for row in tie_rows(tree, ties, day)
        ],
    }
