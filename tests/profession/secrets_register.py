"""What an entry of the register says besides the little that was agreed to: for its owner and the office alone."""

from datetime import timedelta

from tests.profession.circle import enter
from tests.security.profession_world import ProfessionWorld
from tirek.kernel.clock import today
from tirek.profession.actions.certification import give_category, suspend_entry
from tirek.profession.actions.gate import require_entry
from tirek.profession.actions.register_details import (
    add_education,
    add_post,
    agree_to_be_found,
    keep_own_entry,
    open_vacancy,
)

BOTH = ("worker", "association")
REGION = "710000000"


def write(world: ProfessionWorld) -> None:
    """The worker agreed to be found; how to reach her, where she works and what was decided stays inside."""
    guild, day = world.guild, today()
    worker, office = guild.house.worker, guild.association
    entry = enter(guild, worker)
    keep_own_entry(
        actor=worker, region=REGION, email=f"{world.secret('entry.email', *BOTH)}@example.invalid",
        phone=world.secret("entry.phone", *BOTH),
    )  # fmt: skip
    school = add_education(
        actor=worker, entry=entry.uuid, programme="SW", institution=world.secret("entry.institution", *BOTH),
        degree="bachelor", year=2015,
    )  # fmt: skip
    post = add_post(
        actor=worker, entry=entry.uuid, employer=world.secret("entry.employer", *BOTH), sector="ngo",
        cadre="case_worker", region=REGION, starts_on=day,
    )  # fmt: skip
    given = give_category(
        actor=office, entry=entry.uuid, category="first", decision=world.secret("entry.decision", *BOTH), decided_on=day
    )
    away = suspend_entry(
        actor=office, entry=entry.uuid, decision="1", reason=world.secret("entry.suspension", *BOTH),
        starts_on=day - timedelta(days=2), ends_on=day - timedelta(days=1),
    )  # fmt: skip
    agree_to_be_found(actor=worker)
    vacancy = open_vacancy(
        actor=office, unit=guild.office.uuid, employer="School", sector="education", cadre="teacher", region=REGION,
        posts=1, source="A letter", opened_on=day,
    )  # fmt: skip
    asked = require_entry(actor=guild.house.manager, unit=guild.house.unit.uuid, permission="case.close", starts_on=day)
    names = (
        "practitioner", "practitioner_consent", "practitioner_category", "practitioner_suspend", "practitioner_correct",
        "practitioner_education", "practitioner_post", "education_seen", "category_withdraw", "suspension_lift",
        "practitioner_accept", "practitioner_decline", "practitioner_leave", "practitioner_remove",
        "practitioner_back", "open_practitioner",
    )  # fmt: skip
    world.known |= {
        **{f"{name}.entry": entry.uuid for name in names},
        "education_seen.education": school.uuid,
        "category_withdraw.certification": given.uuid,
        "suspension_lift.suspension": away.uuid,
        "vacancy_fill.vacancy": vacancy.uuid,
        "requirement_end.requirement": asked.uuid,
        "post_end.post": post.uuid,
    }
