"""The public door: those who ask without an account, and the code that opens what they left here."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tirek.access.models import User
from tirek.toolkit.postgresql.user import acting_as, holding

#: In whose name the acts of people without an account are done. Nobody logs in as it and it has no role.
DOOR: Final = "door"
#: Letters and digits that nobody takes for another when a code is read from paper or over the phone.
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH: Final = 24  # about 118 bits


def door() -> User:
    """The public door as an actor."""
    return User.objects.get(username=DOOR)


def new_code() -> str:
    """A code that nobody guesses. It is shown once; only its hash is kept."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def code_hash(code: str) -> str:
    """Under what a record is found that the code opens."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


@contextmanager
def with_code(code: str, actor: User | None = None) -> Iterator[User]:
    """Act and ask as somebody who holds the code, at a desk or at the door; row security opens that record to them."""
    who = actor or door()
    with acting_as(who.pk), holding(code_hash(code)):
        yield who
