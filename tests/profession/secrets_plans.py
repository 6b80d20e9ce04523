"""What a plan says before it is shown: read by its office and by who answers for an item in it, and by nobody else."""

from datetime import date

from tests.profession.test_plans import TEXTS, TITLES, a_plan, adopted, an_item, report
from tests.security.profession_world import ProfessionWorld
from tirek.profession.actions.plans import make_plan, show_plan


def write(world: ProfessionWorld) -> None:
    """A plan that nobody was shown, with an item and a report; and a public one that follows another public one."""
    guild = world.guild
    hidden = a_plan(guild, source=world.secret("plan.source", "association", "official"), code="not-shown")
    words = world.secret("recommendation.text", "association", "official")
    item = adopted(guild, an_item(guild, hidden, texts={**TEXTS, "en": words, "kk": words, "ru": words}))
    report(guild.official, item, text=world.secret("report.text", "association", "official"))
    before = a_plan(guild, code="shown-before")
    adopted(guild, an_item(guild, before))
    shown = make_plan(
        actor=guild.association, unit=guild.office.uuid, kind="five_year", titles=TITLES, source="Meeting",
        starts_on=date(2029, 1, 1), ends_on=date(2033, 12, 31), follows=before.uuid, code="shown",
    )  # fmt: skip
    public = adopted(guild, an_item(guild, shown))
    for plan in (before, shown):
        show_plan(actor=guild.association, plan=plan.uuid)
    world.known |= {
        "plan": hidden.uuid,
        "recommendation": item.uuid,
        "plan_compare.plan": shown.uuid,
        "plan_template.form": "csv",
        "plan_file.form": "csv",
        "open_recommendation.recommendation": public.uuid,
        **dict.fromkeys(("open_plan.plan", "open_plan_compare.plan", "open_plan_file.plan"), shown.code),
    }
