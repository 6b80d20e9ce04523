"""The people of cases, and the name a case goes by on a screen. It is never stored: names change, rights differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext, ngettext

from tirek.casework.enums import Part
from tirek.casework.models import CaseMember
from tirek.people.models import Person, PersonName
from tirek.people.selectors.names import display_name


@dataclass(frozen=True)
class CasePerson:
    """A person in a case, with what they are in it."""

    member: CaseMember
    person: Person
    part: str


def people_of_cases(case_ids: Iterable[int], *, for_title: bool = False) -> dict[int, list[CasePerson]]:
    """Who is in each case, adults first; two questions to the database, however many cases.

    ``for_title`` reads only what the name of a case needs: lists of a hundred cases are drawn from it.
    """
    # Whoever stands in the case as two records since merged stands there once.
    rows = CaseMember.objects.filter(case_id__in=list(case_ids), left_on=None, person__merged_into=None)
    rows = rows.select_related("person").order_by("pk")
    names = PersonName.objects.all()
    if for_title:
        rows = rows.only("case_id", "part", "person__sex")
        names = names.only("person_id", "script", "kind", "surname", "given_name", "patronymic", "starts_on", "ends_on")
    members = list(rows)
    prefetch_related_objects(members, Prefetch("person__names", queryset=names))
    people: dict[int, list[CasePerson]] = defaultdict(list)
    for member in in_order(members):
        people[member.case_id].append(CasePerson(member, member.person, member.part))
    return people


def in_order(members: Iterable[CaseMember]) -> list[CaseMember]:
    """The client, parents and carers, then the children, then everybody else."""
    order = {Part.CLIENT: 0, Part.MOTHER: 1, Part.FATHER: 2, Part.CARER: 3, Part.CHILD: 4}
    return sorted(members, key=lambda row: (order.get(Part(row.part), 5), row.pk))


def cases_with_children(case_ids: Iterable[int]) -> set[int]:
    """Those of the cases in which a child is: only there it is asked whether the child was seen."""
    rows = CaseMember.objects.filter(case_id__in=list(case_ids), left_on=None, part=Part.CHILD)
    return set(rows.values_list("case_id", flat=True))


def case_title(people: list[CasePerson], language: str) -> str:
    """How colleagues name a case: the client or the adult of the family, and the child or how many children.

    A child whose case names no grown-up goes by its own name.
    """
    adults = [one for one in people if one.part != Part.CHILD]
    children = [one for one in people if one.part == Part.CHILD]
    first = display_name(adults[0].person, language, form="short") if adults else ""
    if not children:
        return first
    if not first and len(children) == 1:
        return display_name(children[0].person, language, form="short")
    if len(children) > 1:
        rest = ngettext("%(count)d child", "%(count)d children", len(children)) % {"count": len(children)}
    else:
        name = display_name(children[0].person, language, form="given")
        kin = {"male": gettext("son %(name)s"), "female": gettext("daughter %(name)s")}
        rest = kin.get(children[0].person.sex, gettext("child %(name)s")) % {"name": name}
    return f"{first}, {rest}" if first else rest
