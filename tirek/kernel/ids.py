"""Identifiers for the outside world: version 7, so that they sort by the time they were made."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_uuid() -> UUID:
    """A new time-ordered identifier."""
    return UUID(int=uuid7().int)
