"""Whoever writes down somebody new says who of the people offered it is not, so that nobody asks again."""

from uuid import UUID

from django.db import connection

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Missing, Problem
from tirek.people.actions.desk import NOTHING_THERE
from tirek.people.models import Person
from tirek.people.selectors.persons import person


@act("person.register")
def tell_apart(*, actor: User, one: UUID, other: UUID, reason: str, client_ref: UUID | None = None) -> Person:
    """Say that two people whom the actor sees are not the same: their pair is decided as different, with the reason.

    What those who decide about duplicates have said stands. Permission: person.register in the unit of the first.
    Said twice, the decision stands twice. Once for a client_ref.
    """
    first, second = person(one), person(other)
    require(actor, "person.register", first.unit_id)
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_tell_apart(%s, %s, %s, %s)", [first.pk, second.pk, first.unit_id, reason.strip()[:300]]
        )
        (said,) = cursor.fetchone()
    if said == "missing":
        raise Missing(NOTHING_THERE)
    note(pair=said)
    return first
