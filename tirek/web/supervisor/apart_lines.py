"""On the page of a person and in the family file: from whom the file is kept apart, and who may change that."""

from collections.abc import Iterable
from typing import Any

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.people.models import Person
from tirek.people.selectors.conflicts import conflicts_of


def apart_shown(
    user: User, people: Iterable[Person], unit_id: int, of: Person | None = None, *, any_apart: bool = True
) -> dict[str, Any]:
    """What ``supervisor/apart_card.html`` reads. ``of`` is whose file the button keeps apart.

    ``any_apart``: False where it is known already that nobody's file is kept apart.
    """
    keys = [one.pk for one in people]
    return {
        "apart": conflicts_of(keys) if keys and any_apart else [],
        "apart_several": len(keys) > 1,
        "apart_of": of,
        "may_keep_apart": holds(user, "conflict.record", unit_id),
    }
