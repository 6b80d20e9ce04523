"""What a page gives away instead of the key of somebody the user does not see.

Sealed, so that it can be neither read nor counted up; bound to its user and to a working day.
"""

from cryptography.fernet import InvalidToken

from tirek.people.vault import seal, unseal

HOLDS = 12 * 60 * 60


def reference_for(user_id: int, person_id: int) -> str:
    """The reference by which this user, and nobody else, may ask for access to the person."""
    return seal(f"preview {user_id} {person_id}")


def person_behind(user_id: int, reference: str) -> int | None:
    """The key of the person behind the reference, if it was made for this user today."""
    try:
        what, whose, person = unseal(reference, HOLDS).split(" ")
    except (InvalidToken, ValueError):
        return None
    return int(person) if (what, whose) == ("preview", str(user_id)) else None
