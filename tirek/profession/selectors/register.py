"""Questions about who is in the register: one's own entry, a colleague's name, who keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from tirek.access.models import Membership, Unit, User
from tirek.access.roles import ROLES
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.people.engine.names import fold
from tirek.profession.models import Practitioner

NOTHING_THERE = N_("There is no such record in what you may see.")


@dataclass(frozen=True)
class Named:
    """Of an entry what a colleague may know: its key, number and name."""

    pk: int
    uuid: UUID
    number: str
    surname: str
    given_name: str
    patronymic: str

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    def __str__(self) -> str:
        return self.name


def practitioner_of(user: User) -> Practitioner | None:
    """The entry of a user, whatever its state; of somebody else only under the row security of who asks."""
    return Practitioner.objects.select_related("region").filter(user=user).first()


def entry_seen(entry: UUID) -> Practitioner:
    """An entry that row security shows."""
    found = Practitioner.objects.select_related("region", "user", "unit").filter(uuid=entry).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def offices(permission: str = "register.keep", on: date | None = None) -> list[Unit]:
    """Units in which somebody holds the permission today: where one applies."""
    day = on or today()
    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), role__in=roles, starts_on__lte=day, user__is_active=True
    )
    return list(Unit.objects.filter(pk__in=held.values("unit")).select_related("organisation").order_by("pk"))


def names_of(practitioners: Iterable[int]) -> dict[int, Named]:
    """Names and numbers by key, for those who hold profession.view: an entry itself may stay closed to them."""
    return {one.pk: one for one in _named("SELECT * FROM profession_names(%s)", [list(practitioners)])}


def colleagues(words: str, first: int = 20) -> list[Named]:
    """Entered colleagues under a name (for those who work for the profession) or an exact number (for everybody)."""
    return _named("SELECT * FROM profession_colleagues(%s, %s, %s)", [folded_words(words), words.strip(), first])


def folded_words(words: str) -> list[str]:
    """The words of a name as the register keeps them, whatever the spelling."""
    return [word for word in fold(words).split() if word]


def _named(query: str, params: Sequence[Any]) -> list[Named]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [Named(*row) for row in cursor.fetchall()]
