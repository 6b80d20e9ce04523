"""A standard, practitioners and a course for the tests of norms and of learning."""

from datetime import date, timedelta

from tests.profession.world import Guild
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.actions.norms import publish_standard, write_clause, write_standard
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.actions.supervision import accept_supervision, propose_supervision
from tirek.profession.models import Post, Practitioner, StandardVersion
from tirek.toolkit.postgresql.user import acting_as

REGION = "750000000"
WORDS = ("Отбасымен", "С семьёй", "With the family")


def standard(guild: Guild, *, code: str = "family-work") -> StandardVersion:
    """A draft with a clause that a rule watches over, and a competence."""
    actor = guild.association
    version = write_standard(
        actor=actor, unit=guild.office.uuid, code=code, sector="ngo", title=("Отбасы", "Семья", "Family work")
    )
    write_clause(actor=actor, version=version.uuid, number="2", text=WORDS, rules=["FP-01"])
    write_clause(
        actor=actor, version=version.uuid, number="10", text=WORDS, kind="competence", competence="family-talk",
        cadres=["case_worker"], level=3,
    )  # fmt: skip
    return version


def published(guild: Guild, version: StandardVersion, on: date | None = None) -> StandardVersion:
    return publish_standard(
        actor=guild.association, version=version.uuid, source="Decision 1", valid_from=on or today()
    )


def practitioner(guild: Guild, user: User | None = None, surname: str = "Сынақова") -> Practitioner:
    """An entry with a post as a case worker of an NGO."""
    entry = enter_practitioner(
        actor=guild.association, unit=guild.office.uuid, surname=surname, given_name="Әсем", region=REGION, user=user
    )
    with acting_as(guild.association.pk):
        Post.objects.create(
            practitioner=entry, employer="Үй", sector="ngo", cadre="case_worker", region_id=REGION,
            starts_on=today() - timedelta(days=400),
        )  # fmt: skip
    return entry


def agree(guild: Guild, member: Practitioner) -> None:
    """A supervision agreement of the house's supervisor with the worker, proposed and accepted."""
    held = propose_supervision(
        actor=guild.house.supervisor, members=[str(member.number)], form="individual", every_days=30, starts_on=today()
    )
    accept_supervision(actor=guild.house.worker, agreement=held.uuid, on=today())
