from tirek.people.models.contact import Address, ContactPoint
from tirek.people.models.correction import PersonCorrection
from tirek.people.models.document import IdentityDocument
from tirek.people.models.family import Family, FamilyMember, Relation
from tirek.people.models.name import NameToken, PersonName, PersonTokens
from tirek.people.models.person import Person

__all__ = [
    "Address",
    "ContactPoint",
    "Family",
    "FamilyMember",
    "IdentityDocument",
    "NameToken",
    "Person",
    "PersonCorrection",
    "PersonName",
    "PersonTokens",
    "Relation",
]
