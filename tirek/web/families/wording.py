"""What people are to each other, in the word of the page for a woman, a man, or whoever."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.people.engine.genogram import Genogram, Kinship
from tirek.people.engine.kinship import seen_from_other
from tirek.people.enums import Bond, FamilyRole, RelationKind
from tirek.people.models import Person, Relation
from tirek.people.selectors.names import display_name
from tirek.toolkit.formats import from_to

_BY_SEX: dict[str, tuple[str | Promise, str | Promise]] = {
    "parent": (gettext_lazy("mother"), gettext_lazy("father")),
    "child": (gettext_lazy("daughter"), gettext_lazy("son")),
    "adoptive_parent": (gettext_lazy("adoptive mother"), gettext_lazy("adoptive father")),
    "adopted_child": (gettext_lazy("adopted daughter"), gettext_lazy("adopted son")),
    "stepparent": (gettext_lazy("stepmother"), gettext_lazy("stepfather")),
    "stepchild": (gettext_lazy("stepdaughter"), gettext_lazy("stepson")),
    "grandparent": (gettext_lazy("grandmother"), gettext_lazy("grandfather")),
    "grandchild": (gettext_lazy("granddaughter"), gettext_lazy("grandson")),
    "aunt_or_uncle": (gettext_lazy("aunt"), gettext_lazy("uncle")),
    "niece_or_nephew": (gettext_lazy("niece"), gettext_lazy("nephew")),
    "sibling": (gettext_lazy("sister"), gettext_lazy("brother")),
    "half_sibling": (gettext_lazy("half-sister"), gettext_lazy("half-brother")),
    "spouse": (gettext_lazy("wife"), gettext_lazy("husband")),
}
_SEXES = ("female", "male")


def kin_word(kind: str, sex: str) -> str:
    """``mother``, ``father``, ``parent``."""
    if kind in _BY_SEX and sex in _SEXES:
        return str(_BY_SEX[kind][_SEXES.index(sex)])
    return str(RelationKind(kind).label)


def role_word(role: str, sex: str) -> str:
    """What somebody is in the family; a child is a daughter or a son where that is known."""
    if role == FamilyRole.CHILD and sex in _SEXES:
        return capfirst(str(_BY_SEX["child"][_SEXES.index(sex)]))
    return capfirst(str(FamilyRole(role).label))


def sentence(one: Person, other: Person, kind: str) -> str:
    """``Әсем is the mother, Дана the daughter``: no name has to change its ending."""
    return _("%(one)s is the %(role)s, %(other)s the %(back)s") % {
        "one": display_name(one, form="given"),
        "role": kin_word(kind, one.sex),
        "other": display_name(other, form="given"),
        "back": kin_word(seen_from_other(kind), other.sex),
    }


def relation_note(relation: Relation) -> str:
    """Since when, how it is, where it is known from."""
    parts = []
    if relation.starts_on or relation.ends_on:
        parts.append(from_to(relation.starts_on, relation.ends_on))
    if relation.bond:
        parts.append(str(Bond(relation.bond).label))
    if relation.source:
        parts.append(str(relation.get_source_display()))
    return " · ".join(parts)


def parents_words(drawn: Genogram, key: int) -> str:
    """The parents of somebody in the picture; how the child is theirs where it was not born to them."""
    words = {"adopted": _("by adoption"), "foster": _("foster care")}
    told = [
        f"{drawn.people[one].name} ({words[how]})" if how in words else drawn.people[one].name
        for one, how in drawn.parents(key)
    ]
    missing = any(key in couple.children and min(couple.partners, default=0) < 0 for couple in drawn.couples)
    return ", ".join([*told, _("the other is not recorded")] if missing else told)


def partners_words(drawn: Genogram, key: int) -> str:
    """With whom somebody is or was together."""
    ended = {"divorced": _("divorced"), "separated": _("separated")}
    forms = {"married": _("married"), "partners": _("partners"), "parents": _("have a child together")}
    return ", ".join(
        f"{drawn.people[other].name} ({ended.get(couple.ended) or forms[couple.form]})"
        for other, couple in drawn.partners(key)
    )


def other_words(drawn: Genogram, key: int) -> str:
    """Bonds and other kin that the picture shows beside couples and children."""
    told = [f"{_name(drawn, one, key)}: {Bond(one.bond).label}" for one in drawn.bonds if key in (one.one, one.other)]
    told += [_loose_words(drawn, one, key) for one in drawn.loose if key in (one.one, one.other)]
    return "; ".join(told)


def _loose_words(drawn: Genogram, one: Kinship, key: int) -> str:
    other = one.other if one.one == key else one.one
    kind = seen_from_other(one.kind) if one.one == key else one.kind
    return f"{drawn.people[other].name}: {kin_word(kind, drawn.people[other].sex)}"


def _name(drawn: Genogram, one: Kinship, key: int) -> str:
    return drawn.people[one.other if one.one == key else one.one].name


def names_of(people: Iterable[Person]) -> str:
    """Given names in a row."""
    return ", ".join(display_name(person, form="given") for person in people)
