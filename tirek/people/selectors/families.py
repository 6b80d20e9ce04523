"""A family as a whole: who belongs to it, what they are to each other, what ties it to the world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tirek.people.engine.ecomap import Tie
from tirek.people.engine.genogram import Genogram, Human, Kinship, genogram
from tirek.people.enums import TieKind
from tirek.people.models import Family, FamilyMember, FamilyTie, Person, Relation
from tirek.people.selectors.names import display_name, with_names
from tirek.toolkit.formats import age, page_language, partial_day

MOST = 60
_ROUNDS = 4


@dataclass(frozen=True)
class FamilyTree:
    """The members, present and past, and everybody they are related to within a few steps."""

    members: list[FamilyMember]
    people: dict[int, Person]
    relations: list[Relation]

    def present(self, on: date) -> list[FamilyMember]:
        """Who belongs to the family on that day."""
        return [one for one in self.members if _lasts(one, on)]

    def past(self, on: date) -> list[FamilyMember]:
        """Who belonged to it once."""
        return [one for one in self.members if one.ends_on is not None and one.ends_on <= on]


def _lasts(row: FamilyMember | Relation | FamilyTie, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or row.ends_on > on)


def family_tree(family: Family) -> FamilyTree:
    """The people around a family as far as the current user may see them; whom not is left out without a trace.

    At most 60 people and eight questions to the database, however large the kin.
    """
    members = list(FamilyMember.objects.filter(family=family).select_related("person").order_by("starts_on", "pk"))
    inside = list(dict.fromkeys(one.person_id for one in members))[:MOST]
    relations: dict[int, Relation] = {}
    edge = set(inside)
    for _round in range(_ROUNDS):
        rows = Relation.objects.filter(Q(person__in=edge) | Q(other__in=edge)).order_by("pk")
        fresh = [row for row in rows if row.pk not in relations]
        relations |= {row.pk: row for row in fresh}
        edge = {key for row in fresh for key in (row.person_id, row.other_id)} - set(inside)
        inside += sorted(edge)[: MOST - len(inside)]
        edge &= set(inside)
        if not edge:
            break
    people = {one.pk: one for one in with_names(Person.objects.filter(pk__in=inside, merged_into=None))}
    for member in members:
        member.person = people.get(member.person_id, member.person)
    kept = [row for row in relations.values() if row.person_id in people and row.other_id in people]
    return FamilyTree([one for one in members if one.person_id in people], people, kept)


def genogram_of(tree: FamilyTree, index: Person | None, on: date) -> Genogram:
    """The genogram of a family on a day, in the words of the page. ``index`` is whom it is about."""
    roles = {one.person_id: one for one in tree.present(on)}
    humans = [
        Human(
            key=person.pk,
            name=display_name(person, form="given"),
            facts=life_facts(person, on),
            sex=person.sex,
            born=person.birth_date,
            exact=person.birth_precision == "day",
            died=person.died_on is not None,
            role=roles[person.pk].role if person.pk in roles else "",
            home=person.pk in roles and bool(roles[person.pk].lives_together),
            index=index is not None and person.pk == index.pk,
        )
        for person in tree.people.values()
    ]
    kinships = [
        Kinship(row.person_id, row.other_id, row.kind, _lasts(row, on), row.bond, row.starts_on)
        for row in tree.relations
    ]
    return genogram(humans, kinships)


def life_facts(person: Person, on: date) -> tuple[str, ...]:
    """Birth year and age; the years of birth and death of somebody who died."""
    born, died = person.birth_date, person.died_on
    language = page_language()
    if died is not None:
        return (f"{born.year if born else '?'}–{died.year}",)
    if born is None:
        return ()
    about = person.birth_precision in {"year", "estimated"}
    if born > on or about:
        return (partial_day(born, person.birth_precision, language),)
    return (str(born.year), age(born, on, person.birth_precision, language))


def ties_of(family: Family) -> list[FamilyTie]:
    """What ties the family to the world outside, by kind and as it began."""
    order = TieKind.values
    rows = FamilyTie.objects.filter(family=family)
    return sorted(rows, key=lambda tie: (order.index(tie.kind), tie.starts_on or date.min, tie.pk))


def ties_drawn(ties: Iterable[FamilyTie], people: Mapping[int, Person], on: date) -> list[Tie]:
    """The ties as the eco-map takes them; of whom they are is said where it is one person."""
    return [
        Tie(
            key=tie.pk,
            kind=str(tie.get_kind_display()),
            name=tie.name,
            strength=tie.strength,
            flow=tie.flow,
            ended=tie.ends_on is not None and tie.ends_on <= on,
            facts=tuple(filter(None, (_of_whom(tie, people), _span(tie)))),
        )
        for tie in ties
    ]


def _of_whom(tie: FamilyTie, people: Mapping[int, Person]) -> str:
    person = people.get(tie.person_id) if tie.person_id else None
    return _("of: %(name)s") % {"name": display_name(person, form="given")} if person else ""


def _span(tie: FamilyTie) -> str:
    if tie.ends_on is None:
        return ""
    return f"{tie.starts_on.year if tie.starts_on else '?'}–{tie.ends_on.year}"
