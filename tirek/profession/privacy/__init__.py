"""What the rows of the profession tell about somebody, and how long they are kept (classes: ``people.privacy``).

Nobody here is a client. ``with_staff``: as long as the practitioner stands in the register, and as law asks.
"""

from typing import Final

from tirek.profession.privacy import (
    certificates,
    ethics,
    learning,
    membership,
    plans,
    register,
    sessions,
    standards,
    supervision,
)
from tirek.profession.privacy.classes import Field

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    **certificates.PRIVACY,
    **ethics.PRIVACY,
    **learning.PRIVACY,
    **membership.PRIVACY,
    **plans.PRIVACY,
    **register.PRIVACY,
    **sessions.PRIVACY,
    **standards.PRIVACY,
    **supervision.PRIVACY,
}
