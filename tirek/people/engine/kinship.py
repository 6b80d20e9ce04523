"""What a relation is, seen from its other end. A relation is stored once, the elder's or carer's side first."""

TURNED = {
    "parent": "child",
    "adoptive_parent": "adopted_child",
    "stepparent": "stepchild",
    "foster_parent": "foster_child",
    "guardian": "ward",
    "grandparent": "grandchild",
    "aunt_or_uncle": "niece_or_nephew",
}
_BACK = {younger: elder for elder, younger in TURNED.items()}


def seen_from_other(kind: str) -> str:
    """The word for the same relation from the other person's side; siblings, spouses and the like stay."""
    return TURNED.get(kind) or _BACK.get(kind) or kind


def is_stored_turned(kind: str) -> bool:
    """Whether the two persons change places before the relation is stored."""
    return kind in _BACK
