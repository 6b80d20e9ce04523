"""What is in confidence around a session: whose paper it is, what a reviewer says, who comes, where they meet."""

from tests.profession.test_sessions import meeting, offered, registered
from tests.security.profession_world import ProfessionWorld
from tirek.profession.actions.papers import assign_reviewer, decide_paper, review_paper
from tirek.profession.actions.presence import open_presence_code
from tirek.profession.actions.proceedings import close_session, publish_proceedings
from tirek.web.profession.sessions_urls import urlpatterns

PUBLISHED = ("session_proceedings", "session_proceedings_paper")


def write(world: ProfessionWorld) -> None:
    """A session that runs, with a paper in review and people registered; and one whose proceedings are public."""
    guild = world.guild
    room = world.secret("link of the meeting online", "organiser")
    running = meeting(guild, online_link=f"https://meet.example.invalid/{room}")
    _, paper = offered(
        running,
        author=world.secret("author of a paper in review", "organiser"),
        abstract=world.secret("abstract of a paper in review", "organiser", "reviewer"),
    )
    review = assign_reviewer(
        actor=guild.organiser, session=running.code, paper=paper.uuid, reviewer=guild.reviewer.uuid
    )
    review_paper(
        actor=guild.reviewer, review=review.uuid, accept=True,
        scores={"practice": 4, "method": 4, "care": 4, "clarity": 4},
        to_organiser=world.secret("reviewer to the organiser", "organiser", "reviewer"),
    )  # fmt: skip
    registered(running, "online", name=world.secret("who registered", "organiser"))
    own, _ = registered(running)
    own_paper, _ = offered(running)
    open_presence_code(actor=guild.organiser, session=running.code, minutes=5)
    published = _published(world)
    for pattern in urlpatterns:
        world.known[f"{pattern.name}.session"] = published if pattern.name in PUBLISHED else running.code
    world.known |= {f"{name}.code": own for name in ("registration_own", "registration_feedback")}
    world.known["paper_own.code"] = own_paper
    world.known["paper_review.review"] = review.uuid
    world.known |= {f"{name}.paper": paper.uuid for name in ("session_paper", "paper_assign", "paper_decide")}


def _published(world: ProfessionWorld) -> str:
    """Proceedings with one paper whose author did not agree to stand in them."""
    organiser = world.guild.organiser
    held = meeting(world.guild)
    _, kept_back = offered(held, to_publish=False, author=world.secret("author who did not agree"))
    decide_paper(actor=organiser, session=held.code, paper=kept_back.uuid, accept=True, answer="Yes")
    close_session(actor=organiser, session=held.code)
    publish_proceedings(actor=organiser, session=held.code)
    return held.code
