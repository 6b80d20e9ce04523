"""What somebody learned, how far they are, what a student writes of practice; and what a draft says before its time."""

from datetime import timedelta
from decimal import Decimal

from tests.profession.circle import enter
from tests.profession.learners import WORDS, published, standard
from tests.security.profession_world import ProfessionWorld
from tirek.access.door import code_hash, new_code, with_code
from tirek.kernel.clock import today
from tirek.profession.actions.competences import rate_myself
from tirek.profession.actions.learning import claim_hours, decline_hours, write_course
from tirek.profession.actions.norms import comment_on_draft, open_consultation, write_clause, write_standard
from tirek.profession.actions.placements import accept_placement, confirm_day, log_day, plan_placement
from tirek.profession.actions.research_works import enter_research_work


def write(world: ProfessionWorld) -> None:
    """Written after supervision was agreed on, so that the supervisor reads the profile."""
    norms(world)
    learning(world)
    practice(world)


def norms(world: ProfessionWorld) -> None:
    """A standard in force, a draft nobody has seen, one open to comments with a name that the office alone reads."""
    guild, office, day = world.guild, world.guild.association, today()
    held = standard(guild)
    published(guild, held)
    hidden = write_standard(
        actor=office, unit=guild.office.uuid, code="hidden", sector="health", title=("А", "Б", "Health")
    )
    clause = write_clause(
        actor=office, version=hidden.uuid, number="1", text=(*WORDS[:2], world.secret("draft.text", "association"))
    )
    talked = standard(guild, code="open-talk")
    open_consultation(actor=office, version=talked.uuid, first_on=day, last_on=day)
    code = new_code()
    with with_code(code) as who:
        said = comment_on_draft(
            actor=who, version=talked.uuid, text=world.secret("comment.unanswered", "association"),
            author=world.secret("comment.author", "association"), digest=code_hash(code),
        )  # fmt: skip
    drafts = ("norm_version", "norm_clause", "norm_clause_new")
    world.known |= {
        **{f"{name}.norm": "hidden" for name in drafts},
        "norm_clause.clause": clause.uuid,
        "norm_comment.comment": said.uuid,
        **{f"{name}.norm": held.standard.code for name in ("norm_draft", "open_norm", "open_norm_version")},
        "open_norm_comment.norm": "open-talk",
    }


def learning(world: ProfessionWorld) -> None:
    """Hours that were declined for a reason, and a rating with what shows it."""
    guild, worker, office = world.guild, world.guild.house.worker, world.guild.association
    both = ("worker", "association")
    entry = enter(guild, worker)
    course = write_course(
        actor=office, unit=guild.office.uuid, code="ethics", title=("А", "Б", "Ethics"), text=("", "", ""),
        hours=Decimal(8), mode="online", provider="School",
    )  # fmt: skip
    claim = claim_hours(
        actor=worker, kind="self_study", what=world.secret("hours.what", *both), hours=Decimal(3), on=today(),
        evidence=world.secret("hours.evidence", *both),
    )  # fmt: skip
    decline_hours(actor=office, claim=claim.uuid, reason=world.secret("hours.reason", *both))
    rate_myself(
        actor=worker, levels={"family-talk": 2},
        evidence={"family-talk": world.secret("competence.evidence", "worker", "supervisor")},
    )  # fmt: skip
    world.known |= {
        "hours_claimed.claim": claim.uuid,
        "course_edit.course": course.code,
        "supervisee_competences.practitioner": entry.uuid,
    }


def practice(world: ProfessionWorld) -> None:
    """A log between student and mentor, kept by the university; a thesis whose author did not want to be shown."""
    guild, day = world.guild, today()
    three = ("student", "worker", "organiser")
    mentor = enter(guild, guild.house.worker)
    held = plan_placement(
        actor=guild.organiser, unit=guild.university.uuid, mentor=str(mentor.number), institution="University",
        programme="Social work", degree="master", starts_on=day - timedelta(days=2), ends_on=day, planned_hours=10,
        student=guild.student.uuid, aims=world.secret("placement.aims", *three),
    )  # fmt: skip
    accept_placement(actor=guild.house.worker, placement=held.uuid)
    written = log_day(
        actor=guild.student, placement=held.uuid, on=day, hours=Decimal(4), did=world.secret("placement.did", *three)
    )
    confirm_day(actor=guild.house.worker, day=written.uuid, remark=world.secret("placement.remark", *three))
    work = enter_research_work(
        actor=guild.organiser, unit=guild.university.uuid, title=("А", "Б", "Thesis"), institution="University",
        author=world.secret("research.author", "organiser"), degree="master", leads="", ethics_body="Commission",
        ethics_number="5", ethics_on=day, starts_on=day,
    )  # fmt: skip
    world.known |= {"placement.placement": held.uuid, "research_work.work": work.uuid}
