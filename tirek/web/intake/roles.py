"""What somebody is in a request: in a programme about a child a role in the family, in one about an adult what they
are to the client. From it come the part in the case, the role in the family and the relations."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tirek.casework.enums import Part
from tirek.people.enums import FamilyRole, RelationKind, Sex
from tirek.programmes.engine.pack import Pack

CLIENT: Final = "client"
CHILDREN: Final = frozenset({FamilyRole.CHILD, FamilyRole.EXPECTED_CHILD})
#: What somebody is in a case about a child, from what they are in the family.
PARTS: dict[str, str] = {
    FamilyRole.MOTHER: Part.MOTHER,
    FamilyRole.FATHER: Part.FATHER,
    FamilyRole.CHILD: Part.CHILD,
    FamilyRole.EXPECTED_CHILD: Part.CHILD,
    FamilyRole.GUARDIAN: Part.CARER,
    FamilyRole.FOSTER_PARENT: Part.CARER,
    FamilyRole.OTHER: Part.OTHER,
}
#: What somebody may be to the client of a programme about an adult.
TO_CLIENT: dict[str, str | Promise] = {
    CLIENT: _("the client: the programme is about this person"),
    FamilyRole.CHILD: _("child of the client"),
    FamilyRole.EXPECTED_CHILD: _("child of the client, not yet born"),
    RelationKind.SPOUSE: _("husband or wife of the client"),
    RelationKind.PARTNER: _("partner of the client"),
    FamilyRole.MOTHER: _("mother of the client"),
    FamilyRole.FATHER: _("father of the client"),
    FamilyRole.SISTER: _("sister of the client"),
    FamilyRole.BROTHER: _("brother of the client"),
    FamilyRole.OTHER: _("somebody else close to the client"),
}
#: The relation to the client that follows: the person is the ... of the client.
_RELATION: dict[str, str] = {
    FamilyRole.CHILD: RelationKind.CHILD,
    FamilyRole.EXPECTED_CHILD: RelationKind.CHILD,
    RelationKind.SPOUSE: RelationKind.SPOUSE,
    RelationKind.PARTNER: RelationKind.PARTNER,
    FamilyRole.MOTHER: RelationKind.PARENT,
    FamilyRole.FATHER: RelationKind.PARENT,
    FamilyRole.SISTER: RelationKind.SIBLING,
    FamilyRole.BROTHER: RelationKind.SIBLING,
}
#: Where the client has children, the family is theirs: the client's mother is the grandmother.
_ELDERS: dict[str, str] = {
    FamilyRole.MOTHER: FamilyRole.GRANDMOTHER,
    FamilyRole.FATHER: FamilyRole.GRANDFATHER,
    FamilyRole.SISTER: FamilyRole.AUNT,
    FamilyRole.BROTHER: FamilyRole.UNCLE,
    RelationKind.SPOUSE: FamilyRole.PARTNER,
    RelationKind.PARTNER: FamilyRole.PARTNER,
}


@dataclass(frozen=True)
class Asking:
    """How a programme asks about people: whose life it is about, whether they are hidden, who is the client already."""

    adult: bool = False
    protects: bool = False
    client_named: bool = False

    def roles(self) -> list[tuple[str, str]]:
        """What may be chosen, in words. There is one client."""
        words: Iterable[tuple[str, str | Promise]] = TO_CLIENT.items() if self.adult else FamilyRole.choices
        return [(code, capfirst(str(word))) for code, word in words if not (code == CLIENT and self.client_named)]

    def part(self, role: str, *, cares: bool = False) -> str:
        """What the person is in the case."""
        if self.adult:
            known = {CLIENT: Part.CLIENT, FamilyRole.OTHER: Part.OTHER}
            return Part.CHILD if role in CHILDREN else known.get(role, Part.RELATIVE)
        if cares and role not in CHILDREN and PARTS.get(role) not in {Part.MOTHER, Part.FATHER}:
            return Part.CARER
        return PARTS.get(role, Part.RELATIVE)


def asking(pack: Pack | None, *, client_named: bool = False) -> Asking:
    """How this programme asks; without one, as a programme about a child does."""
    if pack is None:
        return Asking()
    return Asking(pack.pack.subject == "adult", pack.pack.protects, client_named)


def family_role(role: str, sex: str, others: Collection[str]) -> str:
    """The role in the family of somebody in a programme about an adult, from what they are to the client."""
    with_children = bool(CHILDREN & set(others))
    if role == CLIENT:
        if with_children:
            return {Sex.FEMALE: FamilyRole.MOTHER, Sex.MALE: FamilyRole.FATHER}.get(Sex(sex), FamilyRole.OTHER)
        return FamilyRole.CHILD if {FamilyRole.MOTHER, FamilyRole.FATHER} & set(others) else FamilyRole.OTHER
    if with_children:
        return _ELDERS.get(role, role)
    return FamilyRole.OTHER if role in {RelationKind.SPOUSE, RelationKind.PARTNER} else role


def relations_to(client: UUID, people: Sequence[tuple[UUID, str]]) -> list[tuple[UUID, UUID, str]]:
    """``(person, other, kind)`` for everybody whose relation to the client is said by what they are."""
    return [(person, client, _RELATION[role]) for person, role in people if role in _RELATION and person != client]
