"""The list behind a figure: which files the keys of facts are, for whoever may open them and for nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

#: What a row of an indicator may be about, by the word its key was made with: of ``COUNTED``'s words.
KINDS: Final = {
    "child": "person",
    "newborn": "person",
    "person": "person",
    "woman": "person",
    "family": "family",
    "case": "case",
    "entry": "episode",
    "exit": "episode",
    "treatment": "episode",
    "visit": "act",
    "duty": "duty",
    "service": "service",
    "follow_up": "follow_up",
}


@dataclass(frozen=True)
class Behind:
    """A key that the current user may open: the case, and the record or person itself."""

    key: int
    case: UUID
    subject: UUID


def behind(counted: str, keys: Iterable[int]) -> list[Behind]:
    """The files of keys, as the current user sees them. A key that is not theirs is answered like one that is nobody's.

    ``counted`` is the indicator's word for what it counts. Nothing is told where no file could be opened for it.
    """
    if counted not in KINDS:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, case_uuid, subject FROM outcomes_behind(%s, %s) ORDER BY 1, 2, 3",
            [KINDS[counted], list(keys)],
        )
        return [Behind(*row) for row in cursor.fetchall()]
