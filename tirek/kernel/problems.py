"""What can go wrong in an act, said so that the person at the desk knows what to do.

A problem carries a message *id* (English, marked with ``N_``) and its parameters; the page that shows it
translates. The kernel knows no gettext.
"""

from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:  # noqa: N802  gettext's own name for it
    """Mark a text for translation without translating it here."""
    return text


class Problem(Exception):
    """Something the person can mend: ``field`` names the input it belongs to, if any."""

    #: Whether the refusal is on record already; whoever answers for it writes it down only once.
    audited = False

    def __init__(self, message: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.field = field
        self.params = params


class Refused(Problem):
    """The actor may not do this. Pages answer exactly as for something that does not exist."""


class Missing(Problem):
    """There is no such record in what the actor may see."""


@dataclass(frozen=True)
class Gate:
    """One condition that still stands open before an act: what is missing and where to mend it."""

    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)


class GatesOpen(Problem):
    """An act is refused because conditions are open; all of them are named at once."""

    def __init__(self, message: str, gates: tuple[Gate, ...]) -> None:
        super().__init__(message)
        self.args = (message, *(gate.code for gate in gates))
        self.gates = gates
