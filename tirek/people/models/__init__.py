from tirek.people.models.conflict import Conflict
from tirek.people.models.contact import Address, ContactPoint
from tirek.people.models.correction import PersonCorrection
from tirek.people.models.document import IdentityDocument
from tirek.people.models.duplicate import DuplicateDecision, DuplicatePair, RegisterComparison
from tirek.people.models.family import Family, FamilyMember, FamilyTie, Relation
from tirek.people.models.merge import MergedRow, PersonMerge
from tirek.people.models.name import NameAlias, NameToken, PersonName, PersonTokens
from tirek.people.models.person import Person
from tirek.people.models.request import AccessRequest

__all__ = [
    "AccessRequest",
    "Address",
    "Conflict",
    "ContactPoint",
    "DuplicateDecision",
    "DuplicatePair",
    "Family",
    "FamilyMember",
    "FamilyTie",
    "IdentityDocument",
    "MergedRow",
    "NameAlias",
    "NameToken",
    "Person",
    "PersonCorrection",
    "PersonMerge",
    "PersonName",
    "PersonTokens",
    "RegisterComparison",
    "Relation",
]
