"""Whose files are kept apart, for those who keep the protected person's file. Everybody else finds nothing here."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from tirek.access.models import User
from tirek.kernel.problems import N_, Missing
from tirek.people.models import Conflict, Person
from tirek.people.selectors.names import display_name, with_names


@dataclass(frozen=True)
class KeptApart:
    """A conflict as a page says it: who is protected, from whom, since when and why.

    ``other`` is empty where the user may not see the record of the other person.
    """

    conflict: Conflict
    protected: Person
    other: str
    staff: bool

    @property
    def lasts(self) -> bool:
        """Whether the files are kept apart today."""
        return self.conflict.ended_on is None


def conflicts_of(people: Iterable[int]) -> list[KeptApart]:
    """From whom these people's files are kept apart, as far as the current user may know; those that last first."""
    rows = list(
        Conflict.objects.filter(person__in=list(people))
        .select_related("against_user", "recorded_by")
        .order_by("ended_on", "-starts_on", "-pk")
    )
    rows.sort(key=lambda row: row.ended_on is not None)
    keys = {key for row in rows for key in (row.person_id, row.against_id) if key is not None}
    seen = {one.pk: one for one in with_names(Person.objects.filter(pk__in=keys))} if rows else {}
    return [
        KeptApart(row, seen[row.person_id], _other(row, seen), row.against_user_id is not None)
        for row in rows
        if row.person_id in seen
    ]


def _other(row: Conflict, seen: dict[int, Person]) -> str:
    if row.against_user is not None:
        return str(row.against_user)
    known = seen.get(row.against_id or 0)
    return display_name(known) if known else ""


def conflict_seen(uuid: UUID) -> Conflict:
    """The conflict, or Missing for everybody who does not keep the protected person's file."""
    found = Conflict.objects.filter(uuid=uuid).select_related("person", "against_user").first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def kept_apart(one: int, other: int) -> bool:
    """Whether two records stand on the two sides of a conflict, for somebody who may know of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_kept_apart(%s, %s)", [one, other])
        return bool(cursor.fetchone()[0])


def is_protected(person: Person) -> bool:
    """Whether this person stands in a file that is kept apart today, for somebody who may know of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_is_protected(%s)", [person.pk])
        return bool(cursor.fetchone()[0])


def users_named(ids: Iterable[int]) -> str:
    """Members of staff by name."""
    return ", ".join(map(str, User.objects.filter(pk__in=list(ids)).order_by("last_name", "first_name")))
