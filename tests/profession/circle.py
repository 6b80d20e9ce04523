"""Somebody supervises: two workers of one house with their supervisor, and another supervisor beside them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tests.builders import make_user
from tests.profession.world import Guild
from tirek.access.models import User
from tirek.directory.models import Region
from tirek.kernel.clock import clock_at, today
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.actions.supervision import accept_supervision, propose_supervision
from tirek.profession.actions.supervision_meetings import hold_supervision_meeting, plan_supervision_meeting
from tirek.profession.models import Practitioner, SupervisionAgreement, SupervisionMeeting
from tirek.profession.selectors.register import practitioner_of
from tirek.toolkit.postgresql.user import acting_as


@dataclass(frozen=True)
class Circle:
    """The supervisor's individual agreement with the worker, and who stands around it."""

    guild: Guild
    entries: dict[str, Practitioner]
    other_supervisor: User
    agreement: SupervisionAgreement

    @property
    def worker(self) -> User:
        return self.guild.house.worker

    @property
    def supervisor(self) -> User:
        return self.guild.house.supervisor

    def number(self, username: str) -> str:
        """The number of somebody's entry."""
        return str(self.entries[username].number)

    def held(self, on: date | None = None) -> SupervisionMeeting:
        """A meeting of the two, held."""
        day = on or today()
        kept = plan_supervision_meeting(
            actor=self.supervisor, agreement=self.agreement.uuid, on=day, minutes=60, mode="onsite"
        )
        return hold_supervision_meeting(
            actor=self.supervisor, meeting=kept.uuid, on=day, minutes=60, mode="onsite",
            present=[self.entries["worker"].uuid], safety_asked=True,
        )  # fmt: skip


def enter(guild: Guild, user: User) -> Practitioner:
    """The office enters somebody who works at a desk, unless it has."""
    with transaction.atomic(), acting_as(guild.association.pk):
        known = practitioner_of(user)
    if known is not None:
        return known
    return enter_practitioner(
        actor=guild.association, unit=guild.office.uuid, surname="Сынақ", given_name=user.username.title(),
        region=Region.objects.values_list("pk", flat=True)[0], user=user, on=date(2024, 1, 1),
    )  # fmt: skip


def make_circle(guild: Guild, aims: str = "") -> Circle:
    """Everything through the acts."""
    house = guild.house
    other = make_user("supervisor2", house.unit, "supervisor")
    users = (house.worker, house.colleague, house.supervisor, house.outsider, other)
    entries = {user.username: enter(guild, user) for user in users}
    start = today() - timedelta(days=200)
    with clock_at(start):
        made = propose_supervision(
            actor=house.supervisor, members=[str(entries["worker"].number)], form="individual", every_days=30,
            starts_on=start, aims=aims,
        )  # fmt: skip
        accept_supervision(actor=house.worker, agreement=made.uuid, on=start)
    return Circle(guild, entries, other, made)


def sees(user: User, model: type) -> int:
    """How many rows of a table somebody sees."""
    with transaction.atomic(), acting_as(user.pk):
        return model._default_manager.count()
